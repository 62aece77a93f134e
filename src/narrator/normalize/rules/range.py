"""From one number to another: ۱۰-۱۵ -> «ده تا پانزده»."""

import re
from re import Match

from narrator.lang import Tables
from narrator.normalize.near import before, leads
from narrator.normalize.quantity import NUMBER, SIGN, speak
from narrator.normalize.rules import PAIRED, SHAPE, Context, PatternRule

_PATTERN = re.compile(
    rf"(?<![\d.,:/-])(?<!\d[-–—]){SIGN}?{NUMBER}\s?[-–—~]\s?(?<!\s-){NUMBER}(?!\d|[-–—:/]\d)"
)


def rule(tables: Tables) -> PatternRule:
    label = leads(row["word"] for row in tables.rows("range_cues"))

    def verbalise(match: Match[str], _context: Context) -> str:
        one, _, two = re.sub(r"\s?[-–—~]\s?", "-", match[0]).rpartition("-")
        apart = one == two or before(match, label)  # ۵۰-۵۰
        return f"{speak(one)} {speak(two)}" if apart else speak(match[0])

    return PatternRule(
        name="range",
        trigger=PAIRED,
        pattern=_PATTERN,
        verbalise=verbalise,
        priority=SHAPE + 1,
    )
