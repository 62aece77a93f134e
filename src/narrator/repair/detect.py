"""Which parts of a text are damaged. Cheap: patterns on lines, no model.

What is looked for does not happen in sound text, or hardly: a stop before the word it
touches, a mirrored bracket, a letter that stands alone. One kind of sign proves nothing
(poets and careless typists make some of them), save a stop that begins a line; a region
is suspected where several signs stand among short lines.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from narrator.lang import table

_P = r"[\u0621-\u063a\u0641-\u064a\u067e-\u06cc]"
_WIDE = re.compile(rf"{_P}[،.]?[ \t\u00a0]{{2,}}{_P}")
_PERSIAN = re.compile(_P)
_LONGEST_LINE = 180  # a printed line; a sound paragraph is longer
_LEAST_SIGNS = 3
_LEAST_KINDS = 2
_LEAST_SHARE = 0.12


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Lines ``start`` to ``stop``, half-open."""

    start: int
    stop: int


def regions(lines: list[str]) -> Iterator[Region]:
    """The parts of a text whose lines look damaged, in order."""
    for run in _runs(lines):
        persian = [at for at in range(run.start, run.stop) if _PERSIAN.search(lines[at])]
        signs = [match for at in persian if (match := _signs().search(lines[at]))]
        wide = sum(1 for at in persian if _WIDE.search(lines[at]))
        kinds = Counter(match.lastgroup for match in signs)
        if (
            (len(kinds) >= _LEAST_KINDS or kinds["line"] >= _LEAST_KINDS)
            and len(signs) >= min(_LEAST_SIGNS, max(2, len(persian) // 2))
            and len(signs) + wide / 2 >= _LEAST_SHARE * len(persian)
        ):
            yield run


@cache
def _signs() -> re.Pattern[str]:
    halves = "|".join(row["written"] for row in table("word_parts") if row["kind"] == "half")
    return re.compile(
        rf"(?P<line>^\s*[.؟!](?:\s?{_P}|\s*$|\s*\([A-Za-z]))"  # a line begins with a stop
        rf"|(?P<stop>(?:^|\s)[.؟]{_P}{{2}})"  # «تلخ  .بکاهد»
        rf"|(?P<run>{_P}[.؟]{_P}{{3}})"  # «حال،تفا.موافقت»
        rf"|(?P<letter>(?<!\S)[اپتثجحخدذرژسشصطظعغفقکگلن](?=\s+{_P}{{2}}))"  # a lone letter
        rf"|(?P<half>(?<!\S)(?:{halves})\s{{2,}}{_P})"  # half a word, a gap
        rf"|(?P<bracket>{_P}\){_P}|\s\){_P}|{_P}\(\s)"  # turned over
    )


def _runs(lines: list[str]) -> Iterator[Region]:
    """Maximal runs of lines short enough to be printed lines."""
    start = 0
    for at, line in enumerate([*lines, "x" * (_LONGEST_LINE + 1)]):
        if len(line.strip()) > _LONGEST_LINE or line.startswith("```"):
            if start < at:
                yield Region(start=start, stop=at)
            start = at + 1
