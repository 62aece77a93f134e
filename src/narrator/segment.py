"""Tokens to sentences. A sentence never ends inside a token, so «3.5» and «ق.م.» are safe."""

from collections.abc import Iterator, Sequence

from narrator.model import Token

_ENDS = frozenset(".!?؟…۔\n")
_CLOSERS = frozenset("»\"'”’)]}›")
CLAUSE_ENDS = frozenset("؛;:،,—–")
MAX_LENGTH = 400
"""Characters of spoken text after which a sentence is broken at its best place."""


def sentences(tokens: Sequence[Token], limit: int = MAX_LENGTH) -> Iterator[tuple[Token, ...]]:
    """The sentences of a paragraph in order; joined they are ``tokens`` again.

    A sentence ends with a stop and the quotes and brackets that close behind it.
    One longer than ``limit`` is broken after a clause mark, else between words.
    """
    start = 0
    for stop in _ends(tokens):
        yield from fitting(tokens[start:stop], limit)
        start = stop
    if start < len(tokens):
        yield from fitting(tokens[start:], limit)


def _ends(tokens: Sequence[Token]) -> Iterator[int]:
    """Positions just behind the last token of each sentence."""
    at = 0
    while at < len(tokens):
        if _is_mark(tokens[at], _ENDS):
            while at + 1 < len(tokens) and _is_mark(tokens[at + 1], _ENDS | _CLOSERS):
                at += 1
            # A stop glued to the next word («a.b») ends nothing unless letters of two
            # words meet there; the space decides.
            if at + 1 == len(tokens) or tokens[at + 1].kind == "space":
                while at + 1 < len(tokens) and tokens[at + 1].kind == "space":
                    at += 1
                yield at + 1
            elif tokens[at].spoken in "!?؟…" or tokens[at + 1].kind == "word":
                yield at + 1
        at += 1


def _is_mark(token: Token, marks: frozenset[str]) -> bool:
    return token.kind == "punct" and token.spoken in marks and bool(token.spoken)


def fitting(tokens: Sequence[Token], limit: int) -> Iterator[tuple[Token, ...]]:
    """``tokens`` in pieces of about ``limit`` spoken characters, cut where a reader breathes."""
    left = sum(len(token.spoken) for token in tokens)
    start = 0
    while left > limit:
        # The last two pieces share what is left, so that no scrap remains.
        goal = limit if left >= 2 * limit else -(-left // 2)
        stop = _best_cut(tokens, start, goal)
        if stop == len(tokens):
            break
        yield tuple(tokens[start:stop])
        left -= sum(len(token.spoken) for token in tokens[start:stop])
        start = stop
    yield tuple(tokens[start:])


def _best_cut(tokens: Sequence[Token], start: int, limit: int) -> int:
    """Behind the last clause mark within ``limit`` characters, else the last space."""
    length, clause, space = 0, 0, 0
    at = start
    while at < len(tokens) and (length < limit or not (clause or space)):
        token = tokens[at]
        length += len(token.spoken)
        at += 1
        if _is_mark(token, CLAUSE_ENDS):
            clause = at
        elif token.kind == "space":
            clause = at if clause == at - 1 else clause
            space = at
    # A clause mark in the first third would leave a scrap; a space further on is better.
    return clause if clause - start > (at - start) // 3 else space or at
