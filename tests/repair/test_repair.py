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

KINDS = {
    "poem": """باران که می‌بارد، کوچه بوی خاک می‌دهد      و پنجره‌ها یکی‌یکی باز می‌شوند
کودکی از پلّه‌ها پایین می‌دود      چتری که فراموش شده، تنها می‌ماند
شب از پس دیوار آهسته می‌رسد      چراغ خانه‌ها روشن می‌شود
مادر کنار سماور نشسته است      و قصّه‌ای را که می‌داند از نو می‌گوید""",
    "list": """برای سفر به کوه این‌ها را همراه ببرید:
- کفش محکم و جوراب پشمی
- آب به اندازهٔ کافی، دست‌کم دو لیتر
- نان، پنیر، خرما و کمی شکلات
- نقشهٔ راه (گوشی همراه کافی نیست)
- چراغ‌قوه با باتری نو
پیش از رفتن، به کسی بگویید که کی برمی‌گردید.""",
    "dialogue": """— سلام، ببخشید، ایستگاه مترو کجاست؟
— همین خیابان را مستقیم بروید، بعد به چپ بپیچید.
— دور است؟
— نه، پنج دقیقه بیشتر راه نیست. من هم همان‌جا می‌روم!
— چه خوب! پس با هم برویم.
پیرمرد خندید و گفت: «جوان، عجله نکن؛ قطار بعدی ده دقیقهٔ دیگر می‌رسد.»""",
    "English": """زبان Python را در سال ۱۹۹۱ برنامه‌نویسی هلندی به نام Guido van Rossum منتشر کرد.
برای نصب بسته‌ها از pip استفاده می‌شود، اما بسیاری uv را سریع‌تر می‌دانند.
سازمان بهداشت جهانی (WHO) در گزارش تازهٔ خود از واکسن mRNA سخن گفته است.
فایل README.md را باز کنید و نسخهٔ 3.12 را برگزینید.""",
}


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


@pytest.mark.parametrize("kind", ["zwnj", "glued", "cut", "reversed", "justified"])
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


@pytest.mark.parametrize("kind", KINDS)
def test_sound_text_of_every_kind_comes_through_byte_for_byte(kind: str) -> None:
    text = KINDS[kind]
    assert repair(text).text == text
    wrapped = damaged(text.split("\n"), Damage(width=40), seed=5)
    assert repair(wrapped).text == wrapped


@pytest.mark.parametrize("damage", ["stops", "reversed", "cut", "all"])
@pytest.mark.parametrize("kind", KINDS)
def test_no_letter_of_a_damaged_text_is_lost_or_made_up(kind: str, damage: str) -> None:
    broken = damaged(KINDS[kind].split("\n"), CLASSES[damage], seed=6)
    mended = repair(broken).text
    letters = re.compile(r"[^\W_]")
    assert sorted(letters.findall(mended)) == sorted(letters.findall(broken))


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


@pytest.mark.parametrize("kind", ["stops", "brackets"])
def test_stops_alone_are_put_back_and_hardly_a_word_is_moved(kind: str) -> None:
    wrong = {"before": 0.0, "after": 0.0}
    for seed, text in enumerate(TEXTS):
        broken = damaged([line for line in text.split("\n") if line], CLASSES[kind], seed)
        wrong["before"] += 1 - right(text, broken)
        wrong["after"] += 1 - right(text, repair(broken).text)
    assert wrong["after"] < 0.6 * wrong["before"]


def test_a_name_seen_elsewhere_is_not_taken_apart() -> None:
    byline = " از مسکو دیدن کرد (BBZ) بلاول بوتو زرداری وزیر امور خارجه"
    broken = damaged([line for line in TEXTS[0].split("\n") if line], CLASSES["all"], seed=1)
    named = f"{byline}\n\n{broken}\n، وزیر امور خارجه، این هفتهبلاول بوتو بلافاصله پس از آن،\n"
    mended = repair(named).text
    assert mended.count("بلاول بوتو") == 2


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
