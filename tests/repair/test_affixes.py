"""Where a ZWNJ belongs."""

import pytest

from narrator.repair.affixes import half_space
from narrator.repair.ngrams import Ngrams


def joined(pair: str, *, runs_part: bool = False) -> bool:
    last, first = pair.split()
    return half_space(last, first, Ngrams.load(), runs_part=runs_part)


@pytest.mark.parametrize("pair", ["کتاب ها", "می رود", "نخست وزیر", "خانه ای", "بین المللی"])
def test_parts_of_one_word_are_joined(pair: str) -> None:
    assert joined(pair)


@pytest.mark.parametrize("pair", ["کتاب ای", "در ها", "این کتاب", "داشته است", "ایالات متحده"])
def test_words_of_their_own_are_not(pair: str) -> None:
    assert not joined(pair)


@pytest.mark.parametrize("pair", ["به طور", "شناخته شده"])
def test_a_pair_that_is_sometimes_joined_is_where_runs_part(pair: str) -> None:
    assert not joined(pair)
    assert joined(pair, runs_part=True)
