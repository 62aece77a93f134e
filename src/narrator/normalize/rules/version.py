"""Numbers with dots that part rather than divide: نسخه ۳.۱۲, v2.1, بند ۴.۲.۱."""

import re
from re import Match

from narrator.lang import Tables
from narrator.normalize.near import before, leads
from narrator.normalize.numbers import cardinal, digits
from narrator.normalize.rules import CLASS, CONTEXT, PAIRED, Context, PatternRule, RuleSet

_TWO = re.compile(
    r"(?<![\w.,/])(?P<v>[vV])?(?P<parts>\d{1,4}\.\d{1,4})(?![\d.,/]*\d|\s(?:میلیون|میلیارد|هزار|درصد))"
)
_MORE = re.compile(
    r"(?<![\w.,/-])(?P<v>[vV])?(?P<parts>\d{1,4}(?:[.٫]\d{1,5}){2,5})(?![\d/-]|[.٫]\d)"
)

_PRODUCT = re.compile(r"(?<![A-Za-z])[A-Z][a-zA-Z]*[a-z]{2}\s$")  # Django 5.0, but not pH 7.4


def rule(tables: Tables) -> RuleSet:
    cue = leads(row["word"] for row in tables.rows("version_cues"))
    named = leads(["نسخه", "ورژن", "ویرایش"])

    def is_version(match: Match[str], _context: Context) -> bool:
        return bool(match["v"]) or before(match, cue) or before(match, _PRODUCT, 24)

    def verbalise(match: Match[str], _context: Context) -> str:
        spoken = " نقطه ".join(_part(part) for part in re.split("[.٫]", match["parts"]))
        return f"نسخه {spoken}" if match["v"] and not before(match, named) else spoken

    return RuleSet(
        name="version",
        trigger=PAIRED,
        rules=(
            PatternRule(
                name="version",
                pattern=_TWO,
                accept=is_version,
                verbalise=verbalise,
                priority=CONTEXT,
            ),
            PatternRule(name="version", pattern=_MORE, verbalise=verbalise, priority=CLASS - 5),
            PatternRule(
                name="version",
                pattern=_MORE,
                accept=is_version,
                verbalise=verbalise,
                priority=CONTEXT + 1,
            ),
        ),
    )


def _part(written: str) -> str:
    """A build has a number too long to be one: 10.0.19045."""
    return cardinal(written) if len(written) < 5 else digits(written)
