"""Which reading wins, and that no text makes it slow."""

import time

import pytest

from narrator.model import Span
from narrator.normalize import Normalizer
from narrator.normalize.resolve import Candidate, resolve


def candidate(start: int, stop: int, priority: int = 50, rule: str = "r") -> Candidate:
    return Candidate(span=Span(start, stop), rule=rule, priority=priority, verbalise=lambda: "")


def test_priority_beats_length_beats_place() -> None:
    strong, long, early, late = (
        candidate(2, 3, 70),
        candidate(5, 9),
        candidate(4, 6),
        candidate(8, 10),
    )
    winners, losers = resolve([late, early, long, strong], 10)
    assert winners == [strong, long]
    assert losers == [early, late]


def test_neighbours_both_win_and_empty_spans_never_do() -> None:
    first, second, empty = candidate(0, 2), candidate(2, 4), candidate(4, 4)
    assert resolve([empty, second, first], 4) == ([first, second], [empty])


def test_losers_are_told() -> None:
    read = Normalizer().paragraph("نتیجه ۳-۱ بود.")
    assert {loser.rule for loser in read.losers} >= {"range", "cardinal"}


@pytest.mark.parametrize("hostile", ["1", "1.", "1/", "1-", "12:", "1,", '"', "([", "123,", "x^2"])
def test_hostile_text_takes_linear_time(hostile: str) -> None:
    normalizer = Normalizer()

    def cost(size: int) -> float:
        text = hostile * (size // len(hostile))
        start = time.process_time()
        normalizer.paragraph(text)
        return time.process_time() - start

    cost(1_000)
    # Eight times the text: quadratic work would take sixty-four times as long.
    assert cost(40_000) < 24 * max(cost(5_000), 0.002)
