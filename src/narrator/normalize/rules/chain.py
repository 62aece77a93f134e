"""Long chains of numbers: ۱-۲-۳-۴-۵-۶-۷-۸ are numbers one after another, and nothing else."""

import re
from re import Match

from narrator.lang import Tables
from narrator.normalize.numbers import cardinal
from narrator.normalize.rules import IDENTIFIER, PAIRED, Context, PatternRule

# Dates, versions, telephone numbers and the like have fewer parts.
_PATTERN = re.compile(r"(?<![\w.,/:-])\d{1,4}(?:[-–./:,،]\d{1,4}+){7,}+(?!\w)")
_MARK = re.compile(r"[-–./:,،]")


def rule(_tables: Tables) -> PatternRule:
    return PatternRule(
        name="chain",
        trigger=re.compile(rf"{PAIRED.pattern}|\d[,،]\d"),
        pattern=_PATTERN,
        verbalise=_verbalise,
        priority=IDENTIFIER + 2,
    )


def _verbalise(match: Match[str], _context: Context) -> str:
    return "، ".join(map(cardinal, _MARK.split(match[0])))
