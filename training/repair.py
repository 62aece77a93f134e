"""Makes src/narrator/lang/fa/models/repair.npz: the word model that mends damaged text.

Counts the words, pairs and triples of DATA/text and training/corpus, weighted by how
near each text is to an article, joins hazm's word list, and writes a trigram model of
words and one of word classes, the letter model of unknown words and the pairs of words
that are written with a ZWNJ between them.

    python training/repair.py DATA
"""

import itertools
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from classes import classes
from hazm.utils import words_list
from ngrams import Numbers, Pruning, quantised, trigrams
from numpy.typing import NDArray

from narrator.lang import table
from narrator.repair.tokens import LETTER, fold, model_words

MODEL = Path("src/narrator/lang/fa/models/repair.npz")
CORPUS = Path("training/corpus")
WEIGHTS = {  # 1 where nothing stands here; 0 leaves a text out
    "ntrex_news_fa": 1.5, "ud_dev": 1.5, "hamtech_speech_transcripts": 0.4,
    "ud_iperudt_informal": 0.4, "microsoft_courses_fa": 0.25, "mdn_fa": 0.25, "vue_docs_fa": 0.25,
    "openlogic_fa": 0.25, "rust_book_fa": 0.25, "clickhouse_docs_fa": 0.25,
    "openclaw_docs_fa": 0.25, "ganjoor_prose": 0.03, "ganjoor_poems": 0.0,
    "ganjoor_vocalised": 0.0,
}  # fmt: skip
SPACING = {  # by how much each well-spaced text says where a ZWNJ belongs
    "news": 8.0, "ezafe_homographs": 8.0, "ud_dev": 5.0, "ntrex_news_fa": 1.0,
    "perspell_virastman": 1.0, "ud_iperudt_informal": 1.0, "pquad_wikipedia": 0.5, "farstail": 0.5,
}  # fmt: skip
MOSTLY, SOMETIMES = 0.7, 0.2
LEAST_COUNT = 0.6  # of a word that hazm does not list
LISTED = 0.3  # of a count: what hazm's list alone is worth
WORD_PRUNING = Pruning(least_pair=0.2, least_triple=0.2, least_gain=0.3)
CLASS_PRUNING = Pruning(least_pair=0.2, least_triple=0.5, least_gain=0.3)
FREQUENT, CLASSES = 20_000, 300
_ANNOTATION = re.compile(r"\|E|\{[^}]*\}|\+")
_WORD = rf"(?:{LETTER}|\u200c)+"
_SPACED_WORDS = re.compile(rf"{_WORD}(?: {_WORD})*")


def main(data: Path) -> None:
    texts = dict(read(data))
    streams = [(WEIGHTS.get(name, 1.0), stream(lines)) for name, lines in texts.items()]
    streams = [(weight, words) for weight, words in streams if weight]
    counts = word_counts(streams)
    words = ["<unk>", *sorted(counts, key=lambda word: (-counts[word], word))]
    ids = {word: at for at, word in enumerate(words)}
    runs = [(w, np.array([ids.get(word, 0) for word in run], np.int64)) for w, run in streams]
    prior = LISTED * np.minimum([0.0, *(counts[word] for word in words[1:])], 1.0)
    of = classes(runs, len(words), frequent=FREQUENT, count=CLASSES)
    model = trigrams("word", runs, prior + 1e-3, WORD_PRUNING)
    runs = [(weight, of[run]) for weight, run in runs]
    model |= trigrams("class", runs, np.bincount(of, prior) + 1e-3, CLASS_PRUNING)
    letters, spelling = spelling_model(words[1:])
    joined, sometimes = joined_pairs(texts)
    np.savez_compressed(
        MODEL,
        words=packed("\n".join(words)),
        letters=packed(letters),
        spelling=quantised(spelling),
        joined=packed("\n".join(sorted(joined))),
        sometimes_joined=packed("\n".join(sorted(sometimes - joined))),
        **{"class": of.astype(np.uint16)},
        **model,
    )
    for name, array in model.items():
        if name.endswith("gram"):
            print(f"{len(array):,} {name}s")
    print(f"{len(sometimes):,} pairs with ZWNJ; {MODEL.stat().st_size:,} bytes")


def read(data: Path) -> Iterator[tuple[str, list[str]]]:
    """Every text by its name, as lines without annotations."""
    paths = [*(data / "text").glob("*.txt"), *CORPUS.glob("*.txt")]
    for path in sorted(paths, key=lambda path: path.stem):
        lines = path.read_text(encoding="utf-8").split("\n")
        if path.parent == CORPUS:
            lines = [_ANNOTATION.sub("", line) for line in lines if not line.startswith("#")]
        yield path.stem, lines


