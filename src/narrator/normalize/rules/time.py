"""Times of day: ۱۴:۳۰ -> «ساعت چهارده و سی دقیقه», also two joined by a dash or a word."""

import re
from re import Match

from narrator.lang import Tables
from narrator.normalize.near import before
from narrator.normalize.numbers import cardinal
from narrator.normalize.rules import CLASS, Context, PatternRule, RuleSet

_CLOCK = r"\d{1,2}:[0-5]\d(?::[0-5]\d)?(?![:.]?\d)"
# «ساعت» stands before it, with nothing but other times and small words in between.
_NAMED = re.compile(r"(?:ساعت(?:\u200c?های)?|ساعات)(?:\s(?:[\d:]+|و|تا|الی|حدود|حوالی|،))*\s[(]?$")


def rule(tables: Tables) -> RuleSet:
    half = tables.spoken("day_halves")
    halves = "|".join(re.escape(name) for name in sorted(half, reverse=True))
    suffix = rf"(?:\s?(?P<half>{halves})(?!\w))"
    clock = re.compile(
        rf"(?<![\d:.])(?P<first>{_CLOCK})"
        rf"(?:(?P<join>\s?[-–]\s?|\sتا\s|\sو\s|\sالی\s)(?P<second>{_CLOCK}))?(?:\sدقیقه(?!\w))?{suffix}?"
    )
    slashed = re.compile(r"(?<=ساعت )(?P<first>\d{1,2}/[0-5]\d)(?![\d/])(?P<half>(?!))?")
    hour = re.compile(rf"(?<![\d:.,/])(?P<first>\d{{1,2}}){suffix}")

    def verbalise(match: Match[str], _context: Context) -> str:
        parts = match.groupdict()
        spoken = ("" if before(match, _NAMED) else "ساعت ") + clock_words(parts["first"])
        if parts.get("second"):
            join = "تا" if parts["join"].strip() in "-–" else parts["join"].strip()
            spoken += f" {join} {clock_words(parts['second'])}"
        return f"{spoken} {half[parts['half']]}" if parts["half"] else spoken

    return RuleSet(
        name="time",
        trigger=re.compile(r"\d[:/]\d|\d\s?[AaPpبق]\.?\s?[Mmظ]"),
        rules=tuple(
            PatternRule(
                name="time", pattern=pattern, accept=_is_time, verbalise=verbalise, priority=CLASS
            )
            for pattern in (clock, slashed, hour)
        ),
    )


def _is_time(match: Match[str], _context: Context) -> bool:
    return all(
        int(re.split("[:/]", time)[0]) <= 24
        for time in (match["first"], match.groupdict().get("second"))
        if time
    )


def clock_words(written: str) -> str:
    """``"14:30"`` -> «چهارده و سی دقیقه», ``"8:00"`` -> «هشت»."""
    hour, *rest = (int(part) for part in re.split("[:/]", written))
    spoken = [cardinal(hour)]
    for value, unit in zip(rest, ("دقیقه", "ثانیه"), strict=False):
        if value:
            spoken.append(f"{cardinal(value)} {unit}")
    return " و ".join(spoken)
