"""Powers of ten: 6.02×10^23 -> «شش ممیز صفر دو ضرب در ده به توان بیست و سه», 1e-5."""

import re
import unicodedata
from re import Match

from narrator.lang import Tables
from narrator.normalize.numbers import cardinal
from narrator.normalize.quantity import NUMBER, SIGN, speak
from narrator.normalize.rules import CONTEXT, Context, PatternRule, RuleSet
from narrator.normalize.units import UNIT, units

RAISED = r"(?:\^\s?[-+]?\d{1,4}|⁻?[⁰¹²³⁴-⁹]{1,4})"
# A text that lost its superscripts writes 1.67×10-27; 5×10-3 is a sum.
_LOWERED = r"(?<=\d[×x]10)-\d{1,2}"
_NUMBER = (
    rf"(?:(?:(?P<factor>{SIGN}?{NUMBER})\s?[×xX*·]\s?)?(?<![\d.])10(?P<power>{RAISED}|{_LOWERED})(?!\d)"
    r"|(?<![\w.,])(?P<mantissa>[-+]?\d{1,9}(?:\.\d{1,9})?)[eE](?P<exponent>[-+]?\d{1,3})(?!\w|\.\d))"
)


def rule(tables: Tables) -> RuleSet:
    known = units(tables)

    def is_power(match: Match[str], _context: Context) -> bool:
        lowered = (match["power"] or "").startswith("-")
        return not lowered or bool(re.search(r"[.٫]", match["factor"]))

    def unit(match: Match[str]) -> str | None:
        return known.name(match["unit"], attached=False)

    return RuleSet(
        name="scientific",
        trigger=re.compile(r"\d[eE^⁻⁰¹²³⁴-⁹]|[×x]10-"),
        rules=(
            PatternRule(
                name="scientific",
                pattern=re.compile(_NUMBER),
                accept=is_power,
                verbalise=_verbalise,
                priority=CONTEXT + 1,
            ),
            PatternRule(
                name="scientific",
                pattern=re.compile(rf"{_NUMBER}\s?(?P<unit>{UNIT})(?![\w/])"),
                accept=lambda match, context: is_power(match, context) and unit(match) is not None,
                verbalise=lambda match, context: f"{_verbalise(match, context)} {unit(match)}",
                priority=CONTEXT + 1,
            ),
        ),
    )


def raised(written: str) -> str:
    """``"^-3"`` and ``"⁻³"`` -> «به توان منفی سه»."""
    plain = unicodedata.normalize("NFKC", written.lstrip("^ ")).replace("\u2212", "-")
    return f"به توان {cardinal(int(plain))}"


def _verbalise(match: Match[str], _context: Context) -> str:
    factor = match["factor"] or match["mantissa"]
    ten = f"ده {raised(match['power'] or match['exponent'])}"
    return f"{speak(factor)} ضرب در {ten}" if factor else ten
