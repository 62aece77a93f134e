"""Ratios, verses, blood pressure: نسبت ۳:۱ -> «سه به یک», سوره بقره (۲:۲۵۵), فشار خون 120/80."""

import re
from re import Pattern

from narrator.lang import Tables
from narrator.normalize.near import before, stems
from narrator.normalize.quantity import NUMBER, speak
from narrator.normalize.rules import CONTEXT, PAIRED, PatternRule, RuleSet

_PATTERN = rf"(?<![\d:/.]){NUMBER}(?:\s?[:/]\s?{NUMBER}){{1,3}}(?![:/]?\d)"
_RATIO = stems(["نسبت", "مقیاس", "نقشه", "ماکت"])
_VERSE = r"(?<![\d:/.])\d{1,3}\s?:\s?\d{1,3}(?![:/]?\d)"
_PRESSURE = r"(?<![\d:/.])\d{2,3}/\d{1,3}(?![\d/:])"
_BLOOD = stems(["فشار خون", "فشارخون"])
_STANDARD = r"(?<![\d:/.])\d{3,5}:(?:19|20)\d\d(?![:/]?\d)"  # ISO 9001:2015
_ISO = stems(["ISO", "IEC", "ایزو", "استاندارد"])
_SURA = stems(["سوره", "آیه", "آیات", "قرآن"])


def rule(_tables: Tables) -> RuleSet:
    return RuleSet(
        name="ratio",
        trigger=PAIRED,
        rules=(
            _pattern(_PATTERN, _RATIO, " به "),
            _pattern(_VERSE, _SURA, "، "),
            _pattern(_PRESSURE, _BLOOD, " روی "),
            _pattern(_STANDARD, _ISO, " "),
        ),
    )


def _pattern(pattern: str, cue: Pattern[str], joint: str) -> PatternRule:
    return PatternRule(
        name="ratio",
        pattern=re.compile(pattern),
        accept=lambda match, _context: before(match, cue, 24),
        verbalise=lambda match, _context: joint.join(
            speak(part) for part in re.split(r"\s?[:/]\s?", match[0])
        ),
        priority=CONTEXT,
    )
