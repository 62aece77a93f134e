"""The times of words, in the form in which they are written."""

from functools import cache
from itertools import pairwise

import pytest

from narrator.config import Pauses, Settings
from narrator.model import Article, Block, Chapter, Span, Utterance
from narrator.normalize import Normalizer
from narrator.production.frontend import FrontEnd
from narrator.production.parts import within
from narrator.production.words import timed_words
from narrator.pronounce import Pronouncer


@cache
def pronouncer() -> Pronouncer:
    return Pronouncer()


def utterance(text: str) -> Utterance:
    chapter = Chapter(title="", blocks=(Block(kind="paragraph", text=text),))
    front_end = FrontEnd(Settings(), Normalizer(), pronouncer())
    (found,) = front_end.utterances(Article(title="", chapters=(chapter,)))
    return found


def heard(spoken: Utterance) -> list[Span]:
    """A second for each word that is said."""
    count = sum(bool(word.phonemes) for word in spoken.words)
    return [Span(start, stop) for start, stop in pairwise(range(count + 1))]


@pytest.mark.parametrize(
    "written",
    [
        "سلام |دنیا!",
        "گفت: |«بیا |برویم، |همین |حالا.»",
        "در |۱۲۵ |کیلومتری |تهران |(پایتخت) |بود.",
        "دولت |BBC |را |خیلی |خیلی |دوست |دارد.",
        "این |خانه |— که |دیدی |— مال |ماست.",
    ],
)
def test_words_as_written_with_their_marks(written: str) -> None:
    spoken = utterance(written.replace("|", ""))
    words = timed_words(spoken, heard(spoken))
    assert "|".join(text for text, _span in words) == written
    assert words[0][1].start == 0
    assert all(one.stop == next_.start for (_, one), (_, next_) in pairwise(words))
    assert words[-1][1].stop == len(heard(spoken))


def test_a_number_is_heard_from_its_first_word_to_its_last() -> None:
    spoken = utterance("۱۲۵ نفر آمدند.")
    assert timed_words(spoken, heard(spoken))[0] == ("۱۲۵ ", Span(0, 5))


def test_parts_of_a_long_sentence_keep_their_words() -> None:
    whole = utterance("او گفت که ۱۲۳٬۴۵۶٬۷۸۹ نفر، از شهرهای دور و نزدیک، به این جشن آمدند. ")
    parts = [p for p, _ in within(whole, lambda u: u.sentence.spoken, 30, Pauses())]
    assert len(parts) > 2
    texts = [text for part in parts for text, _span in timed_words(part, heard(part))]
    assert "".join(texts).strip() == whole.sentence.written


def test_times_that_do_not_fit_the_words_count_for_nothing() -> None:
    spoken = utterance("سلام دنیا.")
    assert timed_words(spoken, heard(spoken)[:-1]) == ()
    assert timed_words(spoken, ()) == ()
