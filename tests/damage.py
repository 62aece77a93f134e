"""Damages sound Persian as text extraction does, one class of damage at a time or all.

A line of a PDF is a row of text runs, emitted from left to right. Runs end at every
ZWNJ (which is lost), at marks, inside words where a ligature or another font begins,
and, in justified lines, at spaces.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

ZWNJ = "\u200c"
_MIRROR = str.maketrans("()[]", ")(][")
_NON_JOINING = "اآدذرزژو"
_LIGATURES = ("لا", "ست", "ید", "یز", "ان", "ند", "تا", "نی", "لی", "بی", "ری", "سا", "ها", "ما")


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """Shares are probabilities; ``width`` is that of a printed line in characters, 0 for none."""

    width: int = 0
    zwnj: bool = False
    reversed_runs: float = 0.0
    cut_words: float = 0.0
    stops: bool = False
    brackets: bool = False
    glued: float = 0.0
    justified: float = 0.0


CLASSES = {
    "wrapped": Damage(width=90),
    "zwnj": Damage(width=90, zwnj=True, stops=True),
    "stops": Damage(width=90, stops=True),
    "brackets": Damage(width=90, stops=True, brackets=True),
    "reversed": Damage(width=90, stops=True, reversed_runs=0.12),
    "cut": Damage(width=90, stops=True, cut_words=0.08),
    "glued": Damage(width=90, stops=True, glued=0.02),
    "justified": Damage(width=90, stops=True, reversed_runs=0.12, justified=0.5),
    "all": Damage(
        width=90, zwnj=True, stops=True, brackets=True,
        reversed_runs=0.12, cut_words=0.05, glued=0.004, justified=0.3,
    ),
}  # fmt: skip


def damaged(paragraphs: list[str], damage: Damage, seed: int) -> str:
    """The text that an extractor would give for a page of ``paragraphs``."""
    rng = random.Random(seed)
    pages = []
    for paragraph in paragraphs:
        lines = [_line(line, damage, rng) for line in _wrapped(paragraph, damage.width, rng)]
        lines[0] += " " * 8
        lines[-1] = "   " + lines[-1]
        pages.append("\n".join(lines))
    return "\n\n".join(pages) + "\n"


def _wrapped(paragraph: str, width: int, rng: random.Random) -> Iterator[str]:
    line = ""
    for word in paragraph.split(" "):
        if width and line and len(line) + len(word) > width + rng.randint(-4, 4):
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def _line(line: str, damage: Damage, rng: random.Random) -> str:
    if damage.justified and rng.random() < damage.justified:
        damage = replace(damage, reversed_runs=max(damage.reversed_runs, 0.5))
        wide = ["  ", "   ", " "]
    else:
        wide = ["  ", "   ", " ", " ", ""]
    out = ""
    for run, ends_at in reversed(list(_runs(line, damage, rng))):
        out += run
        gaps = {
            "space": wide,
            "word": ["", " ", "  "],
            "zwnj": ["", "", "", " "],
            "mark": ["", " "],
        }
        out += rng.choice(gaps.get(ends_at, [""]))
    return out


def _runs(line: str, damage: Damage, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Runs in the order of reading, each with what it begins after: a space, a mark ..."""
    run, after = "", ""
    for piece, kind in _pieces(line, damage, rng):
        if kind and run.strip():
            yield run, after
            run, after = "", kind
        run += piece
    if run.strip():
        yield run, after


def _pieces(line: str, damage: Damage, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Parts of ``line``, and where a new run begins, after what."""
    for at, word in enumerate(line.split(" ")):
        if at:
            if rng.random() < damage.glued:
                yield "", ""
            elif rng.random() < damage.reversed_runs:
                yield "", "space"
            else:
                yield " ", ""
        yield from _word(word, damage, rng)


def _word(word: str, damage: Damage, rng: random.Random) -> Iterator[tuple[str, str]]:
    body = word.rstrip(".؟!")
    stop = word[len(body) :]
    if damage.brackets and not re.search("[A-Za-z]", body):
        for part in re.split(r"([()\[\]])", body):
            if part and part in "()[]":
                yield part.translate(_MIRROR), "mark"
                yield "", "mark"
            else:
                yield from _letters(part, damage, rng)
    else:
        yield from _letters(body, damage, rng)
    if stop:
        yield stop, "mark" if damage.stops else ""
        yield "", "mark" if damage.stops else ""


def _letters(word: str, damage: Damage, rng: random.Random) -> Iterator[tuple[str, str]]:
    for at, part in enumerate(word.split(ZWNJ)):
        if at:
            yield ("", "zwnj") if damage.zwnj else (ZWNJ, "")
        places = [
            place
            for place in range(1, len(part))
            if part[place].isalpha()
            and (part[place - 1] in _NON_JOINING or part[place : place + 2] in _LIGATURES)
        ]
        if places and len(part) > 2 and rng.random() < damage.cut_words:
            place = rng.choice(places)
            yield part[:place], ""
            yield part[place:], "word"
        else:
            yield part, ""
