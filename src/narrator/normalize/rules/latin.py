"""Words in Latin letters: names from data, all others by their English sound.

Google -> «گوگل», New York Times -> «نیویورک تایمز», Livingston -> «لیوینگستون».
"""

import re
from collections.abc import Iterator

from narrator.lang import Tables
from narrator.model import Span
from narrator.normalize.latin import LETTER, Reader, reader, spell
from narrator.normalize.resolve import Candidate
from narrator.normalize.rules import FALLBACK, SHAPE, Context

_WORD = re.compile(rf"[{LETTER}]+(?:['’-][{LETTER}]+)*")
# A mark of the short form that ends no sentence: Mr. Bean, J. K. Rowling.
_TITLES = frozenset({"mr", "mrs", "ms", "dr", "st", "jr", "sr", "prof", "vs", "gen", "sen", "gov"})


class Latin:
    name = "latin"
    trigger = re.compile(f"[{LETTER}]")

    def __init__(self, tables: Tables) -> None:
        self._reader = reader(tables)

    def candidates(self, text: str, _context: Context) -> Iterator[Candidate]:
        words = list(_WORD.finditer(text))
        for at, match in enumerate(words):
            for size in range(2, self._reader.longest(match[0]) + 1):
                stop = words[min(at + size, len(words)) - 1].end()
                if spoken := self._reader.name(text[match.start() : stop]):
                    yield self._candidate(match.start(), stop, SHAPE, spoken)
            alone = not (_adjoins(text, match.start() - 1, -1) or _adjoins(text, match.end(), 1))
            stop = match.end() + _dot(match[0], text[match.end() : match.end() + 2], alone=alone)
            yield Candidate(
                span=Span(match.start(), stop),
                rule=self.name,
                priority=FALLBACK,
                verbalise=lambda word=match[0], alone=alone: _say(  # type: ignore[misc]
                    self._reader, word, alone=alone
                ),
            )

    def _candidate(self, start: int, stop: int, priority: int, spoken: str) -> Candidate:
        return Candidate(
            span=Span(start, stop),
            rule=self.name,
            priority=priority + stop - start,
            verbalise=lambda: spoken,
        )


def _say(reader_: Reader, word: str, *, alone: bool) -> str:
    """«a» and «I» are English words among others, letters where they stand alone."""
    return spell(word) if alone and len(word) == 1 else reader_.word(word)


def _adjoins(text: str, at: int, step: int) -> bool:
    """Whether another Latin word stands beside the space at ``at``."""
    beyond = at + step
    return 0 <= beyond < len(text) and text[at] == " " and bool(Latin.trigger.match(text[beyond]))


def _dot(word: str, following: str, *, alone: bool) -> int:
    """1 where the full stop behind ``word`` marks a short form, else 0."""
    short = word.lower() in _TITLES or (len(word) == 1 and word.isupper() and not alone)
    return int(following == ". " and (short or (len(word) == 1 and word.isupper())))


def rule(tables: Tables) -> Latin:
    return Latin(tables)
