"""Beam search for the order in which the pieces of damaged lines were written.

Extraction emits the pieces of a right-to-left line from left to right. So a line is
read by taking pieces off its right end, each read from left to right; the words left
over on the left do not depend on the way taken, so paths that leave the same rest
compete. The last word of a path stays open: the next piece, or the next line, may
complete it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from narrator.repair.cuts import Cut, cuts, kept_prices
from narrator.repair.document import Document
from narrator.repair.prices import PRICES
from narrator.repair.tokens import STOPS, Token

_COST = itemgetter(0)


class Piece(NamedTuple):
    """Tokens of line ``line`` from one cut to another, read after ``before``."""

    before: "Piece | None"
    line: int
    start: Cut
    stop: Cut
    joins: bool


class Path(NamedTuple):
    """``open`` is the last word, not yet paid for; ``first`` and ``last`` stand before it."""

    cost: float
    first: int
    last: int
    open: str
    open_is_word: bool
    piece: Piece | None


class Closed(NamedTuple):
    """A path whose last word is paid for and done."""

    cost: float
    first: int
    last: int
    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    number: int
    tokens: list[Token]
    ids: list[int]
    costs: list[float]
    kept: list[float]


class Search:
    """Reads the lines of one region, in the order of the file."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._start = document.ngrams.ids["<s>"]
        self._paths = [Path(0.0, self._start, self._start, "", open_is_word=False, piece=None)]

    def read(self, number: int, tokens: list[Token]) -> None:
        """Read line ``number``, going on from the lines before."""
        best = self._paths[0]
        places = cuts(self._document, tokens, best.open if best.open_is_word else "")
        line = self._line(number, tokens)
        rests: list[list[Path]] = [[] for _ in places]
        rests[-1] = self._paths
        bounds = [float("inf")] * len(places)
        for stop in range(len(places) - 1, 0, -1):
            paths = self._prune(rests[stop])
            if paths:
                self._extend(line, places, stop, paths, rests, bounds)
        self._paths = self._prune(rests[0])

    def finish(self) -> None:
        """End the sentence: what follows stands for itself."""
        ids = self._document.ngrams.ids
        ends = (ids["."], self._start)
        ended = []
        for path in self._paths:
            cost, _, last, _ = self._close(path)
            if path.open and path.open not in STOPS:
                cost += min(self._document.ngrams.cost(path.last, last, end) for end in ends)
            ended.append(
                Path(cost, self._start, self._start, "", open_is_word=False, piece=path.piece)
            )
        self._paths = [min(ended, key=_COST)]

    def pieces(self) -> list[Piece]:
        """The best reading so far, from its beginning."""
        found = []
        piece = self._paths[0].piece
        while piece is not None:
            found.append(piece)
            piece = piece.before
        return found[::-1]

    @property
    def cost(self) -> float:
        return self._paths[0].cost

    def _line(self, number: int, tokens: list[Token]) -> _Line:
        costs, ids = [0.0], [0, 0]
        for token in tokens:
            cost, word = self._document.word(ids[-2], ids[-1], token.key)
            costs.append(costs[-1] + cost)
            ids.append(word)
        return _Line(
            number=number, tokens=tokens, ids=ids[2:], costs=costs, kept=kept_prices(tokens)
        )

    def _extend(  # noqa: PLR0913, PLR0917 (the state of one line's search)
        self,
        line: _Line,
        places: list[Cut],
        stop: int,
        paths: list[Path],
        rests: list[list[Path]],
        bounds: list[float],
    ) -> None:
        """Take every piece that ends at ``stop`` off the line."""
        closed = [self._close(path) for path in paths]
        best = min(closed, key=_COST)
        is_first = stop == len(places) - 1
        for start in range(stop - 1, -1, -1):
            if start and stop - start > PRICES.longest_piece:
                continue
            piece = _PieceWords(line, places[start], places[stop])
            price = piece.price + (PRICES.untouched if is_first and start == 0 else 0.0)
            bound = price + self._estimate(line, piece, best)
            if bound > bounds[start] + PRICES.slack:
                continue
            bounds[start] = min(bounds[start], bound)
            rests[start] += self._take(line, piece, closed, price, is_first=is_first)

    def _estimate(self, line: _Line, piece: "_PieceWords", best: Closed) -> float:
        """About what the piece costs after the ``best`` path: no worse one is worth extending."""
        if len(piece.keys) == 1:
            return best.path.cost + self._open_cost(best.path)
        cost = self._document.word(best.first, best.last, piece.keys[0])[0]
        if best.path.open_is_word and piece.is_word:
            cost = min(cost, 5.0)
        stop, letter = piece.stop.token, piece.stop.letter
        tail = self._half_cost(line.tokens[stop].key[:letter]) if letter else 0.0
        return best.cost + cost + line.costs[stop] - line.costs[piece.start.token + 1] + tail

    def _take(
        self,
        line: _Line,
        piece: "_PieceWords",
        closed: list[Closed],
        price: float,
        *,
        is_first: bool,
    ) -> list[Path]:
        keys, taken = piece.keys, []
        for path in closed:
            starts = [(path.cost + PRICES.apart, path.first, path.last, keys[0], False)]
            starts += self._joins(path.path, piece, is_first=is_first)
            for cost, first, last, key, joins in starts:
                link = Piece(path.path.piece, line.number, piece.start, piece.stop, joins)
                if len(keys) == 1:
                    taken.append(Path(cost + price, first, last, key, piece.is_word, link))
                    continue
                total, before, now = cost + price, first, last
                for word in (key, *keys[1 : min(len(keys) - 1, 3)]):
                    paid, number = self._document.word(before, now, word)
                    total, before, now = total + paid, now, number
                if len(keys) > 4:
                    begin = piece.start.token
                    total += line.costs[begin + len(keys) - 1] - line.costs[begin + 3]
                    before, now = line.ids[begin + len(keys) - 3 : begin + len(keys) - 1]
                taken.append(Path(total, before, now, keys[-1], piece.ends_in_word, link))
        return [min(taken, key=_COST)] if len(keys) > 4 else taken

    def _joins(
        self, path: Path, piece: "_PieceWords", *, is_first: bool
    ) -> Iterator[tuple[float, int, int, str, bool]]:
        """The open word of ``path`` and the first of ``piece`` as one word."""
        if not (path.open_is_word and piece.is_word and path.open):
            return
        key = path.open + piece.keys[0]
        ids = self._document.ngrams.ids
        price = PRICES.joined_over_lines if is_first else PRICES.joined
        if key not in ids and key not in self._document.own:
            if path.open in ids or piece.keys[0] in ids:
                return
            price += PRICES.joined_unknown
        yield path.cost + price, path.first, path.last, key, True

    def _close(self, path: Path) -> Closed:
        if not path.open:
            return Closed(path.cost, path.first, path.last, path)
        cost, number = self._document.word(path.first, path.last, path.open)
        return Closed(path.cost + cost, path.last, number, path)

    def _open_cost(self, path: Path) -> float:
        if not path.open:
            return 0.0
        cost, _ = self._document.word(path.first, path.last, path.open)
        if path.open_is_word:
            cost = min(cost, self._document.ngrams.starting(path.open) + PRICES.joined)
        return cost

    def _half_cost(self, key: str) -> float:
        return min(self._document.alone(key), self._document.ngrams.starting(key) + PRICES.joined)

    def _prune(self, paths: list[Path]) -> list[Path]:
        """The best path of every state, and of those the best few."""
        best: dict[tuple[int, int, str], Path] = {}
        for path in paths:
            state = (path.first, path.last, path.open)
            if state not in best or path.cost < best[state].cost:
                best[state] = path
        ranked = sorted(
            (path.cost + self._open_cost(path), at, path) for at, path in enumerate(best.values())
        )
        limit = ranked[0][0] + PRICES.window if ranked else 0.0
        return [path for cost, _, path in ranked[: PRICES.beam] if cost < limit]


class _PieceWords:
    """The keys of the tokens between two cuts, and the price of cutting just there."""

    __slots__ = ("ends_in_word", "is_word", "keys", "price", "start", "stop")

    def __init__(self, line: _Line, start: Cut, stop: Cut) -> None:
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
        self.price = start.price + line.kept[end] - line.kept[start.token + 1]
