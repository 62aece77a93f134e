"""Results and line-ups of games: ۳-۱ -> «سه بر یک», ۴-۴-۲ -> «چهار، چهار، دو»."""

import re
from re import Match

from narrator.lang import Tables
from narrator.normalize.near import any_of, around, before, leads, words
from narrator.normalize.numbers import cardinal
from narrator.normalize.rules import CLASS, CONTEXT, PAIRED, Context, PatternRule, RuleSet

_RESULT = re.compile(
    r"(?<![\d.,:/-])(?P<one>\d{1,3})(?:\s?[-–]\s?|:(?=\d(?!\d)))(?P<two>\d{1,3})(?![\d:%٪]|\s?[-–/.,]\s?\d)"
)
_SEASONS = 50  # ۸۷-۸۸ is a season of two years
_LINEUP = re.compile(r"(?<![\d.,:/-])\d(?:-\d){2,4}(?![\d:/-])")
_STOPPAGE = re.compile(r"(?<![\d+])(?P<minute>45|90|105|120)\+(?P<added>\d{1,2})(?!\d)")


_INJURY_TIME = PatternRule(
    name="score",
    pattern=_STOPPAGE,
    verbalise=lambda m, _: f"{cardinal(m['minute'])} به‌علاوه {cardinal(m['added'])}",
)


def rule(tables: Tables) -> RuleSet:
    def cues(sign: str) -> list[str]:
        return [row["word"] for row in tables.rows("score_cues") if row["sign"] == sign]

    sport, place = words(cues("sport")), leads(cues("place"))
    counted = re.compile(rf"\s?(?:{any_of(cues('count'))})(?:ه|ی)?(?!\w)")
    lineup = leads(["ترکیب", "سیستم", "آرایش", "چیدمان"])

    def is_result(match: Match[str], _context: Context) -> bool:
        if counted.match(match.string, match.end()) or before(match, place, 16):
            return False
        one, two = int(match["one"]), int(match["two"])
        if one == two:  # no range, and «پنجاه پنجاه» is no draw
            return one < _SEASONS
        season = abs(one - two) == 1 and min(one, two) >= _SEASONS
        shutout = two == 0 and one < _SEASONS  # no range goes down to nothing
        return shutout or (not season and around(match, sport))

    return RuleSet(
        name="score",
        trigger=PAIRED,
        rules=(
            PatternRule(
                name="score",
                pattern=_RESULT,
                accept=is_result,
                verbalise=lambda m, _: f"{cardinal(m['one'])} بر {cardinal(m['two'])}",
                priority=CLASS + 5,
            ),
            PatternRule(
                name="score",
                pattern=_LINEUP,
                accept=lambda match, _context: before(match, lineup),
                verbalise=lambda m, _: "، ".join(cardinal(n) for n in m[0].split("-")),
                priority=CONTEXT + 1,
            ),
            _INJURY_TIME,
        ),
    )
