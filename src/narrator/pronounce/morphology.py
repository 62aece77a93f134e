"""Readings of inflected and derived words from the readings of their parts.

    کتاب‌هایمان = کتاب + ها + یمان          ketAb + hA + yemAn
    نمی‌توانستند = نمی + توانست + ند         nemi + tavAnest + and
    رانندگان   = راننده + گان               rAnande + gAn

A suffix says after which sound it may stand (``word_suffixes.tsv``), so that «کشورهای»
and «کتابی» part ways; verbs come from their stems (``verb_stems.tsv``).
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

from narrator.lang import table
from narrator.pronounce import arabic

ZWNJ = "\u200c"

type Lookup = Callable[[str], str | None]

type _Form = tuple[int, str]
"""A verb form: how many verbs are commoner than its own, and its phonemes."""

_DEPTH = 4
_SHORTEST = 2
"""Letters a stem must have for an affix written together with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Suffix:
    kind: str
    after: str
    joined: str
    restores: str
    phonemes: str


def derive(word: str, stem: Lookup) -> str | None:
    """The phonemes of ``word`` from its parts; ``stem`` knows the words of the lexicon."""
    return inflect(word, stem) or _derive(word, stem, _DEPTH)


def inflect(word: str, stem: Lookup) -> str | None:
    """As ``derive``, by verb endings and the plural, possessive and comparative suffixes alone."""
    return verb(word) or _inflect(word, stem, _DEPTH)


def _inflect(word: str, stem: Lookup, depth: int) -> str | None:
    for part, suffix in _endings(word, "inflection"):
        whole = part + suffix.restores
        deeper = _inflect(whole, stem, depth - 1) if depth else None
        reading = stem(whole) or verb(whole) or deeper
        if reading and sound_class(whole, reading) in suffix.after:
            return reading + suffix.phonemes
    return None


def _derive(word: str, stem: Lookup, depth: int) -> str | None:
    def known(part: str) -> str | None:
        if not part:
            return None
        return (
            stem(part) or inflect(part, stem) or (_derive(part, stem, depth - 1) if depth else None)
        )

    for kind in ("inflection", "derivation"):
        for part, suffix in _endings(word, kind):
            reading = known(part + suffix.restores)
            if reading and sound_class(part + suffix.restores, reading) in suffix.after:
                return reading + suffix.phonemes
    return phrase(word, known) or _prefixed(word, known) or _compound(word, known)


def sound_class(word: str, reading: str) -> str:
    """How a word ends: C consonant, A, U (u or o), I, or E for a final short vowel."""
    last = reading[-1]
    if last in "uo" and not word.endswith("ه"):
        return "U"
    return {"A": "A", "i": "I", "e": "E", "a": "E", "o": "E"}.get(last, "C")


def _endings(word: str, kind: str) -> Iterator[tuple[str, _Suffix]]:
    for cut in range(1, len(word)):
        part, ending = word[:cut], word[cut:]
        separated = part.endswith(ZWNJ)
        if separated:
            part = part[:-1]
        if len(part) < _SHORTEST:
            continue
        for suffix in _suffixes().get(ending, ()):
            fits = suffix.joined == "any" or (suffix.joined == "no") == separated
            if fits and suffix.kind == kind:
                yield part, suffix


def _prefixed(word: str, known: Lookup) -> str | None:
    for cut in range(min(6, len(word) - 1), 1, -1):
        phonemes = _prefixes().get(word[:cut])
        rest = word[cut:].removeprefix(ZWNJ)
        reading = known(rest) if phonemes and len(rest) > _SHORTEST else None
        if phonemes and reading:
            glide = "y" if phonemes[-1] == "i" and reading[0] == "A" else ""
            return phonemes + glide + reading
    return None


def phrase(word: str, known: Lookup) -> str | None:
    """As ``derive``, for Arabic phrases alone: حجت‌الاسلام."""
    for before, after in arabic.splits(word):
        first, last = known(before) if before else "", known(after)
        if first is not None and last:
            return arabic.join(first, last, after)
    return None


def _compound(word: str, known: Lookup) -> str | None:
    parts = word.split(ZWNJ)
    readings = [known(part) for part in parts] if len(parts) > 1 else [None]
    return "".join(filter(None, readings)) if all(readings) else None


# Verbs ---------------------------------------------------------------------------------

_PREVERBS = {"": "", "بر": "bar", "باز": "bAz", "در": "dar", "فرا": "farA", "فرو": "foru",
             "وا": "vA", "ور": "var"}  # fmt: skip
_IMPERFECTIVE = {"نمی": "nemi", "همی": "hami", "می": "mi"}
_PRESENT = {"م": "am", "ی": "i", "د": "ad", "یم": "im", "ید": "id", "ند": "and", "ه": "e",
            "ن": "an", "ین": "in"}  # fmt: skip
