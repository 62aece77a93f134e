"""Inflected homographs share the readings of their bare word: آرمش is آرم and ش."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from narrator.lang import table

_SHORTEST = 2
_SHORTEST_JOINED = 3
_LONGEST = 24
_ZWNJ = "\u200c"
_LAST = {"ا": "vowel", "و": "vowel", "ی": "ye", "ه": "he"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """``base`` between an affix on each side, each with its readings, the spoken one first."""

    base: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Analyser:
    """Takes endings and beginnings off.

    ``homographs`` maps a bare word to its readings and their rows; ``verbs`` gives the readings
    of a verb that می، ب and ن may stand before (رود as ravad, not as rud); ``plain`` are words
    that only look inflected (مردم is not مرد and م).
    """

    homographs: Mapping[str, Mapping[str, int]]
    verbs: Mapping[str, Collection[str]] = field(default_factory=dict)
    plain: Collection[str] = ()

    def readings(self, form: str) -> tuple[Sequence[int], Sequence[str]]:
        """Rows and readings of a word's normal form; empty where it is no homograph."""
        own = self.homographs.get(form)
        if own is not None:
            return list(own.values()), list(own)
        for split in self.splits(form) if form not in self.plain else ():
            bare = self.homographs[split.base]
            if split.before[0]:
                verbal = self.verbs.get(split.base, ())
                bare = {reading: row for reading, row in bare.items() if reading in verbal}
            whole = [split.before[0] + reading + _ending(reading, split.after) for reading in bare]
            if bare:
                return list(bare.values()), whole
        return (), ()

    def splits(self, form: str) -> Iterator[Split]:
        """Every way to take affixes off a word that leaves a homograph."""
        if not _SHORTEST < len(form) <= _LONGEST:
            return
        beginnings, endings = _affixes()
        for beginning in beginnings:
            if not form.startswith(beginning.written):
                continue
            for ending in endings:
                if not form.endswith(ending.written):
                    continue
                rest = form[len(beginning.written) : len(form) - len(ending.written)]
                base = rest.rstrip(_ZWNJ)
                if base == form or base not in self.homographs:
                    continue
                if self._fits(base, beginning, ending, base != rest):
                    yield Split(base=base, before=beginning.readings, after=ending.readings)

    def _fits(self, base: str, beginning: "_Affix", ending: "_Affix", apart: bool) -> bool:  # noqa: FBT001
        if beginning.side == "verb" and base not in self.verbs:
            return False
        if apart or not ending.written:
            return len(base) >= _SHORTEST
        long_enough = len(base) >= _SHORTEST_JOINED or base in self.verbs
        return long_enough and _LAST.get(base[-1], "consonant") in ending.joins


@dataclass(frozen=True, slots=True, kw_only=True)
class _Affix:
    side: str = ""
    written: str = ""
    readings: tuple[str, ...] = ("",)
    joins: Collection[str] = ()


def _ending(reading: str, after: tuple[str, ...]) -> str:
    """The ending as it is read here.

    After a long vowel a lone ی is the written ezafe, which is not part of the reading;
    between i and a vowel stands a glide.
    """
    ending = after[-1] if after == ("i", "") and reading[-1:] in ("A", "u") else after[0]
    return "y" + ending if reading.endswith("i") and ending[:1] in tuple("aAeiou") else ending


@cache
def _affixes() -> tuple[list[_Affix], list[_Affix]]:
    """Beginnings and endings; nothing at all is one of each."""
    rows = [
        _Affix(
            side=row["side"],
            written=row["written"],
            readings=tuple(row["readings"].replace("-", "").split(",")),
            joins=row["joins"].split(),
        )
        for row in table("inflections")
    ]
    beginnings = [row for row in rows if row.side != "suffix"]
    endings = [row for row in rows if row.side == "suffix"]
    return [_Affix(), *beginnings], [_Affix(), *endings]
