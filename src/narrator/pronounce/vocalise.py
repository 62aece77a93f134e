"""Text that carries its pronunciation: short vowels, doubling and ezafe as Persian marks them.

For engines that take text: «کِتابِ مَن», «خانِهٔ ما».
"""

import re
import unicodedata
from collections.abc import Iterable

from narrator.model import Word
from narrator.pronounce.align import align
from narrator.pronounce.ezafe import bare
from narrator.pronounce.phonemes import from_ipa

_VOWELS = {"a": "\u064e", "e": "\u0650", "o": "\u064f"}
_SHADDA, _HAMZA_ABOVE = "\u0651", "\u0654"
_VOWEL_LETTERS = frozenset("ویه\u200c")
_SEATS = {"ا": "أ", "و": "ؤ", "ی": "ئ"}
_MARKS = re.compile("[\u064b-\u0655\u0670]")


def vocalise(word: Word) -> str:
    """``word.text`` with its vowels; as it stands where spelling and sound do not meet."""
    text = _MARKS.sub("", bare(word.text))
    said = from_ipa(word.phonemes)
    ending = ""
    if word.ezafe:
        ending = "ye" if said.endswith("ye") and not text.endswith("ی") else "e"
    chunks = align(text, said.removesuffix(ending))
    if not text or chunks is None:
        return word.text
    marked = _marked(text, chunks)
    if not ending:
        return marked
    return marked + (_HAMZA_ABOVE if text.endswith("ه") and ending == "ye" else _VOWELS["e"])


def _marked(text: str, chunks: Iterable[str]) -> str:
    """Each letter with the marks of its chunk; a vowel written out marks the letter before it."""
    letters, marks = list(text), [""] * len(text)
    for at, (letter, chunk) in enumerate(zip(text, chunks, strict=True)):
        if letter in _SEATS and "?" in chunk:  # تاثیر is said تَأثیر
            letters[at] = _SEATS[letter]
            before, _, after = chunk.partition("?")
            marks[at] += _VOWELS.get(after, "")
        else:
            before = chunk if at and letter in _VOWEL_LETTERS else ""
            if len(chunk) > 1 and chunk[0] == chunk[1]:
                marks[at] += _SHADDA
            if before[:1] not in _VOWELS:
                marks[at] += _VOWELS.get(chunk[-1:], "")
        if at:
            marks[at - 1] += _VOWELS.get(before[:1], "")
    marked = "".join(letter + mark for letter, mark in zip(letters, marks, strict=True))
    return unicodedata.normalize("NFC", marked)
