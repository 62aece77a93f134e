"""The words of an article worth a look before it is published.

Every reading comes with a confidence that a development set has calibrated
(``bench/pronunciation.py``): of the words under ``DOUBTFUL`` at least one in
three is wrong. A word that has no reading at all is always listed, first.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from narrator.model import Utterance, Word
from narrator.production.frontend import Reading

DOUBTFUL = 0.6

type Remark = tuple[str, str]
"""Code and message of a diagnostic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A word, where it is doubted most: the word ``at`` of ``utterance``.

    ``phonemes`` is empty where it cannot be read; ``times`` it stands in the article.
    """

    word: str
    phonemes: str
    alternatives: tuple[str, ...]
    source: str
    confidence: float
    times: int
    utterance: Utterance
    at: int

    def as_entry(self) -> dict[str, object]:
        """As plain data, with the sentence for the place."""
        return {
            "word": self.word,
            "phonemes": self.phonemes,
            "alternatives": list(self.alternatives),
            "source": self.source,
            "confidence": self.confidence,
            "times": self.times,
            "sentence": self.utterance.sentence.written,
        }


def doubts(utterances: Iterable[Utterance], below: float = DOUBTFUL) -> list[Doubt]:
    """Words without a reading, then those doubted most often and most."""
    found: defaultdict[tuple[str, str], list[tuple[Utterance, int]]] = defaultdict(list)
    for utterance in utterances:
        for at, word in enumerate(utterance.words):
            unread = not word.phonemes and any(map(str.isalnum, word.text))
            if unread or (word.phonemes and word.confidence < below):
                found[word.text, word.phonemes].append((utterance, at))
    listed = [_doubt(same) for same in found.values()]
    return sorted(listed, key=lambda d: (bool(d.phonemes), -d.times * (1 - d.confidence), d.word))


def _doubt(same: list[tuple[Utterance, int]]) -> Doubt:
    utterance, at = min(same, key=lambda place: place[0].words[place[1]].confidence)
    word = utterance.words[at]
    return Doubt(
        word=word.text,
        phonemes=word.phonemes,
        alternatives=tuple(without_ezafe(other, word) for other in word.alternatives),
        source=word.source if word.phonemes else "none",
        confidence=word.confidence if word.phonemes else 0.0,
        times=len(same),
        utterance=utterance,
        at=at,
    )


def without_ezafe(phonemes: str, word: Word) -> str:
    """``phonemes``, a reading of ``word``, as a lexicon has it: the sentence adds the ezafe."""
    bare = phonemes.removesuffix("e") if word.ezafe else phonemes
    return bare.removesuffix("j") if word.ezafe and bare[-2:-1] in "æɒeoiu" else bare


def unspoken(readings: Iterable[Reading]) -> Counter[Remark]:
    """What the reading of the text itself was in doubt about, and how often."""
    return Counter((d.code, d.message) for reading in readings for d in reading.diagnostics)
