"""Telephone numbers in the groups people say: ۰۹۱۲۱۲۳۴۵۶۷ in 4-3-2-2, landlines in pairs."""

import re
from re import Match

from narrator.lang import Tables
from narrator.normalize.near import any_of, before
from narrator.normalize.numbers import cardinal, grouped, zeros
from narrator.normalize.rules import CONTEXT, IDENTIFIER, LONG, Context, PatternRule, RuleSet

_OPEN, _CLOSE = r"(?<![\d.,/+-])", r"(?![\d.,/]*\d|-\d)"
_IRAN = r"(?P<country>(?:\+|00)98)[\s-]?"
_MOBILE = (
    rf"{_OPEN}(?:{_IRAN}|(?=0))(?P<head>0?9\d{{2}})[\s-]?"
    rf"(?P<rest>\d{{3}}[\s-]?\d{{2}}[\s-]?\d{{2}}){_CLOSE}"
)
_LANDLINE = (
    rf"{_OPEN}(?:{_IRAN}\(?|\(?(?=0))(?P<head>0?[1-8]\d)\)?[\s-]?"
    rf"(?P<rest>\d{{4}}[\s-]?\d{{4}}){_CLOSE}"
)
_SHORT_LINE = rf"{_OPEN}(?P<country>(?!))?(?P<head>0[1-8]\d)[\s-](?P<rest>\d{{3,5}}){_CLOSE}"
_FOREIGN = (
    rf"(?<![\w.,/+-])(?P<country>\+\d{{1,3}})(?P<rest>(?:[\s-]\(?\d{{1,7}}\)?){{2,5}}){_CLOSE}"
)
_LOCAL = (
    rf"{_OPEN}(?P<rest>[1-9]\d{{3}}-?\d{{4}}|1\d{{3}}){_CLOSE}"
    r"(?!\s(?:نفر|تومان|ریال|عدد|دستگاه|مورد|سال|میلی|خط|هزار))"
)
# What is typed to reach a service: *780#.
_TYPED = re.compile(r"\*\d{1,8}(?:\*\d{1,12}){0,4}#")


def rule(tables: Tables) -> RuleSet:
    cues = any_of(row["word"] for row in tables.rows("telephone_cues"))
    cue = re.compile(rf"(?<!\w)(?:{cues})(?:\s[\d-]{{4,12}}(?:\sو|،)){{0,2}}\s?$")

    def is_called(match: Match[str], _context: Context) -> bool:
        return before(match, cue)

    return RuleSet(
        name="telephone",
        trigger=re.compile(rf"{LONG.pattern}|\d#"),
        rules=(
            _pattern(_MOBILE, (3, 2)),
            _pattern(_LANDLINE, (2,)),
            _pattern(_SHORT_LINE, (2,)),
            PatternRule(
                name="telephone",
                pattern=re.compile(_FOREIGN),
                verbalise=_foreign,
                priority=IDENTIFIER - 1,
            ),
            PatternRule(name="telephone", pattern=_TYPED, verbalise=_typed, priority=IDENTIFIER),
            PatternRule(
                name="telephone",
                pattern=re.compile(_LOCAL),
                accept=is_called,
                verbalise=lambda match, _context: grouped(match["rest"].replace("-", ""), (2,)),
                priority=CONTEXT,
            ),
        ),
    )


def _pattern(pattern: str, sizes: tuple[int, ...]) -> PatternRule:
    def verbalise(match: Match[str], _context: Context) -> str:
        rest = re.sub(r"\D", "", match["rest"])
        parts = [grouped(match["head"], (4,)), grouped(rest, sizes)]
        return "، ".join([_country(match["country"]), *parts] if match["country"] else parts)

    return PatternRule(
        name="telephone", pattern=re.compile(pattern), verbalise=verbalise, priority=IDENTIFIER
    )


def _country(written: str) -> str:
    digits = written.removeprefix("+").removeprefix("00")
    return f"{'به‌علاوه' if written.startswith('+') else 'دو صفر'} {cardinal(digits)}"


def _foreign(match: Match[str], _context: Context) -> str:
    groups = [
        grouped(part, (2 if len(part) > 3 else 3,)) for part in re.findall(r"\d+", match["rest"])
    ]
    return "، ".join([_country(match["country"]), *groups])


def _typed(match: Match[str], _context: Context) -> str:
    numbers = re.findall(r"\d+", match[0])
    return " ".join(f"ستاره {zeros(number)}" for number in numbers) + " مربع"
