"""Whole numbers: ۱۲۰ -> «صد و بیست», 12,500 -> «دوازده هزار و پانصد», ۶۰ی‌ها -> «شصتی‌ها»."""

import re

from narrator.lang import Tables
from narrator.normalize.numbers import cardinal
from narrator.normalize.quantity import SIGN, WHOLE, speak
from narrator.normalize.rules import FALLBACK, PatternRule, RuleSet

# 25 000 and, with dots or slashes, 1.200.000: only these are grouped beyond doubt.
_SPACED = r"(?<![\d.,:/+-])(?<!\d )[1-9]\d{0,2}(?: \d{3}){1,6}(?![\d.,:/-])(?! \d)"
_DOTTED = r"(?<![\d./])[1-9]\d{0,2}(?:(?:\.\d{3}){2,5}|(?:/\d{3}){2,5})(?![\d./]\d|\d)"
# No one counts thousandths of a toman or of a person, and no one writes a decimal ۰۰۰.
_THOUSANDS = (
    r"(?<![\d./-])[1-9]\d{0,2}[./](?:000(?![\d./]\d|\d|\s?(?:درصد|[%٪]))"
    r"|\d{3}(?=\s(?:تومان|ریال|نفر|دستگاه)(?!\w)))"
)


def rule(_tables: Tables) -> RuleSet:
    return RuleSet(
        name="cardinal",
        rules=(
            PatternRule(
                name="cardinal",
                pattern=re.compile(f"{SIGN}?{WHOLE}"),
                verbalise=lambda match, _context: speak(match[0]),
                priority=FALLBACK,
            ),
            PatternRule(
                name="cardinal",
                pattern=re.compile(f"{_SPACED}|{_DOTTED}|{_THOUSANDS}"),
                verbalise=lambda match, _context: cardinal(re.sub(r"\D", "", match[0])),
            ),
            PatternRule(
                name="cardinal",
                pattern=re.compile(r"(?<![\d.,/:٫٬-])(?P<number>\d{1,4})ی(?![\u0620-\u06d3])"),
                verbalise=lambda match, _context: cardinal(match["number"]) + "ی",
            ),
        ),
    )
