"""How the parts of internet addresses and account names are read aloud."""

import re
from functools import cache

from narrator.lang import Tables
from narrator.normalize.latin import Reader, fold, reader, respell, spell
from narrator.normalize.numbers import cardinal, digits

# BreakingNews, iran_ma, area51: words, numbers, signs.
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[A-Z]|\d+|.")
_LONGEST_NUMBER = 4
_SHORT = 3
_SAYABLE = re.compile("[^aeiouy]{0,2}[aeiouy]|s[^aeiouy]{2,3}[aeiouy]")


class Addresses:
    """``domains``: the ends of internet addresses and how they are read."""

    def __init__(self, tables: Tables) -> None:
        self._reader: Reader = reader(tables)
        self._signs = tables.spoken("web")
        self.domains = tables.spoken("domains")

    def host(self, written: str) -> str:
        """``"www.bbc.com"`` -> «بی‌بی‌سی دات کام»."""
        labels = written.lower().removeprefix("www.").split(".")
        spoken = [
            self._known(label) or self.domains.get(label) or self.path(label)
            for label in labels[:-1]
        ]
        return f" {self._signs['.']} ".join([*spoken, self._domain(labels[-1])])

    def path(self, written: str) -> str:
        """``"/news/iran"`` -> «اسلش نیوز اسلش ایران»."""
        return " ".join(filter(None, map(self._part, _PART.findall(fold(written)))))

    def name(self, written: str) -> str:
        """A label, an account, the part of an e-mail address before ``@``."""
        return self._reader.acronym(written) or self._reader.name(written) or self.path(written)

    def sign(self, written: str) -> str:
        return self._signs[written]

    def _known(self, word: str) -> str | None:
        return self._reader.acronym(word.upper()) or self._reader.name(word)

    def _domain(self, label: str) -> str:
        return self.domains.get(label) or self._word(label)

    def _part(self, part: str) -> str:
        if part.isdigit():
            plain = len(part) <= _LONGEST_NUMBER and not (len(part) > 1 and part[0] == "0")
            return cardinal(part) if plain else digits(part)
        return self._word(part) if part.isalpha() else self._signs.get(part, "")

    def _word(self, word: str) -> str:
        if len(word) > 1 and (known := self._known(word)):
            return known
        for cut in range(_SHORT, len(word) - _SHORT + 1):  # elonmusk, irannews
            pair = [self._reader.name(part) for part in (word[:cut], word[cut:])]
            if all(pair):
                return " ".join(filter(None, pair))
        sayable = len(word) > _SHORT and _SAYABLE.match(word.lower())
        return respell(word.lower()) if sayable else spell(word)


@cache
def addresses(tables: Tables) -> Addresses:
    return Addresses(tables)
