"""File names: report.docx -> «ریپورت دات داکس», .pdf -> «دات پی‌دی‌اف»."""

import re
from re import Match

from narrator.lang import Tables
from narrator.normalize.address import addresses
from narrator.normalize.near import any_of
from narrator.normalize.rules import CONTEXT, Context, PatternRule


def rule(tables: Tables) -> PatternRule:
    book = addresses(tables)
    endings = tables.spoken("extensions")

    def say(match: Match[str], _context: Context) -> str:
        ending = endings[match["ending"].lower()]
        return " ".join(filter(None, (book.path(match["name"]), book.sign("."), ending)))

    return PatternRule(
        name="file_name",
        pattern=re.compile(
            rf"(?<![\w.@/-])(?P<name>[A-Za-z0-9_-]*)\.(?P<ending>(?i:{any_of(endings)}))(?![\w.@/-])"
        ),
        verbalise=say,
        priority=CONTEXT,
        trigger=re.compile(r"\.[A-Za-z]"),
    )
