"""Compiles the readings of Persian words into src/narrator/lang/fa/readings.tsv.

Sources, the most trusted first: our own lexicon and annotated sentences
(training/corpus, CC0), the Latin spelling of foreign names (foreign.py), and
espeak-ng's reading (GPL-3.0-or-later) of words that occur in DATA/text. A word
whose reading morphology derives from other entries is left out, so the table
holds little but stems.

    python training/readings.py DATA
"""

import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path

from foreign import readings as foreign_readings
from hazm.utils import words_list

from narrator import espeakng
from narrator.lang import table as language_table
from narrator.pronounce.align import align
from narrator.pronounce.morphology import ZWNJ, Lookup, derive, inflect, phrase, verb
from narrator.pronounce.phonemes import from_ipa_table, inventory

FA = Path("src/narrator/lang/fa")
CORPUS = Path("training/corpus")
LETTERS = "[ءآأؤئابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی]"
WORD = re.compile(rf"{LETTERS}+(?:\u200c{LETTERS}+)*")
MARKS = re.compile("[\u064b-\u0652\u0670]")
TAGGED = re.compile(rf"({WORD.pattern})\{{(\w+\??\w*\??\w*)\}}")
SYMBOLS = dict(from_ipa_table()) | {"ɑ": "A", "ɹ": "r", "r": "r", "ɪ": "i", "ʊ": "u"}
SOUNDS = re.compile("|".join(sorted(SYMBOLS, key=len, reverse=True)))
DOUBLING = frozenset(("ی", "ای", "م", "ش", "مان", "تان", "شان"))
HAMZA = str.maketrans("أؤئ", "اوو")
IMPERFECTIVE = re.compile(r"(ن?می|همی)\u200c")
WRITTEN_EZAFE = re.compile("(?<=[Au]y)e$")
SHORTEST_VERB = 4
ENDINGS = ("ی", "م", "ت", "ش", "ه", "ان", "ند", "د", "ن", "و", "ها", "ای", "ک")
SHORTEST_NAME = 4
COMMON = 20
"""A word that occurs so often in DATA/text is known to espeak-ng, or is Persian."""
FREQUENT = 3
"""A word outside our own lists must occur so often in DATA/text."""


def main(data: Path) -> None:
    trusted = own_words("lexicon") | own_words("names") | own_words("words")
    homographs = readings_in_corpus()
    trusted |= without_hamza(trusted)
    usual = {w: said[0] for name in ("usual", "words") for w, said in own_words(name).items()}
    frequency = count(data)
    nominal = frozenset(word for word, _, tags in words_list() if tags != ("0",))
    foreign = {
        word: said
        for word, said in foreign_readings().items()
        if len(word) >= SHORTEST_NAME and frequency[word] < COMMON and not native(word, nominal)
    }
    table: dict[str, tuple[str, ...]] = {}
    for word in {
        *trusted,
        *homographs,
        *foreign,
        *(w for w, n in frequency.items() if n >= FREQUENT),
    }:
        guess = word not in homographs and conjugated(word, nominal)
        guess = guess or foreign.get(word) or espeak(word)
        if word.endswith("ی"):
            guess = WRITTEN_EZAFE.sub("", guess)
        options = [*trusted.get(word, ()), *homographs.get(word, ())]
        if not options or (guess in options and word not in trusted):
            options.insert(0, guess)
        if IMPERFECTIVE.match(word) and verb(word) in options:
            options.insert(0, verb(word) or "")
        if word in usual:
            options.insert(0, usual[word])
        kept = tuple(dict.fromkeys(o for o in options if align(word, o) or word in trusted))
        if kept:
            table[word] = kept
    for row in language_table("geminates"):
        said = [r for r in table.get(row["word"], ()) if r != row["phonemes"][:-1]]
        usual = table.get(row["word"], ("",))[0] == row["phonemes"][:-1]
        said.insert(0 if usual else len(said), row["phonemes"])
        table[row["word"]] = tuple(said)
    pruned = prune(table, trusted, frequency)
    pruned = with_reviewed(pruned, table, own_words("reviewed"))
    lines = [f"{word}\t{','.join(said)}" for word, said in sorted(pruned.items())]
    header = ["# Readings of Persian words, the usual one first (see readings.md)."]
    (FA / "readings.tsv").write_text("\n".join(header + lines) + "\n", encoding="utf-8")
    print(f"{len(table)} words, {len(pruned)} after morphology and with those read one by one")


def prune(
    table: Mapping[str, tuple[str, ...]],
    trusted: Mapping[str, tuple[str, ...]],
    frequency: Mapping[str, int],
) -> dict[str, tuple[str, ...]]:
    """The entries that the shorter ones do not already yield."""
    kept: dict[str, tuple[str, ...]] = {}

    def stem(word: str) -> str | None:
        return kept[word][0] if word in kept else None

    for word in sorted(table, key=lambda w: (len(w), w)):
        said = table[word]
        if len(said) == 1 and word not in trusted:
            if safer(word, stem, trusted):
                continue
            derived = derive(word, stem)
            if derived and heard(derived) == heard(said[0]):
                continue
            if derived:
                report("derived", word, said[0], derived, frequency)
        elif len(said) == 1 and derive(word, stem) == said[0]:
            continue
        kept[word] = said
    return kept


