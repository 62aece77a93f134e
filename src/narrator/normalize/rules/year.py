"""Years: ۱۳۵۷ ه.ش -> «هزار و سیصد و پنجاه و هفت هجری شمسی»; 1990s; ۱۳۵۷-۵۹."""

import re
from re import Match

from narrator.lang import Tables
from narrator.normalize.calendars import era_letters, era_pattern, eras
from narrator.normalize.near import before, leads
from narrator.normalize.numbers import cardinal
from narrator.normalize.quantity import speak
from narrator.normalize.rules import CLASS, Context, PatternRule, RuleSet

_DECADES = leads(["دهه", "دهه‌های", "دههٔ"])
_YEAR = leads(["سال", "سال‌های"])
_LAW = leads(["ماده", "مواد", "اصل", "بند", "تبصره"])


def rule(tables: Tables) -> RuleSet:
    return RuleSet(name="year", rules=(_with_era(tables), _DECADE, _SPAN, _REVERSED))


def _with_era(tables: Tables) -> PatternRule:
    known = eras(tables)
    pattern = re.compile(
        rf"(?<![\d.,/:])(?P<years>\d{{1,4}}(?:\s?[-–]\s?\d{{1,4}}(?!\d))?)"
        rf"\s?(?P<era>{era_pattern(known)})"
    )

    def accept(match: Match[str], _context: Context) -> bool:
        # «۵ م» is a metre; «ماده ۱۰ ق.م» is the civil code.
        single = len(era_letters(match["era"])) == 1
        return (
            (era_letters(match["era"]) == "قم" or not before(match, _LAW))
            and (not single or len(match["years"]) >= 3)
            and (
                era_letters(match["era"]) != "م"
                or len(match["years"]) >= 4
                or "." in match["era"]
                or before(match, _YEAR)
            )
        )

    def verbalise(match: Match[str], _context: Context) -> str:
        if before(match, _LAW):
            return f"{speak(match['years'])} قانون مدنی"
        years = [cardinal(year) for year in re.findall(r"\d+", match["years"])]
        return f"{' تا '.join(years)} {known[era_letters(match['era'])]['spoken']}"

    return PatternRule(
        name="year", pattern=pattern, accept=accept, verbalise=verbalise, priority=CLASS + 1
    )


def _is_span(match: Match[str], _context: Context) -> bool:
    first, second = int(match["first"]), int(match["second"])
    if match["mark"].strip() == "/" and len(match["second"]) == 2:
        return second == (first + 1) % 100
    if len(match["second"]) == 2:
        return second > first % 100
    if match["mark"].strip() == "/":
        return abs(second - first) == 1
    return second > first or first == second + 1


def _span(match: Match[str], _context: Context) -> str:
    # A season set from right to left, ۱۴۰۳-۱۴۰۲, is still heard in order.
    first, second = int(match["first"]), int(match["second"])
    if len(match["second"]) == 4:
        first, second = sorted((first, second))
    return f"{cardinal(first)} تا {cardinal(second)}"


_SPAN = PatternRule(
    name="year",
    pattern=re.compile(
        r"(?<![\d.,/:-])(?P<first>1[1-9]\d\d|20\d\d)(?P<mark>\s?[-–/]\s?)"
        r"(?P<second>(?:1[1-9]|20)?\d\d)(?![\d,.:٫]*\d|\s?[-–/]\d|[%٪])"
    ),
    accept=_is_span,
    verbalise=_span,
)
_REVERSED = PatternRule(
    name="year",
    pattern=re.compile(
        r"(?<![\d.,/:-])(?P<end>\d\d)\s?[-–]\s?(?P<start>1[2-9]\d\d|20\d\d)(?![\d,.:٫]*\d|[-–/]\d|[%٪])"
    ),
    accept=lambda match, _context: int(match["end"]) > int(match["start"]) % 100,
    verbalise=lambda match, _context: f"{cardinal(match['start'])} تا {cardinal(match['end'])}",
)
_DECADE = PatternRule(
    name="year",
    pattern=re.compile(r"(?<![\w.,])['’]?(?P<decade>(?:\d\d)?\d0)['’]?s(?![A-Za-z0-9])"),
    verbalise=lambda match, _context: (
        ("" if before(match, _DECADES) else "دهه ") + cardinal(match["decade"])
    ),
    priority=CLASS + 6,
)
