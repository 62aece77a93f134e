"""From the words of a sentence to what is heard: phonemes, ezafe, and where they come from.

A word passes four stages: the user's lexicon, homographs by context, grapheme to
phoneme, ezafe. Each can be left out, and ``bench/pronunciation.py`` measures
what each is worth.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from typing import Literal

from narrator.lang import data_path
from narrator.model import Diagnostic, Sentence, Token, Word, WordSource
from narrator.pronounce import ezafe
from narrator.pronounce.g2p import G2P, Reading
from narrator.pronounce.marks import MARKS, heed
from narrator.pronounce.overrides import Overrides, Said
from narrator.pronounce.overrides import inline as inline_entry
from narrator.pronounce.phonemes import heard, to_ipa
from narrator.pronounce.reading import ReadingError
from narrator.pronounce.spelled import numerals, spelled
from narrator.pronounce.tagger import Tag, Tagger

type Stage = Literal["homographs", "ezafe"]

STAGES: frozenset[Stage] = frozenset({"homographs", "ezafe"})
"""The stages that look at the context, and can be left out."""

_PIECE = re.compile(r"[^\W\d_][\w\u200c\u064b-\u0655\u0670]*|[^\w\s]|\d+|_+")
_WORD = re.compile(r"\w")
_UNKNOWN = Tag(ezafe=0.0)


class Pronouncer:
    """Reads sentences. ``overrides`` are the user's own readings and win over everything."""

    def __init__(
        self,
        *,
        overrides: Overrides | None = None,
        g2p: G2P | None = None,
        tagger: Tagger | None = None,
        stages: Collection[Stage] = STAGES,
    ) -> None:
        self._overrides = overrides or Overrides()
        self._g2p = g2p or G2P()
        self._tagger = tagger or _bundled_tagger()
        self._stages = frozenset(stages)

    def words(self, sentence: Sentence) -> tuple[Word, ...]:
        """The words and punctuation marks of ``sentence`` in order.

        A token that is said in several words («دو هزار و بیست») gives several.
        """
        return self.batch([sentence])[0]

    def batch(self, sentences: Sequence[Sentence]) -> list[tuple[Word, ...]]:
        """As ``words`` for each; several at once are read faster."""
        pieces = [[piece for token in s.tokens for piece in split(token)] for s in sentences]
        tags = self._tagger.tag(pieces) if self._stages else [[_UNKNOWN] * len(p) for p in pieces]
        return [
            tuple(
                replace(word, written=written)
                for word, written in zip(
                    self._sentence(row, tagged, self._given(sentence), _spelled(sentence)),
                    _written(sentence),
                    strict=True,
                )
            )
            for sentence, row, tagged in zip(sentences, pieces, tags, strict=True)
        ]

    def _sentence(
        self,
        pieces: Sequence[str],
        tags: Sequence[Tag],
        given: Mapping[int, Said],
        letters: Mapping[int, Said],
    ) -> Iterator[Word]:
        after = [*pieces[1:], ""][: len(pieces)]
        bares = [ezafe.bare(piece).strip("\u200c") for piece in pieces]
        plains = [MARKS.sub("", bare) for bare in bares]
        own = [given.get(at, said) for at, said in enumerate(self._own(pieces, plains))]
        rows = zip(pieces, bares, plains, after, tags, strict=True)
        for at, (piece, bare, plain, following, tag) in enumerate(rows):
            if not _WORD.match(piece):
                yield Word(text=piece, phonemes="")
                continue
            if said := own[at] or letters.get(at):
                source: WordSource = "override" if own[at] else "lexicon"
                reading = Reading(phonemes=said.phonemes, source=source, confidence=1.0)
                joined = said.last and self._joined(piece, plain, following, tag)
            else:
                reading = self._reading(bare, plain, tag)
                joined = self._joined(piece, plain, following, tag)
            yield _word(piece, reading, joined=joined)

    def _given(self, sentence: Sentence) -> dict[int, Said]:
        """Readings of what was written, by index of the word: [کرم](kerm), a lexicon's «FBI»."""
        found: dict[int, Said] = {}
        at = 0
        for token in sentence.tokens:
            pieces = split(token)
            if token.rule == "inline":
                with suppress(ReadingError):  # reported by ``misread``
                    if entry := inline_entry(token.written):
                        found |= dict(enumerate(entry.said, start=at))
            elif token.rule and len(pieces) == 1 and (said := self._overrides.one(token.written)):
                found[at] = said
            at += len(pieces)
        return found

    def _own(self, pieces: Sequence[str], plains: Sequence[str]) -> list[Said | None]:
        """The user's readings of words as they are written, else without marks: کرمِ."""
        pairs = zip(self._overrides.match(pieces), self._overrides.match(plains), strict=True)
        return [written or plain for written, plain in pairs]

    def _joined(self, piece: str, plain: str, following: str, tag: Tag) -> bool:
        if ezafe.refused(piece):
            return False
        if ezafe.spelled(piece) or ezafe.always(plain):
            return True
        return "ezafe" in self._stages and (tag.ezafe >= 0.5 or ezafe.dated(plain, following))

    def _reading(self, bare: str, plain: str, tag: Tag) -> Reading:
        reading = self._g2p.read(plain)
        unsettled = reading.alternatives or reading.listed  # morphology is sure of برهاند
        if tag.readings and unsettled and "homographs" in self._stages:
            reading = _chosen(reading, tag)
        if bare == plain:
            return reading
        written = heed(bare, (reading.phonemes, *reading.alternatives))
        return replace(reading, phonemes=written or reading.phonemes)


