"""Per cent, per mille and basis points: ٪۲۰ -> «بیست درصد»."""

import re
from re import Match

from narrator.lang import Tables
from narrator.normalize.quantity import AMOUNT, RANGE, SIGN, speak
from narrator.normalize.rules import CLASS, Context, PatternRule

_COMMA = rf"{SIGN}?(?<!\d)\d{{1,3}},\d{{1,2}}(?!\d)"  # 8,2 %


def rule(tables: Tables) -> PatternRule:
    names = tables.spoken("percent")
    signs = "|".join(re.escape(sign) for sign in sorted(names, key=len, reverse=True))
    pattern = re.compile(
        rf"(?P<left>[%٪‰])\s?(?P<of>{SIGN}?{RANGE})(?!\s?[%٪‰])"
        rf"|(?P<amount>{_COMMA}|{AMOUNT}\s?(?:{signs})[-–—]{AMOUNT}|{RANGE})\s?(?P<right>{signs})(?![A-Za-z])(?:\sدرصد(?!\w))?(?P<adjective>\u200c?ا?ی(?!\w))?"
        r"(?P<trailing>[-+](?=[)\s.،]|$))?"
    )

    def verbalise(match: Match[str], _context: Context) -> str:
        written = re.sub(r"\s?[%٪‰]", "", match["of"] or match["amount"])
        if re.fullmatch(_COMMA, written):
            written = written.replace(",", ".")
        if match["trailing"] and written[0].isdigit():  # set from right to left: (۰٫۳٪+)
            written = match["trailing"] + written
        ending = "ی" if match["adjective"] else ""
        return f"{speak(written)} {names[match['left'] or match['right']]}{ending}"

    return PatternRule(
        name="percent",
        trigger=re.compile(rf"[%٪‰]|\d\s?(?:{signs})"),
        pattern=pattern,
        verbalise=verbalise,
        priority=CLASS + 5,
    )
