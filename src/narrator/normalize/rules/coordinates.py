"""Places on the globe: 35.6892° N -> «سی و پنج ممیز شش هشت نه دو درجه شمالی», 35°41'22"N."""

import re
from re import Match

from narrator.lang import Tables
from narrator.normalize.numbers import cardinal
from narrator.normalize.quantity import speak
from narrator.normalize.rules import CONTEXT, Context, PatternRule, RuleSet

_SIDES = {"N": "شمالی", "S": "جنوبی", "E": "شرقی", "W": "غربی"}
_DECIMAL = re.compile(r"(?<![\w.,])(?P<degrees>\d{1,3}(?:[.٫]\d+)?)\s?°\s?(?P<side>[NSEW])(?!\w)")
_PARTS = re.compile(
    r"(?<![\w.,])(?P<degrees>\d{1,3})\s?°\s?(?P<minutes>\d{1,2})\s?['′’]"
    r"(?:\s?(?P<seconds>\d{1,2}(?:[.٫]\d+)?)\s?(?:[\"″”]|''|′′))?(?:\s?(?P<side>[NSEW])(?!\w))?"
)


def rule(_tables: Tables) -> RuleSet:
    return RuleSet(
        name="coordinates",
        trigger=re.compile("°"),
        rules=(
            PatternRule(
                name="coordinates",
                pattern=_DECIMAL,
                verbalise=lambda m, _: f"{speak(m['degrees'])} درجه {_SIDES[m['side']]}",
                priority=CONTEXT,
            ),
            PatternRule(name="coordinates", pattern=_PARTS, verbalise=_parts, priority=CONTEXT),
        ),
    )


def _parts(match: Match[str], _context: Context) -> str:
    spoken = f"{cardinal(match['degrees'])} درجه و {cardinal(match['minutes'])} دقیقه"
    if match["seconds"]:
        spoken += f" و {speak(match['seconds'])} ثانیه"
    return f"{spoken} {_SIDES[match['side']]}" if match["side"] else spoken
