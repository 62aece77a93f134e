"""Addresses of machines: 192.168.1.1, with a port or the size of a network."""

import re
from re import Match

from narrator.lang import Tables
from narrator.normalize.numbers import cardinal
from narrator.normalize.rules import CONTEXT, PAIRED, Context, PatternRule

_BYTE = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_PATTERN = re.compile(
    rf"(?<![\w.])(?P<host>(?:{_BYTE}\.){{3}}{_BYTE})(?::(?P<port>\d{{1,5}})|/(?P<bits>\d\d?))?(?![\d/]|\.\d)"
)


def rule(_tables: Tables) -> PatternRule:
    return PatternRule(
        name="ip", trigger=PAIRED, pattern=_PATTERN, verbalise=_verbalise, priority=CONTEXT
    )


def _verbalise(match: Match[str], _context: Context) -> str:
    spoken = " نقطه ".join(cardinal(part) for part in match["host"].split("."))
    if match["port"]:
        return f"{spoken} پورت {cardinal(match['port'])}"
    return f"{spoken} اسلش {cardinal(match['bits'])}" if match["bits"] else spoken
