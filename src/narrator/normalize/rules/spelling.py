"""The ZWNJ that a text lost: «می روم» and «میروم» -> «می‌روم», «کتاب ها» -> «کتاب‌ها».

Only where the parts cannot be words of their own; a doubtful pair stays as written.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from re import Match

from narrator.lang import Tables, adjectives, words
from narrator.model import Span
from narrator.normalize.clean import ZWNJ
from narrator.normalize.latin import LETTER
from narrator.normalize.numbers import NUMBER_WORDS
from narrator.normalize.resolve import Candidate
from narrator.normalize.rules import FALLBACK, Context
from narrator.normalize.verbs import follows_mi

_P = "\u0620-\u065f\u066e-\u06d3"
_WORD = re.compile(rf"[{_P}](?:[{_P}\u200c]*[{_P}])?")
_GAP = re.compile(r"\u200c* [ \u200c]*")
_MI = ("می", "نمی")
_FUSED = re.compile(rf"((?:بر|در|باز|فرا|وا|فرو)?ن?می)([{_P}]{{2,}})")
_MONTH = "ماه"
_NEVER_JOINED = frozenset("اآدذرزژو")


class Spelling:
    name = "spelling"

    def __init__(self, tables: Tables) -> None:
        self._kinds: dict[str, set[str]] = {}
        for row in tables.rows("affixes"):
            self._kinds.setdefault(row["kind"], set()).add(row["written"])
        compounds = {tuple(entry.split(" ")) for entry in self._kinds["compound"]}
        self._pairs = {pair for parts in compounds for pair in pairwise(parts)}
        self._endings = self._kinds["plural"] | self._kinds["superlative"]
        self._grown = self._endings | self._kinds["comparative"]
        beginnings = self._kinds["prefix"] | self._kinds["solid"] | {a for a, _ in self._pairs}
        endings = self._grown | self._kinds["enclitic"]
        # «NGO ها», «۱۰ ها»: what is spoken there is not known yet, that it is a word is.
        self._foreign = re.compile(
            rf"(?<=[{LETTER}\d%+#])[ ](?=(?:{'|'.join(self._endings)})(?![{_P}\u200c]))"
        )
        self.trigger = re.compile(
            rf"(?<![{_P}\u200c])(?:ن?می|(?:{'|'.join(beginnings)})[ \u200c])|می"
            rf"| (?:{'|'.join(endings)})(?![{_P}\u200c])"
        )

    def candidates(self, text: str, _context: Context) -> Iterator[Candidate]:
        for match in self._foreign.finditer(text):
            yield self._candidate(*match.span(), ZWNJ)
        found = list(_WORD.finditer(text))
        at = 0
        while at < len(found):
            first = at
            spoken = self._mended(found[at][0])
            while at + 1 < len(found) and self._meet(text, found[at], found[at + 1]):
                at += 1
                spoken += self._mark(found[at - 1][0], found[at][0]) + self._mended(found[at][0])
            if at > first or spoken != found[at][0]:
                yield self._candidate(found[first].start(), found[at].end(), spoken)
            at += 1

    def _candidate(self, start: int, stop: int, spoken: str) -> Candidate:
        return Candidate(
            span=Span(start, stop), rule=self.name, priority=FALLBACK, verbalise=lambda: spoken
        )

    def _mended(self, word: str) -> str:
        match = _FUSED.fullmatch(word)
        if match and follows_mi(match[2]) and word not in self._kinds["noun"]:
            return f"{match[1]}{ZWNJ}{match[2]}"
        return word

    def _meet(self, text: str, word: Match[str], following: Match[str]) -> bool:
        gap = _GAP.fullmatch(text, word.end(), following.start()) is not None
        return gap and self._joined(word[0], following[0], _before(text, word.start()))

    def _joined(self, word: str, following: str, before: str) -> bool:
        """Whether no space belongs between two words; ``before`` is what precedes them."""
        if word in _MI:
            verb = following not in NUMBER_WORDS and follows_mi(
                following.split(ZWNJ, maxsplit=1)[0]
            )
            return verb and before != _MONTH and not before.isdigit()
        if word in self._kinds["solid"] | self._kinds["prefix"]:
            known = word + self._mark(word, following) + following in words()
            return known or (word, following) in self._pairs
        return (word, following) in self._pairs or self._takes(word, following)

    def _takes(self, word: str, ending: str) -> bool:
        if word in self._kinds["particle"] or len(word) < 2:
            return False
        if ending in self._kinds["comparative"]:
            return word in adjectives() or word + ending in words()
        silent = word.endswith("ه") and word[-2] not in "اویآ" and word not in NUMBER_WORDS
        return ending in self._endings or (silent and ending in self._kinds["enclitic"])

    def _mark(self, word: str, following: str) -> str:
        """Nothing where the last letter never joins the next one: «کشورها», «سردتر»."""
        apart = word[-1] in _NEVER_JOINED and following in self._grown
        return "" if apart or word in self._kinds["solid"] else ZWNJ


def _before(text: str, at: int) -> str:
    """The word, or its last letters, in front of ``at``."""
    return (text[max(0, at - 6) : at].split() or [""])[-1]


def rule(tables: Tables) -> Spelling:
    return Spelling(tables)
