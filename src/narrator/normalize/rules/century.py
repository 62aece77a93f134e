"""Centuries: قرن ۱۹ -> «قرن نوزدهم», also in lists and ranges, with or without an era."""

import re
from re import Match

from narrator.lang import Tables
from narrator.normalize.calendars import era_letters, era_pattern, eras
from narrator.normalize.numbers import rank
from narrator.normalize.rules import CONTEXT, Context, PatternRule


def rule(tables: Tables) -> PatternRule:
    known = eras(tables)
    pattern = re.compile(
        r"(?<!\w)(?:قرن|قرون|سده|هزاره)(?:\u200c?های|\sهای)?\s(?P<reading>"
        r"(?P<numbers>\d{1,2}(?:(?:\sو\s|،\s|\sتا\s|\s?[-–]\s?)\d{1,2}){0,3})"
        r"(?![\d.,/:٫]*\d|[%٪])(?:\u200c?(?:اُ?)?م(?![\w.]))?"
        rf"(?:\s?(?P<era>{era_pattern(known)}))?)"
    )

    def verbalise(match: Match[str], _context: Context) -> str:
        numbers = re.sub(r"\s?[-–]\s?", " تا ", match["numbers"])
        spoken = re.sub(r"\d+", lambda number: rank(int(number[0])), numbers)
        era = match["era"]
        return f"{spoken} {known[era_letters(era)]['spoken']}" if era else spoken

    return PatternRule(
        name="century",
        pattern=pattern,
        group="reading",
        verbalise=verbalise,
        priority=CONTEXT,
    )
