"""Every rule has a golden table, every golden table a rule, and every line holds."""

from pathlib import Path

import pytest

from narrator.lang import read_table
from narrator.normalize import Normalizer
from narrator.normalize.rules import all_rules

TABLES = sorted((Path(__file__).parents[1] / "golden" / "fa").glob("*.tsv"))
CASES = [
    pytest.param(row["written"], row["spoken"], id=f"{path.stem}:{line}")
    for path in TABLES
    for line, row in read_table(path)
]


@pytest.mark.parametrize(("written", "spoken"), CASES)
def test_golden(written: str, spoken: str) -> None:
    assert Normalizer().paragraph(written).spoken == spoken
    assert Normalizer().paragraph(spoken).spoken == spoken, "not a fixed point"


def test_every_rule_has_its_table_and_every_table_its_rule() -> None:
    assert {path.stem for path in TABLES} == {rule.name for rule in all_rules()}


def test_every_table_holds_a_negative() -> None:
    for path in TABLES:
        assert any(row["written"] == row["spoken"] for _, row in read_table(path)), path.name
