"""Places on the globe: 35.6892° N -> «سی و پنج ممیز شش هشت نه دو درجه شمالی», 35°41'22"N."""

import re
from re import Match

from narrator.lang import Tables
from narrator.normalize.near import before
from narrator.normalize.numbers import cardinal
from narrator.normalize.quantity import speak
from narrator.normalize.rules import CONTEXT, Context, PatternRule, RuleSet

_SIDES = {"N": "شمالی", "S": "جنوبی", "E": "شرقی", "W": "غربی"}
_DECIMAL = re.compile(
    r"(?<![\w.,])(?P<degrees>\d{1,3}(?P<part>[.٫]\d+)?)(?P<sign>\s?°\s?)?(?P<side>[NSEW])(?!\w)"
)
_OTHER_SIDE = re.compile(r"\d[NS]\W")
_PARTS = re.compile(
    r"(?<![\w.,])(?P<degrees>\d{1,3})\s?°\s?(?P<minutes>\d{1,2})\s?['′’]"
    r"(?:\s?(?P<seconds>\d{1,2}(?:[.٫]\d+)?)\s?(?:[\"″”]|''|′′))?(?:\s?(?P<side>[NSEW])(?!\w))?"
)


def rule(_tables: Tables) -> RuleSet:
    return RuleSet(
        name="coordinates",
        trigger=re.compile(r"°|\d[NSEW]"),
        rules=(
            PatternRule(
                name="coordinates",
                pattern=_DECIMAL,
                accept=_is_place,
                verbalise=lambda m, _: f"{speak(m['degrees'])} درجه {_SIDES[m['side']]}",
                priority=CONTEXT,
            ),
            PatternRule(name="coordinates", pattern=_PARTS, verbalise=_parts, priority=CONTEXT),
        ),
    )


def _is_place(match: Match[str], _context: Context) -> bool:
    """Without the sign of degrees 33.2N is a place, but 1.5W may be watts."""
    watts = match["side"] == "W" and not before(match, _OTHER_SIDE, 16)
    return bool(match["sign"]) or (bool(match["part"]) and not watts)


def _parts(match: Match[str], _context: Context) -> str:
    spoken = f"{cardinal(match['degrees'])} درجه و {cardinal(match['minutes'])} دقیقه"
    if match["seconds"]:
        spoken += f" و {speak(match['seconds'])} ثانیه"
    return f"{spoken} {_SIDES[match['side']]}" if match["side"] else spoken
