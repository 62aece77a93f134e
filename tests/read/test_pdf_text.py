"""Order of right-to-left lines, brackets and ZWNJ of text from PDFs."""

import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from narrator.read.pdf.bidi import reading_order
from narrator.read.pdf.glyphs import Glyph
from narrator.read.pdf.lines import line_of
from narrator.read.pdf.text import mended

ZWNJ = "\u200c"


def read_back(visual: str, *, rtl: bool) -> str:
    return "".join(visual[at] for at in reading_order(visual, rtl=rtl))


@pytest.mark.parametrize(
    "text",
    [
        "متن سادهٔ فارسی، با نقطه.",
        "سال ۱۴۰۳ و ۱۲٫۵ درصد",
        "بهای آن 31,500 تومان و ساعت ۱۴:۳۰ در ۱۴۰۲/۳/۵ است",
        "شرکت Google و سازمان UNESCO",
        "از New York Times تا Boeing 747",
        "شبکهٔ 5G و COVID-19",
        "حدود ۱۰ MB داده",
        "با ۵۰٪ کمتر",
    ],
)
def test_right_to_left_lines(text: str) -> None:
    assert read_back(get_display(text, base_dir="R"), rtl=True) == text


@pytest.mark.parametrize("text", ["A word سلام دنیا here.", "Plain text, 3 words."])
def test_left_to_right_lines(text: str) -> None:
    assert read_back(get_display(text, base_dir="L"), rtl=False) == text


WORDS = st.lists(
    st.sampled_from(["سلام", "کتاب", "Google", "UN", "12", "3.5", "،", ".", ":"]), max_size=8
)


@given(WORDS)
def test_what_is_read_looks_as_it_did(words: list[str]) -> None:
    """The bidirectional algorithm lays the text that was read out as it stood on the page."""
    visual = get_display(" ".join(words), base_dir="R")
    assert get_display(read_back(visual, rtl=True), base_dir="R") == visual


@given(st.text(max_size=20), st.booleans())
def test_every_sign_is_read_once(text: str, rtl: bool) -> None:
    assert sorted(reading_order(text, rtl=rtl)) == list(range(len(text)))


@pytest.mark.parametrize(
    ("found", "right"),
    [
        ("وزیر )BBZ( گفت", "وزیر (BBZ) گفت"),
        ("وزیر )BBZ) گفت", "وزیر (BBZ) گفت"),
        ("»بیا« و »برو«", "«بیا» و «برو»"),
        ("یک (دو [سه]) چهار", "یک (دو [سه]) چهار"),
        ("۱) نخست", "۱) نخست"),
        ("کتاب مهم علي", "کتاب مهم علی"),
        ("كار بزرگ", "کار بزرگ"),
        ("میرود و میآید", f"می{ZWNJ}رود و می{ZWNJ}آید"),
        ("میخ و میان", "میخ و میان"),
        (f"می{ZWNJ}رود", f"می{ZWNJ}رود"),
    ],
)
def test_mended(found: str, right: str) -> None:
    assert mended(found) == right


def glyph(text: str, left: float, right: float, *, ends: bool = False) -> Glyph:
    """A glyph of 10 points; the ink of a letter that ``ends`` stands off its left side."""
    return Glyph(
        text=text,
        left=left,
        right=right,
        ink_left=left + 0.4 if ends else left - 0.1,
        ink_right=right,
        base=0.0,
        size=10.0,
        index=0,
    )


def text_of(glyphs: list[Glyph]) -> str:
    line = line_of(glyphs, rtl=True)
    return line.text if line else ""


def test_gaps_tell_words_and_joiners_apart() -> None:
    """«می» ends in a final form, so its ink stands off; then a word space."""
    glyphs = [
        glyph("م", 40, 45),
        glyph("ی", 35, 40, ends=True),
        glyph("ر", 30, 35, ends=True),
        glyph("و", 25, 30, ends=True),
        glyph("ن", 15, 20),
        glyph("ه", 10, 15),
    ]
    assert text_of(glyphs) == f"می{ZWNJ}رو نه"


def test_vowel_signs_follow_their_letter_and_bars_are_silent() -> None:
    glyphs = [
        glyph("ک", 20, 25),
        glyph("", 17, 20),
        glyph("م", 12, 17),
        glyph("ِ", 13, 15),
    ]
    assert text_of(glyphs) == "کمِ"


def test_a_blank_decides_between_narrow_gaps() -> None:
    letters = [glyph("ا", 20, 22), glyph("ب", 14, 18.2)]
    assert text_of(letters) == "اب"
    assert text_of([*letters, glyph(" ", 18.2, 18.2)]) == "ا ب"


def test_nothing_but_blanks_is_no_line() -> None:
    assert line_of([glyph(" ", 1, 2)], rtl=True) is None
