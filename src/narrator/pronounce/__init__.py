"""From the words of a sentence to what is heard: phonemes, ezafe, and where they come from."""

import re
from collections.abc import Iterator, Sequence

from narrator.model import Sentence, Word
from narrator.pronounce import ezafe, g2p
from narrator.pronounce.phonemes import to_ipa

_PIECE = re.compile(r"[^\W\d_][\w\u200c\u064b-\u0655\u0670]*|[^\w\s]|\d+")
_WORD = re.compile(r"\w")
_MARKS = re.compile("[\u064b-\u0655\u0670]")


class Pronouncer:
    """Reads sentences. Cheap to make, safe to share between threads."""

    def words(self, sentence: Sentence) -> tuple[Word, ...]:
        """The words and punctuation marks of ``sentence`` in order.

        A token that is said in several words («دو هزار و بیست») gives several.
        """
        return tuple(self._read(_pieces(sentence)))

    def _read(self, pieces: Sequence[str]) -> Iterator[Word]:
        for piece in pieces:
            if not _WORD.match(piece):
                yield Word(text=piece, phonemes="")
                continue
            plain = _MARKS.sub("", ezafe.bare(piece)).strip("\u200c")
            reading = g2p.read(plain)
            joined = ezafe.spelled(piece) or ezafe.always(plain)
            phonemes = reading.phonemes
            if joined:
                phonemes += ezafe.vowel(phonemes)
            yield Word(
                text=piece,
                phonemes=to_ipa(phonemes),
                ezafe=joined,
                source=reading.source,
                confidence=reading.confidence,
                alternatives=tuple(map(to_ipa, reading.alternatives)),
            )


def _pieces(sentence: Sentence) -> list[str]:
    return [piece for token in sentence.tokens for piece in _PIECE.findall(token.spoken)]