def stream(lines: Iterable[str]) -> list[str]:
    """One run of words; ``<s>`` stands where a line ends without a stop."""
    words = ["<s>"]
    for line in lines:
        found = model_words(line)
        words += found
        if found and found[-1] not in ".؟!؛:":
            words.append("<s>")
    return words


def word_counts(streams: list[tuple[float, list[str]]]) -> dict[str, float]:
    """The vocabulary: what is frequent enough, and hazm's words, with their weighted counts."""
    seen = Counter[str]()
    for weight, words in streams:
        for word, count in Counter(words).items():
            seen[word] += weight * count  # type: ignore[assignment]
    listed: dict[str, float] = {}
    for word, count, _ in words_list():
        parts = model_words(word)
        share = 0.2 + (0.05 * count**0.25 if len(parts) == 1 else 0.0)
        for part in parts:
            listed[part] = max(listed.get(part, 0.0), share)
    kept = {word: n + listed.get(word, 0.0) for word, n in seen.items() if n > LEAST_COUNT}
    rare = ((word, seen[word], share) for word, share in listed.items() if word not in kept)
    return kept | {word: n + share if n else share / 2 for word, n, share in rare}


def spelling_model(words: list[str]) -> tuple[str, Numbers]:
    """Costs of a letter after two, over the word list; 0 is the edge of a word, 1 a rare letter."""
    persian = [word for word in words if re.fullmatch(f"{LETTER}+", word)]
    letters = [letter for letter, _ in Counter("".join(persian)).most_common(45)]
    at = {letter: place + 1 for place, letter in enumerate(letters)}
    size = len(letters) + 1
    triples = np.zeros((size, size, size))
    for word in persian:
        places = [0, 0, *(at.get(letter, 1) for letter in word), 0]
        for before, last, letter in zip(places, places[1:], places[2:], strict=False):
            triples[before, last, letter] += 1
    pairs = triples.sum(axis=0)
    one = (pairs.sum(axis=0) + 1) / (pairs.sum() + size)
    two = (pairs + 5 * one) / (pairs.sum(axis=1, keepdims=True) + 5)
    three = (triples + 5 * two) / (triples.sum(axis=2, keepdims=True) + 5)
    return "".join(letters), -np.log(three)


def joined_pairs(texts: dict[str, list[str]]) -> tuple[set[str], set[str]]:
    """Pairs of words that a ZWNJ mostly joins («نخست وزیر»), and those that it sometimes does.

    ``* آمیز`` stands for every word before «آمیز», ``بین *`` for every one after «بین».
    """
    joined, spaced = Counter[str](), Counter[str]()
    for name, weight in SPACING.items():
        for line in texts[name]:
            for run in _SPACED_WORDS.findall(line):
                count_pairs(run, weight, joined, spaced)
    shares = {pair: n / (n + spaced[pair]) for pair, n in joined.items() if n >= 2}
    mostly = {pair for pair, share in shares.items() if share >= MOSTLY}
    mostly |= {f"{sign} {form}" for form in verb_forms() for sign in ("می", "نمی")}
    listed = {
        pair: tags != ("0",)
        for word, _, tags in words_list()
        if (pair := " ".join(map(fold, word.split("\u200c")))).count(" ") == 1
    }
    mostly |= {
        p for p, tagged in listed.items() if joined[p] >= spaced[p] and (tagged or joined[p])
    }
    sometimes = {pair for pair in listed if joined[pair] >= SOMETIMES * spaced[pair]}
    sometimes |= {pair for pair, share in shares.items() if share >= SOMETIMES}
    return mostly, sometimes | mostly


def verb_forms() -> Iterator[str]:
    for stems in table("verbs"):
        for ending in ("", "م", "ی", "یم", "ید", "ند"):
            yield fold(stems["past"] + ending)
        for ending in ("م", "ی", "د", "یم", "ید", "ند"):
            yield fold(stems["present"] + ending)


def count_pairs(run: str, weight: float, joined: Counter[str], spaced: Counter[str]) -> None:
    words = [[fold(part) for part in word.split("\u200c") if part] for word in run.split(" ")]
    words = [parts for parts in words if parts]
    found = [(joined, pair) for parts in words for pair in itertools.pairwise(parts)]
    found += [(spaced, (a[-1], b[0])) for a, b in itertools.pairwise(words)]
    for counter, (first, second) in found:
        for pair in (f"{first} {second}", f"* {second}", f"{first} *"):
            counter[pair] += weight  # type: ignore[assignment]


def packed(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode(), np.uint8)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
