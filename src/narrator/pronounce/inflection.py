"""Inflected homographs share the readings of their bare word: آرمش is آرم and ش."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from narrator.lang import table

type _Affix = tuple[str, str, tuple[str, ...]]

_SHORTEST = 2
_SHORTEST_JOINED = 3
_LONGEST = 24
_ZWNJ = "\u200c"


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """``base`` between an affix on each side, each with its readings, the spoken one first."""

    base: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Analyser:
    """Takes endings and beginnings off.

    ``homographs`` maps a bare word to its readings and their rows; ``verbs`` are the ones
    before which ب، ن and می may be written without a gap; ``plain`` are words that only look
    inflected (مردم is not مرد and م).
    """

    homographs: Mapping[str, Mapping[str, int]]
    verbs: Collection[str] = ()
    plain: Collection[str] = ()

    def readings(self, form: str) -> tuple[Sequence[int], Sequence[str]]:
        """Rows and readings of a word's normal form; empty where it is no homograph."""
        own = self.homographs.get(form)
        if own is not None:
            return list(own.values()), list(own)
        for split in self.splits(form) if form not in self.plain else ():
            bare = self.homographs[split.base]
            whole = [split.before[0] + reading + _ending(reading, split.after) for reading in bare]
            return list(bare.values()), whole
        return (), ()

    def splits(self, form: str) -> Iterator[Split]:
        """Every way to take affixes off a word that leaves a homograph."""
        if not _SHORTEST < len(form) <= _LONGEST:
            return
        beginnings, endings = _affixes()
        for side, prefix, before in beginnings:
            if not form.startswith(prefix):
                continue
            for _, suffix, after in endings:
                if not form.endswith(suffix):
                    continue
                base = form[len(prefix) : len(form) - len(suffix)].rstrip(_ZWNJ)
                if base == form or base not in self.homographs:
                    continue
                apart = _ZWNJ in form[len(prefix) :] or not (suffix or side == "verb")
                if len(base) >= (_SHORTEST if apart else _SHORTEST_JOINED) and (
                    side != "verb" or base in self.verbs
                ):
                    yield Split(base=base, before=before, after=after)


def _ending(reading: str, after: tuple[str, ...]) -> str:
    """After a long vowel a lone ی is the written ezafe, which is not part of the reading."""
    return after[-1] if after == ("i", "") and reading[-1:] in ("A", "u") else after[0]


@cache
def _affixes() -> tuple[list[_Affix], list[_Affix]]:
    """Beginnings and endings, (side, written, readings); nothing at all is one of each."""
    rows = [
        (row["side"], row["written"], tuple(row["readings"].replace("-", "").split(",")))
        for row in table("inflections")
    ]
    nothing = ("", "", ("",))
    beginnings = [nothing, *(row for row in rows if row[0] != "suffix")]
    return beginnings, [nothing, *(row for row in rows if row[0] == "suffix")]
