"""What a written unit is called: km/h -> «کیلومتر بر ساعت»."""

import re
from functools import cache

from narrator.lang import Tables

_ATOM = r"(?:°?[A-Za-zµμΩΩÅ]+|[°℃℉]|[\u0621-\u06cc\u200c]+)(?:[²³]|\^?[23](?![\d.]))?"
UNIT = rf"(?:{_ATOM}(?:(?:[·*]|/(?:100\s?)?){_ATOM}){{0,3}}|\")"
"""What may be a unit, as a fragment without groups; ``Units.name`` decides."""
_POWERS = {"2": " مربع", "²": " مربع", "3": " مکعب", "³": " مکعب"}
_PERSIAN = re.compile("[\u0621-\u06cc\u200c]+")


class Units:
    def __init__(self, tables: Tables) -> None:
        prefixes = tables.spoken("prefixes")
        rows = tables.rows("units")
        self._apart = {row["written"] for row in rows if row["apart"] == "yes"}
        self._names = {
            prefix + row["written"]: prefixes[prefix] + row["spoken"]
            for row in rows
            for prefix in row["prefixes"]
        } | tables.spoken("units")

    def name(self, written: str, *, attached: bool) -> str | None:
        """None if any part of the unit is unknown; ``attached``: no space stands before it."""
        if attached and written in self._apart:
            return None
        # Persian words are units only in a compound, «متر/ثانیه»: alone they need no reading.
        if _PERSIAN.fullmatch(written):
            return None
        spoken = ""
        for joint, hundred, atom in re.findall(r"([/·*]?)(100\s?)?([^/·*]+)", written):
            name = self._atom(atom)
            if name is None:
                return None
            per = " در صد " if hundred else " بر "  # 6.5 L/100km
            spoken += (per if joint == "/" else "\u200c" if joint else "") + name
        return spoken

    def _atom(self, written: str) -> str | None:
        if written in self._names:
            return self._names[written]
        base = written[:-1].removesuffix("^")
        if written[-1] in _POWERS and base in self._names:
            return self._names[base] + _POWERS[written[-1]]
        return None


@cache
def units(tables: Tables) -> Units:
    return Units(tables)
