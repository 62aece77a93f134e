"""Every bundled table passes the checks a user's table has to pass; what fails is told where."""

from pathlib import Path

import pytest

from narrator.errors import DataError
from narrator.lang import Tables, data_path, read_table, table
from narrator.normalize import Normalizer
from narrator.normalize.rules import all_rules

RULE_TABLES = (
    "codes currencies day_halves decimal_cues duration_cues eras formulas magnitudes measure_cues"
    " months operators percent prefixes roman_cues score_cues symbols telephone_cues time_zones"
    " units version_cues"
)


@pytest.mark.parametrize("name", RULE_TABLES.split())
def test_bundled_entries_are_sound(name: str) -> None:
    columns = list(table(name)[0])
    assert len(list(read_table(data_path(f"{name}.tsv"), columns))) == len(table(name))


def overlay(folder: Path, name: str, *lines: str) -> Tables:
    header = "\t".join(table(name)[0])
    (folder / f"{name}.tsv").write_text("\n".join([header, *lines]), encoding="utf-8")
    return Tables([folder])


def test_a_user_adds_a_unit_and_renames_a_currency(tmp_path: Path) -> None:
    overlay(tmp_path, "units", "man\tمن\t\tno")
    tables = overlay(tmp_path, "currencies", "$\tدلار آمریکا")
    spoken = Normalizer(all_rules(tables)).paragraph("۳ man گندم، $5").spoken
    assert spoken == "سه من گندم، پنج دلار آمریکا"


@pytest.mark.parametrize(
    ("name", "line", "complaint"),
    [
        ("units", "man", "columns"),
        ("units", "man\tمن", "apart"),
        ("units", "man\tman\t\tno", "Persian letters"),
        ("units", "man\tمن\tz\tno", "prefixes"),
        ("codes", "کد من\ttwo\t4", "groups"),
        ("codes", "کد من\t2\tmany", "shortest"),
        ("months", "مهرگان\tjalali\t13\t=", "number"),
        ("roman_cues", "فصل\tfirst\t", "reading"),
    ],
)
def test_a_bad_entry_is_told_with_file_and_line(
    tmp_path: Path, name: str, line: str, complaint: str
) -> None:
    tables = overlay(tmp_path, name, line)
    with pytest.raises(DataError, match=complaint) as caught:
        all_rules(tables)
    assert (caught.value.file, caught.value.line) == (tmp_path / f"{name}.tsv", 2)
