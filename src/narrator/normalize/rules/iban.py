"""Iranian account numbers (شبا): «آی‌آر» and the digits in pairs."""

import re
from re import Match

from narrator.lang import Tables
from narrator.normalize.numbers import grouped
from narrator.normalize.rules import IDENTIFIER, LONG, Context, PatternRule

_PATTERN = re.compile(
    r"(?<![\w-])(?P<country>IR\s?)?(?P<digits>\d{2}\s?(?:\d{4}\s?){5}\d{2})(?![.,/-]?\d)"
)


def rule(_tables: Tables) -> PatternRule:
    return PatternRule(
        name="iban", trigger=LONG, pattern=_PATTERN, verbalise=_verbalise, priority=IDENTIFIER + 1
    )


def _verbalise(match: Match[str], _context: Context) -> str:
    pairs = grouped(match["digits"].replace(" ", ""), (2,))
    return f"آی‌آر، {pairs}" if match["country"] else pairs
