"""The tagger on whole sentences, on odd input, and on files that are no tagger."""

import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrator.errors import DataError, NarratorError
from narrator.lang import data_path
from narrator.pronounce.tagger import Tag, Tagger

MODEL = data_path("models/tagger.npz")
SENTENCES = [
    line.split()
    for line in (
        "خانه قدیمی پدربزرگ در خیابان باریک شهر ویران شد .",
        "او کتاب را روی میز گذاشت و رفت",
        "وزیر خارجه ایران با همتای روسی خود دیدار کرد .",
    )
]


@cache
def shared() -> Tagger:
    return Tagger.load(MODEL)


@pytest.fixture
def tagger() -> Tagger:
    return shared()


def ezafe(tagger: Tagger, sentence: str) -> set[str]:
    words = sentence.split()
    (tags,) = tagger.tag([words])
    return {word for word, tag in zip(words, tags, strict=True) if tag.ezafe > 0.5}


def reading(tagger: Tagger, sentence: str, word: str) -> str:
    words = sentence.split()
    (tags,) = tagger.tag([words])
    return tags[words.index(word)].readings[0][0]


@pytest.mark.parametrize(
    ("sentence", "bearers"),
    [
        ("خانه قدیمی پدربزرگ ویران شد .", {"خانه", "قدیمی"}),
        ("کتاب روی میز است .", {"روی"}),
        ("وزیر خارجه ایران به تهران رفت .", {"وزیر", "خارجه"}),
        ("او دیروز به مدرسه رفت .", set()),
        ("هوای سرد زمستان رسید .", {"هوای", "سرد"}),
    ],
)
def test_finds_the_ezafe(tagger: Tagger, sentence: str, bearers: set[str]) -> None:
    assert ezafe(tagger, sentence) == bearers


@pytest.mark.parametrize(
    ("sentence", "word", "expected"),
    [
        ("یک دسته گل زیبا روی میز بود .", "گل", "gol"),
        ("کفش‌هایش پر از گل بود و باران می‌بارید .", "گل", "gel"),
        ("پدر این مرد دیروز در بیمارستان درگذشت .", "مرد", "mard"),
        ("کشتی در بندر لنگر انداخت .", "کشتی", "kaSti"),
        ("تیم کشتی آزاد ایران سه مدال طلا گرفت .", "کشتی", "koSti"),
    ],
)
def test_reads_homographs_by_their_sentence(
    tagger: Tagger, sentence: str, word: str, expected: str
) -> None:
    assert reading(tagger, sentence, word) == expected


def test_inflected_homographs_share_the_readings_of_their_word(tagger: Tagger) -> None:
    assert reading(tagger, "گل‌های باغ را آب داد .", "گل‌های") == "golhA"


def test_probabilities_of_readings_sum_to_one_and_fall(tagger: Tagger) -> None:
    for tag in tagger.tag(SENTENCES)[2]:
        chances = [chance for _, chance in tag.readings]
        assert chances == sorted(chances, reverse=True)
        assert not chances or sum(chances) == pytest.approx(1, abs=1e-5)


def test_batches_say_what_single_sentences_say(tagger: Tagger) -> None:
    together = tagger.tag(SENTENCES)
    for sentence, tags in zip(SENTENCES, together, strict=True):
        (alone,) = tagger.tag([sentence])
        assert [tag.ezafe for tag in alone] == pytest.approx([t.ezafe for t in tags], abs=1e-4)
        assert [r for t in alone for r, _ in t.readings] == [r for t in tags for r, _ in t.readings]


def test_is_deterministic(tagger: Tagger) -> None:
    assert tagger.tag(SENTENCES) == Tagger.load(MODEL).tag(SENTENCES)


@pytest.mark.parametrize("word", ["خانهٔ", "خانه‌ی", "کتابِ", "خانۀ"])
def test_a_written_ezafe_is_certain(tagger: Tagger, word: str) -> None:
    ((first, _),) = tagger.tag([[word, "ما"]])
    assert first.ezafe == 1.0


def test_punctuation_carries_no_ezafe(tagger: Tagger) -> None:
    assert all(tag == Tag(ezafe=0.0) for tag in tagger.tag([["،", "«", "…", "."]])[0])


@pytest.mark.parametrize(
    "sentence",
    [
        [],
        [""],
        ["ک" * 500],
        ["\u064e\u0650\u0652"],
        ["Only", "English", "words", "here", "."],
        ["salam", "chetori"],
        ["北京", "🙂", "\u200c"],
        ["ک", "ت", "ا", "ب"],
        ["کتاب"] * 3000,
    ],
)
def test_odd_input_gets_a_tag_a_word(tagger: Tagger, sentence: list[str]) -> None:
    (tags,) = tagger.tag([sentence])
    assert len(tags) == len(sentence)
    assert all(0 <= tag.ezafe <= 1 for tag in tags)


@given(st.lists(st.lists(st.text(max_size=12), max_size=12), max_size=5))
@settings(max_examples=40, deadline=None)
def test_any_text_gets_a_tag_a_word(sentences: list[list[str]]) -> None:
    tags = shared().tag(sentences)
    assert [len(t) for t in tags] == [len(s) for s in sentences]


def test_loads_and_reads_quickly() -> None:
    start = time.thread_time()
    tagger = Tagger.load(MODEL)
    loaded = time.thread_time()
    tagger.tag(SENTENCES * 100)
    read = time.thread_time()
    characters = 100 * sum(len(" ".join(sentence)) for sentence in SENTENCES)
    assert loaded - start < 0.3
    assert characters / (read - loaded) > 10_000


def damaged(path: Path) -> None:
    content = bytearray(MODEL.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


def cut(path: Path) -> None:
    path.write_bytes(MODEL.read_bytes()[:-1000])


def swapped(path: Path) -> None:
    with path.open("wb") as file:
        np.savez(file, weights=np.zeros(3), format=np.frombuffer(b"another model", np.uint8))


def mixed(path: Path) -> None:
    with np.load(MODEL) as model, path.open("wb") as file:
        np.savez(file, **{**model, "words.codes": model["words.codes"][:10]})


def text(path: Path) -> None:
    path.write_text("not a model", encoding="utf-8")


def missing(path: Path) -> None:
    assert not path.exists()


@pytest.mark.parametrize("spoil", [damaged, cut, swapped, mixed, text, missing])
def test_a_bad_model_file_gives_one_clear_error(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    path = tmp_path / "tagger.npz"
    spoil(path)
    with pytest.raises(DataError, match=r"tagger\.npz: is not a tagger model") as caught:
        Tagger.load(path)
    assert isinstance(caught.value, NarratorError)
    assert "\n" not in str(caught.value)
