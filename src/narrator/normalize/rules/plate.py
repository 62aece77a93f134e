"""Iranian car plates: ۱۲ب۳۴۵-۶۷ -> «دوازده ب سیصد و چهل و پنج ایران شصت و هفت»."""

import re
from re import Match

from narrator.lang import Tables
from narrator.normalize.numbers import cardinal
from narrator.normalize.rules import IDENTIFIER, Context, PatternRule

_LETTER = "الف|تشریفات|[بپتثجدزژسشصطعفقکگلمنوهی]"
_PATTERN = re.compile(
    rf"(?<![\w/])(?:ایران\s?(?P<first>\d\d)\s?[-–،]?\s?)?(?P<two>\d\d)\s?(?P<letter>{_LETTER})\s?(?P<three>\d{{3}})"
    r"(?(first)|\s?(?:[-–]\s?|[-–،]?\s?ایران\s?[-–]?\s?)(?P<last>\d\d))(?!\d)"
)


def rule(_tables: Tables) -> PatternRule:
    return PatternRule(name="plate", pattern=_PATTERN, verbalise=_verbalise, priority=IDENTIFIER)


def _verbalise(match: Match[str], _context: Context) -> str:
    spoken = f"{cardinal(match['two'])} {match['letter']} {cardinal(match['three'])}"
    if match["first"]:
        return f"ایران {cardinal(match['first'])}، {spoken}"
    return f"{spoken} ایران {cardinal(match['last'])}"