_PAST = {"": "", "م": "am", "ی": "i", "یم": "im", "ید": "id", "ند": "and", "ه": "e", "ن": "an",
         "ین": "in"}  # fmt: skip
_OBJECTS = {"م": "am", "ت": "at", "ش": "aS", "شان": "eSAn", "شون": "eSun", "مان": "emAn",
            "تان": "etAn"}  # fmt: skip


@cache
def verb(word: str) -> str | None:
    """The phonemes of a finite verb, participle or infinitive; None where it is none."""
    for written, preverb in _PREVERBS.items():
        if word.startswith(written):
            rest = word.removeprefix(written).removeprefix(ZWNJ)
            if found := _conjugated(rest, bare=not written):
                return preverb + found
    return None


def _conjugated(word: str, *, bare: bool) -> str | None:
    for written, phonemes in _IMPERFECTIVE.items():
        if word.startswith(written) and len(word) > len(written) + 1:
            rest = word.removeprefix(written).removeprefix(ZWNJ)
            found = _ongoing(rest) or _with_object(rest)
            if found:
                glide = "y" if found[0] == "A" else ""
                return phonemes + glide + found
    if found := _personal(word):
        return found
    return _negated(word) if bare or word[:1] in "نب" else None


def _negated(word: str) -> str | None:
    """Written together: the ن of negation, the ب of the subjunctive."""
    for written, phonemes, stems in (("ن", "na", _personal), ("ب", "be", _subjunctive)):
        if not word.startswith(written):
            continue
        rest = word[1:]
        if rest.startswith("ی"):  # بیاورد، بیفتد: a glide parts the vowels
            found = stems("آ" + rest[2:]) if rest.startswith("یا") else stems("ا" + rest[1:])
            if found:
                return phonemes.replace("e", "i") + "y" + found
        if rest[:1] not in ("آ", "ا") and (found := stems(rest)):
            return (phonemes.replace("e", "i") if found[0] == "y" else phonemes) + found
    return None


def _personal(word: str) -> str | None:
    """A finite form: خواند is rather the past (xAnd) than the present (xAnad)."""
    return _commonest(_past_forms(word)) or _commonest(_present_forms(word))


def _ongoing(word: str) -> str | None:
    """A finite form after می: of one verb rather the present (می‌خواند mixAnad)."""
    return _commonest([*_present_forms(word), *_past_forms(word)])


def _subjunctive(word: str) -> str | None:
    bare = [_present()[word]] if word in _present() else []
    return _commonest(_present_forms(word)) or _commonest(bare)


def _commonest(forms: Sequence[_Form]) -> str | None:
    return min(forms, key=itemgetter(0))[1] if forms else None


def _past_forms(word: str) -> list[_Form]:
    return [
        (stem[0], stem[1] + phonemes)
        for ending, phonemes in _PAST.items()
        if word.endswith(ending) and (stem := _past().get(word.removesuffix(ending)))
    ]


def _present_forms(word: str) -> list[_Form]:
    return [
        (stem[0], stem[1] + (phonemes[1:] if stem[1][-1] in "Au" else phonemes))
        for ending, phonemes in _PRESENT.items()
        if word.endswith(ending) and (stem := _present().get(word.removesuffix(ending)))
    ]


def _with_object(word: str) -> str | None:
    for ending, phonemes in _OBJECTS.items():
        verb_form = word.removesuffix(ending).removesuffix(ZWNJ)
        if word.endswith(ending) and (found := _personal(verb_form)):
            return found + phonemes
    return None


# Tables --------------------------------------------------------------------------------


@cache
def _suffixes() -> Mapping[str, tuple[_Suffix, ...]]:
    found: defaultdict[str, list[_Suffix]] = defaultdict(list)
    for row in table("word_suffixes"):
        phonemes = "" if row["phonemes"] == "-" else row["phonemes"]
        restores = "" if row["restores"] == "-" else row["restores"]
        found[row["suffix"]].append(
            _Suffix(
                kind=row["kind"],
                after=row["after"],
                joined=row["joined"],
                restores=restores,
                phonemes=phonemes,
            )
        )
    return {suffix: tuple(rows) for suffix, rows in found.items()}


@cache
def _prefixes() -> Mapping[str, str]:
    return {row["prefix"]: row["phonemes"] for row in table("word_prefixes")}


@cache
def _past() -> Mapping[str, _Form]:
    return _stems("past")


@cache
def _present() -> Mapping[str, _Form]:
    return _stems("present")


def _stems(tense: str) -> Mapping[str, _Form]:
    """How many stems are commoner, and the phonemes of the commonest that is written so."""
    ranked = reversed(list(enumerate(table("verb_stems"))))
    return {row[tense]: (rank, row[f"{tense}_phonemes"]) for rank, row in ranked}
