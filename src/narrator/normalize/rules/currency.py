"""Money: $3.2 میلیارد -> «سه ممیز دو میلیارد دلار», £25m, 100 USD, ۸۰$."""

import re
from re import Match

from narrator.lang import Tables
from narrator.normalize.near import any_of
from narrator.normalize.quantity import AMOUNT, BETWEEN, RANGE, speak
from narrator.normalize.rules import CONTEXT, Context, PatternRule, RuleSet


def rule(tables: Tables) -> RuleSet:
    names, magnitudes = tables.spoken("currencies"), tables.spoken("magnitudes")
    firsts = "".join(sorted({name[0] for name in names}))
    sign = rf"(?P<sign>{any_of(names)})"
    magnitude = rf"(?:\s?(?P<magnitude>{any_of(magnitudes)})(?P<adjective>ی)?(?![\w\u200c]))?"
    first = rf"(?<![\w$])(?P<minus>[-+](?=\S))?{sign}\s?(?P<inner>-(?=\d))?"
    before = rf"{first}(?P<amount>{RANGE}){magnitude}(?!\d)"
    twice = rf"{first}(?P<amount>{AMOUNT}{BETWEEN}(?P=sign)\s?{AMOUNT}){magnitude}(?!\d)"
    none = "(?P<minus>)(?P<inner>)"
    both = rf"{none}(?P<amount>{AMOUNT}\s?{sign}{BETWEEN}{AMOUNT})\s?(?P=sign){magnitude}"
    after = rf"{none}(?P<amount>{RANGE}){magnitude}\s?{sign}(?![A-Za-z0-9])"

    def verbalise(match: Match[str], _context: Context) -> str:
        amount = match["amount"].replace(match["sign"], "")
        number = speak((match["minus"] or match["inner"] or "") + amount)
        magnitude = magnitudes.get(match["magnitude"] or "", "")
        name = names[match["sign"]]
        if match["adjective"]:  # «€۵۰ میلیاردی» is «پنجاه میلیارد یورویی»
            name += "یی" if name.endswith("و") else "ی"
        return " ".join(part for part in (number, magnitude, name) if part)

    return RuleSet(
        name="currency",
        trigger=re.compile(f"[{re.escape(firsts)}]"),
        rules=tuple(
            PatternRule(
                name="currency",
                pattern=re.compile(pattern),
                verbalise=verbalise,
                priority=CONTEXT,
            )
            for pattern in (before, twice, both, after)
        ),
    )