def _chosen(reading: Reading, tag: Tag) -> Reading:
    """The likeliest in context; the tagger may know readings that the tables lack.

    Where it knows none of those in the tables, it took the word for another one.
    """
    known = {heard(r): r for r in (reading.phonemes, *reading.alternatives)}
    if not any(heard(said) in known for said, _ in tag.readings):
        return reading
    ranked = dict.fromkeys(known.get(heard(said), said) for said, _ in tag.readings)
    best, *others = dict.fromkeys([*ranked, *known.values()])
    return Reading(
        phonemes=best,
        source="homograph",
        confidence=tag.readings[0][1],
        alternatives=tuple(others),
    )


def _word(text: str, reading: Reading, *, joined: bool) -> Word:
    ending = ezafe.vowel(reading.phonemes) if joined else ""
    return Word(
        text=text,
        phonemes=to_ipa(reading.phonemes + ending),
        ezafe=joined,
        source=reading.source,
        confidence=reading.confidence,
        alternatives=tuple(to_ipa(other + ending) for other in reading.alternatives),
    )


def split(token: Token) -> list[str]:
    """What ``token`` is said in: a ``Word`` each, none for a space."""
    return _PIECE.findall(token.spoken)


def _written(sentence: Sentence) -> Iterator[str]:
    """For each word, the token it is said for."""
    for token in sentence.tokens:
        yield from [token.written] * len(split(token))


def _spelled(sentence: Sentence) -> dict[int, Said]:
    """Words that name Latin letters, by index of the word; in MP3 only the last has ezafe."""
    found: dict[int, Said] = {}
    at = 0
    for token in sentence.tokens:
        pieces = split(token)
        if token.rule:
            for index, sounds in (spelled(token, pieces) | numerals(token, pieces)).items():
                found[at + index] = Said(phonemes=sounds, last=index == len(pieces) - 1)
        at += len(pieces)
    return found


def misread(tokens: Iterable[Token]) -> Iterator[Diagnostic]:
    """The readings given in the article that cannot be understood, and so are not heeded."""
    for token in tokens:
        if token.rule == "inline":
            try:
                inline_entry(token.written)
            except ReadingError as error:
                message = f"{token.written}: {error.message}"
                yield Diagnostic(span=token.span, code="misread", message=message)


@cache
def _bundled_tagger() -> Tagger:
    return Tagger.load(data_path("models/tagger.npz"))
