"""Which words are homographs, with which readings, and which reading each marked word has."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpora import Marked, edits, homorich
from hazm.utils import words_list

from narrator.lang import read_table
from narrator.pronounce.features import normal_form
from narrator.pronounce.inflection import Analyser

USUAL = Path("training/corpus/usual.tsv")

type Rows = dict[str, dict[str, int]]
"""Homograph -> reading -> row in the model's table of readings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    rows: Rows
    verbs: dict[str, list[str]]
    plain: frozenset[str]

    @property
    def analyser(self) -> Analyser:
        return Analyser(homographs=self.rows, verbs=self.verbs, plain=self.plain)

    def locate(self, form: str, reading: str) -> int | None:
        """The row of the bare reading in a word's reading."""
        own = self.rows.get(form, {})
        if reading in own:
            return own[reading]
        for split in self.analyser.splits(form):
            for before in split.before:
                for after in split.after:
                    if reading.startswith(before) and reading.endswith(after):
                        bare = _single(reading[len(before) : len(reading) - len(after)])
                        for known, row in self.rows[split.base].items():
                            if _single(known) == bare:
                                return row
        return None


type Example = tuple[Marked, dict[int, int], dict[int, int]]
"""A sentence; the row of the reading of each marked homograph; that of each unmarked one
which usual.tsv knows the reading of."""


def build(marked: Sequence[Marked], data: Path) -> tuple[Inventory, list[Example]]:
    """The inventory of the corpus and HomoRich, and the sentences of both in its terms."""
    readings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for sentence in marked:
        for i, reading in sentence.readings:
            readings[sentence.forms[i]][reading] += 1
    spelled = {form: list(counts) for form, counts in sorted(readings.items())}
    translation = _translate(spelled, [*homorich(data, "human_train"), *homorich(data, "llm")])
    spelled = {form: known for form, known in spelled.items() if len(known) > 1}
    whole = Inventory(rows=_number(spelled), verbs={}, plain=frozenset())
    rows = _number({form: known for form, known in spelled.items() if not _shared(whole, form)})
    inventory = Inventory(rows=rows, verbs=_verbs(rows, marked), plain=frozenset())
    inventory = Inventory(rows=rows, verbs=inventory.verbs, plain=_plain(inventory, marked))
    usual = Usual(inventory)
    examples = [(s, _located(inventory, s), usual.rows(s)) for s in marked]
    return inventory, [*examples, *_homorich(inventory, translation, data)]


def _located(inventory: Inventory, sentence: Marked) -> dict[int, int]:
    rows = {i: inventory.locate(sentence.forms[i], reading) for i, reading in sentence.readings}
    return {i: row for i, row in rows.items() if row is not None}


class Usual:
    """The usual readings of words that are homographs on paper (وی, قبل)."""

    def __init__(self, inventory: Inventory) -> None:
        table = {row["word"]: row["reading"] for _, row in read_table(USUAL)}
        found = {word: inventory.locate(word, reading) for word, reading in table.items()}
        if missing := [word for word, row in found.items() if row is None]:
            print(f"no such reading in the corpus: {' '.join(missing)}")
        self.usual = {row for row in found.values() if row is not None}
        self.inventory = inventory
        self.known: dict[str, int | None] = {}

    def rows(self, sentence: Marked) -> dict[int, int]:
        marked = {i for i, _ in sentence.readings}
        found = {i: self.row(form) for i, form in enumerate(sentence.forms) if i not in marked}
        return {i: row for i, row in found.items() if row is not None}

    def row(self, form: str) -> int | None:
        if form not in self.known:
            rows, _ = self.inventory.analyser.readings(form)
            self.known[form] = next((row for row in rows if row in self.usual), None)
        return self.known[form]


def _number(spelled: Mapping[str, Sequence[str]]) -> Rows:
    rows: Rows = {}
    count = 0
    for form, readings in sorted(spelled.items()):
        rows[form] = {reading: count + i for i, reading in enumerate(readings)}
        count += len(readings)
    return rows


