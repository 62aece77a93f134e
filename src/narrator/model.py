"""The values that travel down the pipeline: frozen, slotted, named by keyword.

Article -> Block -> Token -> Sentence -> Utterance -> Audio -> Episode
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NewType

import numpy as np
from numpy.typing import NDArray

Hertz = NewType("Hertz", int)
Milliseconds = NewType("Milliseconds", int)
Lufs = NewType("Lufs", float)

type Samples = NDArray[np.float32]
"""Mono samples in [-1, 1], shape (n,)."""

type BlockKind = Literal["heading", "paragraph", "quote", "list_item", "footnote"]
type SentenceKind = BlockKind | Literal["dialogue"]
type WordSource = Literal["override", "lexicon", "homograph", "model", "engine"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph of an article, without line breaks; ``kind`` decides its pauses."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """``title`` is empty for text before the first heading; blocks[0] is then no heading."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    title: str
    author: str = ""
    date: str = ""
    language: str = "fa"
    source: str = ""
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """``start`` to ``stop``, half-open: code points of a paragraph as written, or samples."""

    start: int
    stop: int

    def __len__(self) -> int:
        return self.stop - self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A piece of a paragraph and what is said for it.

    The tokens of a paragraph tile it exactly. ``kind`` is ``word``, ``space``,
    ``punct`` or the semiotic class; ``rule`` is the rule that spoke it, empty
    where it is spoken as written.
    """

    span: Span
    written: str
    kind: str
    spoken: str
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """Doubt about a piece of text: reported, never swallowed."""

    span: Span
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One breath of speech.

    ``chapter`` and ``paragraph`` are 0-based, ``index`` runs through the whole
    article; ``language`` is "en" for a sentence wholly in English; ``quoted`` where
    it begins inside a quotation that an earlier sentence opened.
    """

    chapter: int
    paragraph: int
    index: int
    tokens: tuple[Token, ...]
    kind: SentenceKind = "paragraph"
    quoted: bool = False
    language: str = "fa"
    pause_after: Milliseconds = Milliseconds(0)

    @property
    def written(self) -> str:
        return "".join(token.written for token in self.tokens).strip()

    @property
    def spoken(self) -> str:
        return "".join(token.spoken for token in self.tokens).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A spoken word, or a punctuation mark between words (``phonemes`` empty).

    ``phonemes`` is IPA without stress or length, the ezafe vowel included;
    ``written`` is the token it is said for;
    ``confidence`` in [0, 1] says how sure its source is.
    """

    text: str
    phonemes: str
    written: str = ""
    ezafe: bool = False
    source: WordSource = "engine"
    confidence: float = 1.0
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """What an engine is given: a sentence and the pronunciation of its words."""

    sentence: Sentence
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prosody:
    """``pace`` 1.0 is the voice's own; ``pitch`` is in semitones from the voice's own."""

    pace: float = 1.0
    pitch: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Audio:
    """Sound; ``words`` are the samples at which each word of its script is heard, in order.

    Empty where the engine cannot tell.
    """

    samples: Samples
    sample_rate: Hertz
    words: tuple[Span, ...] = ()

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.sample_rate


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFile:
    """A file of a voice's model.

    ``bytes`` is about its size, 0 where nobody says; an empty ``sha256`` is not known either.
    """

    name: str
    url: str = ""
    bytes: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One TOML file in voices/. ``options`` belong to the engine alone.

    Attributes:
        model: folder of the model's files; empty for where ``narrate voices install`` puts them.
        files: what the folder must hold, and where it can be fetched from.
        sample_rate: 0 where only the model says; its installation finds out.
        sha256: of the whole model; decides, with the options, how a script sounds.
        variants: what may stand behind the id, as in "fa-espeak+f2"; ``variant`` is the one chosen.
        licence: of the weights; "unknown" where nobody says.
        commercial_use: whether that licence allows it.
        restrictions: what must be accepted before it is installed; empty: nothing.
        alphabet: the symbols its phonemes or letters are written in, where it is not the engine's.
        pace, pauses: what it sounds best with, as factors on the settings' own.
        source: where its makers tell of it.
    """

    id: str
    engine: str
    language: str
    sample_rate: Hertz = Hertz(0)
    name: str = ""
    model: str = ""
    files: tuple[ModelFile, ...] = ()
    sha256: str = ""
    variants: tuple[str, ...] = ()
    variant: str = ""
    licence: str = "unknown"
    commercial_use: Literal["yes", "no", "unknown"] = "unknown"
    restrictions: str = ""
    alphabet: str = ""
    pace: float = 1.0
    pauses: float = 1.0
    source: str = ""
    options: dict[str, str | int | float | bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterMark:
    """A chapter of finished audio, in samples from the first one; half-open.

    ``picture`` is a JPEG file, empty for none.
    """

    title: str
    start: int
    stop: int
    picture: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """A finished audio file as it is given to a feed.

    ``chapters`` count milliseconds; ``beside`` holds, by suffix, the files that go with
    it: captions ("vtt", "srt") and chapters ("json").
    """

    title: str
    path: Path
    duration: Milliseconds
    author: str = ""
    narrator: str = ""
    summary: str = ""
    chapters: Sequence[ChapterMark] = ()
    beside: Mapping[str, bytes] = field(default_factory=dict)
