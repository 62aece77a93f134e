"""Dates: 2023-02-04 -> «چهارم فوریه دو هزار و بیست و سه», ۵ مرداد -> «پنجم مرداد».

Before a Persian name of a month only the day is read here; the month stays as it
is written and the year is a number like any other.
"""

import re
from re import Match
from typing import cast

from narrator.lang import Row, Tables
from narrator.normalize.calendars import Calendar, Day, era_letters, era_pattern, eras, read
from narrator.normalize.near import any_of, before, leads
from narrator.normalize.numbers import cardinal, rank
from narrator.normalize.rules import CONTEXT, Context, PatternRule, RuleSet

_NUMERIC = (
    r"(?<![\d/.:-])(?P<first>\d{1,4})(?P<mark>[/.-])(?P<second>\d{1,2})(?P=mark)"
    r"(?P<third>\d{1,4})(?![\d:٫%٪]|[/.-]\d)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
_AND = r"(?:،\s|\sو\s|\sیا\s|\sتا\s|\sالی\s|\sلغایت\s|\s?[-–]\s?)"
_DAYS = rf"(?<![\d/.:٫,-])(?P<days>{_DAY}(?:{_AND}{_DAY}){{0,4}})"
_SUFFIX = r"(?:st|nd|rd|th)?"


def rule(tables: Tables) -> RuleSet:
    return RuleSet(
        name="date",
        rules=(
            _numeric(tables),
            _named(tables),
            _until(tables),
            _english(tables),
            _weekday(tables),
        ),
    )


def _numeric(tables: Tables) -> PatternRule:
    names: dict[tuple[str, int], str] = {}
    for row in tables.rows("months"):
        names.setdefault((row["calendar"], int(row["number"])), _month(row))
    known = eras(tables)

    def day(match: Match[str]) -> Day | None:
        era = match["era"]
        calendar = cast(Calendar, known[era_letters(era)]["calendar"]) if era else None
        if match["mark"] != "/" and max(len(match["first"]), len(match["third"])) < 4:
            return None  # 17.4.1 is a version
        return read(match["first"], match["second"], match["third"], calendar)

    def verbalise(match: Match[str], _context: Context) -> str:
        found = cast(Day, day(match))
        spoken = f"{rank(found.day)} {names[found.calendar, found.month]} {cardinal(found.year)}"
        era = match["era"]
        return f"{spoken} {known[era_letters(era)]['spoken']}" if era else spoken

    return PatternRule(
        name="date",
        pattern=re.compile(rf"{_NUMERIC}(?:\s?(?P<era>{era_pattern(known)}))?(?:T(?=\d\d:))?"),
        accept=lambda match, _context: day(match) is not None,
        verbalise=verbalise,
        priority=CONTEXT,
    )


def _persian(tables: Tables) -> list[str]:
    return [row["written"] for row in tables.rows("months") if row["spoken"] == "="]


def _until(tables: Tables) -> PatternRule:
    """The dash between two dates: «۵ مرداد ۱۳۰۰ – ۶ مهر ۱۳۶۰»."""
    month = any_of(_persian(tables))
    return PatternRule(
        name="date",
        pattern=re.compile(
            rf"(?<=\w)\s(?:{month})(?:\s\d{{2,4}})?(?P<dash>\s?[-–—]\s?)"
            rf"(?={_DAY}\s(?:{month})(?!\w))"
        ),
        group="dash",
        verbalise=lambda _match, _context: " تا ",
        priority=CONTEXT,
    )


def _named(tables: Tables) -> PatternRule:
    """The days before a month's Persian name."""
    plain = any_of(name for name in _persian(tables) if name != "می")
    year = r"\s(?:ماه|سال\s)?\d{2,4}"
    month = rf"\s?(?:(?:{plain})(?:\u200c?ماه|\u200cی)?(?![\w\u200c])|می(?={year}|\sماه|[،.]))"
    blocker = leads(row["word"] for row in tables.rows("date_blockers"))
    bullets = re.compile(r"(?<!\w)(?:(?<!برابر )(?<!مصادف )با|اصابت|شلیک)\s$")

    def accept(match: Match[str], _context: Context) -> bool:
        if before(match, blocker):
            return False
        return not (match["month"].strip() == "تیر" and before(match, bullets))

    return PatternRule(
        name="date",
        pattern=re.compile(rf"{_DAYS}(?=(?P<month>{month}))"),
        accept=accept,
        verbalise=lambda match, _context: _ranks(match["days"]),
        priority=CONTEXT,
    )


def _english(tables: Tables) -> PatternRule:
    names = {row["written"]: row["spoken"] for row in tables.rows("months") if row["spoken"] != "="}
    month = rf"(?:{'|'.join(sorted(names, reverse=True))})"
    day, year = rf"{_DAY}{_SUFFIX}", r"\d{4}(?!\d)"
    pattern = re.compile(
        rf"(?<![\w.-])(?:(?P<d1>{day})[\s-](?:of\s)?(?P<m1>{month})\b\.?(?:,?[\s-](?P<y1>{year}))?"
        rf"|(?P<m2>{month})\b\.?\s(?:(?P<d2>{day})(?:,?\s(?P<y2>{year}))?|(?P<y3>{year})))(?![\w-])"
    )

    def verbalise(match: Match[str], _context: Context) -> str:
        day = match["d1"] or match["d2"]
        year = match["y1"] or match["y2"] or match["y3"]
        spoken = [names[match["m1"] or match["m2"]]]
        if day:
            spoken.insert(0, rank(int(re.sub(r"\D", "", day))))
        if year:
            spoken.append(cardinal(year))
        return " ".join(spoken)

    return PatternRule(name="date", pattern=pattern, verbalise=verbalise, priority=CONTEXT)


def _weekday(tables: Tables) -> PatternRule:
    """A day of the week with a digit: ۵شنبه."""
    names = tables.spoken("weekdays")
    return PatternRule(
        name="date",
        pattern=re.compile(r"(?<![\d.,/:٫-])(?P<number>[1-5])[ \u200c-]?شنبه(?!\w)"),
        verbalise=lambda match, _context: names[match["number"]],
        priority=CONTEXT,
    )


def _month(row: Row) -> str:
    return row["written"] if row["spoken"] == "=" else row["spoken"]


def _number(days: str) -> int:
    return int(re.findall(r"\d+", days)[0])


def _ranks(days: str) -> str:
    first, dash, last = re.sub(r"\s?[-–]\s?", "-", days).partition("-")
    if dash:  # set from right to left, ۱۰-۵ مرداد begins on the fifth
        days = " تا ".join(sorted((first, last), key=_number))
    return re.sub(r"\d+", lambda day: rank(int(day[0])), days)
