"""The word model as one document bends it: its own names and its own pairs of words.

A cache model (Kuhn and De Mori 1990). Most neighbours in a damaged line are true
neighbours, so a pair seen twice is worth believing, and a word that stands alone
somewhere is a word, though no dictionary has it.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from narrator.lang import table
from narrator.repair.ngrams import UNKNOWN, Ngrams
from narrator.repair.prices import PRICES
from narrator.repair.tokens import GLUED, LETTER, Token, fold, tokenize

_WHOLE = re.compile(rf"(?<![^\s«]){LETTER}{{3,}}(?=[،.:؛»]?(?:\s|$))")
_NARROW_GAP = re.compile(rf"(?<={LETTER}) (?={LETTER})")
_WIDE_GAP = re.compile(rf"(?<={LETTER}) {{2,}}(?={LETTER})")
_STOP = re.compile(r"[.؟!]+")
_TOUCHING_STOP = re.compile(rf"(?<={LETTER})[.؟!]+(?= {LETTER})")
_OWN_WORD_COST = 9.0
VERB_PREFIXES = ("می", "نمی")


class Parted(NamedTuple):
    """How many runs ended at a single space, at another gap, inside a word; of how many words."""

    narrow: int
    wide: int
    cut_words: int
    words: int


class Document:
    def __init__(self, ngrams: Ngrams, lines: Iterable[str]) -> None:
        self.ngrams = ngrams
        self._deriving, self.endings = word_parts("deriving"), word_parts("ending")
        self._halves = word_parts("half")
        lines = list(lines)
        self.lost_half_spaces = not any("\u200c" in line for line in lines)
        counts = Counter(fold(word) for line in lines for word in _WHOLE.findall(line))
        self.own = {
            word
            for word in counts
            if word not in ngrams.ids and not self._splits(word, frozenset())
        }
        glued = self._glued_ends(set(counts))
        self._often = frozenset(word for word in self.own if counts[word] > 1 or word in glued)
        self._pairs = self._repeated_pairs(lines)
        self._unknown: dict[str, float] = {}
        self._costs: dict[tuple[int, int, int], float] = {}
        self._wide_share = _wide_share(lines)
        self._narrow_to_wide = PRICES.narrow_to_wide
        self.in_word = -math.log(PRICES.cut_words)
        self.touching_stop = _touching_stop(lines)

    def word(self, before: int, last: int, key: str) -> tuple[float, int]:
        """The cost and the number of ``key`` after two words, given by their numbers."""
        number = self.ngrams.ids.get(key, UNKNOWN)
        place = (before, last, number)
        cost = self._costs.get(place)
        if cost is None:
            cost = self._costs[place] = self._cost(*place)
        if number == UNKNOWN:
            cost += self._unknown.get(key) or self.ngrams.spelling(key)
        return cost, number

    def _cost(self, before: int, last: int, number: int) -> float:
        cost = self.ngrams.cost(before, last, number)
        share = self._pairs.get((last, number))
        if share:
            own = PRICES.remembered
            cost = -math.log((1 - own) * math.exp(-cost) + own * share)
        return cost

    def alone(self, key: str) -> float:
        """The cost of ``key`` as a word, whatever stands before it."""
        number = self.ngrams.ids.get(key, UNKNOWN)
        if number != UNKNOWN:
            return self.ngrams.unigram[number]
        return self.ngrams.unigram[UNKNOWN] + self.ngrams.spelling(key)

    def is_whole(self, key: str) -> bool:
        """Whether ``key``, which may fall apart into words, plainly is one."""
        return key in self.ngrams.ids or key in self._often or self._derived(key) is not None

    def _derived(self, key: str) -> float | None:
        """What ``key`` costs as a known word with an ending, or after a prefix: «خریدهایی»."""
        ids, unigram = self.ngrams.ids, self.ngrams.unigram
        stems = [
            unigram[ids[stem]]
            for at in range(2, len(key) - 1)
            for stem, part, parts in (
                (key[:at], key[at:], self.endings),
                (key[at:], key[:at], self._deriving),
            )
            if part in parts and len(stem) > 2 and stem in ids
        ]
        return min(stems) + PRICES.derived if stems else None

    def at_space(self, tokens: list[Token]) -> float:
        """What a cut at a single space costs: where runs end, some gaps are wide, some lost."""
        wide = sum(token.gap > 1 or token.gap == GLUED for token in tokens[1:])
        spaces = sum(token.gap == 1 for token in tokens)
        share = (wide + PRICES.line_weight * self._wide_share) / (spaces + PRICES.line_weight)
        return -math.log(min(1.0, self._narrow_to_wide * share))

    def learn(self, parted: Parted) -> None:
        """Price cuts by where the runs of a first reading ended."""
        weight = PRICES.narrow_to_wide_weight
        narrow = parted.narrow + weight * PRICES.narrow_to_wide
        self._narrow_to_wide = narrow / (parted.wide + weight)
        weight = PRICES.cut_words_weight
        cut = parted.cut_words + weight * PRICES.cut_words
        self.in_word = -math.log(cut / (parted.words + weight))

    def tokens(self, line: str) -> list[Token]:
        """The tokens of ``line``, those that are two or three words glued together split."""
        tokens = list(self._split(line))
        for token in tokens:
            if token.is_word and token.key not in self.ngrams.ids:
                self._unknown[token.key] = self._unknown_cost(token.key)
        return tokens

    def _split(self, line: str) -> Iterator[Token]:
        tokens = tokenize(line)
        words = {token.key for token in tokens if token.is_word}
        rare = [word for word in words if word not in self.ngrams.ids]
        words.update(word[:at] for word in rare for at in range(1, len(word)))
        words.update(word[at:] for word in rare for at in range(1, len(word)))
        for token in tokens:
            cuts = self._cuts(token.key) if token.is_word else None
            is_split = cuts and not self._is_half(token.key, len(cuts) - 1, words)
            yield from token.split(cuts) if cuts and is_split else (token,)

    def _unknown_cost(self, key: str) -> float:
        """Letter by letter, as two words whose space is lost, or derived: whichever is likelier."""
        glued, derived = self._glued(key, frozenset()), self._derived(key)
        costs = [self.ngrams.spelling(key)]
        costs += [glued[0] + PRICES.glued_word] if glued else []
        costs += [derived] if derived is not None else []
        return min(costs)

    def _cuts(self, key: str) -> list[int] | None:
        if key in self.ngrams.ids or key in self._often or len(key) < 4:
            return None
        return self._splits(key, self._often)

    def _is_half(self, key: str, parts: int, words: Iterable[str]) -> bool:
        """Whether one of ``words`` makes a likelier word of ``key`` than glued words are."""
        ids, unigram = self.ngrams.ids, self.ngrams.unigram
        glued = self._glued(key, self._often)
        apart = (glued[0] if glued else 0.0) + PRICES.glued_word * (parts > 1)
        return any(
            unigram[ids[whole]] + PRICES.joined < apart + self.alone(word)
            for word in words
            for whole in (key + word, word + key)
            if whole in ids
        )

    def _splits(self, key: str, own: frozenset[str]) -> list[int] | None:
        """Where ``key`` is to be cut if it is plainly several words, and no derived one."""
        glued = self._glued(key, own)
        if glued is None or glued[0] + PRICES.glued_gain > self.alone(key):
            return None
        parts = [key[a:b] for a, b in zip(glued[1], glued[1][1:], strict=False)]
        parts_of_one = (
            parts[0] in self._deriving
            or parts[-1] in VERB_PREFIXES
            or not self.endings.isdisjoint(parts[1:])
            or (len(parts) == 2 and parts[1] in self._halves)
        )
        return None if parts_of_one else glued[1]

    def _glued(self, key: str, own: frozenset[str]) -> tuple[float, list[int]] | None:
        """The cheapest reading of ``key`` as two or more words: cost and cuts."""
        ngrams, length = self.ngrams, len(key)
        best: dict[int, tuple[float, int, int]] = {0: (0.0, -1, UNKNOWN)}
        for stop in range(2, length + 1):
            for start in range(max(0, stop - PRICES.glued_length), stop - 1):
                if start not in best or (start == 0 and stop == length):
                    continue
                number = ngrams.ids.get(key[start:stop], UNKNOWN)
                if number != UNKNOWN:
                    last = best[start][2]
                    cost = ngrams.pair(last, number) if start else ngrams.unigram[number]
                elif key[start:stop] in own:
                    cost = _OWN_WORD_COST
                else:
                    continue
                cost += best[start][0] + (PRICES.glued_word if start else 0.0)
                if stop not in best or cost < best[stop][0]:
                    best[stop] = (cost, start, number)
        if length not in best:
            return None
        cuts = [length]
        while cuts[-1]:
            cuts.append(best[cuts[-1]][1])
        return best[length][0] - PRICES.glued_word, cuts[::-1]

    def _glued_ends(self, words: set[str]) -> set[str]:
        """Own words found again at an end of ``words``, glued to a known word."""
        ids = self.ngrams.ids
        cuts = [(w[:at], w[at:]) for w in words - ids.keys() for at in range(2, len(w) - 1)]
        return {
            second if first in ids else first
            for first, second in cuts
            if (first in ids and second in self.own) or (first in self.own and second in ids)
        }

    def _repeated_pairs(self, lines: list[str]) -> dict[tuple[int, int], float]:
        pairs = Counter(pair for line in lines for pair in self._number_pairs(line))
        firsts = Counter[int]()
        for (first, _), count in pairs.items():
            firsts[first] += count
        return {pair: (n - 1) / firsts[pair[0]] for pair, n in pairs.items() if n > 1}

    def _number_pairs(self, line: str) -> Iterator[tuple[int, int]]:
        numbers = [self.ngrams.ids.get(token.key, UNKNOWN) for token in self._split(line)]
        return (pair for pair in pairwise(numbers) if UNKNOWN not in pair)


def word_parts(kind: str) -> frozenset[str]:
    """The parts of words of one ``kind`` in ``word_parts.tsv``."""
    return frozenset(row["written"] for row in table("word_parts") if row["kind"] == kind)


def _wide_share(lines: list[str]) -> float:
    text = "\n".join(lines)
    return (len(_WIDE_GAP.findall(text)) + 1) / (len(_NARROW_GAP.findall(text)) + 1)


def _touching_stop(lines: list[str]) -> float:
    """What it costs that a stop is no part of the word it touches: less where most are loose."""
    text = "\n".join(lines)
    sound, stops = len(_TOUCHING_STOP.findall(text)), len(_STOP.findall(text))
    return -math.log((stops - sound + 0.5) / (stops + 1))
