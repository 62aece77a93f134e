"""Persian abbreviations, from ``abbreviations.tsv``: ر.ک -> «رجوع کنید به», ص ۱۲ -> «صفحه دوازده».

Dotted letters that no table knows are read by name: «م. ر.» -> «میم ر», «اف.بی.آی» -> «اف‌بی‌آی».
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from re import Match

from narrator.lang import Tables, words
from narrator.model import Span
from narrator.normalize.latin import LETTER
from narrator.normalize.near import before, leads
from narrator.normalize.numbers import NUMBER_WORDS
from narrator.normalize.resolve import Candidate
from narrator.normalize.rules import ALWAYS, CLASS, SHAPE, Context

_P = "\u0620-\u063f\u0641-\u064a\u066e-\u06d3"
_WORD = re.compile(rf"(?<![{_P}\u200c.])[{_P}\u200c]+[.:]?(?![{_P}])")
_ALLAH = re.compile(rf"(?<![{_P}\u200c])(?P<head>[{_P}]+)[\u200c\s]?ا(?:\.{{2,3}}|…)(?!\.)")
_LETTER = rf"(?:الف|[{_P}])"
_DOTTED = re.compile(rf"(?<![{_P}\u200c.])(?:{_LETTER}\.\s?){{1,12}}(?:{_LETTER}(?![{_P}\u200c]))?")
_NEXT_WORD = re.compile(rf"\s?[{_P}\u200c]+")
_ENGLISH = re.compile(rf"(?<![{_P}\u200c.])[{_P}]{{1,6}}(?:\.[{_P}]{{1,6}})+(?![{_P}\u200c.])")
_NUMBER, _NAME = "{عدد}", "{نام}"
_COMMON = 250  # words of a rank below are no names
_AHEAD = re.compile(r"\s?\d")
_LATIN = re.compile(rf"\s?[{LETTER}]")
_SIGN = re.compile(rf"\s?[^\s\d{_P}{LETTER}.،؛:؟!…»)]")
_BEHIND = re.compile(r"\d\s?$")
_OPENING = re.compile(r"\s*")
_BLANK = re.compile(r"\s*\Z")
_CONJUNCTION = "و"
_LONGEST = 24  # characters of the longest dotted abbreviation, spaces and all


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """``ahead`` and ``behind`` say what must stand there: ``{عدد}``, ``{نام}`` or nothing."""

    ahead: str
    behind: str
    spoken: str
    expansion: str

    def fits(self, text: str, start: int, stop: int) -> bool:
        number = _BEHIND.search(text, max(0, start - 2), start) is not None
        if self.ahead == _NAME:
            return not number and _named(text, stop)
        return (number or not self.behind) and (
            not self.ahead or _AHEAD.match(text, stop) is not None
        )


class Abbreviation:
    name = "abbreviation"
    trigger = ALWAYS

    def __init__(self, tables: Tables) -> None:
        self._entries: dict[str, list[Entry]] = {}
        for row in tables.rows("abbreviations"):
            key, entry = _parse(row["written"], row["spoken"], row["expansion"])
            self._entries.setdefault(key, []).append(entry)
        self._allah = tables.spoken("allah")
        self._names = tables.spoken("letters")
        self._labelled = leads(row["word"] for row in tables.rows("label_cues"))
        self._english = {name for letter, name in self._names.items() if letter.isascii()}
        self._english |= {name.replace("آ", "ا") for name in self._english}

    def candidates(self, text: str, context: Context) -> Iterator[Candidate]:
        for match in _WORD.finditer(text):
            if match[0][1:] == "." or match[0] == "الف.":
                continue  # a dotted letter, see below
            yield from self._known(text, match[0], match, match.end(), context)
            if match[0][-1] in ".:":
                yield from self._known(text, match[0][:-1], match, match.end() - 1, context)
        for match in _ALLAH.finditer(text):
            if match["head"] in self._allah:
                yield _candidate(Span(*match.span()), CLASS, self._allah[match["head"]])
        if "." in text:
            at = 0
            while dotted := _DOTTED.search(text, at):
                found = list(self._dotted(text, dotted, context))
                yield from found
                at = max((candidate.span.stop for candidate in found), default=dotted.end())
            for match in _ENGLISH.finditer(text):
                parts = match[0].split(".")
                if self._english.issuperset(parts):
                    yield _candidate(Span(*match.span()), SHAPE, "\u200c".join(parts))

    def _dotted(self, text: str, match: Match[str], context: Context) -> Iterator[Candidate]:
        found = False
        if following := _NEXT_WORD.match(text, match.end()):
            phrase = text[match.start() : following.end()]
            for candidate in self._known(text, phrase, match, following.end(), context):
                found = True
                yield candidate
        stop = min(match.end(), match.start() + _LONGEST)
        while stop > match.start() + 1:
            written = text[match.start() : stop].rstrip()
            bare = re.sub(r"\s", "", written).rstrip(".")
            for key in (bare, f"{bare}."):
                end = match.start() + len(written)
                for candidate in self._known(text, key, match, end, context):
                    found = True
                    yield candidate
            stop = max(text.rfind(".", match.start(), stop - 1) + 1, match.start())
        if not found:
            yield from self._initials(text, match)

    def _known(
        self, text: str, key: str, match: Match[str], stop: int, context: Context
    ) -> Iterator[Candidate]:
        for entry in self._entries.get(key, ()):
            if entry.fits(text, match.start(), stop):
                spoken = (context.acronyms == "expand" and entry.expansion) or entry.spoken
                head, _, last = spoken.rpartition(" ")
                if head and re.match(rf"\s{last}(?=[\s:])", text[stop : stop + len(last) + 2]):
                    spoken = head  # «ر.ک. به» does not say «به» twice
                spoken += _closing(text, stop)
                yield _candidate(Span(match.start(), stop), CLASS, spoken)

    def _initials(self, text: str, match: Match[str]) -> Iterator[Candidate]:
        """Letters before a name, or several; one may be a label: «گروه ب.»."""
        letters = re.findall(_LETTER, match[0])
        single = len(letters) == 1
        opens = _OPENING.fullmatch(text, 0, match.start()) is not None
        label = opens or before(match, self._labelled)
        label = label or not _named(text, match.end()) or _CONJUNCTION in letters
        if single and label and not _SIGN.match(text, match.end()):
            return
        written = match[0].rstrip()
        spoken = " ".join(self._names.get(letter, letter) for letter in letters)
        spoken += _closing(text, match.start() + len(written))
        yield _candidate(Span(match.start(), match.start() + len(written)), SHAPE, spoken)


def _named(text: str, at: int) -> bool:
    """Whether what follows may be a name."""
    match = _NEXT_WORD.match(text, at)
    word = match[0].strip().split("\u200c")[0] if match else ""
    common = word in NUMBER_WORDS or words().get(word, _COMMON) < _COMMON
    return (len(word) > 1 and not common) or _LATIN.match(text, at) is not None


def _closing(text: str, stop: int) -> str:
    """The full stop of a short form that ends its paragraph ends the sentence too."""
    ends = text[stop - 1] == "." and _BLANK.match(text, stop) is not None
    return "." if ends else ""


def _candidate(span: Span, priority: int, spoken: str) -> Candidate:
    return Candidate(span=span, rule=Abbreviation.name, priority=priority, verbalise=lambda: spoken)


def _parse(written: str, spoken: str, expansion: str) -> tuple[str, Entry]:
    """«ص {عدد}» -> the key «ص» and what must follow it."""
    key, ahead, behind = written, "", ""
    for mark in (_NUMBER, _NAME):
        if key.endswith(mark):
            key, ahead = key.removesuffix(mark).strip(), mark
    if key.startswith(_NUMBER):
        key, behind = key.removeprefix(_NUMBER).strip(), _NUMBER
    return key, Entry(ahead=ahead, behind=behind, spoken=spoken, expansion=expansion)


def rule(tables: Tables) -> Abbreviation:
    return Abbreviation(tables)
