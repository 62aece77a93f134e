"""Account names: @narrator_ir -> «ات نریتور آندرلاین آی‌آر»."""

import re

from narrator.lang import Tables
from narrator.normalize.address import addresses
from narrator.normalize.rules import CLASS, PatternRule


def rule(tables: Tables) -> PatternRule:
    book = addresses(tables)
    return PatternRule(
        name="handle",
        pattern=re.compile(r"(?<![\w@.])@(?P<name>[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?)"),
        verbalise=lambda match, _context: f"{book.sign('@')} {book.name(match['name'])}",
        priority=CLASS,
        trigger=re.compile("@"),
    )
