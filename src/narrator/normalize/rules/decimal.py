"""Decimal numbers: ۳٫۵ -> «سه ممیز پنج»; with a slash where the words beside it say so."""

import re
from collections.abc import Callable
from re import Match

from narrator.lang import Tables
from narrator.normalize.near import any_of, before, follows, stems
from narrator.normalize.quantity import SIGN, WHOLE, speak
from narrator.normalize.rules import CLASS, PAIRED, SHAPE, PatternRule, RuleSet

_POINT = rf"{SIGN}?{WHOLE}[.٫]\d++(?![.٫]\d)"
_SLASH = rf"{SIGN}?(?<![\d/])(?P<whole>\d{{1,6}})/(?P<part>\d{{1,3}})(?![\d/])"


def rule(tables: Tables) -> RuleSet:
    cues = tables.rows("decimal_cues")
    measured = stems(row["word"] for row in cues if row["side"] == "before")
    units = any_of(row["word"] for row in cues if row["side"] == "after")
    # Of two numbers the second may carry the unit: «از ۴۶/۷ به ۴۴/۵ درصد».
    unit = re.compile(rf"(?:(?:تا|الی|و|به)\s[\d./٫]{{1,12}}\s?)?(?:{units})")
    return RuleSet(
        name="decimal",
        trigger=PAIRED,
        rules=(
            _pattern(_POINT, SHAPE),
            _pattern(_SLASH, CLASS, lambda m: follows(m, unit) or before(m, measured, 24)),
            _pattern(_SLASH, SHAPE, lambda m: int(m["whole"]) >= int(m["part"])),
        ),
    )


def _pattern(
    pattern: str, priority: int, accept: Callable[[Match[str]], bool] = lambda _match: True
) -> PatternRule:
    return PatternRule(
        name="decimal",
        pattern=re.compile(pattern),
        accept=lambda match, _context: accept(match),
        verbalise=lambda match, _context: speak(match[0]),
        priority=priority,
    )
