"""Fractions: ۲/۳ -> «دو سوم», 1½ -> «یک و یک دوم»."""

import re
import unicodedata
from fractions import Fraction
from re import Match

from narrator.lang import Tables
from narrator.normalize.numbers import cardinal, ordinal
from narrator.normalize.rules import SHAPE, Context, PatternRule, RuleSet

_VULGAR = "".join(
    char
    for char in map(chr, range(0xBC, 0x218A))
    if "<fraction>" in unicodedata.decomposition(char)
)
_SLASHED = re.compile(
    r"(?<![\d/.,-])(?:(?P<whole>\d{1,3}) )?(?<!\d)"
    r"(?P<over>\d{1,3})[/⁄](?P<under>\d{1,4})(?![\d/.,]\d|\d)"
)
_SMALL = 10
_SIGN = re.compile(rf"(?P<whole>\d{{1,3}})?\s?(?P<sign>[{_VULGAR}])")


def rule(_tables: Tables) -> RuleSet:
    return RuleSet(
        name="fraction",
        trigger=re.compile(rf"[/⁄{_VULGAR}]"),
        rules=(
            PatternRule(
                name="fraction",
                pattern=_SLASHED,
                accept=_is_fraction,
                verbalise=lambda m, _: _spoken(m["whole"], int(m["over"]), int(m["under"])),
                priority=SHAPE,
            ),
            PatternRule(name="fraction", pattern=_SIGN, verbalise=_sign, priority=SHAPE),
        ),
    )


def _is_fraction(match: Match[str], _context: Context) -> bool:
    # ۴۰۱/۴۰۳ and ۱۴/۱۵ are two numbers.
    over, under = int(match["over"]), int(match["under"])
    return over < under and (over < _SMALL or under % _SMALL == 0)


def _sign(match: Match[str], _context: Context) -> str:
    value = Fraction(unicodedata.numeric(match["sign"])).limit_denominator(10)
    return _spoken(match["whole"], value.numerator, value.denominator)


def _spoken(whole: str | None, over: int, under: int) -> str:
    part = f"{cardinal(over)} {ordinal(under)}"
    return f"{cardinal(whole)} و {part}" if whole else part
