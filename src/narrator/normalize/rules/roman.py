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
# After any Persian or Latin word these are numerals; others need a word that says so.
_CERTAIN = re.compile(r"(?:X?VII|X?VIII|X?III|XII|XIV|XVI|II|[Ⅰ-Ⅻ])$")
_AFTER_LATIN = re.compile(r"(?:I{2,3}|IV|VI{1,3}|IX|X{1,2}(?:I{1,3}|IV|VI{0,3}|IX))$")


def rule(tables: Tables) -> PatternRule:
    rows = {row["word"]: row for row in tables.rows("roman_cues")}
    pattern = re.compile(
        rf"(?:(?<!\w)(?P<cue>{any_of(rows)})|(?<=[\u0621-\u06cc])|(?P<latin>(?<=[A-Za-z]{{3}})))"
        rf"\s(?P<numeral>{_NUMERAL})(?![\w'’-]|\.\w)"
    )

    def accept(match: Match[str], _context: Context) -> bool:
        certain = _CERTAIN if match["latin"] is None else _AFTER_LATIN
        return bool(match["numeral"] and (match["cue"] or certain.match(match["numeral"])))

    def verbalise(match: Match[str], _context: Context) -> str:
        """A king, «شاه عباس II», counts in ordinals; a sequel, «Rocky IV», does not."""
        row = rows.get(match["cue"] or "")
        counts = row["reading"] == "ordinal" if row else match["latin"] is None
        cue = (row["spoken"] or row["word"]) if row else ""
        return f"{cue} {(rank if counts else cardinal)(value(match['numeral']))}"

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
