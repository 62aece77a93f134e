"""Ratios and scales: نسبت ۳:۱ -> «نسبت سه به یک»."""

import re

from narrator.lang import Tables
from narrator.normalize.near import before, stems
from narrator.normalize.quantity import NUMBER, speak
from narrator.normalize.rules import CONTEXT, PAIRED, PatternRule

_PATTERN = re.compile(rf"(?<![\d:/.]){NUMBER}(?:\s?[:/]\s?{NUMBER}){{1,3}}(?![:/]?\d)")
_CUE = stems(["نسبت", "مقیاس"])


def rule(_tables: Tables) -> PatternRule:
    return PatternRule(
        name="ratio",
        trigger=PAIRED,
        pattern=_PATTERN,
        accept=lambda match, _context: before(match, _CUE, 24),
        verbalise=lambda match, _context: " به ".join(
            speak(part) for part in re.split(r"\s?[:/]\s?", match[0])
        ),
        priority=CONTEXT,
    )
