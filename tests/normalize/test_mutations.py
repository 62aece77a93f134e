"""No string at all makes the normaliser fail or say what no voice can read.

Golden sentences with wounds, scraps of what rules look for, and any Unicode.
NARRATOR_STRINGS says how many (a continuous build asks for a hundred thousand).
"""

import os
import random
import re
import unicodedata
from pathlib import Path

from narrator.lang import read_table
from narrator.normalize import Normalizer

COUNT = int(os.environ.get("NARRATOR_STRINGS", "1500"))
GOLDEN = Path(__file__).parents[1] / "golden" / "fa"
SENTENCES = [row["written"] for path in sorted(GOLDEN.glob("*.tsv")) for _, row in read_table(path)]
SCRAPS = "0123456789۰۱۲۳۴۵.,/:-–٫٬ ()«»،آبپتمیه\u200cABIVXabm°%٪$²½é\u064b\U0001f600\u202e\ud800"
UNREAD = re.compile(r"[0-9A-Za-z$€£%٪‰°=+×÷√±²³½<>≤≥@#&^_|~*/\\]")


def anything(chance: random.Random) -> str:
    return chr(chance.randrange(0x110000))


def wounded(chance: random.Random) -> str:
    text = list(chance.choice(SENTENCES))
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(text) + 1)
        kind = chance.randrange(4)
        if kind == 0:
            del text[at : at + 1]
        elif kind == 1:
            text[at:at] = chance.choice(SENTENCES)[: chance.randint(1, 12)]
        else:
            text.insert(at, chance.choice(SCRAPS) if kind == 2 else anything(chance))
    return "".join(text)


def string(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.7:
        return wounded(chance)
    if kind < 0.9:
        return "".join(chance.choices(SCRAPS, k=chance.randint(1, 40)))
    return "".join(anything(chance) for _ in range(chance.randint(1, 20)))


def test_any_string_is_read() -> None:
    chance = random.Random(7)
    for _ in range(COUNT):
        text = string(chance)
        read = Normalizer().paragraph(text)
        assert "".join(token.written for token in read.tokens) == text
        assert not UNREAD.search(read.spoken), text
        categories = {unicodedata.category(char) for char in read.spoken}
        assert not categories & {"Nd", "Nl", "No", "Cs", "So"}, text
