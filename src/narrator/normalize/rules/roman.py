"""Roman numerals after a word that calls for one: لویی XIV -> «لویی چهاردهم»."""

import re
import unicodedata
from re import Match

from narrator.lang import Tables
from narrator.normalize.near import any_of
from narrator.normalize.numbers import cardinal, rank
from narrator.normalize.rules import CONTEXT, Context, PatternRule

_NUMERAL = r"(?:(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})|[Ⅰ-Ⅻ])"
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
# After any Persian word these are numerals; shorter ones need a word that says so.
_CERTAIN = re.compile(r"(?:X?VII|X?VIII|X?III|XII|XIV|XVI|II|[Ⅰ-Ⅻ])$")


def rule(tables: Tables) -> PatternRule:
    rows = {row["word"]: row["reading"] for row in tables.rows("roman_cues")}
    pattern = re.compile(
        rf"(?:(?<!\w)(?P<cue>{any_of(rows)})|(?<=[\u0621-\u06cc]))\s(?P<numeral>{_NUMERAL})(?![\w'’-]|\.\w)"
    )

    def accept(match: Match[str], _context: Context) -> bool:
        return bool(match["numeral"]) and bool(match["cue"] or _CERTAIN.match(match["numeral"]))

    def verbalise(match: Match[str], _context: Context) -> str:
        read = cardinal if rows.get(match["cue"] or "") == "cardinal" else rank
        return f"{match['cue'] or ''} {read(value(match['numeral']))}"

    return PatternRule(
        name="roman",
        trigger=re.compile("[IVXLⅠ-Ⅻ]"),
        pattern=pattern,
        accept=accept,
        verbalise=verbalise,
        priority=CONTEXT,
    )


def value(numeral: str) -> int:
    """``"XIV"`` -> 14."""
    digits = [_VALUES[letter] for letter in unicodedata.normalize("NFKC", numeral)]
    return sum(
        -digit if digit < following else digit
        for digit, following in zip(digits, [*digits[1:], 0], strict=True)
    )
