"""Addresses of machines: 192.168.1.1, with a port or the size of a network, and IPv6."""

import re
from re import Match

from narrator.lang import Tables
from narrator.normalize.latin import spell
from narrator.normalize.numbers import cardinal, digits
from narrator.normalize.rules import CONTEXT, IDENTIFIER, PAIRED, Context, PatternRule, RuleSet

_COLON = "دونقطه"
_SIX = re.compile(r"(?<![\w:.])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![\w:])")
_BYTE = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_PATTERN = re.compile(
    rf"(?<![\w.])(?P<host>(?:{_BYTE}\.){{3}}{_BYTE})(?::(?P<port>\d{{1,5}})|/(?P<bits>\d\d?))?(?![\d/]|\.\d)"
)


def rule(_tables: Tables) -> RuleSet:
    return RuleSet(
        name="ip",
        trigger=re.compile(rf"{PAIRED.pattern}|:[0-9A-Fa-f:]"),
        rules=(
            PatternRule(name="ip", pattern=_PATTERN, verbalise=_verbalise, priority=CONTEXT),
            PatternRule(
                name="ip",
                pattern=_SIX,
                accept=_is_six,
                verbalise=_six,
                priority=IDENTIFIER + 3,
            ),
        ),
    )


def _is_six(match: Match[str], _context: Context) -> bool:
    # Shortened at one «::», or eight whole groups; colons alone are none.
    groups = match[0].split(":")
    shortened = match[0].count("::") == 1 and any(groups)
    return shortened if "::" in match[0] else len(groups) == 8


def _six(match: Match[str], _context: Context) -> str:
    """A group without letters is a number; the others are spelled: 2001:db8::1."""
    return " ".join(
        _COLON
        if part == ":"
        else cardinal(part)
        if part.isdigit() and not part.startswith("0")
        else _signs(part)
        for part in re.findall(r":|\w+", match[0])
    )


def _verbalise(match: Match[str], _context: Context) -> str:
    spoken = " نقطه ".join(cardinal(part) for part in match["host"].split("."))
    if match["port"]:
        return f"{spoken} پورت {cardinal(match['port'])}"
    return f"{spoken} اسلش {cardinal(match['bits'])}" if match["bits"] else spoken


def _signs(group: str) -> str:
    runs = re.findall(r"\d+|[A-F]+", group.upper())
    return " ".join(digits(run) if run.isdigit() else spell(run) for run in runs)
