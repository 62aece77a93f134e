"""Which inflected forms share the readings of a homograph, and how they are read."""

import pytest

from narrator.pronounce.inflection import Analyser

ANALYSER = Analyser(
    homographs={
        "آرم": {"Arm": 0, "Aram": 1},
        "برد": {"bord": 2, "barad": 3},
        "رود": {"rud": 10, "ravad": 11},
        "مرد": {"mard": 4, "mord": 5},
        "ادبا": {"odabA": 6, "adabA": 7},
        "شهره": {"Sohre": 8, "Sahre": 9},
        "مجری": {"mojri": 12, "majri": 13},
    },
    verbs={"برد": {"bord", "barad"}, "رود": {"ravad"}},
    plain={"مردم"},
)


@pytest.mark.parametrize(
    ("form", "rows", "readings"),
    [
        ("آرم", [0, 1], ["Arm", "Aram"]),
        ("آرمش", [0, 1], ["ArmaS", "AramaS"]),
        ("آرم‌های", [0, 1], ["ArmhA", "AramhA"]),
        ("می‌برد", [2, 3], ["mibord", "mibarad"]),
        ("نمی‌برد", [2, 3], ["nemibord", "nemibarad"]),
        ("می‌رود", [11], ["miravad"]),
        ("رودها", [10, 11], ["rudhA", "ravadhA"]),
        ("نبرد", [2, 3], ["nabord", "nabarad"]),
        ("ادبای", [6, 7], ["odabA", "adabA"]),
        ("شهرهٔ", [8, 9], ["Sohre", "Sahre"]),
        ("شهره‌ای", [8, 9], ["Sohre?i", "Sahre?i"]),
        ("مجریان", [12, 13], ["mojriyAn", "majriyAn"]),
    ],
)
def test_readings(form: str, rows: list[int], readings: list[str]) -> None:
    assert ANALYSER.readings(form) == (rows, readings)


@pytest.mark.parametrize(
    "form", ["مردم", "بمرد", "کتاب", "شهرهای", "مجریم", "", "م", "آرم" * 20, "کتاب‌ها"]
)
def test_other_words_have_none(form: str) -> None:
    assert ANALYSER.readings(form) == ((), ())
