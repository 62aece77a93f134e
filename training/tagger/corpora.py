"""Reads the marked and the raw text that the tagger learns from."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import md5
from itertools import takewhile
from pathlib import Path

from num2fawords import words as number_words

from narrator.pronounce.features import normal_form

LETTERS = "ء-غف-\u065fٮ-ۓ\u0640\u0670\u200c"
DIGITS = "0-9۰-۹٠-٩"
TOKEN = re.compile(rf"[{LETTERS}]+|[{DIGITS}][{DIGITS}.,٫٬/]*|[A-Za-z]+|\S")
READING = re.compile(r"\{([^}]*)\}")
TO_ASCII = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩٫", "01234567890123456789.")
LONGEST = 60

# How much of each set of raw text a pass reads: old, technical and machine-translated
# prose is far from what is narrated.
WEIGHTS = {
    "ganjoor_prose": 0.2,
    "ganjoor_poems": 0.2,
    "ganjoor_vocalised": 0.3,
    "openclaw_docs_fa": 0.2,
    "clickhouse_docs_fa": 0.3,
    "microsoft_courses_fa": 0.6,
    "mdn_fa": 0.4,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A sentence in normal forms with what is known of its words.

    ``ezafe``: 1, 0 or -1 (unknown) a word, empty where nothing is known; ``readings``: the
    reading of the whole word, by position; ``parts``: parts of speech, empty where unknown.
    """

    source: str
    forms: tuple[str, ...]
    ezafe: tuple[int, ...] = ()
    readings: tuple[tuple[int, str], ...] = ()
    parts: tuple[str, ...] = ()


def raw(path: Path) -> Iterator[tuple[str, ...]]:
    """Sentences of a file of plain text, numbers spelled out."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        sentence: list[str] = []
        for form in forms(line):
            sentence.append(form)
            if form in ".!?؟" or len(sentence) == LONGEST:
                yield tuple(sentence)
                sentence = []
        if len(sentence) > 1:
            yield tuple(sentence)


def forms(line: str) -> Iterator[str]:
    for token in TOKEN.findall(line):
        if re.match(f"[{DIGITS}]", token):
            yield from _number(token)
        elif form := normal_form(token):
            yield form


def _number(token: str) -> Iterator[str]:
    for i, part in enumerate(re.split("[./]", re.sub("[,٬]", "", token.translate(TO_ASCII)))):
        if i and part:
            yield "ممیز"
        if part:
            yield from number_words(int(part[:12])).split()


def own(path: Path) -> Iterator[Marked]:
    """A file of training/corpus: ``|E`` after an ezafe, ``{reading}`` after a homograph.

    One line in twenty, chosen by its hash, is of the source "own-dev".
    """
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line.strip() or line.startswith("#"):
            continue
        sentence: list[str] = []
        ezafe: list[int] = []
        readings: list[tuple[int, str]] = []
        for token in line.split():
            found = READING.search(token)
            pieces = list(forms(READING.sub("", token).replace("|E", "")))
            words = [i for i, piece in enumerate(pieces) if piece[0].isalpha()]
            last = words[-1] if words else -1
            if found and words:
                readings.append((len(sentence) + last, found[1]))
            ezafe += [int("|E" in token and i == last) for i in range(len(pieces))]
            sentence += pieces
        held = int(md5(line.strip().encode(), usedforsecurity=False).hexdigest(), 16) % 20 == 0
        yield Marked(
            source="own-dev" if held else path.stem,
            forms=tuple(sentence),
            ezafe=tuple(ezafe),
            readings=tuple(readings),
        )


def farsdat(data: Path) -> Iterator[Marked]:
    path = data / "pronunciation/farsdat/FarsDat.ezafe_tokens.tsv"
    for line in path.read_text(encoding="utf-8").split("\n"):
        sentence: list[str] = []
        ezafe: list[int] = []
        for token in line.split():
            pieces = list(forms(token.replace("|E", "")))
            ezafe += [int("|E" in token and i == len(pieces) - 1) for i in range(len(pieces))]
            sentence += pieces
        if sentence:
            yield Marked(source="farsdat", forms=tuple(sentence), ezafe=tuple(ezafe))


def homorich(data: Path, name: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Homograph, reading as HomoRich writes it, sentence; ``name`` is human_train or llm."""
    path = data / f"pronunciation/homorich/{name}.tsv"
    for line in path.read_text(encoding="utf-8").strip().split("\n")[1:]:
        word, reading, sentence = line.split("\t")[:3]
        yield normal_form(word), re.sub(r"\(.*?\)", "", reading).strip(), tuple(forms(sentence))


