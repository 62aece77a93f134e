"""From one number to another: ۱۰-۱۵ -> «ده تا پانزده»."""

import re

from narrator.lang import Tables
from narrator.normalize.quantity import NUMBER, SIGN, speak
from narrator.normalize.rules import PAIRED, SHAPE, PatternRule

_PATTERN = re.compile(
    rf"(?<![\d.,:/-])(?<!\d[-–—]){SIGN}?{NUMBER}\s?[-–—~]\s?(?<!\s-){NUMBER}(?!\d|[-–—:/]\d)"
)


def rule(_tables: Tables) -> PatternRule:
    return PatternRule(
        name="range",
        trigger=PAIRED,
        pattern=_PATTERN,
        verbalise=lambda match, _context: speak(match[0]),
        priority=SHAPE + 1,
    )
