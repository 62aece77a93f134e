"""Formulas and comparisons: ۲+۲=۴ -> «دو به‌علاوه دو مساوی چهار», x² -> «ایکس به توان دو», ~۵۰."""

import re
from collections.abc import Callable, Iterator
from re import Match, Pattern

from narrator.lang import Tables
from narrator.normalize.latin import reader
from narrator.normalize.near import before, leads
from narrator.normalize.quantity import NUMBER, speak
from narrator.normalize.rules import CLASS, Context, PatternRule, RuleSet
from narrator.normalize.rules.scientific import RAISED, raised

_BETWEEN = "=≠≈≤≥<>×*÷+±/-"
_LETTERS = r"(?<![A-Za-z])[A-Za-zα-ωΑ-Ω]{1,2}(?![A-Za-zα-ωΑ-Ω])"
_BASE = rf"(?:√\s?)?(?:{NUMBER}[a-z]?(?![A-Za-z])|{_LETTERS})"
_TERM = rf"[-+]?{_BASE}{RAISED}?"
_FORMULA = re.compile(
    rf"(?<![\w.,/:%٪)-]){_TERM}(?:\s?[{_BETWEEN}]\s?{_TERM}){{1,12}}(?![\w/%٪:-]|[.,]\d)"
)
# Without one of these it may be a date, a range or a name.
_CERTAIN = re.compile(r"[=≠≈≤≥<>×*÷√^⁰¹²³⁴-⁹]|\d[a-z]?\s?\+\s?[\da-z]")
_TERM_ALONE = re.compile(
    rf"(?<![\w.,/-])(?:√\s?{NUMBER}|{_BASE}{RAISED}|\d{{1,3}}!(?=\s\S))(?![\w%٪])"
)
# (a+b)²
_BRACKET_RAISED = re.compile(rf"(?:(?<=[-+×*/=]\w\))|(?<=[-+×*/=]\s\w\))){RAISED}")
_PART = re.compile(
    rf"(?P<number>{NUMBER})|(?P<letters>[A-Za-zα-ωΑ-Ω]+)|(?P<raised>{RAISED})|(?P<sign>\S)"
)
_MORE = leads(["بیش از", "بیشتر از", "بالای", "بالغ بر"])
_SIGNS = re.compile(r"[=≠≈≤≥<>×*÷√+±^~⁰¹²³⁴-⁹!]")


_COMPARED = re.compile(
    rf"(?<![^\s(«])(?P<sign>[<>≤≥~≈])\s?(?=[$€£]?\d)|(?<![\w.])(?P<more>{NUMBER})\+(?=\s)"
)


class Formulas:
    def __init__(self, tables: Tables) -> None:
        self._reader = reader(tables)
        self._letters = tables.spoken("letters")
        self._signs = {row["written"]: row for row in tables.rows("operators")}

    def say(self, match: Match[str], _context: Context) -> str:
        return " ".join(self._parts(match[0]))

    def compare(self, match: Match[str], _context: Context) -> str:
        if match["sign"]:
            return self._signs[match["sign"]]["leading"]
        return speak(match["more"]) if before(match, _MORE) else f"بیش از {speak(match['more'])}"

    def _parts(self, written: str) -> Iterator[str]:
        leading = True
        for part in _PART.finditer(written):
            if part["number"]:
                yield speak(part["number"])
            elif part["letters"]:
                known = self._reader.acronym(part["letters"])  # pH
                names = (self._letters[letter.upper()] for letter in part["letters"])
                yield known or " ".join(names)
            elif part["raised"]:
                yield raised(part["raised"])
            else:
                yield self._signs[part["sign"]]["leading" if leading else "spoken"]
            leading = part["sign"] is not None and part["sign"] in _BETWEEN


def rule(tables: Tables) -> RuleSet:
    formulas = Formulas(tables)
    shapes = (
        (_FORMULA, _CERTAIN, formulas.say, CLASS + 2),
        (_TERM_ALONE, _SIGNS, formulas.say, CLASS),
        (_BRACKET_RAISED, _SIGNS, formulas.say, CLASS + 1),
        (_COMPARED, _SIGNS, formulas.compare, CLASS - 1),
    )
    return RuleSet(
        name="mathematics",
        trigger=_SIGNS,
        rules=tuple(
            PatternRule(
                name="mathematics",
                pattern=pattern,
                accept=_holds(sign),
                verbalise=verbalise,
                priority=priority,
            )
            for pattern, sign, verbalise, priority in shapes
        ),
    )


def _holds(sign: Pattern[str]) -> Callable[[Match[str], Context], bool]:
    return lambda match, _context: sign.search(match[0]) is not None
