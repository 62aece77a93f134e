"""Beam search for the order in which the pieces of damaged lines were written.

Extraction emits the pieces of a right-to-left line from left to right. So a line is
read by taking pieces off its right end, each read from left to right; the words left
over on the left do not depend on the way taken, so paths that leave the same rest
compete. The last word of a path stays open: the next piece, or the next line, may
complete it.
"""

from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

from narrator.repair.affixes import ZWNJ, half_space
from narrator.repair.cuts import Cut, cuts, kept_prices
from narrator.repair.document import Document
from narrator.repair.pieces import HISTORY, Line, Piece, PieceWords
from narrator.repair.prices import PRICES
from narrator.repair.tokens import STOPS, Token

_COST = itemgetter(0)


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


class _Start(NamedTuple):
    """A path about to go on with the word ``key``, whose cost is still to come."""

    cost: float
    first: int
    last: int
    key: str
    glue: str
    after: Path


class Search:
    """Reads the lines of one region, in the order of the file."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._half_spaces: dict[tuple[str, str], bool] = {}
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

    def _line(self, number: int, tokens: list[Token]) -> Line:
        costs, ids = [0.0], [0, 0]
        for token in tokens:
            cost, word = self._document.word(ids[-2], ids[-1], token.key)
            costs.append(costs[-1] + cost)
            ids.append(word)
        return Line(
            number=number, tokens=tokens, ids=ids[2:], costs=costs, kept=kept_prices(tokens)
        )

    def _extend(  # noqa: PLR0913, PLR0917 (the state of one line's search)
        self,
        line: Line,
        places: list[Cut],
        stop: int,
        paths: list[Path],
        rests: list[list[Path]],
        bounds: list[float],
    ) -> None:
        """Take every piece that ends at ``stop`` off the line."""
        closed = sorted((self._close(path) for path in paths), key=_COST)
        best = closed[0]
        is_first = stop == len(places) - 1
        for start in range(stop - 1, -1, -1):
            if start and stop - start > PRICES.longest_piece:
                continue
            piece = PieceWords(line, places[start], places[stop])
            price = piece.kept + (PRICES.untouched if is_first and start == 0 else 0.0)
            bound = (
                price
                + min(piece.stop.space, piece.stop.half_space)
                + self._estimate(line, piece, best)
            )
            if bound > bounds[start] + PRICES.slack:
                continue
            bounds[start] = min(bounds[start], bound)
            limit = bounds[start] + PRICES.slack
            rests[start] += self._take(line, piece, closed, price, limit, is_first=is_first)

    def _estimate(self, line: Line, piece: PieceWords, best: Closed) -> float:
        """About what the piece costs after the ``best`` path: no worse one is worth extending."""
        if len(piece.keys) == 1:
            return best.path.cost + self._open_cost(best.path)
        cost = self._document.word(best.first, best.last, piece.keys[0])[0]
        if best.path.open_is_word and piece.is_word:
            cost = min(cost, 5.0)
        stop, letter = piece.stop.token, piece.stop.letter
        tail = self._half_cost(line.tokens[stop].key[:letter]) if letter else 0.0
        return best.cost + cost + line.costs[stop] - line.costs[piece.start.token + 1] + tail

    def _take(  # noqa: PLR0913 (the state of one line's search)
        self,
        line: Line,
        piece: PieceWords,
        closed: list[Closed],
        price: float,
        limit: float,
        *,
        is_first: bool,
    ) -> list[Path]:
        """The piece after each path where that costs less than ``limit``.

        Only after the best one if all would end alike.
        """
        keys, word = piece.keys, self._document.word
        ends_alike = len(keys) > HISTORY
        rest, before, now = piece.rest(line)
        taken: list[Path] = []
        for start in self._starts(piece, closed, limit - price, is_first=is_first):
            total, first, last = start.cost + price, start.first, start.last
            if total >= limit:
                continue
            if len(keys) > 1:
                cost, number = word(first, last, start.key)
                total, first, last = total + cost, last, number
                if total >= limit:
                    continue
            if len(keys) > 2:
                cost, number = word(first, last, keys[1])
                total, first, last = total + cost, last, number
            if len(keys) > 3:
                total += word(first, last, keys[2])[0] + rest
                first, last = before, now
            if total < limit:
                link = Piece(start.after.piece, line.number, piece.start, piece.stop, start.glue)
                open_word = keys[-1] if len(keys) > 1 else start.key
                path = Path(total, first, last, open_word, piece.ends_in_word, link)
                if ends_alike:
                    taken, limit = [path], total
                else:
                    taken.append(path)
                    limit = min(limit, total + PRICES.window)
        return taken

    def _starts(
        self, piece: PieceWords, closed: list[Closed], limit: float, *, is_first: bool
    ) -> Iterator[_Start]:
        """Every way to go on with the piece: the rest of an open word, after a ZWNJ, or anew."""
        key, stop = piece.keys[0], piece.stop
        joined = PRICES.joined_over_lines if is_first else stop.word + PRICES.joined
        for path in closed:
            before = path.path
            if before.cost > limit:
                continue
            between, glue = stop.space + PRICES.apart, " "
            if piece.is_word and before.open_is_word and before.open:
                yield from self._joined(before, key, joined)
                if not is_first and self._parts_at_half_space(before.open, key):
                    between, glue = stop.half_space, ZWNJ
            yield _Start(path.cost + between, path.first, path.last, key, glue, before)

    def _joined(self, path: Path, head: str, price: float) -> Iterator[_Start]:
        """The open word of ``path`` and the first of a piece as one word."""
        key, ids = path.open + head, self._document.ngrams.ids
        if key not in ids and key not in self._document.own:
            if path.open in ids or head in ids:
                return
            price += PRICES.joined_unknown
        yield _Start(path.cost + price, path.first, path.last, key, "", path)

    def _parts_at_half_space(self, last: str, first: str) -> bool:
        pair = (last, first)
        found = self._half_spaces.get(pair)
        if found is None:
            found = half_space(last, first, self._document.ngrams, runs_part=True)
            self._half_spaces[pair] = found
        return found

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
