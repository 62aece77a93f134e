"""From the words of a sentence to what is heard: phonemes, ezafe, and where they come from.

A word passes four stages: the user's lexicon, homographs by context, grapheme to
phoneme, ezafe. Each can be left out, and ``bench/pronunciation.py`` measures
what each is worth.
"""

import re
from collections.abc import Collection, Sequence
from typing import Literal, Protocol

from narrator.model import Sentence, Word
from narrator.pronounce import ezafe
from narrator.pronounce.g2p import G2P, Reading
from narrator.pronounce.phonemes import to_ipa

type Stage = Literal["homographs", "ezafe"]

STAGES: frozenset[Stage] = frozenset({"homographs", "ezafe"})
"""The stages that look at the context, and can be left out."""

_PIECE = re.compile(r"[^\W\d_][\w\u200c\u064b-\u0655\u0670]*|[^\w\s]|\d+|_+")
_WORD = re.compile(r"\w")
_MARKS = re.compile("[\u064b-\u0655\u0670]")


class Tag(Protocol):
    """What the context says of a word: how likely its ezafe, and its readings with theirs."""

    @property
    def ezafe(self) -> float: ...
    @property
    def readings(self) -> Sequence[tuple[str, float]]: ...


class Tagger(Protocol):
    def tag(self, sentences: Sequence[Sequence[str]]) -> Sequence[Sequence[Tag]]: ...


class Pronouncer:
    """Reads sentences."""

    def __init__(
        self,
        *,
        g2p: G2P | None = None,
        tagger: Tagger | None = None,
        stages: Collection[Stage] = STAGES,
    ) -> None:
        self._g2p = g2p or G2P()
        self._tagger = tagger
        self._stages = frozenset(stages)

    def words(self, sentence: Sentence) -> tuple[Word, ...]:
        """The words and punctuation marks of ``sentence`` in order.

        A token that is said in several words («دو هزار و بیست») gives several.
        """
        return self.batch([sentence])[0]

    def batch(self, sentences: Sequence[Sentence]) -> list[tuple[Word, ...]]:
        """As ``words`` for each; several at once are read faster."""
        pieces = [_pieces(sentence) for sentence in sentences]
        tags = self._tagger.tag(pieces) if self._tagger else [()] * len(pieces)
        return [
            tuple(
                self._word(piece, tagged[at] if tagged else None) for at, piece in enumerate(row)
            )
            for row, tagged in zip(pieces, tags, strict=True)
        ]

    def _word(self, piece: str, tag: Tag | None) -> Word:
        if not _WORD.match(piece):
            return Word(text=piece, phonemes="")
        plain = _MARKS.sub("", ezafe.bare(piece)).strip("\u200c")
        reading = self._reading(plain, tag)
        joined = ezafe.spelled(piece) or ezafe.always(plain)
        if tag and "ezafe" in self._stages:
            joined = joined or tag.ezafe >= 0.5
        ending = ezafe.vowel(reading.phonemes) if joined else ""
        return Word(
            text=piece,
            phonemes=to_ipa(reading.phonemes + ending),
            ezafe=joined,
            source=reading.source,
            confidence=reading.confidence,
            alternatives=tuple(to_ipa(other + ending) for other in reading.alternatives),
        )

    def _reading(self, word: str, tag: Tag | None) -> Reading:
        if tag and tag.readings and "homographs" in self._stages:
            (best, confidence), *others = tag.readings
            return Reading(
                phonemes=best,
                source="homograph",
                confidence=confidence,
                alternatives=tuple(other for other, _ in others),
            )
        return self._g2p.read(word)


def _pieces(sentence: Sentence) -> list[str]:
    return [piece for token in sentence.tokens for piece in _PIECE.findall(token.spoken)]
