"""Postal codes, identity numbers, account numbers: کد پستی ۱۱۹۳۶۵۳۴۷۱, by the word before."""

import re
from re import Match

from narrator.lang import Tables
from narrator.normalize.near import any_of
from narrator.normalize.numbers import grouped
from narrator.normalize.rules import IDENTIFIER, LONG, Context, PatternRule


def rule(tables: Tables) -> PatternRule:
    rows = {row["word"]: row for row in tables.rows("codes")}
    sizes = {word: [int(size) for size in row["groups"].split("-")] for word, row in rows.items()}
    pattern = re.compile(
        rf"(?<!\w)(?P<word>{any_of(rows)})(?:\s[^\W\d]{{1,6}})?[\s:()،]{{1,3}}"
        r"(?P<digits>\d{4,26}(?:[-–]\d{3,10})?)(?![.٫,٬/]?\d)"
    )

    def accept(match: Match[str], _context: Context) -> bool:
        shortest = int(rows[match["word"]]["shortest"])
        return len(re.sub(r"\D", "", match["digits"])) >= shortest

    def verbalise(match: Match[str], _context: Context) -> str:
        parts = re.split(r"[-–]", match["digits"])
        return "، ".join(grouped(part, sizes[match["word"]]) for part in parts)

    return PatternRule(
        name="code",
        trigger=LONG,
        pattern=pattern,
        accept=accept,
        verbalise=verbalise,
        group="digits",
        priority=IDENTIFIER,
    )
