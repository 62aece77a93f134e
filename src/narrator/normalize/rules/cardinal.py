"""Whole numbers: ۱۲۰ -> «صد و بیست», 12,500 -> «دوازده هزار و پانصد»."""

import re

from narrator.lang import Tables
from narrator.normalize.quantity import SIGN, WHOLE, speak
from narrator.normalize.rules import CLASS, FALLBACK, PatternRule, RuleSet

# 25 000 and, with dots or slashes, 1.200.000: only these are grouped beyond doubt.
_SPACED = r"(?<![\d.,:/+-])(?<!\d )[1-9]\d{0,2}(?: \d{3}){1,6}(?![\d.,:/-])(?! \d)"
_DOTTED = r"(?<![\d./])[1-9]\d{0,2}(?:(?:\.\d{3}){2,5}|(?:/\d{3}){2,5})(?![\d./]\d|\d)"


def rule(_tables: Tables) -> RuleSet:
    return RuleSet(
        name="cardinal", rules=(_pattern(f"{SIGN}?{WHOLE}", FALLBACK), _pattern(_GROUPED, CLASS))
    )


def _pattern(pattern: str, priority: int) -> PatternRule:
    return PatternRule(
        name="cardinal",
        pattern=re.compile(pattern),
        verbalise=lambda match, _context: speak(match[0]),
        priority=priority,
    )


_GROUPED = f"{_SPACED}|{_DOTTED}"
