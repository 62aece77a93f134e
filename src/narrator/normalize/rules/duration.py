"""Lengths of time: 2h 30min; ۲:۰۱:۰۹ where a word says that it is no time of day."""

import re
from re import Match

from narrator.lang import Tables
from narrator.normalize.near import before, leads, stems
from narrator.normalize.numbers import cardinal
from narrator.normalize.quantity import speak
from narrator.normalize.rules import CONTEXT, Context, PatternRule, RuleSet

_UNITS = ("ساعت", "دقیقه", "ثانیه")
_H, _M, _S = r"\s?h(?:rs?|ours?)?", r"\s?m(?:ins?)?", r"\s?s(?:ecs?)?"
_LETTERED = re.compile(
    rf"(?<![\w.,-])(?:(?P<h>\d{{1,3}}){_H}\s?(?P<m>\d{{1,2}}){_M}(?:\s?(?P<s>\d{{1,2}}){_S})?"
    rf"|(?P<m2>\d{{1,3}}){_M}\s?(?P<s2>\d{{1,2}}){_S})(?![\w/])"
)
_CLOCK = re.compile(r"(?<![\d:.])(?P<parts>\d{1,3}(?::[0-5]\d){1,2})(?![:.]?\d)")
# With a fraction of a second it is no time of day: 1:23.456.
_LAP = re.compile(
    r"(?<![\d:.])(?P<minutes>\d{1,2}):(?P<seconds>[0-5]\d[.٫]\d{1,3})(?![:.]?\d)(?:\sدقیقه(?!\w))?"
)
# ۳:۳۰ ساعت, ۱۲:۳۴ دقیقه: the unit is that of the first number.
_MEASURED = re.compile(
    r"(?<![\d:.])(?P<parts>\d{1,3}(?::[0-5]\d){1,2})\s(?P<unit>ساعت|دقیقه)(?![\w\u200c]|\s\d)"
)
_NAMED = re.compile(r"ساعت(?:\u200c?های)?\s(?:[\d:]+\s(?:و|تا)\s)?$")


def rule(tables: Tables) -> RuleSet:
    cues = [row["word"] for row in tables.rows("duration_cues")]
    cue, near = leads(cues), stems(cues)

    def is_length(match: Match[str], _context: Context) -> bool:
        whole = match["parts"].count(":") == 2  # with seconds, a time of day is rare
        return before(match, cue) or (whole and before(match, near) and not before(match, _NAMED))

    return RuleSet(
        name="duration",
        trigger=re.compile(r"\d\s?[hm]|\d:\d"),
        rules=(
            PatternRule(name="duration", pattern=_LETTERED, verbalise=_lettered, priority=CONTEXT),
            PatternRule(name="duration", pattern=_LAP, verbalise=_lap, priority=CONTEXT),
            PatternRule(
                name="duration",
                pattern=_MEASURED,
                accept=lambda match, _context: not before(match, _NAMED),
                verbalise=_measured,
                priority=CONTEXT,
            ),
            PatternRule(
                name="duration",
                pattern=_CLOCK,
                accept=is_length,
                verbalise=_clock,
                priority=CONTEXT,
            ),
        ),
    )


def _lettered(match: Match[str], _context: Context) -> str:
    return _words((match["h"], match["m"] or match["m2"], match["s"] or match["s2"]))


def _clock(match: Match[str], _context: Context) -> str:
    # Two parts are minutes and seconds: ۳:۴۵ is the time of a race.
    parts = match["parts"].split(":")
    return _words((*(["0"] if len(parts) == 2 else []), *parts))


def _lap(match: Match[str], _context: Context) -> str:
    seconds = match["seconds"].removeprefix("0")
    return f"{cardinal(match['minutes'])} دقیقه و {speak(seconds)} ثانیه"


def _measured(match: Match[str], _context: Context) -> str:
    parts = match["parts"].split(":")
    return _words((*(["0"] if match["unit"] == "دقیقه" and len(parts) == 2 else []), *parts))


def _words(parts: tuple[str | None, ...]) -> str:
    spoken = [
        f"{cardinal(part)} {unit}"
        for part, unit in zip(parts, _UNITS, strict=False)
        if part and int(part)
    ]
    return " و ".join(spoken) or f"صفر {_UNITS[1]}"
