"""What golden tables cannot say: options, memory, a user's own tables, what is loaded when."""

import subprocess
import sys
from pathlib import Path

import pytest

from narrator.errors import DataError
from narrator.lang import Tables, data_path, read_table, table
from narrator.normalize import Normalizer
from narrator.normalize.latin import respell, spell
from narrator.normalize.rules import Context, Rule, all_rules
from narrator.normalize.split import split


def spoken(text: str, *, acronyms: str = "spell", name_emoji: bool = False) -> str:
    context = Context(acronyms=acronyms, name_emoji=name_emoji)
    return Normalizer(context=context).paragraph(text).spoken


def test_an_acronym_the_article_defines_is_remembered_and_can_be_expanded() -> None:
    normalizer = Normalizer(context=Context(acronyms="expand"))
    normalizer.paragraph("نخست‌وزیر سابق، عمران خان (IK)، بازداشت شد.")
    assert normalizer.paragraph("هواداران IK آمدند.").spoken == "هواداران عمران خان آمدند."


def test_the_bracket_that_defines_an_acronym_is_not_said_twice_where_it_is_expanded() -> None:
    text = "صندوق بین‌المللی پول (IMF)، به نقل از Free Press Union (FPU)، خبر داد. FPU رفت."
    assert spoken(text, acronyms="expand") == (
        "صندوق بین‌المللی پول، به نقل از فری پرس یونیون، خبر داد. فری پرس یونیون رفت."
    )


def test_an_acronym_that_no_table_knows_is_kept_as_a_word_where_it_can_be_said() -> None:
    assert spoken("LOKA و FBI و BBC و LKT") == "ال‌او‌کی‌ای و اف‌بی‌آی و بی‌بی‌سی و ال‌کی‌تی"
    assert spoken("LOKA و FBI و BBC و LKT", acronyms="keep") == ("لوکا و اف‌بی‌آی و بی‌بی‌سی و ال‌کی‌تی")


def test_a_definition_that_does_not_fit_the_letters_teaches_nothing() -> None:
    context = Context(acronyms="expand")
    Normalizer(context=context).paragraph("رئیس ستاد ارتش پاکستان (XQZ) رفت.")
    assert context.defined == {}


def test_a_known_acronym_is_expanded_only_on_request() -> None:
    text = "فرمانده ناجا با IMF مخالف است."
    assert spoken(text) == "فرمانده ناجا با آی‌ام‌اف مخالف است."
    assert spoken(text, acronyms="expand") == (
        "فرمانده نیروی انتظامی جمهوری اسلامی با صندوق بین‌المللی پول مخالف است."
    )


@pytest.mark.parametrize("acronyms", ["spell", "keep", "expand"])
def test_a_row_settles_whether_an_acronym_is_spelled_kept_as_a_word_or_expanded(
    tmp_path: Path, acronyms: str
) -> None:
    rules = laid_over(tmp_path, "acronyms", "IK\tآی‌کی\t", "QRS\tکرس\t", "IMF\tصندوق پول\t")
    context = Context(acronyms=acronyms)
    normalizer = Normalizer(rules, context)
    normalizer.paragraph("نخست‌وزیر سابق، عمران خان (IK)، بازداشت شد.")
    assert normalizer.paragraph("IK و QRS و IMF").spoken == "آی‌کی و کرس و صندوق پول"


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("آفرین 👍", "آفرین پسندیدن"),
        ("برد 🇮🇷 مبارک", "برد پرچم ایران مبارک"),
        ("خوشحالم 👍🏽", "خوشحالم پسندیدن"),
    ],
)
def test_emoji_are_named_on_request(written: str, named: str) -> None:
    assert spoken(written, name_emoji=True) == named


def laid_over(folder: Path, name: str, *lines: str) -> tuple[Rule, ...]:
    header = "\t".join(table(name)[0])
    (folder / f"{name}.tsv").write_text("\n".join([header, *lines]), encoding="utf-8")
    return all_rules(Tables([folder]))


def overlay(folder: Path, name: str, *lines: str) -> Normalizer:
    return Normalizer(laid_over(folder, name, *lines))


