"""The open article as it is read at the moment: sentences at once, pronunciation on demand."""

from collections.abc import Sequence
from operator import itemgetter
from pathlib import Path

from narrator import app
from narrator.changes import stamp
from narrator.config import Settings
from narrator.errors import ArticleError
from narrator.model import Article, Sentence, Token, Utterance, Word
from narrator.production.frontend import FrontEnd
from narrator.pronounce import split
from narrator.pronounce.overrides import Entry
from narrator.read import Options, read
from narrator.repair import Mended, repair

_TEXTS = frozenset({".txt", ".text", ".md", ".markdown"})
_BATCH = 32
"""Sentences pronounced at a time: more are hardly faster."""


class Manuscript:
    """A new one is made whenever its file, a setting or a table changes.

    Attributes:
        article: as the reader gives it, mended.
        sentences: all of it that is spoken, in order.
        mended: what text repair changed in it.
    """

    def __init__(self, path: Path, settings: Settings) -> None:
        """Raises ArticleError where the file is no article, ConfigError for a bad lexicon."""
        self.path, self.settings = path, settings
        self.stamp = stamp(path)
        self.mended: tuple[Mended, ...] = ()
        self.article: Article = read(path, Options(mend=self._mend))
        self._front_end: FrontEnd = app.front_end(settings)
        self.sentences: list[Sentence] = list(self._front_end.sentences(self.article))
        self._read: dict[int, Utterance] = {}

    def reread(self) -> None:
        """Heed lexicons that have changed; the sentences stay what they are."""
        self._front_end = app.front_end(self.settings)
        self._read = {}  # who goes through the old one meanwhile finds it whole

    @property
    def editable(self) -> bool:
        """Whether its words stand in a text file as they are read from it."""
        return self.path.suffix.lower() in _TEXTS and not self.mended

    @property
    def complete(self) -> bool:
        """Whether every sentence has been pronounced."""
        return len(self._read) == len(self.sentences)

    @property
    def pronounced(self) -> list[Utterance]:
        """Those that have been, in order."""
        return [said for _at, said in sorted(self._read.items(), key=itemgetter(0))]

    def pronounce_more(self) -> None:
        """Some of the sentences that have not been."""
        missing = (at for at in range(len(self.sentences)) if at not in self._read)
        self.utterances([at for at, _ in zip(missing, range(_BATCH), strict=False)])

    def utterances(self, wanted: Sequence[int]) -> list[Utterance]:
        """The sentences at ``wanted``, pronounced.

        Raises:
            ArticleError: there is none at one of them.
        """
        if wanted and not 0 <= min(wanted) <= max(wanted) < len(self.sentences):
            raise ArticleError(f"{self.path.name}: has {len(self.sentences)} sentences")
        missing = [at for at in wanted if at not in self._read]
        for start in range(0, len(missing), _BATCH):
            batch = missing[start : start + _BATCH]
            said = self._front_end.pronounced([self.sentences[at] for at in batch])
            self._read.update(zip(batch, said, strict=True))
        return [self._read[at] for at in wanted]

    def tried(self, sentence: Sentence, *entries: Entry) -> Utterance:
        """``sentence`` as ``entries`` would have it read."""
        (words,) = app.pronouncer(self.settings, *entries).batch([sentence])
        return Utterance(sentence=sentence, words=words)

    def token(self, sentence: int, token: int) -> tuple[Token, list[Word]]:
        """A token of a sentence and the words it is said in.

        Raises:
            ArticleError: there is none.
        """
        (utterance,) = self.utterances([sentence])
        tokens = utterance.sentence.tokens
        if not 0 <= token < len(tokens):
            raise ArticleError(f"sentence {sentence + 1} has {len(tokens)} tokens")
        start, stop = word_spans(utterance)[token]
        return tokens[token], list(utterance.words[start:stop])

    def _mend(self, text: str) -> str:
        result = repair(text)
        self.mended += result.paragraphs
        return result.text


def word_spans(utterance: Utterance) -> list[tuple[int, int]]:
    """For each token of the sentence, the words it is said in: half-open, into its words."""
    spans, at = [], 0
    for token in utterance.sentence.tokens:
        spans.append((at, at + len(split(token))))
        at = spans[-1][1]
    return spans
