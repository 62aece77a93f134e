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
    """``phonemes`` is empty where the word cannot be read; ``times`` it stands in the article."""

    word: str
    phonemes: str
    alternatives: tuple[str, ...]
    source: str
    confidence: float
    times: int
    sentence: str


def doubts(utterances: Iterable[Utterance], below: float = DOUBTFUL) -> list[Doubt]:
    """Words without a reading, then those doubted most often and most."""
    found: defaultdict[tuple[str, str], list[tuple[Word, str]]] = defaultdict(list)
    for utterance in utterances:
        for word in utterance.words:
            unread = not word.phonemes and any(map(str.isalnum, word.text))
            if unread or (word.phonemes and word.confidence < below):
                found[word.text, word.phonemes].append((word, utterance.sentence.written))
    listed = [_doubt(same) for same in found.values()]
    return sorted(listed, key=lambda d: (bool(d.phonemes), -d.times * (1 - d.confidence), d.word))


def _doubt(same: list[tuple[Word, str]]) -> Doubt:
    word, sentence = min(same, key=lambda pair: pair[0].confidence)
    return Doubt(
        word=word.text,
        phonemes=word.phonemes,
        alternatives=tuple(_without_ezafe(other, word) for other in word.alternatives),
        source=word.source if word.phonemes else "none",
        confidence=word.confidence if word.phonemes else 0.0,
        times=len(same),
        sentence=sentence,
    )


def _without_ezafe(phonemes: str, word: Word) -> str:
    """A lexicon holds words without the ezafe, which the sentence adds."""
    bare = phonemes.removesuffix("e") if word.ezafe else phonemes
    return bare.removesuffix("j") if word.ezafe and bare[-2:-1] in "æɒeoiu" else bare


def unspoken(readings: Iterable[Reading]) -> Counter[Remark]:
    """What the reading of the text itself was in doubt about, and how often."""
    return Counter((d.code, d.message) for reading in readings for d in reading.diagnostics)