def test_a_user_adds_an_abbreviation(tmp_path: Path) -> None:
    normalizer = overlay(tmp_path, "abbreviations", "سمن\tسازمان مردم‌نهاد")
    assert normalizer.paragraph("این سمن تازه است.").spoken == "این سازمان مردم‌نهاد تازه است."
    assert normalizer.paragraph("ر.ک. فصل دو.").spoken == "رجوع کنید به فصل دو."


def test_a_user_overrides_the_reading_of_an_acronym(tmp_path: Path) -> None:
    normalizer = overlay(tmp_path, "acronyms", "CIA\tسی‌آی‌ای\t", "QQQ\tکوکوکو\t")
    assert normalizer.paragraph("CIA و QQQ").spoken == "سی‌آی‌ای و کوکوکو"


def test_a_user_names_a_brand(tmp_path: Path) -> None:
    assert overlay(tmp_path, "names", "Zarrin Co\tزرین‌کو").paragraph("شرکت Zarrin Co").spoken == (
        "شرکت زرین‌کو"
    )


@pytest.mark.parametrize(
    "line",
    ["سمن\tNGO\t", "سمن سازمان", "سمن\tسازمان\t\tNGO", "\tسازمان\t", "سمن {کس}\tسازمان\t"],
)
def test_a_bad_entry_is_reported_with_file_and_line(tmp_path: Path, line: str) -> None:
    with pytest.raises(DataError) as caught:
        overlay(tmp_path, "abbreviations", "ناجا\tناجا\t", line)
    assert (caught.value.file, caught.value.line) == (tmp_path / "abbreviations.tsv", 3)


def test_a_table_of_an_unknown_name_is_reported_with_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "abreviations.tsv").touch()
    with pytest.raises(DataError, match=r"abreviations.tsv: .* did you mean abbreviations.tsv"):
        Tables([tmp_path])


def test_espeak_is_loaded_only_for_a_word_no_table_knows() -> None:
    program = (
        "import sys\n"
        "from narrator import espeakng\n"
        "from narrator.normalize import Normalizer\n"
        "Normalizer().paragraph('Google و NATO و F-16 و علی‌اکبر')\n"
        "assert not espeakng._open, 'loaded for nothing'\n"
        "Normalizer().paragraph('Livingston')\n"
        "assert espeakng._open\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


@pytest.mark.parametrize(
    ("word", "respelled"),
    [
        ("Johnston", "جانستون"),
        ("Spencer", "اسپنسر"),
        ("Queensland", "کوئینسلند"),
        ("Erdoğan", "اردوگان"),
        ("Maria", "ماریا"),
        ("Monitor", "مانیتور"),
        ("Phoenix", "فینیکس"),
    ],
)
def test_respelling_follows_ear_and_eye(word: str, respelled: str) -> None:
    assert respell(word) == respelled


def test_letters_have_persian_names() -> None:
    assert spell("FBI") == "اف‌بی‌آی"
    assert spell("éü") == "ای‌یو"


@pytest.mark.parametrize(
    ("joined", "pieces"),
    [
        ("ایرانزیبا", ("ایران", "زیبا")),
        ("روزجهانیکتاب", ("روز", "جهانی", "کتاب")),
        ("کتاب", ("کتاب",)),
        ("غژغژغژ", ("غژغژغژ",)),
        ("", ()),
    ],
)
def test_words_written_together_are_split(joined: str, pieces: tuple[str, ...]) -> None:
    assert split(joined) == pieces


@pytest.mark.parametrize(
    "name",
    ["abbreviations", "acronyms", "alphanumerics", "names", "english", "honorifics", "emoji"],
)
def test_bundled_tables_pass_the_checks_a_user_table_must_pass(name: str) -> None:
    path = data_path(f"{name}.tsv")
    rows = list(read_table(path, columns=list(table(name)[0])))
    keys = [next(iter(row.values())) for _, row in rows]
    assert len(keys) == len(set(keys))


def test_every_acronym_has_a_reading_or_a_meaning() -> None:
    assert [r["written"] for r in table("acronyms") if not (r["spoken"] or r["expansion"])] == []