def treebank(data: Path, name: str) -> Iterator[Marked]:
    """Parts of speech of a file in CoNLL-U; a word written as several parts has its first one's."""
    for rows in _conll(data / f"pronunciation/{name}"):
        part = {row[0]: row[3] for row in rows}
        sentence: list[str] = []
        parts: list[str] = []
        inside = 0
        for row in rows:
            first, _, last = row[0].partition("-")
            if not last and int(first) <= inside:
                continue
            inside = int(last or inside)
            pieces = list(forms(row[1]))
            sentence += pieces
            parts += [part[first]] * len(pieces)
        if sentence:
            yield Marked(source="treebank", forms=tuple(sentence), parts=tuple(parts))


def bearers(marked: Iterable[Marked]) -> frozenset[str]:
    """Words that nearly always carry an ezafe."""
    seen: Counter[str] = Counter()
    carried: Counter[str] = Counter()
    for sentence in marked:
        for form, ezafe in zip(sentence.forms, sentence.ezafe, strict=True):
            seen[form] += 1
            carried[form] += ezafe
    return frozenset(form for form in seen if carried[form] > max(3, 0.8 * seen[form]))


def perdt(data: Path, nominal: Container[str]) -> Iterator[Marked]:
    """Ezafe marks read off the dependencies of PerDT.

    The word before a noun's complement (MOZ, NEZ) or following modifier (NPOSTMOD,
    APOSTMOD) carries one, and so do ``nominal`` prepositions; an indefinite noun does not.
    """
    for rows in _conll(data / "pronunciation/perdt/perdt_dev.conll"):
        marks = _perdt_marks(rows, nominal)
        sentence: list[str] = []
        ezafe: list[int] = []
        for row, mark in zip(rows, marks, strict=True):
            pieces = list(forms(row[1]))
            ezafe += [0] * (len(pieces) - 1) + [mark] * bool(pieces)
            sentence += pieces
        if any(ezafe):
            yield Marked(source="perdt", forms=tuple(sentence), ezafe=tuple(ezafe))


def _perdt_marks(rows: Sequence[Sequence[str]], nominal: Container[str]) -> list[int]:
    head = [int(row[6]) - 1 for row in rows]
    start = list(range(len(rows)))  # the first word of what hangs on each word
    for i in range(len(rows)):
        above = i
        for _ in rows:
            above = head[above]
            if above < 0:
                break
            start[above] = min(start[above], i)
    marks = [0] * len(rows)
    for i, row in enumerate(rows):
        k = start[i] - 1
        if row[7] in {"MOZ", "NPOSTMOD", "APOSTMOD", "NEZ"} and 0 <= head[i] < i and k >= head[i]:
            bearer, lemma = rows[k][1], rows[k][2]
            indefinite = bearer.endswith("ی") and lemma != bearer and not bearer.endswith("های")
            if rows[k][3] not in {"PUNC", "CONJ", "V", "PREP", "SUBR"}:
                marks[k] = int(not indefinite or lemma.endswith(("ا", "و")))
        if row[3] == "PREP" and row[1] in nominal and i + 1 < len(rows):
            marks[i] = int(rows[i + 1][3] not in {"SUBR", "V", "PUNC", "PREP"})
    return marks


def _conll(path: Path) -> Iterator[list[list[str]]]:
    lines = iter(path.read_text(encoding="utf-8").split("\n"))
    while rows := [line.split("\t") for line in takewhile(str.strip, lines)]:
        yield [row for row in rows if not row[0].startswith("#")]


@cache
def edits(a: str, b: str) -> int:
    """Levenshtein distance."""
    if not a or not b:
        return len(a) + len(b)
    return min(edits(a[1:], b) + 1, edits(a, b[1:]) + 1, edits(a[1:], b[1:]) + (a[0] != b[0]))
