"""Formulas and comparisons: ۲+۲=۴ -> «دو به‌علاوه دو مساوی چهار», x² -> «ایکس به توان دو», ~۵۰."""

import re
from collections.abc import Iterator
from re import Match

from narrator.lang import Tables
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
_CERTAIN = re.compile(r"[=≠≈≤≥<>×*÷√^⁰¹²³⁴-⁹]|\d\s?\+\s?\d")
_TERM_ALONE = re.compile(
    rf"(?<![\w.,/-])(?:√\s?{NUMBER}|{_BASE}{RAISED}|\d{{1,3}}!(?=\s\S))(?![\w%٪])"
)
_PART = re.compile(
    rf"(?P<number>{NUMBER})|(?P<letters>[A-Za-zα-ωΑ-Ω]+)|(?P<raised>{RAISED})|(?P<sign>\S)"
)
_MORE = leads(["بیش از", "بیشتر از", "بالای", "بالغ بر"])
_SIGNS = re.compile(r"[=≠≈≤≥<>×*÷√+±^~⁰¹²³⁴-⁹!]")


def rule(tables: Tables) -> RuleSet:
    letters = tables.spoken("letters")
    rows = {row["written"]: row for row in tables.rows("operators")}

    def parts(written: str) -> Iterator[str]:
        leading = True
        for part in _PART.finditer(written):
            if part["number"]:
                yield speak(part["number"])
            elif part["letters"]:
                yield from (letters[letter.upper()] for letter in part["letters"])
            elif part["raised"]:
                yield raised(part["raised"])
            else:
                yield rows[part["sign"]]["leading" if leading else "spoken"]
            leading = part["sign"] is not None and part["sign"] in _BETWEEN

    def pattern(regex: re.Pattern[str], priority: int = CLASS) -> PatternRule:
        return PatternRule(
            name="mathematics",
            pattern=regex,
            accept=lambda match, _context: bool(_SIGNS.search(match[0])),
            verbalise=lambda match, _context: " ".join(parts(match[0])),
            priority=priority,
        )

    def compare(match: Match[str], _context: Context) -> str:
        if match["sign"]:
            return rows[match["sign"]]["leading"]
        return speak(match["more"]) if before(match, _MORE) else f"بیش از {speak(match['more'])}"

    return RuleSet(
        name="mathematics",
        trigger=_SIGNS,
        rules=(
            PatternRule(
                name="mathematics",
                pattern=_FORMULA,
                accept=lambda match, _context: bool(_CERTAIN.search(match[0])),
                verbalise=lambda match, _context: " ".join(parts(match[0])),
                priority=CLASS + 2,
            ),
            pattern(_TERM_ALONE),
            PatternRule(
                name="mathematics",
                pattern=re.compile(
                    rf"(?<![^\s(«])(?P<sign>[<>≤≥~≈])\s?(?=[$€£]?\d)|(?<![\w.])(?P<more>{NUMBER})\+(?=\s)"
                ),
                verbalise=compare,
                priority=CLASS - 1,
            ),
        ),
    )
