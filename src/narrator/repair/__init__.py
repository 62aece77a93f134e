"""Undoes what text extraction from PDFs does to Persian, and only where it has done it.

Extraction emits the pieces of a right-to-left line in reverse order, cuts words at
ligatures, strands stops and brackets, loses ZWNJ and spaces, and breaks paragraphs
into lines. :func:`repair` looks for signs of that (``detect``), reads suspected lines
anew with a word model (``search``), and believes the new reading only where the model
finds it far likelier than the text as it stands. Sound text is returned as it came.
"""

from dataclasses import dataclass

from narrator.repair.detect import regions
from narrator.repair.document import Document
from narrator.repair.ngrams import Ngrams
from narrator.repair.paragraphs import Line, is_persian, paragraphs
from narrator.repair.pieces import parted
from narrator.repair.search import Search
from narrator.repair.tokens import Token
from narrator.repair.write import tidy, written

__all__ = ["Mended", "Repair", "repair"]

_LEAST_GAIN = 0.1  # nats a word: what sound text never promises
_LEARNED = 50  # lines of a region that tell where its runs part
_SURE, _UNSURE = 4.5, 9.0  # nats a word of a reading that is surely right, and surely not


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """One paragraph: its damaged lines, what became of them, and how likely that is right.

    ``confidence`` is 0 to 1, from how far the mended words surprise the word model.
    """

    before: str
    after: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """``text`` is the text mended, or the very same text if nothing was damaged.

    Mended paragraphs stand in it with a blank line between, as readers want them; in
    ``lines`` each is one line. ``gain`` is by how much likelier the word model finds the
    mended words, in nats a word.
    """

    text: str
    paragraphs: tuple[Mended, ...] = ()
    gain: float = 0.0
    lines: str

    @property
    def changed(self) -> bool:
        return bool(self.paragraphs)


def repair(text: str) -> Repair:
    """Mend the damaged regions of ``text``; all else stays byte for byte."""
    lines = text.split("\n")
    parts: list[list[str]] = []
    mended: list[Mended] = []
    gains: list[float] = []
    at = 0
    for region in regions(lines):
        found, gain = _mend(lines[region.start : region.stop])
        if gain < _LEAST_GAIN:
            continue
        parts += [[line] for line in lines[at : region.start]]
        parts.append([paragraph.after for paragraph in found])
        mended += found
        gains.append(gain)
        at = region.stop
    if not mended:
        return Repair(text=text, lines=text)
    parts += [[line] for line in lines[at:]] or [[""]]
    return Repair(
        text="\n".join("\n\n".join(part) for part in parts),
        lines="\n".join("\n".join(part) for part in parts),
        paragraphs=tuple(mended),
        gain=sum(gains) / len(gains),
    )


def _mend(lines: list[str]) -> tuple[list[Mended], float]:
    """The paragraphs of a region, and by how many nats a word the reading beats the text."""
    ngrams = Ngrams.load()
    persian = {at: line for at, line in enumerate(lines) if line.strip() and is_persian(line)}
    document = Document(ngrams, persian.values())
    tokens = {at: document.tokens(line) for at, line in persian.items()}
    document.learn(parted(_read(lines[:_LEARNED], tokens, document).pieces(), tokens))
    search = _read(lines, tokens, document)
    texts, paid = written(search.pieces(), tokens), search.cost
    found = [
        Line(number=at, raw=line, mended=texts.get(at, " ".join(line.split())))
        for at, line in enumerate(lines)
    ]
    groups = paragraphs(found)
    mended = []
    for group in groups:
        after = tidy(" ".join(line.mended for line in group if line.mended), ngrams)
        mended.append(
            Mended(
                before="\n".join(line.raw for line in group),
                after=after,
                confidence=_confidence(document, after),
            )
        )
    words = sum(map(len, tokens.values()))
    standing = sum(_cost(document, line) for line in tokens.values())
    return mended, (standing - paid) / max(words, 1)


def _read(lines: list[str], tokens: dict[int, list[Token]], document: Document) -> Search:
    """A search that has read each Persian line."""
    search = Search(document)
    read_last = False
    for at, line in enumerate(lines):
        if tokens.get(at):
            search.read(at, tokens[at])
            read_last = True
        elif read_last and line.strip():
            search.finish()
            read_last = False
    search.finish()
    return search


def _cost(document: Document, tokens: list[Token]) -> float:
    """What the word model pays for tokens as they stand."""
    first, last, total = 0, 0, 0.0
    for token in tokens:
        cost, number = document.word(first, last, token.key)
        first, last, total = last, number, total + cost
    return total


def _confidence(document: Document, text: str) -> float:
    tokens = document.tokens(text.replace("\u200c", " "))
    if not tokens:
        return 1.0
    surprise = _cost(document, tokens) / len(tokens)
    return round(min(1.0, max(0.0, (_UNSURE - surprise) / (_UNSURE - _SURE))), 2)
