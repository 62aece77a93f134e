"""Chemical formulas: CO₂ -> «سی‌او دو», H2SO4; ions and isotopes.

Capitals and digits name viruses and game consoles, too: without subscripts a
formula is known (``formulas.tsv``) or has three elements and a number.
"""

import re
import unicodedata
from re import Match

from narrator.lang import Tables
from narrator.normalize.latin import spell
from narrator.normalize.near import any_of
from narrator.normalize.numbers import cardinal
from narrator.normalize.rules import CONTEXT, Context, PatternRule

_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_PART = re.compile(r"(?P<letters>[A-Za-z]+)|(?P<count>\d+)")


def rule(tables: Tables) -> PatternRule:
    known = tables.spoken("formulas")
    element = rf"(?:{any_of(row['written'] for row in tables.rows('elements'))})(?![a-z])"
    group = rf"(?:{element}[\d₀-₉]{{0,3}}|\((?:{element}[\d₀-₉]{{0,2}}){{1,4}}\)[\d₀-₉]{{1,2}})"
    isotopes = any_of(name for name in known if "-" in name and name != "-")
    pattern = re.compile(
        rf"(?<![\w.-])(?:(?P<isotope>{isotopes})|(?P<mass>[¹²³⁴-⁹⁰]{{1,3}})(?P<symbol>{element})|(?P<moles>\d{{1,2}})?(?P<formula>{group}{{1,8}})(?P<charge>[+](?!\w)|[²³]?[⁺⁻])?)"
        r"(?![\w-]|\.\w)"
    )

    def accept(match: Match[str], _context: Context) -> bool:
        if match["isotope"] or match["mass"]:
            return True
        formula = match["formula"]
        plain = formula.translate(_SUBSCRIPTS)
        if plain in known or plain != formula:
            return known.get(plain) != "-"
        if match["charge"]:
            return any(char.islower() for char in plain)
        start, stop = match.span()
        if re.fullmatch(r"[A-Z][a-z]", plain):  # آهن (Fe)
            return match.string[start - 1 : start] + match.string[stop : stop + 1] == "()"
        return "(" in plain or (
            len(re.findall("[A-Z]", plain)) >= 3 and bool(re.search(r"[2-9]", plain))
        )

    def verbalise(match: Match[str], _context: Context) -> str:
        if match["isotope"]:
            return known[match["isotope"]]
        if match["mass"]:  # ¹⁴C is C-14
            mass = unicodedata.normalize("NFKC", match["mass"])
            isotope = known.get(f"{match['symbol']}-{mass}")
            return isotope or f"{spell(match['symbol'])} {cardinal(mass)}"
        plain = match["formula"].translate(_SUBSCRIPTS)
        charge = _charge(match["charge"] or "")
        moles = f"{cardinal(match['moles'])} " if match["moles"] else ""
        return moles + (known.get(plain) or _spelled(plain)) + charge

    return PatternRule(
        name="chemistry",
        trigger=re.compile("[A-Z]"),
        pattern=pattern,
        accept=accept,
        verbalise=verbalise,
        priority=CONTEXT,
    )


def _charge(written: str) -> str:
    """``"²⁻"`` -> « دو منفی»."""
    plain = unicodedata.normalize("NFKC", written).replace("\u2212", "-")
    count = f" {cardinal(plain[:-1])}" if plain[:-1] else ""
    return count + (" منفی" if plain.endswith("-") else " مثبت") if plain else ""


def _spelled(formula: str) -> str:
    formula = re.sub(r"(?<=[A-Z])(?=\()|(?<=[a-z])(?=\()", " ", formula)
    return " ".join(
        spell(part["letters"]) if part["letters"] else cardinal(part["count"])
        for part in _PART.finditer(formula)
    )
