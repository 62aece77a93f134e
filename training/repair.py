"""Makes src/narrator/lang/fa/models/repair.npz: the word model that mends damaged text.

Counts the words, pairs and triples of DATA/text and training/corpus, weighted by how
near each text is to an article, joins hazm's word list, and writes an interpolated
trigram model with absolute discounting, the letter model of unknown words and the pairs
of words that are written with a ZWNJ between them.

    python training/repair.py DATA
"""

import itertools
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from hazm.utils import words_list
from numpy.typing import NDArray

from narrator.lang import table
from narrator.repair.ngrams import STEP
from narrator.repair.tokens import LETTER, fold, model_words

MODEL = Path("src/narrator/lang/fa/models/repair.npz")
CORPUS = Path("training/corpus")
DISCOUNT = 0.6
WEIGHTS = {  # 1 where nothing stands here; 0 leaves a text out
    "ntrex_news_fa": 3.0, "news": 3.0, "ezafe_homographs": 2.0, "ud_dev": 2.0,
    "pquad_wikipedia": 1.5, "hamtech_speech_transcripts": 0.7, "microsoft_courses_fa": 0.5,
    "mdn_fa": 0.5, "vue_docs_fa": 0.5, "openlogic_fa": 0.5, "rust_book_fa": 0.5,
    "clickhouse_docs_fa": 0.4, "openclaw_docs_fa": 0.3, "ganjoor_prose": 0.25,
    "ganjoor_poems": 0.0, "ganjoor_vocalised": 0.0,
}  # fmt: skip
WELL_SPACED = (
    "pquad_wikipedia", "ud_dev", "ntrex_news_fa", "perspell_virastman", "farstail",
    "ud_iperudt_informal", "news", "ezafe_homographs",
)  # fmt: skip
LEAST = {1: 1.2, 2: 0.55, 3: 0.65}
LEAST_GAIN = 0.6
_ANNOTATION = re.compile(r"\|E|\{[^}]*\}|\+")
_WORD = rf"(?:{LETTER}|\u200c)+"
_SPACED_WORDS = re.compile(rf"{_WORD}(?: {_WORD})*")

type Ids = NDArray[np.int64]
type Numbers = NDArray[np.float64]


def main(data: Path) -> None:
    texts = dict(read(data))
    streams = [(WEIGHTS.get(name, 1.0), stream(lines)) for name, lines in texts.items()]
    streams = [(weight, words) for weight, words in streams if weight]
    counts = word_counts(streams)
    words = ["<unk>", *sorted(counts, key=lambda word: (-counts[word], word))]
    model = ngrams(streams, words, counts)
    letters, spelling = spelling_model(words[1:])
    joined = sorted(joined_pairs(texts))
    np.savez_compressed(
        MODEL,
        words=packed("\n".join(words)),
        letters=packed(letters),
        spelling=quantised(spelling),
        joined=packed("\n".join(joined)),
        **model,
    )
    print(
        f"{len(words):,} words, {len(model['bigram']):,} pairs, {len(model['trigram']):,} triples"
    )
    print(f"{len(joined):,} pairs with ZWNJ; {MODEL.stat().st_size:,} bytes")


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
    kept = {word: n + listed.get(word, 0.0) for word, n in seen.items() if n > LEAST[1]}
    rare = ((word, seen[word], share) for word, share in listed.items() if word not in kept)
    return kept | {word: n + share if n else share / 2 for word, n, share in rare}


def ngrams(
    streams: list[tuple[float, list[str]]], words: list[str], counts: dict[str, float]
) -> dict[str, NDArray[np.generic]]:
    ids = {word: at for at, word in enumerate(words)}
    runs = [(w, np.array([ids.get(word, 0) for word in run], np.int64)) for w, run in streams]
    size = len(words)
    unknown = sum(weight * np.count_nonzero(run == 0) for weight, run in runs)
    unigram = np.array([unknown, *(counts[word] for word in words[1:])])
    unigram /= unigram.sum()

    pairs, pair_counts = count(runs, 2, size)
    first, second = np.divmod(pairs, size)
    bigram, backoff = interpolated(pair_counts, first, unigram[second], size)
    triples, triple_counts = count(runs, 3, size)
    context, third = np.divmod(triples, size)
    row = np.searchsorted(pairs, context)
    lower = bigram[np.searchsorted(pairs, context % size * size + third)]
    trigram, bigram_backoff = interpolated(triple_counts, row, lower, len(pairs))

    gain = np.log(trigram / (bigram_backoff[row] * lower))
    known = (first[row] > 0) & (second[row] > 0) & (third > 0)
    kept3 = known & (triple_counts > LEAST[3]) & (triple_counts * gain > LEAST_GAIN)
    kept2 = (first > 0) & (second > 0) & (pair_counts > LEAST[2])
    kept2[row[kept3]] = True
    new_row = np.cumsum(kept2) - 1
    return {
        "unigram": quantised(-np.log(unigram)),
        "backoff": quantised(-np.log(backoff)),
        "bigram": quantised(-np.log(bigram[kept2])),
        "bigram_backoff": quantised(-np.log(bigram_backoff[kept2])),
        "trigram": quantised(-np.log(trigram[kept3])),
        **trie("bigram", first[kept2], second[kept2], size),
        **trie("trigram", new_row[row[kept3]], third[kept3], int(kept2.sum())),
    }


