"""A sentence in the parts that one voice reads at one go.

It is cut where another voice takes over (a quotation, a run of English), and at
its clauses where it is longer than an engine takes; the takes then follow on
each other with a clause's pause between them, or none.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from narrator.config import Pauses
from narrator.model import Milliseconds, Sentence, Token, Utterance, Word
from narrator.pronounce import split
from narrator.segment import CLAUSE_ENDS, fitting

_OPENERS, _CLOSERS = "«“", "»”"
_LATIN = re.compile(r"[A-Za-z]")
_LETTER = re.compile(r"[^\W\d_]")
_COMMA = Word(text="،", phonemes="")
SPEECH = 4
"""Words from which on a quotation is speech and no mere name, colon or not."""
RUN = 3
"""Latin words in a row that are English and no names in a Persian sentence."""


def by_voice(
    utterance: Utterance, *, quotes: bool, english: bool, pauses: Pauses
) -> list[Utterance]:
    """Parts of one kind and language each: "quote" between «…», "en" in runs of English.

    ``pauses`` follow a part that ends with a clause mark; those with one of their own end it.
    """
    sentence = utterance.sentence
    tokens = sentence.tokens
    kinds = [sentence.kind] * len(tokens)
    languages = [sentence.language] * len(tokens)
    if quotes:
        for start, stop in _quotations(tokens, inside=sentence.quoted):
            kinds[start:stop] = ["quote"] * (stop - start)
    if english and sentence.language != "en":
        for start, stop in _english(tokens):
            languages[start:stop] = ["en"] * (stop - start)
    roles = list(zip(kinds, languages, strict=True))
    changes = {at for at in range(1, len(tokens)) if roles[at] != roles[at - 1]}
    cuts = sorted(changes | set(_rests(tokens, pauses)))
    return [
        replace(part, sentence=replace(part.sentence, kind=kind, language=language))
        for part, (kind, language) in zip(
            _cut(utterance, cuts, pauses), [roles[at] for at in [0, *cuts]], strict=True
        )
    ]


def within(
    utterance: Utterance, script: Callable[[Utterance], str], limit: int, pauses: Pauses
) -> Iterator[tuple[Utterance, str]]:
    """Parts with their scripts, none over ``limit`` characters unless it is one word."""
    whole = script(utterance)
    if len(whole) <= limit:
        yield utterance, whole
        return
    tokens = [piece for token in utterance.sentence.tokens for piece in _words(token)]
    spoken = sum(len(token.spoken) for token in tokens)
    pieces = list(fitting(tokens, max(1, spoken * limit // len(whole))))
    if len(pieces) == 1:
        yield utterance, whole
        return
    finer = replace(utterance, sentence=replace(utterance.sentence, tokens=tuple(tokens)))
    for part in _cut(finer, list(accumulate(map(len, pieces)))[:-1], pauses):
        yield from within(part, script, limit, pauses)


def still_quoted(tokens: Sequence[Token], *, inside: bool) -> bool:
    """Whether a quotation is open behind ``tokens``; ``inside``: whether one was before."""
    marks = [token.written for token in tokens if token.written in _OPENERS + _CLOSERS]
    return marks[-1] in _OPENERS if marks else inside


def _quotations(tokens: Sequence[Token], *, inside: bool) -> Iterator[tuple[int, int]]:
    """Where somebody speaks, the marks included: first token and the one behind the last."""
    at = 0
    if inside:
        at = _with_marks(tokens, _closing(tokens, 0))
        yield 0, at
    while at < len(tokens):
        if tokens[at].written in _OPENERS:
            stop = _closing(tokens, at)
            said = sum(bool(_LETTER.search(token.spoken)) for token in tokens[at:stop])
            before = next((t.written for t in reversed(tokens[:at]) if t.kind != "space"), "")
            is_open = tokens[stop - 1].written not in _CLOSERS
            if before == ":" or said >= SPEECH or is_open:
                stop = _with_marks(tokens, stop)
                yield at, stop
            at = stop
        else:
            at += 1


def _closing(tokens: Sequence[Token], start: int) -> int:
    """The position behind the mark that closes a quotation, or behind the last token."""
    ends = (at + 1 for at in range(start, len(tokens)) if tokens[at].written in _CLOSERS)
    return next(ends, len(tokens))


def _english(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Runs of ``RUN`` Latin words or more, numbers and marks among them included."""
    latin = [at for at, token in enumerate(tokens) if _is_latin(token)]
    at = 0
    while at < len(latin):
        last = at
        while last + 1 < len(latin) and not any(
            _LETTER.search(token.written) for token in tokens[latin[last] + 1 : latin[last + 1]]
        ):
            last += 1
        if last - at + 1 >= RUN:
            yield latin[at], _with_marks(tokens, latin[last] + 1)
        at = last + 1


def _is_latin(token: Token) -> bool:
    letters = _LETTER.findall(token.written)
    return bool(letters) and all(map(_LATIN.match, letters))


def _with_marks(tokens: Sequence[Token], at: int) -> int:
    """``at``, moved behind the spaces and marks that follow the word before it."""
    while at < len(tokens) and not _says(tokens[at]) and tokens[at].written not in _OPENERS:
        at += 1
    return at


def _says(token: Token) -> bool:
    return any(_LETTER.search(piece) or piece.isdigit() for piece in split(token))


def _words(token: Token) -> list[Token]:
    """``token``, or a token for each word it is said in: the first holds what was written."""
    first, *rest = token.spoken.split() or [token.spoken]
    space = replace(token, written="", spoken=" ", kind="space")
    more = (piece for word in rest for piece in (space, replace(token, written="", spoken=word)))
    return [replace(token, spoken=first), *more] if rest else [token]


def _cut(utterance: Utterance, cuts: Sequence[int], pauses: Pauses) -> Iterator[Utterance]:
    """Cut in front of the tokens at ``cuts``; only the last part has the sentence's own end."""
    tokens = utterance.sentence.tokens
    starts = [0, *accumulate(len(split(token)) for token in tokens)]
    for start, stop in pairwise([0, *cuts, len(tokens)]):
        words = utterance.words[starts[start] : starts[stop]]
        sentence = replace(utterance.sentence, tokens=tokens[start:stop])
        if stop < len(tokens):
            sentence = replace(sentence, pause_after=_breath(sentence, pauses))
            # Without a mark an engine would let the voice fall as at the end.
            words = words if words and not words[-1].phonemes else (*words, _COMMA)
        yield Utterance(sentence=sentence, words=words)


def _breath(sentence: Sentence, pauses: Pauses) -> Milliseconds:
    mark = sentence.written[-1:]
    return pauses.behind(mark) or (pauses.clause if mark in CLAUSE_ENDS else Milliseconds(0))


def _rests(tokens: Sequence[Token], pauses: Pauses) -> Iterator[int]:
    """Where something is said behind a mark, and before it, that has a pause of its own."""
    said = [at for at, token in enumerate(tokens) if _says(token)]
    for at, token in enumerate(tokens):
        if token.kind == "punct" and pauses.behind(token.written) and said:
            stop = _with_marks(tokens, at)
            if said[0] < at and stop <= said[-1]:
                yield stop
