"""What a line of extracted text is made of: words, numbers, marks, and the gaps before them."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

LETTER = r"[\u0621-\u063a\u0641-\u065f\u0670-\u06d3\u06d5\u0640]"
STOPS = frozenset(".؟!،؛:")
GLUED = -1
"""The gap between the parts of a token that was taken apart."""
HALF_SPACE = -2
"""The gap where a ZWNJ stands."""

_TOKEN = re.compile(
    rf"{LETTER}+"
    r"|[\d۰-۹٠-٩]+(?:[.,/٫٬:\-][\d۰-۹٠-٩]+)*"
    r"|[A-Za-z\u00c0-\u024f]+(?:[-'._/&@:]+[A-Za-z0-9]+)*"
    r"|-{2,}|\*+|[^\s\u200c]"
)
_FOLD = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "أ": "ا", "إ": "ا", "ٱ": "ا"}
    | dict.fromkeys("\u0640\u0654\u0670\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u200c")
)
_MARKS = (
    dict(zip(".،؛:؟!-", ".،؛:؟!-", strict=True))
    | {"…": ".", ",": "،", ";": "؛", "?": "؟", "–": "-", "—": "-"}
    | dict.fromkeys("()[]{}", "(")
    | dict.fromkeys('«»"“”', "«")
)
OPENING, CLOSING = '([{«“"', ')]}»”"'


def fold(word: str) -> str:
    """The letters by which the model knows a word: no harakat, no ZWNJ, one kind of ی and ک."""
    return word.translate(_FOLD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """``key`` is what the model reads; ``gap`` counts the spaces before (0 at line start)."""

    text: str
    key: str
    gap: int
    is_word: bool
    before: str = ""
    after: str = ""

    def part(self, start: int, stop: int) -> str:
        """The text of the letters ``start`` to ``stop`` of ``key``, with what rides on them."""
        if (start, stop) == (0, len(self.key)):
            return self.before + self.text + self.after
        places = [at for at, letter in enumerate(self.text) if fold(letter)] + [len(self.text)]
        body = self.text[places[start] : places[stop]]
        return (
            (self.before if start == 0 else "")
            + body
            + (self.after if stop == len(self.key) else "")
        )

    def split(self, cuts: list[int]) -> Iterator["Token"]:
        """The token in parts at ``cuts``, which begin with 0 and end with the length of key."""
        for start, stop in itertools.pairwise(cuts):
            bare = replace(self, before="", after="")
            yield replace(
                self,
                text=bare.part(start, stop),
                key=self.key[start:stop],
                gap=GLUED if start else self.gap,
                before=self.before if start == 0 else "",
                after=self.after if stop == len(self.key) else "",
            )


def tokenize(line: str) -> list[Token]:
    """The tokens of one line; a quote or bracket rides on the word that it touches."""
    tokens: list[Token] = []
    riding, riding_gap, quoted = "", 0, False
    raw = list(_raw(line))
    for at, token in enumerate(raw):
        if token.key not in ("(", "«"):
            ridden = replace(token, before=riding, gap=riding_gap) if riding else token
            tokens.append(ridden)
            riding = ""
            continue
        following = raw[at + 1] if at + 1 < len(raw) else None
        is_after = _rides_on_previous(token, raw[at - 1] if at else None, following, quoted=quoted)
        quoted ^= token.text == '"'
        if is_after and tokens and not riding:
            tokens[-1] = replace(tokens[-1], after=tokens[-1].after + token.text)
        else:
            riding_gap = riding_gap if riding else token.gap
            riding += token.text
    if riding and tokens:
        tokens[-1] = replace(tokens[-1], after=tokens[-1].after + riding)
    return tokens


def _rides_on_previous(
    token: Token, previous: Token | None, following: Token | None, *, quoted: bool
) -> bool:
    """A bracket between two words closes the first or opens the second.

    Extraction turns the brackets of Persian text over, not those of Latin text.
    """
    touches_previous = previous is not None and token.gap == 0
    touches_following = following is not None and following.gap == 0
    if touches_previous != touches_following:
        return touches_previous
    if token.text == '"':
        return quoted
    if previous is None or following is None or not touches_previous:
        return previous is not None and following is None
    if token.key == "«" or "A" in (previous.key, following.key):
        return token.text in CLOSING
    return token.text in OPENING


def _raw(line: str) -> Iterator[Token]:
    end = 0
    for match in _TOKEN.finditer(line):
        text = match.group()
        between = line[end : match.start()] if end else ""
        gap = HALF_SPACE if between == "\u200c" else len(between)
        end = match.end()
        key, is_word = _key(text)
        if key:
            yield Token(text=text, key=key, gap=gap, is_word=is_word)


def _key(text: str) -> tuple[str, bool]:
    first = text[0]
    if len(text) == 1 and first in _MARKS:
        return _MARKS[first], False
    if first.isdigit():
        return "0", False
    if re.match(LETTER, first):
        return fold(text), True
    return ("A" if first.isalpha() else "-"), False


def model_words(text: str) -> list[str]:
    """``text`` as the words of the model; how it is trained."""
    return [token.key for token in _raw(text) if token.key not in "(«"]
