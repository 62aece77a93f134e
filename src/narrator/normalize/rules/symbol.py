"""Signs no other rule spoke: & -> «و», α -> «آلفا», ① -> «یک»."""

import re
import unicodedata
from re import Match

from narrator.lang import Tables
from narrator.normalize.near import any_of
from narrator.normalize.numbers import cardinal
from narrator.normalize.rules import CONTEXT, FALLBACK, Context, PatternRule, RuleSet

_ENCLOSED = "①-⑳⓪❶-❿Ⅰ-Ⅻⅰ-ⅻ"


# «No. 10», also where the word for it stands there already.
_NUMBERED = PatternRule(
    name="symbol",
    pattern=re.compile(r"(?:(?<!\w)شماره\s)?(?:(?<![A-Za-z])No\b\.?|№)\s?(?=\d)"),
    verbalise=lambda _match, _context: "شماره",
    priority=CONTEXT,
)


def rule(tables: Tables) -> RuleSet:
    names = tables.spoken("symbols") | {
        sign: name for sign, name in tables.spoken("currencies").items() if not sign.isalpha()
    }
    signs = re.escape(
        "".join(
            {char for name in names for char in name if not char.isascii() or not char.isalpha()}
        )
    )
    pattern = re.compile(rf"{any_of(names)}|[{_ENCLOSED}]")

    def verbalise(match: Match[str], _context: Context) -> str:
        if match[0] in names:
            return names[match[0]]
        return cardinal(int(unicodedata.numeric(match[0])))

    signed = PatternRule(name="symbol", pattern=pattern, verbalise=verbalise, priority=FALLBACK)
    return RuleSet(
        name="symbol",
        trigger=re.compile(rf"[{signs}{_ENCLOSED}]|No"),
        rules=(signed, _NUMBERED),
    )
