"""The pieces of a damaged line: from one cut to another."""

from dataclasses import dataclass
from typing import NamedTuple

from narrator.repair.cuts import Cut
from narrator.repair.document import Parted
from narrator.repair.tokens import Token

HISTORY = 3
"""How many words a path remembers, its open word included."""


class Piece(NamedTuple):
    """Tokens of line ``line`` from one cut to another, read after ``before``.

    ``glue`` is what stands between the two: a space, a ZWNJ or nothing.
    """

    before: "Piece | None"
    line: int
    start: Cut
    stop: Cut
    glue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line as it stands: running sums of what its words and its uncut gaps cost."""

    number: int
    tokens: list[Token]
    ids: list[int]
    costs: list[float]
    kept: list[float]


class PieceWords:
    """The keys of the tokens between two cuts, and the price of cutting just there."""

    __slots__ = ("ends_in_word", "is_word", "kept", "keys", "start", "stop")

    def __init__(self, line: Line, start: Cut, stop: Cut) -> None:
        tokens = line.tokens
        self.start, self.stop = start, stop
        first = tokens[start.token]
        self.is_word = first.is_word
        if start.token == stop.token:
            self.keys = [first.key[start.letter : stop.letter]]
            last = first
        else:
            self.keys = [first.key[start.letter :]]
            self.keys += [token.key for token in tokens[start.token + 1 : stop.token]]
            last = tokens[stop.token - 1]
            if stop.letter:
                last = tokens[stop.token]
                self.keys.append(last.key[: stop.letter])
        self.ends_in_word = last.is_word
        end = stop.token + (1 if stop.letter else 0)
        self.kept = line.kept[end] - line.kept[start.token + 1]

    def rest(self, line: Line) -> tuple[float, int, int]:
        """What a long piece costs after its third word, its last left out, and two words then."""
        count, begin = len(self.keys), self.start.token
        if count <= HISTORY:
            return 0.0, 0, 0
        last = begin + count - 1
        rest = line.costs[last] - line.costs[begin + 3]
        return rest, line.ids[last - 2], line.ids[last - 1]


def parted(pieces: list[Piece], lines: dict[int, list[Token]]) -> Parted:
    """Where the runs that ``pieces`` were ended."""
    narrow = wide = cut_words = words = 0
    for piece in pieces:
        at, letter = piece.start.token, piece.start.letter
        words += piece.stop.token - at
        cut_words += not piece.glue
        if at == 0 or letter:
            continue
        left, right = lines[piece.line][at - 1 : at + 1]
        if left.is_word and right.is_word:
            narrow += right.gap == 1
            wide += right.gap != 1
    return Parted(narrow, wide, cut_words, words)
