"""Damage mended, sound text untouched."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from damage import CLASSES, Damage, damaged
from narrator.repair import repair

ARTICLES = sorted((Path(__file__).parent / "articles").glob("*.txt"))
TEXTS = [path.read_text(encoding="utf-8") for path in ARTICLES]
SAMPLES = sorted(
    path for path in (Path(__file__).parents[2] / "samples").glob("*") if path.name != "qanat.txt"
)  # which is damaged on purpose


def words(text: str) -> list[str]:
    return re.findall(r"[\w\u200c]+", text)


def right(truth: str, text: str) -> float:
    """The share of neighbouring words of ``truth`` that are neighbours in ``text`` too."""
    pairs = list(zip(words(truth), words(truth)[1:], strict=False))
    found = set(zip(words(text), words(text)[1:], strict=False))
    return sum(pair in found for pair in pairs) / len(pairs)


@pytest.mark.parametrize("text", TEXTS, ids=[path.stem for path in ARTICLES])
def test_an_article_damaged_in_every_way_becomes_readable(text: str) -> None:
    broken = damaged([line for line in text.split("\n") if line], CLASSES["all"], seed=1)
    mended = repair(broken)
    assert mended.changed
    assert right(text, mended.text) > right(text, broken) + 0.3


@pytest.mark.parametrize("kind", ["zwnj", "cut", "reversed", "justified"])
def test_each_damage_is_lessened(kind: str) -> None:
    lines = [line for text in TEXTS for line in text.split("\n") if line]
    broken = damaged(lines, CLASSES[kind], seed=2)
    assert right("\n".join(lines), repair(broken).text) > right("\n".join(lines), broken) + 0.05


@pytest.mark.parametrize(
    "text",
    [*TEXTS, *(path.read_text(encoding="utf-8") for path in SAMPLES)],
    ids=lambda text: text[:20],
)
def test_sound_articles_come_through_byte_for_byte(text: str) -> None:
    assert repair(text).text == text
    wrapped = damaged([line for line in text.split("\n") if line], Damage(width=80), seed=3)
    assert repair(wrapped).text == wrapped


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "یک خط.",
        "الف) سیب\nب) انار\nج) انگور\nد) به\n",
        "— کجا می‌روی؟\n— خانه.\n— من هم می‌آیم.\n",
        "ز شرم آب شدم چون ندیدم آب حیات\nل لب تو به رخسار گل چه رنگی داد\n",
        "def f(x):\n    return x  # تابع\n\nprint(f(2))\n",
        "نسخهٔ 3.5 از .NET و فایل .gitignore\n",
        "The quick brown fox.\nروباه قهوه‌ای (fox) پرید.\n",
        "۱. یکم\n۲. دوم\n۳. سوم\n",
        "| نام | سن |\n|---|---|\n| علی | ۲۰ |\n",
        "او گفت ... و رفت .\nسپس ، برگشت .\n",
    ],
)
def test_sound_text_of_other_kinds_is_untouched(text: str) -> None:
    assert repair(text).text == text


def test_sound_parts_of_a_damaged_text_are_untouched() -> None:
    sound = "این بند سالم است و هیچ آسیبی ندیده است. " * 8
    broken = damaged([line for line in TEXTS[0].split("\n") if line], CLASSES["all"], seed=1)
    mended = repair(f"{sound}\n\n{broken}\n{sound}\n")
    assert mended.changed
    assert mended.text.startswith(sound + "\n")
    assert mended.text.endswith("\n" + sound + "\n")


def test_the_report_says_what_changed_and_how_sure() -> None:
    broken = damaged([line for line in TEXTS[1].split("\n") if line], CLASSES["all"], seed=1)
    mended = repair(broken)
    assert mended.gain > 0
    assert all(0 <= paragraph.confidence <= 1 for paragraph in mended.paragraphs)
    assert all("\n" not in paragraph.after for paragraph in mended.paragraphs)
    assert mended.lines == "\n".join(paragraph.after for paragraph in mended.paragraphs) + "\n"


def test_repair_is_deterministic() -> None:
    broken = damaged([line for line in TEXTS[2].split("\n") if line], CLASSES["all"], seed=4)
    assert repair(broken) == repair(broken)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet='اسلم بند.،()«»\n\u200cA1"-', max_size=200))
def test_any_text_is_survived(text: str) -> None:
    mended = repair(text)
    assert mended.changed or mended.text == text


def test_sound_text_is_passed_quickly() -> None:
    text = "\n".join(TEXTS) * 60
    started = time.process_time()
    assert not repair(text).changed
    assert time.process_time() - started < len(text.encode()) / 1e6
