"""Whole numbers: ۱۲۰ -> «صد و بیست»."""

import re

from narrator.normalize.numbers import cardinal
from narrator.normalize.rules import PatternRule

RULE = PatternRule(
    name="cardinal",
    pattern=re.compile(r"\d+"),
    verbalise=lambda match, _context: cardinal(int(match[0])),
    priority=10,
)
