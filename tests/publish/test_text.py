import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from narrator.publish.text import line, prose, shortened

ANY_TEXT = st.text(st.characters(exclude_categories=[]))


@given(ANY_TEXT)
def test_whatever_is_typed_is_fit_for_xml_and_turns_nothing_around(text: str) -> None:
    for tidy in (line(text), prose(text)):
        element = etree.Element("title")
        element.text = tidy
        assert etree.fromstring(etree.tostring(element)).text in (tidy, None)
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", tidy)


@given(ANY_TEXT)
def test_tidy_text_stays_as_it_is(text: str) -> None:
    assert prose(prose(text)) == prose(text)
    assert line(line(text)) == line(text)


@given(st.text(st.characters(categories=["L", "N", "P", "S"])))
def test_no_letter_is_lost(text: str) -> None:
    assert "".join(prose(text).split()) == "".join(text.split())


def test_joiners_and_direction_marks_stay() -> None:
    assert line("می‌\u200dروم \u200f(چای)\u200e 👩‍👧") == "می‌\u200dروم \u200f(چای)\u200e 👩‍👧"


def test_paragraphs() -> None:
    assert prose(" یک\r\nدو \n \n\n سه\u2028چهار ") == "یک دو\n\nسه چهار"


@given(st.text(min_size=0, max_size=60), st.integers(1, 50))
def test_shortened_never_exceeds(text: str, most: int) -> None:
    short = shortened(text, most)
    assert len(short) <= most
    assert short == text or short.endswith("…")


def test_shortened_cuts_between_words() -> None:
    assert shortened("چای سبز خوش‌عطر", 10) == "چای سبز…"
    assert unicodedata.category(shortened("چ" * 20, 10)[-2]) == "Lo"
