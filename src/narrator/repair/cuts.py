"""Where the pieces of a damaged line may begin, and what each beginning costs."""

from collections.abc import Iterator
from dataclasses import dataclass

from narrator.repair.document import VERB_PREFIXES, Document
from narrator.repair.ngrams import IMPOSSIBLE
from narrator.repair.prices import PRICES
from narrator.repair.tokens import GLUED, HALF_SPACE, STOPS, Token

_ENDS = frozenset(".؟!")


@dataclass(frozen=True, slots=True)
class Cut:
    """Before letter ``letter`` of token ``token``, and what it costs that pieces part here.

    The piece on the left is read after that on the right. What is between the two in the
    text that was: a space, a ZWNJ that was lost, or nothing, for they are one word.
    """

    token: int
    letter: int
    space: float = 0.0
    half_space: float = 0.0
    word: float = 0.0


def cuts(document: Document, tokens: list[Token], open_word: str) -> list[Cut]:
    """Every cut of a line in the order of the file, the end of the line as the last.

    ``open_word`` ended the line before; its other half may stand in this one.
    """
    inside = _inside(document, tokens, open_word)
    at_space = document.at_space(tokens)
    found = []
    for at, token in enumerate(tokens):
        found.append(_between(document, tokens, at, at_space))
        for letter in inside.get(at, ()):
            price = document.in_word + PRICES.whole * document.is_whole(token.key)
            half_space = PRICES.in_word_half_space if document.lost_half_spaces else price
            found.append(Cut(at, letter, price, half_space, price))
    return [*found, Cut(len(tokens), 0)]


def kept_prices(tokens: list[Token]) -> list[float]:
    """Running sums, one longer than ``tokens``, of what leaving each gap uncut costs."""
    sums = [0.0]
    for at, token in enumerate(tokens):
        sums.append(sums[-1] + (_kept(tokens[at - 1], token) if at else 0.0))
    return sums


def _kept(left: Token, right: Token) -> float:
    if right.gap == GLUED:
        return PRICES.glued_kept
    if right.gap > 1 and left.key not in STOPS and right.key not in STOPS:
        return PRICES.wide_gap_kept
    if right.gap == 0 and left.key in STOPS and right.is_word:
        return PRICES.touching_word_kept
    return PRICES.loose_stop_kept if right.gap > 0 and right.key in STOPS else 0.0


def _between(document: Document, tokens: list[Token], at: int, at_space: float) -> Cut:
    """The cut before a token."""
    if at == 0:
        return Cut(0, 0)
    price, gap = _price(document, tokens, at, at_space), tokens[at].gap
    word = min(price, document.in_word)
    if not document.lost_half_spaces:
        return Cut(at, 0, price, price, word)
    half_space = PRICES.at_half_space_lost + (PRICES.half_space_widened if gap > 0 else 0.0)
    return Cut(at, 0, price, min(price, half_space), word)


def _price(document: Document, tokens: list[Token], at: int, at_space: float) -> float:
    left, right = tokens[at - 1], tokens[at]
    if right.gap == HALF_SPACE:
        return PRICES.at_half_space
    if right.gap > 1:
        return PRICES.at_wide_gap
    if right.key in STOPS or left.key in _ENDS or (left.key in STOPS and right.gap == 0):
        return _price_at_stop(document, tokens, at)
    if not ((left.is_word or left.key in STOPS) and right.is_word):
        return PRICES.at_mark
    return at_space if right.gap > 0 else PRICES.at_glued


def _price_at_stop(document: Document, tokens: list[Token], at: int) -> float:
    right = tokens[at]
    if right.key in STOPS:
        loose = right.gap > 0 or (at + 1 < len(tokens) and tokens[at + 1].gap == 0)
        return PRICES.at_mark if loose else document.touching_stop
    if right.gap == 0:
        return PRICES.at_wide_gap
    return document.touching_stop


def _inside(document: Document, tokens: list[Token], open_word: str) -> dict[int, list[int]]:
    """The letters at which a rare token may be two fragments: both must be words or halves."""
    places = [
        (at, letter)
        for at, token in enumerate(tokens)
        if token.is_word and len(token.key) > 1 and document.alone(token.key) > PRICES.rare
        for letter in _plausible(document, token.key)
    ]
    words = {token.key for token in tokens if token.is_word}
    heads = words | {tokens[at].key[letter:] for at, letter in places}
    tails = words | {tokens[at].key[:letter] for at, letter in places} | {open_word}
    found: dict[int, list[int]] = {}
    for at, letter in places:
        tail, head = tokens[at].key[:letter], tokens[at].key[letter:]
        if (_is_word(document, head) or any(_is_joined(document, t + head) for t in tails)) and (
            _is_word(document, tail) or any(_is_joined(document, tail + h) for h in heads)
        ):
            found.setdefault(at, []).append(letter)
    if document.lost_half_spaces:
        for at, token in enumerate(tokens):
            if token.is_word:
                letters = {*found.get(at, ()), *_at_half_space(document, token.key)}
                found[at] = sorted(letters)
    return found


def _at_half_space(document: Document, key: str) -> Iterator[int]:
    """Where «ارزهای» may be «… ارز» and «های …», whose ZWNJ was after another word."""
    for letter in range(2, len(key) - 1):
        tail, head = key[:letter], key[letter:]
        if (head in document.endings and tail in document.ngrams.ids) or (
            tail in VERB_PREFIXES and head in document.ngrams.ids
        ):
            yield letter


def _plausible(document: Document, key: str) -> Iterator[int]:
    ngrams = document.ngrams
    for letter in range(1, len(key)):
        tail, head = key[:letter], key[letter:]
        if (tail in ngrams.ids or ngrams.starting(tail) < PRICES.fragment) and (
            head in ngrams.ids or ngrams.ending(head) < PRICES.fragment
        ):
            yield letter


def _is_word(document: Document, key: str) -> bool:
    return key in document.own or _known(document, key) < PRICES.fragment_alone


def _is_joined(document: Document, key: str) -> bool:
    return key in document.own or _known(document, key) < PRICES.fragment_joined


def _known(document: Document, key: str) -> float:
    number = document.ngrams.ids.get(key)
    return IMPOSSIBLE if number is None else document.ngrams.unigram[number]