def _shared(whole: Inventory, form: str) -> bool:
    """Whether all the readings of a word are those of a shorter one, plainly inflected."""
    if "\u200c" not in form:
        return False
    others = {word: known for word, known in whole.rows.items() if word != form}
    rest = Inventory(rows=others, verbs=whole.verbs, plain=whole.plain)
    return all(rest.locate(form, reading) is not None for reading in whole.rows[form])


def _translate(
    spelled: dict[str, list[str]], sentences: Iterable[tuple[str, str, tuple[str, ...]]]
) -> dict[tuple[str, str], str]:
    """HomoRich's reading of a word -> the corpus's, or itself where the corpus has none like it."""
    pairs = dict.fromkeys((word, reading) for word, reading, _ in sentences)
    translation: dict[tuple[str, str], str] = {}
    for word, reading in pairs:
        known, key = spelled.setdefault(word, []), _key(reading)
        others = {_key(r) for w, r in pairs if w == word and r != reading}
        same = [r for r in known if _key(r) == key] or [r for r in known if _key(r) + "e" == key]
        close = [r for r in known if edits(_key(r), key) <= 1 and _key(r) not in others]
        match = (same or close or [reading.lstrip("?")])[0]
        if match not in known:
            known.append(match)
        translation[word, reading] = match
    return translation


def _verbs(rows: Rows, marked: Iterable[Marked]) -> dict[str, list[str]]:
    """The readings of homographs met after می, and those of causative stems."""
    ongoing = ("می\u200c", "نمی\u200c")
    bare = {word: known for word, known in rows.items() if not word.startswith(ongoing)}
    inventory = Inventory(rows=bare, verbs={}, plain=frozenset())
    met = {
        inventory.locate(sentence.forms[i], reading)
        for sentence in marked
        for i, reading in sentence.readings
        if sentence.forms[i].startswith(ongoing)
    }
    verbal = {
        word: [reading for reading, row in known.items() if row in met or _causative(word)]
        for word, known in rows.items()
    }
    return {word: readings for word, readings in verbal.items() if readings}


def _causative(word: str) -> bool:
    return word.endswith("اند") and len(word) > len("اند") + 1


def _plain(inventory: Inventory, marked: Sequence[Marked]) -> frozenset[str]:
    """Words that would split into a homograph and an ending, but are words of their own.

    A dictionary word, or one with its written ezafe, is one, unless the corpus marks it
    as the inflected homograph in three of ten places.
    """
    dictionary = {normal_form(word) for word, _, tags in words_list() if tags != ("0",)}
    dictionary |= {word + "ی" for word in dictionary if word.endswith(("ا", "و"))}
    met = Counter(form for sentence in marked for form in sentence.forms)
    split = Counter(
        sentence.forms[i]
        for sentence in marked
        for i, reading in sentence.readings
        if inventory.locate(sentence.forms[i], reading) is not None
    )
    return frozenset(
        form
        for form in dictionary
        if "\u200c" not in form
        and form not in inventory.rows
        and (split[form] < 2 or split[form] < 0.3 * met[form])
        and any(inventory.analyser.splits(form))
    )


def _homorich(
    inventory: Inventory, translation: Mapping[tuple[str, str], str], data: Path
) -> Iterator[Example]:
    bases: dict[str, frozenset[str]] = {}
    for name in ("human_train", "llm"):
        for word, reading, forms in homorich(data, name):
            if word not in inventory.rows:
                continue
            for form in forms:
                if form not in bases:
                    bases[form] = frozenset(s.base for s in inventory.analyser.splits(form))
            exact = [i for i, form in enumerate(forms) if form == word]
            split = [i for i, form in enumerate(forms) if word in bases[form]]
            if place := (exact or split)[:1]:
                row = inventory.rows[word][translation[word, reading]]
                yield Marked(source=name, forms=forms), {place[0]: row}, {}


def _single(reading: str) -> str:
    return re.sub(r"(.)\1", r"\1", reading)


def _key(reading: str) -> str:
    """A reading with what the two alphabets write differently taken out."""
    return _single(reading.replace("?", "").replace("ow", "o"))
