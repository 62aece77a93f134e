"""Which calendar a numeric date is in, and whether that calendar has such a day."""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR
from typing import Literal

from persiantools.jdatetime import JalaliDate

from narrator.lang import Row, Tables

type Calendar = Literal["jalali", "gregorian", "lunar"]

_LUNAR_MONTH = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """``year`` as written: 99 stays 99."""

    calendar: Calendar
    year: int
    month: int
    day: int


def calendar_of(year: int) -> Calendar:
    """Jalali up to 1420, lunar up to 1500, Gregorian beyond: what news of our time can mean."""
    if year <= 1420:
        return "jalali"
    return "lunar" if year <= 1500 else "gregorian"


def exists(day: Day) -> bool:
    if not (1 <= day.month <= 12 and day.day >= 1):
        return False
    if day.calendar == "lunar":
        return day.day <= _LUNAR_MONTH
    if day.calendar == "jalali":
        return day.year < MAXYEAR and bool(JalaliDate.check_date(day.year, day.month, day.day))
    return 1 <= day.year <= MAXYEAR and day.day <= monthrange(day.year, day.month)[1]


def read(first: str, second: str, third: str, calendar: Calendar | None) -> Day | None:
    """The day three numbers mean, in the order Iranians write them.

    A year of four digits (or more than 31) stands first or last; beside it stands the
    month, unless only the American order gives a day (08/15/2021). Two-digit years are
    Jalali: ۹۹/۱۲/۲۵; ``03`` is 1403.
    """
    if len(first) > 2 or int(first) > 31:
        orders = [(first, second, third)]
    elif len(third) > 2 or int(third) > 31:
        orders = [(third, second, first), (third, first, second)]
    elif len(first) == 2 and len(third) <= 2:
        orders = [(first, second, third)]
    else:
        return None
    for year, month, day in orders:
        found = _day(year, int(month), int(day), calendar)
        if found:
            return found
    return None


def _day(written: str, month: int, day: int, calendar: Calendar | None) -> Day | None:
    year = int(written)
    if len(written) >= 3 and year < 1000 and not calendar:
        return None
    if len(written) <= 2:
        # The leap year 99 has a 30 Esfand: check against the whole year.
        whole = 1400 + year if year < 30 else 1300 + year
        shown = whole if year < 30 else year
        real = Day(calendar="jalali", year=whole, month=month, day=day)
        return Day(calendar="jalali", year=shown, month=month, day=day) if exists(real) else None
    found = Day(calendar=calendar or calendar_of(year), year=year, month=month, day=day)
    return found if exists(found) else None


def eras(tables: Tables) -> Mapping[str, Row]:
    """The rows of ``eras.tsv`` by their letters: ``"هش"``."""
    return {era_letters(row["written"]): row for row in tables.rows("eras")}


def era_letters(written: str) -> str:
    return re.sub(r"\W", "", written)


def era_pattern(letters: Iterable[str]) -> str:
    """An era as a fragment; its last dot is taken only where the sentence goes on."""
    ordered = sorted(letters, key=len, reverse=True)
    spelled = "|".join(r"\.?\s?".join(map(re.escape, era)) for era in ordered)
    return rf"(?:{spelled})(?![\w\u200c])(?:\.(?=\s?[^\s.]))?"
