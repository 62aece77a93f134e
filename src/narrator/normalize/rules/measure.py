"""Amounts with a unit: 120 km/h -> «صد و بیست کیلومتر بر ساعت», 5 m³, 110 mg/dL."""

import re
from re import Match

from narrator.lang import Tables
from narrator.normalize.quantity import AMOUNT, RANGE, speak
from narrator.normalize.rules import CLASS, Context, PatternRule, RuleSet

_ATOM = r"(?:°?[A-Za-zµμΩΩÅ]+|[°℃℉]|[\u0621-\u06cc\u200c]+)(?:[²³]|\^?[23](?![\d.]))?"
_UNIT = rf"(?:{_ATOM}(?:[/·*]{_ATOM}){{0,3}}|\")"
_POWERS = {"2": " مربع", "²": " مربع", "3": " مکعب", "³": " مکعب"}


class Units:
    """What a written unit is called."""

    def __init__(self, tables: Tables) -> None:
        prefixes = tables.spoken("prefixes")
        self._names: dict[str, str] = {}
        self._apart: set[str] = set()
        for row in tables.rows("units"):
            for prefix in row["prefixes"]:
                self._names.setdefault(prefix + row["written"], prefixes[prefix] + row["spoken"])
        for row in tables.rows("units"):
            self._names[row["written"]] = row["spoken"]
            if row["apart"] == "yes":
                self._apart.add(row["written"])

    def name(self, written: str, *, attached: bool) -> str | None:
        """``"km/h"`` -> «کیلومتر بر ساعت»; None if any part of it is unknown."""
        if attached and written in self._apart:
            return None
        # Persian words are units only in a compound: «متر/ثانیه»; alone they need no reading.
        if written[0] >= "\u0621" and written[0] <= "\u06cc" and "/" not in written:
            return None
        spoken = ""
        for joint, atom in re.findall(r"([/·*]?)([^/·*]+)", written):
            name = self._atom(atom)
            if name is None:
                return None
            spoken += (" بر " if joint == "/" else "\u200c" if joint else "") + name
        return spoken

    def _atom(self, written: str) -> str | None:
        if written in self._names:
            return self._names[written]
        base = written[:-1].removesuffix("^")
        if written[-1] in _POWERS and base in self._names:
            return self._names[base] + _POWERS[written[-1]]
        return None


def rule(tables: Tables) -> RuleSet:
    units = Units(tables)

    def name(match: Match[str]) -> str | None:
        return units.name(match["unit"], attached=not match["gap"])

    def verbalise(match: Match[str], _context: Context) -> str:
        sides = [speak(side) for side in re.split(r"\s?[×xX]\s?", match["amount"])]
        return f"{' در '.join(sides)} {name(match)}"

    def area(match: Match[str], _context: Context) -> str:
        return " در ".join(speak(side) for side in re.split(r"\s?[×xX]\s?", match[0]))

    amount = rf"(?P<amount>{AMOUNT}(?:\s?[×xX]\s?{AMOUNT}){{1,2}}|{RANGE})"
    return RuleSet(
        name="measure",
        rules=(
            PatternRule(
                name="measure",
                pattern=re.compile(rf"{amount}(?P<gap>[ \u200c]?)(?P<unit>{_UNIT})(?![\w/])"),
                accept=lambda match, _context: name(match) is not None,
                verbalise=verbalise,
            ),
            PatternRule(
                name="measure",
                pattern=re.compile(rf"{AMOUNT}(?:\s?[×xX]\s?{AMOUNT}){{1,2}}(?=\s?\w*متر|\s?اینچ)"),
                verbalise=area,
            ),
            PatternRule(
                name="measure",
                pattern=re.compile(
                    r"(?<![\w.])(?P<amount>\d+(?:[.٫]\d+)?)-(?=\sدرجه|\sتا\s-?\d+\sدرجه)"
                ),
                verbalise=lambda match, _context: speak("-" + match["amount"]),
                priority=CLASS + 1,
            ),
        ),
    )
