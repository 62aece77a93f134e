"""Words in Latin letters: names from data, all others by their English sound.

Google -> «گوگل», New York Times -> «نیویورک تایمز», Livingston -> «لیوینگستون».
"""

import re
from collections.abc import Iterator
from functools import partial
from re import Match

from narrator.lang import Tables
from narrator.model import Span
from narrator.normalize.latin import LETTER, Reader, ending, inflect, reader, spell
from narrator.normalize.resolve import Candidate
from narrator.normalize.rules import FALLBACK, SHAPE, Context

_WORD = re.compile(rf"(?<![{LETTER}])[a-z]\.[a-z](?=\.)|[{LETTER}]+(?:['’-][{LETTER}]+)*")
# The full stop of a short form that ends no sentence: Mr. Bean, et al., J. K. Rowling.
_INITIAL = re.compile(rf"\.(?= [{LETTER}])")
_SHORT = re.compile(r"\.(?=\s*[^\W_]|[,،;)»])")


class Latin:
    name = "latin"
    trigger = re.compile(f"[{LETTER}]")

    def __init__(self, tables: Tables) -> None:
        self._reader = reader(tables)

    def candidates(self, text: str, _context: Context) -> Iterator[Candidate]:
        words = list(_WORD.finditer(text))
        for at, match in enumerate(words):
            yield from self._names(text, words[at : at + self._reader.longest(match[0])])
            alone = not (_adjoins(text, match.start() - 1, -1) or _adjoins(text, match.end(), 1))
            initial = len(match[0]) == 1 and _INITIAL.match(text, match.end()) is not None
            suffix = ending(text, match.end())
            yield Candidate(
                span=Span(match.start(), match.end() + max(initial, len(suffix))),
                rule=self.name,
                priority=FALLBACK,
                verbalise=partial(_say, self._reader, match[0], suffix, alone=alone),
            )

    def _names(self, text: str, words: list[Match[str]]) -> Iterator[Candidate]:
        """Known names and short forms that begin with the first of ``words``."""
        start = words[0].start()
        for last in words:
            stop = last.end()
            short = _SHORT.match(text, stop) and self._reader.name(text[start : stop + 1])
            if short:
                yield self._candidate(start, stop + 1, SHAPE, short)
            elif last is not words[0] and (spoken := self._reader.name(text[start:stop])):
                yield self._candidate(start, stop, SHAPE, spoken)

    def _candidate(self, start: int, stop: int, priority: int, spoken: str) -> Candidate:
        return Candidate(
            span=Span(start, stop),
            rule=self.name,
            priority=priority + stop - start,
            verbalise=lambda: spoken,
        )


def _say(reader_: Reader, word: str, suffix: str, *, alone: bool) -> str:
    """«a» and «I» are English words among others, letters where they stand alone."""
    said = spell(word) if alone and len(word) == 1 else reader_.word(word)
    return inflect(said, suffix)


def _adjoins(text: str, at: int, step: int) -> bool:
    """Whether another Latin word stands beside the space at ``at``."""
    beyond = at + step
    return 0 <= beyond < len(text) and text[at] == " " and bool(Latin.trigger.match(text[beyond]))


def rule(tables: Tables) -> Latin:
    return Latin(tables)