def count(runs: list[tuple[float, Ids]], order: int, size: int) -> tuple[Ids, Numbers]:
    """The n-grams of ``order``, each as one number in base ``size``, and their weighted counts."""
    keys, counts = [], []
    for weight, run in runs:
        length = len(run) - order + 1
        key = np.zeros(length, np.int64)
        for at in range(order):
            key = key * size + run[at : at + length]
        found, times = np.unique(key, return_counts=True)
        keys.append(found)
        counts.append(times * weight)
    ngram, places = np.unique(np.concatenate(keys), return_inverse=True)
    return ngram, np.bincount(places, np.concatenate(counts))


def interpolated(
    counts: Numbers, context: Ids, lower: Numbers, size: int
) -> tuple[Numbers, Numbers]:
    """Probabilities after absolute discounting, and the share that each context gives away."""
    discount = np.minimum(DISCOUNT, DISCOUNT * counts)
    total = np.bincount(context, counts, size)
    given = np.bincount(context, discount, size)
    backoff = np.where(total > 0, np.minimum(1.0, (given + 0.1) / (total + 0.1)), 1.0)
    return (counts - discount) / total[context] + backoff[context] * lower, backoff


def trie(name: str, row: Ids, word: Ids, rows: int) -> dict[str, NDArray[np.generic]]:
    """Row lengths, and each row's ascending words as differences, which pack well."""
    lengths = np.bincount(row, minlength=rows)
    differences = np.diff(word, prepend=0)
    starts = np.cumsum(lengths) - lengths
    first = starts[lengths > 0]
    differences[first] = word[first]
    return {
        f"{name}_counts": lengths.astype(np.uint16),
        f"{name}_words": differences.astype(np.uint32),
    }


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


def joined_pairs(texts: dict[str, list[str]]) -> set[str]:
    """«می شود», «نخست وزیر»: two words that are mostly, or by hazm's list, joined by a ZWNJ."""
    joined, spaced = Counter[str](), Counter[str]()
    for name in WELL_SPACED:
        for line in texts[name]:
            for run in _SPACED_WORDS.findall(line):
                count_pairs(run, joined, spaced)
    pairs = {pair for pair, n in joined.items() if n > 1 and n >= 0.6 * (n + spaced[pair])}
    for word, _, tags in words_list():
        parts = word.split("\u200c")
        pair = " ".join(map(fold, parts))
        if len(parts) == 2 and (tags != ("0",) or joined[pair]) and joined[pair] >= spaced[pair]:
            pairs.add(pair)
    for stems in table("verbs"):
        for stem, endings in (
            (stems["past"], " م ی یم ید ند"),
            (stems["present"], "م ی د یم ید ند"),
        ):
            pairs |= {
                f"{sign} {fold(stem + e)}" for e in endings.split(" ") for sign in ("می", "نمی")
            }
    return pairs


def count_pairs(run: str, joined: Counter[str], spaced: Counter[str]) -> None:
    words = [[fold(part) for part in word.split("\u200c") if part] for word in run.split(" ")]
    words = [parts for parts in words if parts]
    for parts in words:
        joined.update(f"{a} {b}" for a, b in itertools.pairwise(parts))
    spaced.update(f"{a[-1]} {b[0]}" for a, b in itertools.pairwise(words))


def packed(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode(), np.uint8)


def quantised(costs: Numbers) -> NDArray[np.uint8]:
    return np.clip(np.rint(costs / STEP), 0, 255).astype(np.uint8)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
