"""What a line cannot know of its text: brackets that pair, ZWNJ that no gap shows."""

import re
from functools import cache

from narrator.lang import table, words

_ZWNJ = "\u200c"
_WORD = re.compile(r"[\u0621-\u06cc\u200c]+")
_SHORTEST = 4
"""Letters of a word that may hide a ZWNJ, as in «میخ» it does not."""
_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"), ("«", "»"))


def mended(text: str) -> str:
    """A paragraph with Persian letters, brackets the right way round and ZWNJ in known words."""
    text = text.translate(_persian_letters())
    for opening, closing in _PAIRS:
        text = _turned(text, opening, closing)
    return _WORD.sub(lambda word: _joined(word[0]), text)


@cache
def _persian_letters() -> dict[int, str]:
    """Fonts lend the Persian yeh and kaf the shapes, and so the codes, of the Arabic ones."""
    rows = table("characters")
    return {int(row["code"], 16): row["folded"] for row in rows if row["folded"] in ("ی", "ک")}


def _turned(text: str, opening: str, closing: str) -> str:
    """Brackets that do not pair, in pairs; right-to-left text mirrors them on the page.

    Some PDFs name a bracket by what it means, some by its shape, some by either.
    """
    signs = list(text)
    places = [at for at, char in enumerate(signs) if char in (opening, closing)]
    if len(places) % 2 or _pairs([signs[at] for at in places], opening):
        return text
    for number, at in enumerate(places):
        signs[at] = closing if number % 2 else opening
    return "".join(signs)


def _pairs(brackets: list[str], opening: str) -> bool:
    depth = 0
    for bracket in brackets:
        depth += 1 if bracket == opening else -1
        if depth < 0:
            return False
    return depth == 0


@cache
def _joined(word: str) -> str:
    """The word with ZWNJ at the one place that makes it a known word, if it is none as it is."""
    known = words()
    if _ZWNJ in word or word in known or len(word) < _SHORTEST:
        return word
    spelled = (f"{word[:at]}{_ZWNJ}{word[at:]}" for at in range(2, len(word) - 1))
    return min((w for w in spelled if w in known), key=known.__getitem__, default=word)
