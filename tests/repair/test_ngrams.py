"""The word model: probabilities that are ones, and the order of words that it prefers."""

import math

import pytest

from narrator.repair.ngrams import Ngrams


@pytest.mark.parametrize("history", ["<s> <s>", "وزیر امور", "در سال", "بحران های", "هرگز کتاب"])
def test_what_may_follow_sums_to_one(history: str) -> None:
    ngrams = Ngrams.load()
    before, last = (ngrams.ids[word] for word in history.split())
    total = sum(math.exp(-ngrams.cost(before, last, word)) for word in ngrams.ids.values())
    assert total == pytest.approx(1.0, abs=0.1)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("وزیر امور خارجه پاکستان", "امور وزیر پاکستان خارجه"),
        ("از این کشور بازدید کرد", "بازدید از کرد این کشور"),
        ("در ماه های گذشته", "های در گذشته ماه"),
        ("نمی تواند نفت را بفروشد", "تواند نفت نمی بفروشد را"),
    ],
)
def test_the_true_order_is_the_cheaper(right: str, wrong: str) -> None:
    ngrams = Ngrams.load()

    def cost(text: str) -> float:
        ids = [ngrams.ids[word] for word in ("<s> <s> " + text + " .").split()]
        return sum(map(ngrams.cost, ids, ids[1:], ids[2:]))

    assert cost(right) < cost(wrong) - 5
