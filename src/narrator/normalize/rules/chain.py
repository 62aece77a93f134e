"""Chains of numbers: ۱-۲-۳-۴-۵-۶-۷-۸ are numbers one after another, and nothing else."""

import re
from re import Match

from narrator.lang import Tables
from narrator.normalize.numbers import cardinal, grouped
from narrator.normalize.rules import IDENTIFIER, PAIRED, SHAPE, Context, PatternRule, RuleSet

# Dates, versions, telephone numbers and the like have fewer parts.
_LONG = re.compile(r"(?<![\w.,/:-])\d{1,4}(?:[-–./:,،]\d{1,4}+){7,}+(?!\w)")
# What no other rule knows: 1-800-555-0199.
_DASHED = re.compile(r"(?<![\w.,/:-])\d{1,4}(?:-\d{1,4}+){2,6}+(?![\w/:-]|[.,]\d)")
_MARK = re.compile(r"[-–./:,،]")


def rule(_tables: Tables) -> RuleSet:
    return RuleSet(
        name="chain",
        trigger=re.compile(rf"{PAIRED.pattern}|\d[,،]\d"),
        rules=tuple(
            PatternRule(name="chain", pattern=pattern, verbalise=_verbalise, priority=priority)
            for pattern, priority in ((_LONG, IDENTIFIER + 2), (_DASHED, SHAPE))
        ),
    )


def _verbalise(match: Match[str], _context: Context) -> str:
    return "، ".join(
        grouped(part, (2,)) if part[0] == "0" else cardinal(part) for part in _MARK.split(match[0])
    )
