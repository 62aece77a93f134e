"""Numbers and letters that head a list item: «۱) نان» -> «یک. نان», «الف) نان» -> «الف. نان»."""

import re
from re import Match

from narrator.lang import Tables
from narrator.normalize.numbers import cardinal
from narrator.normalize.rules import CONTEXT, Context, PatternRule


def rule(tables: Tables) -> PatternRule:
    letters = {row["written"] for row in tables.rows("letters") if not row["written"].isascii()}
    letters |= {"الف"}
    names = tables.spoken("letters")

    def say(match: Match[str], _context: Context) -> str:
        parts = match["mark"].split("-")  # «۲-۱-» is the first of chapter two
        spoken = (
            cardinal(part) if part.isdigit() else names.get(part.upper(), part) for part in parts
        )
        return f"{' '.join(spoken)}."

    return PatternRule(
        name="list_marker",
        pattern=re.compile(
            r"^(?:[¹²³•*–—-]?\s+)?[(\[]?(?P<mark>\d{1,3}|\d{1,2}(?:-\d{1,2}){1,3}(?=-\s)|الف|[A-Za-z]|[\u0621-\u06cc])"
            r"(?:[)\]](?:\s?[.:-])?|\s?-(?=\s+[^\d\s])|(?<=[\dA-Za-z])\.(?=\s))(?=\s*\D)"
        ),
        accept=lambda match, _context: (
            (mark := match["mark"]).isdigit() or mark.isascii() or mark in letters
        ),
        verbalise=say,
        priority=CONTEXT,
        trigger=re.compile(r"^(?:[¹²³•*–—-]?\s+)?[(\[]?(?:\d{1,3}|\w|الف)\s?[)\].-]"),
    )
