"""The user's own readings: tables laid over each other, the later ones winning.

One entry a line, columns separated by tabs: a word or phrase, its reading, and
after a third tab, if wanted, a word that must stand in the same sentence.

    کرم	کِرم
    کرم	karam	بخشش
    بنی صدر	bani sadr

A reading is Persian with vowels, IPA or simple Latin (see ``reading``), one for
each word of a phrase.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from narrator.errors import DataError
from narrator.pronounce.reading import ReadingError, parse

_INLINE = re.compile(r"\[([^\[\]]+)\]\(([^()]+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """``phonemes``: one string a word of the phrase; ``context`` is empty or one word."""

    words: tuple[str, ...]
    phonemes: tuple[str, ...]
    context: str = ""

    @property
    def said(self) -> tuple["Said", ...]:
        last = len(self.phonemes) - 1
        return tuple(Said(phonemes=p, last=at == last) for at, p in enumerate(self.phonemes))

    @property
    def key(self) -> tuple[tuple[str, ...], str]:
        return self.words, self.context


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A word's reading; only the ``last`` word of a phrase may still take ezafe."""

    phonemes: str
    last: bool


class Overrides:
    """What the user reads otherwise. Later entries replace earlier ones of the same key."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        found: defaultdict[str, dict[tuple[tuple[str, ...], str], Entry]] = defaultdict(dict)
        for entry in entries:
            found[entry.words[0]][entry.key] = entry
        self._by_first: Mapping[str, Sequence[Entry]] = {
            first: sorted(same.values(), key=lambda e: (-len(e.words), not e.context))
            for first, same in found.items()
        }

    def match(self, words: Sequence[str]) -> list[Said | None]:
        """What the user says for each word, if anything; the longest phrases first."""
        if not self._by_first:
            return [None] * len(words)
        found: list[Said | None] = []
        while len(found) < len(words):
            entry = self._entry(words, len(found))
            if entry is None:
                found.append(None)
            else:
                found += entry.said
        return found

    def one(self, word: str) -> Said | None:
        """What the user says for ``word`` wherever it stands."""
        return self.match([word])[0] if word in self._by_first else None

    def _entry(self, words: Sequence[str], at: int) -> Entry | None:
        for entry in self._by_first.get(words[at], ()):
            here = tuple(words[at : at + len(entry.words)])
            if here == entry.words and (not entry.context or entry.context in words):
                return entry
        return None


def entry(phrase: str, reading: str, context: str = "") -> Entry:
    """One entry, checked.

    Raises:
        ReadingError: the reading cannot be understood, or has another number of words.
    """
    words, said = tuple(phrase.split()), reading.split()
    if len(words) != len(said):
        raise ReadingError(1, f"“{phrase}” is {len(words)} words, its reading {len(said)}")
    phonemes, column = [], 0
    for piece in said:
        column = reading.index(piece, column)
        try:
            phonemes.append(parse(piece))
        except ReadingError as error:
            raise ReadingError(column + error.column, error.message) from error
        column += len(piece)
    return Entry(words=words, phonemes=tuple(phonemes), context=context)


def load(path: Path) -> Iterator[Entry]:
    """The entries of one file.

    Raises:
        DataError: the file cannot be read, or a line is wrong (file, line, column).
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(path, None, f"cannot be read as UTF-8 text ({error})") from error
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.startswith("#"):
            yield _line(path, number, line)


def _line(path: Path, number: int, line: str) -> Entry:
    phrase, tab, rest = line.partition("\t")
    reading, _, context = rest.partition("\t")
    if not tab or not phrase.strip():
        raise DataError(path, number, "expected a word, a tab and its reading")
    try:
        return entry(phrase.strip(), reading, context.strip())
    except ReadingError as error:
        column = len(phrase) + 1 + error.column
        raise DataError(f"{path}:{number}", column, error.message) from error


def inline(written: str) -> Entry | None:
    """The entry that [کرم](kerm) in an article makes.

    Raises:
        ReadingError: its reading cannot be understood.
    """
    match = _INLINE.fullmatch(written)
    return entry(match[1], match[2]) if match else None
