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

from narrator.lang import table
from narrator.repair.ngrams import UNKNOWN, Ngrams
from narrator.repair.prices import PRICES
from narrator.repair.tokens import GLUED, LETTER, Token, fold, tokenize

_WHOLE = re.compile(rf"(?<!\S){LETTER}{{3,}}(?=[،.:؛]?(?:\s|$))")
_NARROW_GAP = re.compile(rf"(?<={LETTER}) (?={LETTER})")
_WIDE_GAP = re.compile(rf"(?<={LETTER}) {{2,}}(?={LETTER})")
_OWN_WORD_COST = 9.0


class Document:
    def __init__(self, ngrams: Ngrams, lines: Iterable[str]) -> None:
        self.ngrams = ngrams
        self._deriving, self._endings = word_parts("deriving"), word_parts("ending")
        lines = list(lines)
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
        self._wide_share = _wide_share(lines)

    def word(self, before: int, last: int, key: str) -> tuple[float, int]:
        """The cost and the number of ``key`` after two words, given by their numbers."""
        number = self.ngrams.ids.get(key, UNKNOWN)
        cost = self.ngrams.cost(before, last, number)
        if number == UNKNOWN:
            return cost + self._unknown.get(key, self.ngrams.spelling(key)), number
        share = self._pairs.get((last, number))
        if share:
            own = PRICES.remembered
            cost = -math.log((1 - own) * math.exp(-cost) + own * share)
        return cost, number

    def alone(self, key: str) -> float:
        """The cost of ``key`` as a word, whatever stands before it."""
        number = self.ngrams.ids.get(key, UNKNOWN)
        if number != UNKNOWN:
            return self.ngrams.unigram[number]
        return self.ngrams.unigram[UNKNOWN] + self.ngrams.spelling(key)

    def is_whole(self, key: str, letter: int) -> bool:
        """Whether ``key``, cut before ``letter``, falls apart that plainly is one word."""
        if key in self.ngrams.ids or key in self._often:
            return True
        stem, rest = key[:letter], key[letter:]
        return (rest in self._endings and stem in self.ngrams.ids) or (
            stem in self._deriving and rest in self.ngrams.ids
        )

    def at_space(self, tokens: list[Token]) -> float:
        """What a cut at a single space costs: where runs end, some gaps are wide, some lost."""
        wide = sum(token.gap > 1 or token.gap == GLUED for token in tokens[1:])
        spaces = sum(token.gap == 1 for token in tokens)
        share = (wide + PRICES.line_weight * self._wide_share) / (spaces + PRICES.line_weight)
        return -math.log(min(1.0, PRICES.narrow_to_wide * share))

    def tokens(self, line: str) -> list[Token]:
        """The tokens of ``line``, those that are two or three words glued together split."""
        tokens = list(self._split(line))
        for token in tokens:
            if token.is_word and token.key not in self.ngrams.ids:
                self._unknown[token.key] = self._unknown_cost(token.key)
        return tokens

    def _split(self, line: str) -> Iterator[Token]:
        for token in tokenize(line):
            cuts = self._cuts(token.key) if token.is_word else None
            yield from token.split(cuts) if cuts else (token,)

    def _unknown_cost(self, key: str) -> float:
        """Letter by letter, or as two words whose space is lost, whichever is likelier."""
        glued = self._glued(key, frozenset())
        spelled = self.ngrams.spelling(key)
        return min(spelled, glued[0] + PRICES.glued_word) if glued else spelled

    def _cuts(self, key: str) -> list[int] | None:
        if key in self.ngrams.ids or key in self._often or len(key) < 4:
            return None
        return self._splits(key, self._often)

    def _splits(self, key: str, own: frozenset[str]) -> list[int] | None:
        """Where ``key`` is to be cut if it is plainly several words, and no derived one."""
        glued = self._glued(key, own)
        if glued is None or glued[0] + PRICES.glued_gain > self.alone(key):
            return None
        parts = [key[a:b] for a, b in zip(glued[1], glued[1][1:], strict=False)]
        parts_of_one = parts[0] in self._deriving or not self._endings.isdisjoint(parts[1:])
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