def with_reviewed(
    pruned: Mapping[str, tuple[str, ...]],
    table: Mapping[str, tuple[str, ...]],
    reviewed: Mapping[str, tuple[str, ...]],
) -> dict[str, tuple[str, ...]]:
    """``pruned`` with the words that were read one by one; all of ``table`` is read as before.

    A new short word may be found in longer ones (مته in متهمان), which are then listed too.
    """
    kept = dict(pruned)

    def before(word: str) -> str | None:
        return pruned[word][0] if word in pruned else None

    def now(word: str) -> str | None:
        return kept[word][0] if word in kept else None

    for word in sorted(table.keys() | reviewed.keys(), key=lambda w: (len(w), w)):
        if word in reviewed:
            said = reviewed[word]
            if len(said) > 1 or derive(word, now) != said[0]:
                kept[word] = said
            else:
                kept.pop(word, None)
        elif word not in pruned:
            said = tuple(filter(None, [derive(word, before)]))
            if said and derive(word, now) != said[0]:
                kept[word] = said
    return kept


def own_words(name: str) -> dict[str, tuple[str, ...]]:
    """A table of training/corpus: words and their readings, written for this project."""
    lines = (CORPUS / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {word: tuple(said.split(",")) for word, said in rows if said != "reading"}


def without_hamza(words: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """تأثیر is also written تاثیر, مسئول مسوول and مسیول, ارائه ارایه."""
    found = {}
    for word, said in words.items():
        for plain in (word.translate(HAMZA), word.replace("أ", "ا").replace("ئ", "ی")):
            if plain != word and plain not in words:
                found[plain] = tuple(r.replace("A?e", "Aye") for r in said)
    return found


def safer(word: str, stem: Lookup, trusted: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether morphology reads ``word`` more surely than espeak-ng does."""

    def own(part: str) -> str | None:
        return trusted[part][0] if len(part) > 3 and part in trusted else None

    if ZWNJ in word or IMPERFECTIVE.match(word):
        return bool(phrase(word, stem) or inflect(word, stem))
    doubled = any(
        word.startswith(row["word"]) and word.removeprefix(row["word"]) in DOUBLING
        for row in language_table("geminates")
    )
    return doubled or bool(phrase(word, stem) or (not verb(word) and inflect(word, own)))


def conjugated(word: str, nominal: Collection[str]) -> str | None:
    """The verb that ``word`` is, unless it is some other word of the dictionary, or may be one."""
    bases = (word, *(word.removesuffix(ending) for ending in ("ی", "م", "ه", "ن")))
    if len(word) < SHORTEST_VERB or any(base in nominal for base in bases):
        return None
    return verb(word)


def native(word: str, nominal: Collection[str]) -> bool:
    """Whether it is a Persian word of its own, too, perhaps with an ending: هنری."""
    bases = {word, *(word.removesuffix(ending) for ending in ENDINGS)}
    return any(len(base) > 1 and base in nominal for base in bases)


def heard(reading: str) -> str:
    """``reading`` with what sources write differently set aside."""
    return re.sub("(?<=i)y(?=[aAeou])|\\?|w", "", reading)


def report(kind: str, word: str, said: str, derived: str, frequency: Mapping[str, int]) -> None:
    if frequency[word] >= 20 and heard(said) != heard(derived):
        print(f"{kind}\t{frequency[word]}\t{word}\t{said}\t{derived}", file=sys.stderr)


def readings_in_corpus() -> dict[str, tuple[str, ...]]:
    """Readings of homographs, those of the list first, then those seen twice in sentences."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for line in (CORPUS / "homographs.tsv").read_text(encoding="utf-8").splitlines():
        word, glosses = line.split("\t")
        found[word] += [g.split()[0] for g in glosses.split("; ")]
    seen: Counter[tuple[str, str]] = Counter()
    for path in sorted((CORPUS).glob("*.txt")):
        seen.update(TAGGED.findall(path.read_text(encoding="utf-8")))
    for (word, said), times in seen.most_common():
        if times >= 2:
            found[word].append(said)
    return {
        word: tuple(dict.fromkeys(r for r in said if set(r) <= inventory()))
        for word, said in found.items()
    }


def count(data: Path) -> Counter[str]:
    counts: Counter[str] = Counter()
    for path in sorted((data / "text").glob("*.txt")):
        text = MARKS.sub("", path.read_text(encoding="utf-8"))
        counts.update(WORD.findall(text))
    return counts


def espeak(word: str) -> str:
    return symbols(espeakng.phonemes(word, "fa"))


def symbols(ipa: str) -> str:
    """Any of the sources' IPA in the alphabet of phonemes.tsv, glides written out."""
    plain = "".join(c for c in unicodedata.normalize("NFD", ipa) if not unicodedata.combining(c))
    plain = re.sub("[ˈˌːʲ_ˑ'\\- ]", "", plain.replace("͡", ""))
    plain = plain.replace("oʊ", "ow").replace("q1", "q")
    plain = SOUNDS.sub(lambda found: SYMBOLS[found[0]], plain)
    plain = re.sub("i(?=[aAeou])", "iy", plain)
    return re.sub("(?<=[Au])i", "yi", plain).removeprefix("?")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
