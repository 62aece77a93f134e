"""An article to the utterances that will be spoken, one at a time and in order."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from narrator.config import Pauses, Settings
from narrator.model import (
    Article,
    Block,
    Chapter,
    Diagnostic,
    Milliseconds,
    Sentence,
    SentenceKind,
    Token,
    Utterance,
)
from narrator.normalize import Normalized, Normalizer
from narrator.normalize.clean import clean
from narrator.production.parts import still_quoted
from narrator.pronounce import Pronouncer, misread
from narrator.segment import sentences

_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'’.-]*")
_PERSIAN = re.compile(r"[\u0620-\u064a\u066e-\u06d3]")
_DASH = re.compile(r"\s*[-–—]\s")
_LETTER = re.compile(r"\w")
_ENGLISH_WORDS = 3

UNREAD = frozenset({"unread", "misread"})
"""Codes of the diagnostics of words that are not said as the author meant them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A paragraph and everything said for it."""

    normalized: Normalized
    utterances: tuple[Utterance, ...]
    diagnostics: tuple[Diagnostic, ...]


class FrontEnd:
    """Text to pronunciation for one article: it remembers what the article defines.

    ``unread`` counts, by what to say of them, the words so far that have no reading.
    """

    def __init__(self, settings: Settings, normalizer: Normalizer, pronouncer: Pronouncer) -> None:
        self._settings = settings
        self._normalizer = normalizer
        self._pronouncer = pronouncer
        self._index = count()
        self.unread: Counter[str] = Counter()

    def utterances(self, article: Article) -> Iterator[Utterance]:
        """Every sentence with something to say; English ones too unless they are skipped."""
        for said in self._paragraphs(article):
            yield from self.pronounced(said)

    def sentences(self, article: Article) -> Iterator[Sentence]:
        """The same before they are pronounced, which is most of the work."""
        for said in self._paragraphs(article):
            yield from said

    def pronounced(self, said: Sequence[Sentence]) -> Iterator[Utterance]:
        """How ``said`` are to be read; any of an article's sentences, in any order."""
        for sentence, words in zip(said, self._pronouncer.batch(said), strict=True):
            yield Utterance(sentence=sentence, words=words)

    def _paragraphs(self, article: Article) -> Iterator[list[Sentence]]:
        for number, chapter in enumerate(article.chapters):
            for paragraph, block in enumerate(chapter.blocks):
                yield self._block(number, paragraph, chapter, block)

    def _block(self, number: int, paragraph: int, chapter: Chapter, block: Block) -> list[Sentence]:
        speaks = block.kind == "paragraph" and _DASH.match(block.text)
        kind: SentenceKind = "dialogue" if speaks else block.kind
        last = block is chapter.blocks[-1]
        pause = self._settings.pauses.chapter if last else _pause(self._settings.pauses, block)
        normalized = self._normalizer.paragraph(block.text)
        self.unread.update(d.message for d in _doubts(normalized) if d.code in UNREAD)
        heard = [s for s in self._said(normalized) if not self._skips(s)]
        quoted = False
        said = []
        for at, sentence in enumerate(heard):
            said.append(
                replace(
                    sentence,
                    chapter=number,
                    paragraph=paragraph,
                    index=next(self._index),
                    kind=kind,
                    quoted=quoted,
                    pause_after=pause if at == len(heard) - 1 else self._between(sentence),
                )
            )
            quoted = still_quoted(sentence.tokens, inside=quoted)
        return said

    def read(self, paragraph: str) -> Reading:
        """One paragraph, whatever it holds; sentences without a letter are left out."""
        normalized = self._normalizer.paragraph(paragraph)
        return Reading(
            normalized=normalized,
            diagnostics=_doubts(normalized),
            utterances=tuple(self.pronounced(self._said(normalized))),
        )

    def _said(self, normalized: Normalized) -> list[Sentence]:
        return [
            Sentence(
                chapter=0,
                paragraph=0,
                index=at,
                tokens=tokens,
                language=_language(tokens),
                pause_after=self._settings.pauses.sentence,
            )
            for at, tokens in enumerate(sentences(normalized.tokens))
            if any(_LETTER.search(token.spoken) for token in tokens)
        ]

    def _between(self, sentence: Sentence) -> Milliseconds:
        pauses = self._settings.pauses
        written = sentence.written
        mark = "…" if written.endswith("...") else written[-1:]
        return pauses.behind(mark) or pauses.sentence

    def _skips(self, sentence: Sentence) -> bool:
        return self._settings.english == "skip" and sentence.language == "en"


def holds(sentence: Sentence, text: str) -> bool:
    """Whether ``text`` stands in ``sentence`` as it is written or as it is spoken."""
    sought = clean(text).text.strip()
    return sought in clean(sentence.written).text or sought in sentence.spoken


def _doubts(normalized: Normalized) -> tuple[Diagnostic, ...]:
    return (*normalized.diagnostics, *misread(normalized.tokens))


def _pause(pauses: Pauses, block: Block) -> Milliseconds:
    pause: Milliseconds = getattr(pauses, block.kind)
    return pause


def _language(tokens: tuple[Token, ...]) -> str:
    """English only where no Persian letter stands and several Latin words do."""
    written = "".join(token.written for token in tokens)
    words = _LATIN_WORD.findall(written)
    english = len(words) >= _ENGLISH_WORDS and not _PERSIAN.search(written)
    return "en" if english else "fa"
