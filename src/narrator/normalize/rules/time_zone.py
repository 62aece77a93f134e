"""Time zones after a time (۱۲:۰۰ GMT) and with an offset (UTC+3:30)."""

import re
from re import Match

from narrator.lang import Tables
from narrator.normalize.near import before, leads
from narrator.normalize.rules import CONTEXT, Context, PatternRule, RuleSet
from narrator.normalize.rules.time import clock_words

_NAMED = leads(["منطقه زمانی", "منطقهٔ زمانی"])


def rule(tables: Tables) -> RuleSet:
    rows = {row["written"]: row for row in tables.rows("time_zones")}
    names = "|".join(sorted(rows, reverse=True))
    after = re.compile(rf"(?:(?<=[\dMm.ظ]\s)|(?<=:\d\d))(?P<zone>{names})(?![A-Za-z0-9+-])")
    named = re.compile(rf"(?<=به وقت )(?P<zone>{names})(?![A-Za-z0-9+-])")
    offset = re.compile(
        rf"(?<!\w)(?P<zone>{names})\s?(?P<sign>[+-])\s?(?P<offset>\d{{1,2}}(?::?\d\d)?)(?!\d)"
    )

    def verbalise(match: Match[str], _context: Context) -> str:
        sign = "به‌علاوه" if match["sign"] == "+" else "منهای"
        hours = match["offset"] if ":" in match["offset"] else match["offset"] + ":00"
        named = "" if before(match, _NAMED) else "منطقه زمانی "
        return f"{named}{rows[match['zone']]['zone']} {sign} {clock_words(hours)}"

    return RuleSet(
        name="time_zone",
        trigger=re.compile(r"[A-Z]{2}|\dZ"),
        rules=(
            PatternRule(
                name="time_zone",
                pattern=after,
                verbalise=lambda match, _context: rows[match["zone"]]["spoken"],
                priority=CONTEXT,
            ),
            PatternRule(
                name="time_zone",
                pattern=named,
                verbalise=lambda match, _context: rows[match["zone"]]["zone"],
                priority=CONTEXT,
            ),
            PatternRule(name="time_zone", pattern=offset, verbalise=verbalise, priority=CONTEXT),
        ),
    )
