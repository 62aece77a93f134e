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
_PREVERBS = ("", "بر", "در", "باز", "فرا", "وا", "فرو")
_MI = frozenset(preverb + mi for preverb in _PREVERBS for mi in ("می", "نمی"))
_FUSED = re.compile(rf"({'|'.join(sorted(_MI, key=len, reverse=True))})([{_P}]{{2,}})")
_MONTH = "ماه"
_NEVER_JOINED = frozenset("اآدذرزژو")


class Spelling:
    name = "spelling"

    def __init__(self, tables: Tables) -> None:
        self._kinds: dict[str, set[str]] = {}
        for row in tables.rows("affixes"):
            self._kinds.setdefault(row["kind"], set()).add(row["written"])
        self._pairs = {
            pair: mark
            for kind, mark in (("compound", ZWNJ), ("fused", ""))
            for entry in self._kinds[kind]
            for pair in pairwise(entry.split(" "))
        }
        self._endings = self._kinds["plural"] | self._kinds["superlative"]
        self._grown = self._endings | self._kinds["comparative"]
        self._apart = self._grown | self._kinds["second"]
        beginnings = self._kinds["prefix"] | self._kinds["solid"] | {a for a, _ in self._pairs}
        endings = self._grown | self._kinds["enclitic"] | self._kinds["second"]
        # «NGO ها», «۱۰ ها»: what is spoken there is not known yet, that it is a word is.
        self._foreign = re.compile(
            rf"(?<=[{LETTER}\d%+#])[ ](?=(?:{'|'.join(self._endings)})(?![{_P}\u200c]))"
        )
        self.trigger = re.compile(
            rf"(?<![{_P}\u200c])(?:ن?می|(?:{'|'.join(beginnings)})[ \u200c])|می"
            rf"| (?:{'|'.join(endings)})(?![{_P}])| ال"
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

    def mend(self, text: str) -> str:
        """``text`` with the ZWNJ it lost."""
        for candidate in reversed(list(self.candidates(text, Context()))):
            span = candidate.span
            text = text[: span.start] + candidate.verbalise() + text[span.stop :]
        return text

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
        stem = _stem(following)
        if word in _MI:
            verb = stem not in NUMBER_WORDS and follows_mi(stem)
            return verb and before != _MONTH and not before.isdigit()
        if (word, stem) in self._pairs:
            return True
        beginning = word in self._kinds["solid"] or word in self._kinds["prefix"]
        if beginning or stem in self._kinds["second"] or stem.startswith("ال"):
            described = word in self._kinds["adjectival"] and stem in adjectives()
            return word not in self._kinds["particle"] and (described or _known(word, stem))
        return self._takes(word, following)

    def _takes(self, word: str, ending: str) -> bool:
        if word in self._kinds["particle"] or len(word) < 2:
            return False
        if ending in self._kinds["comparative"]:
            return word in adjectives() or word + ending in words()
        if ending in self._kinds["letter"] and word in self._kinds["labelled"]:
            return False
        silent = word.endswith("ه") and word[-2] not in "اویآ" and word not in NUMBER_WORDS
        return ending in self._endings or (silent and ending in self._kinds["enclitic"])

    def _mark(self, word: str, following: str) -> str:
        """Nothing where the last letter never joins the next one: «کشورها», «سردتر»."""
        stem = _stem(following)
        if (word, stem) in self._pairs:
            return self._pairs[word, stem]
        ends = stem in self._apart or stem.startswith("ال") or word in self._kinds["prefix"]
        return "" if (ends and word[-1] in _NEVER_JOINED) or word in self._kinds["solid"] else ZWNJ


def _known(first: str, second: str) -> bool:
    """Whether two parts make a word in use, or the plural of one: سرمایه‌گذاران."""
    seconds = {second, second.removesuffix("ان"), re.sub("گان$", "ه", second)}
    marks = {ZWNJ, ""} if first[-1] in _NEVER_JOINED else {ZWNJ}
    return any(first + mark + part in words() for part in seconds for mark in marks)


def _stem(word: str) -> str:
    """«سابقه» of «سابقه‌ترین»."""
    return word.split(ZWNJ, maxsplit=1)[0]


def _before(text: str, at: int) -> str:
    """The word, or its last letters, in front of ``at``."""
    return (text[max(0, at - 6) : at].split() or [""])[-1]


def rule(tables: Tables) -> Spelling:
    return Spelling(tables)
