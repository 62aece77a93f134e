"""Bank cards: sixteen digits in pairs, where they are set in fours or a word names them."""

import re
from re import Match

from narrator.lang import Tables
from narrator.normalize.near import before, stems
from narrator.normalize.numbers import grouped
from narrator.normalize.rules import IDENTIFIER, LONG, Context, PatternRule

_PATTERN = re.compile(
    r"(?<![\d.,/-])(?<!\d )\d{4}(?P<mark>[ -]?)(?:\d{4}(?P=mark)){2}\d{4}(?![.,/ -]?\d)"
)
_CUE = stems(["کارت", "شماره کارت"])


def rule(_tables: Tables) -> PatternRule:
    return PatternRule(
        name="card",
        trigger=LONG,
        pattern=_PATTERN,
        accept=_accept,
        verbalise=lambda match, _context: grouped(re.sub(r"\D", "", match[0]), (2,)),
        priority=IDENTIFIER,
    )


def _accept(match: Match[str], _context: Context) -> bool:
    return bool(match["mark"]) or before(match, _CUE, 24)
