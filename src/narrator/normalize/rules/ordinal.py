"""Ordinals: ۳ام -> «سوم», ۱۱مین -> «یازدهمین», 21st -> «بیست و یکم»."""

import re
from re import Match

from narrator.lang import Tables
from narrator.normalize.numbers import ordinal, rank
from narrator.normalize.rules import Context, PatternRule

_PATTERN = re.compile(
    r"(?<![\d.,/-])(?P<number>\d{1,3}(?:[,٬]\d{3}){1,3}|\d{1,6})"
    r"(?:(?P<th>(?<=1)st|(?<=2)nd|(?<=3)rd|th)(?![A-Za-z])"
    r"|[ \u200c]?[اأ]?ُ?م(?P<superlative>ین)?(?![\w\u200c])"
    r"(?!\s(?:ضد|منفجر|خنثی|دریایی|زمینی|کشف|کار)))"
)


def rule(_tables: Tables) -> PatternRule:
    return PatternRule(name="ordinal", pattern=_PATTERN, accept=_accept, verbalise=_verbalise)


def _accept(match: Match[str], _context: Context) -> bool:
    # ۱۹۷۹م and ۱۹۷۹ م are years; «۵ م» is a metre or a name.
    number, sign = match["number"], match[0][len(match["number"]) :]
    return sign not in {"م", " م"} or (sign == "م" and (len(number) < 4 or not number.isdigit()))


def _verbalise(match: Match[str], _context: Context) -> str:
    number = int(re.sub(r"\D", "", match["number"]))
    return ordinal(number) + "ین" if match["superlative"] else rank(number)
