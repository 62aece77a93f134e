"""From one number to another: ۱۰-۱۵ -> «ده تا پانزده»."""

import re
from re import Match

from narrator.lang import Tables
from narrator.normalize.quantity import NUMBER, SIGN, speak
from narrator.normalize.rules import PAIRED, SHAPE, Context, PatternRule

_PATTERN = re.compile(
    rf"(?<![\d.,:/-])(?<!\d[-–—]){SIGN}?{NUMBER}\s?[-–—~]\s?(?<!\s-){NUMBER}(?!\d|[-–—:/]\d)"
)


def rule(_tables: Tables) -> PatternRule:
    return PatternRule(
        name="range",
        trigger=PAIRED,
        pattern=_PATTERN,
        verbalise=_verbalise,
        priority=SHAPE + 1,
    )


def _verbalise(match: Match[str], _context: Context) -> str:
    one, _, two = re.sub(r"\s?[-–—~]\s?", "-", match[0]).rpartition("-")
    return f"{speak(one)} {speak(two)}" if one == two else speak(match[0])  # ۵۰-۵۰
