"""The words of a reading written out again, with spaces and ZWNJ where they belong."""

import re
from collections.abc import Iterator

from narrator.repair.affixes import ZWNJ, half_space
from narrator.repair.ngrams import Ngrams
from narrator.repair.pieces import Piece
from narrator.repair.tokens import CLOSING, GLUED, HALF_SPACE, LETTER, OPENING, STOPS, Token, fold

_WORD = rf"(?:{LETTER}|{ZWNJ})+"
_SPACED_WORDS = re.compile(rf"{_WORD}(?: {_WORD})+")
_BEFORE_STOP = re.compile(r"\s+(?=[.،؛؟!:»)\]])")
_TANWIN = re.compile("ًا")
_STRAY_TANWIN = re.compile("(?<!ا)ً(?=[^ا])")
_MIRROR = str.maketrans("()[]{}", ")(][}{")


def written(pieces: list[Piece], lines: dict[int, list[Token]]) -> dict[int, str]:
    """The text of every line that ``pieces`` read, a word that goes on in the next on the first."""
    texts: dict[int, str] = {}
    at = -1
    for piece in pieces:
        text = "".join(_words(piece, lines[piece.line]))
        texts.setdefault(piece.line, "")
        if piece.glue == " ":
            at = piece.line
            texts[at] += text
        else:
            texts[at] += piece.glue + text.lstrip(" ")
    return {at: " ".join(text.split()) for at, text in texts.items()}


def _words(piece: Piece, tokens: list[Token]) -> Iterator[str]:
    start, stop = piece.start, piece.stop
    end = stop.token + (1 if stop.letter else 0)
    for at in range(start.token, end):
        token = tokens[at]
        first = start.letter if at == start.token else 0
        last = stop.letter if at == stop.token else len(token.key)
        inner = at > start.token and token.gap == 0
        apart = token.gap == GLUED or (inner and token.is_word and tokens[at - 1].is_word)
        parted = inner and tokens[at - 1].key in STOPS and token.is_word
        text = token.part(first, last) if token.is_word else token.part(0, len(token.key))
        if at > start.token and token.gap == HALF_SPACE:
            yield ZWNJ + text
            continue
        yield text if inner and not apart and not parted else " " + text


def tidy(text: str, ngrams: Ngrams) -> str:
    """``text`` with its marks on the words they belong to, and ZWNJ restored."""
    text = _BEFORE_STOP.sub("", _turned(text))
    text = re.sub(r"([،؛؟!:])(?=[\u0621-\u06cc])", r"\1 ", text)
    text = _STRAY_TANWIN.sub("", _TANWIN.sub("اً", text))
    return _SPACED_WORDS.sub(lambda match: _joined(match.group(), ngrams), text)


def _turned(text: str) -> str:
    """Brackets that stand the wrong way round, turned: «)حداقل ... بودند(»."""
    out = list(text)
    for at, letter in enumerate(text):
        if letter not in "()[]{}":
            continue
        opens_word = (at == 0 or text[at - 1].isspace()) and text[at + 1 : at + 2].strip()
        closes_word = at > 0 and not text[at - 1].isspace()
        if (letter in CLOSING and opens_word) or (
            letter in OPENING and closes_word and not text[at + 1 : at + 2].isalnum()
        ):
            out[at] = letter.translate(_MIRROR)
    return "".join(out)


def _joined(run: str, ngrams: Ngrams) -> str:
    text, *rest = run.split(" ")
    last = fold(text.split(ZWNJ)[-1])
    for word in rest:
        first = fold(word.split(ZWNJ)[0])
        text += (ZWNJ if half_space(last, first, ngrams) else " ") + word
        last = fold(word.split(ZWNJ)[-1])
    return text
