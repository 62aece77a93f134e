"""Whole numbers: ۱۲۰ -> «صد و بیست», 12,500 -> «دوازده هزار و پانصد»."""

import re

from narrator.lang import Tables
from narrator.normalize.quantity import INTEGER, SIGN, speak
from narrator.normalize.rules import FALLBACK, PatternRule


def rule(_tables: Tables) -> PatternRule:
    return PatternRule(
        name="cardinal",
        pattern=re.compile(rf"{SIGN}?{INTEGER}"),
        verbalise=lambda match, _context: speak(match[0]),
        priority=FALLBACK,
    )
