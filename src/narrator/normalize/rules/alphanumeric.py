"""Letters and digits in one name: F-16 -> «اف شانزده», 5G -> «پنج جی»."""

import re
from collections.abc import Iterator
from functools import partial
from re import Match

from narrator.lang import Tables
from narrator.model import Span
from narrator.normalize.latin import LETTER, ending, fold, inflect, reader, spell
from narrator.normalize.numbers import cardinal, digits
from narrator.normalize.resolve import Candidate
from narrator.normalize.rules import CLASS, CONTEXT, FALLBACK, SHAPE, Context

_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_RUN = rf"[{LETTER}\d₀-₉]+"
_TOKEN = re.compile(
    rf"(?<![{LETTER}\d.#@_]){_RUN}(?:[-–.]{_RUN})*(?![{LETTER}])(?:\+\d*(?![{LETTER}\d]))?"
)
_PART = re.compile(rf"[{LETTER}]+|\d+|[-–.+]")
_NUMERAL = re.compile(r"[\d₀-₉]")
_LETTER = re.compile(f"[{LETTER}]")
# «کووید-۱۹», «۲۰-ساله»: the hyphen is no minus and no dash. «۲۰‌درصد» is two words.
_JOINT = re.compile(
    r"(?<=[\u0620-\u06d3])[-\u200c](?=\d)|(?<=\d)-(?=[\u0620-\u06d3])"
    r"|(?<=\d)\u200c(?!(?:ساله|ماهه|روزه|ساعته|نفره|گانه|ستاره|ها|ی)(?!\w))"
    r"(?=[\u0620-\u06d3]+(?<!ی)(?![\w\u200c]))"
)
_LONGEST_WORD = 4
_LONGEST_NUMBER = 4


class Alphanumeric:
    name = "alphanumeric"
    trigger = _NUMERAL

    def __init__(self, tables: Tables) -> None:
        self._reader = reader(tables)
        spoken = tables.spoken("alphanumerics").items()
        self._known = {written.lower(): reading for written, reading in spoken}

    def candidates(self, text: str, _context: Context) -> Iterator[Candidate]:
        for match in _TOKEN.finditer(text):
            if _LETTER.search(match[0]) and _NUMERAL.search(match[0]):
                suffix = ending(text, match.end())
                yield Candidate(
                    span=Span(match.start(), match.end() + len(suffix)),
                    rule=self.name,
                    priority=self._priority(match),
                    verbalise=partial(self._say, match[0], suffix),
                )
        for match in _JOINT.finditer(text):
            yield Candidate(
                span=Span(*match.span()),
                rule=self.name,
                priority=FALLBACK,
                verbalise=lambda: " ",
            )

    def _priority(self, match: Match[str]) -> int:
        """COP28 is a known name and no chemistry, M1A2 no amperes; 5G and μg/m3 may be units."""
        parts = _PART.findall(match[0])
        if match[0].lower() in self._known or self._reader.acronym(parts[0]):
            return CONTEXT + 1
        whole = not match.string.startswith("/", max(0, match.start() - 1))
        return CLASS + 5 if parts[0].isalpha() and whole else SHAPE

    def _say(self, token: str, suffix: str) -> str:
        known = self._known.get(token.lower())
        if known is None:
            parts = _PART.findall(token.translate(_SUBSCRIPTS))
            known = " ".join(filter(None, (self._part(parts, at) for at in range(len(parts)))))
        return inflect(known, suffix)

    def _part(self, parts: list[str], at: int) -> str:
        part = parts[at]
        if part.isdigit():
            plain = len(part) <= _LONGEST_NUMBER and not (len(part) > 1 and part[0] == "0")
            return cardinal(part) if plain else digits(part)
        if part == ".":
            return "نقطه" if parts[at - 1].isdigit() and parts[at + 1 : at + 2] else ""
        if part == "+":
            return "به‌علاوه" if parts[at + 1 :] else "پلاس"
        if part in "-–":
            return ""
        return self._letters(fold(part))

    def _letters(self, part: str) -> str:
        capitals = part.isupper() and len(part) < _LONGEST_WORD
        known = self._reader.acronym(part) or (None if capitals else self._reader.name(part))
        if known is not None:
            return known
        return spell(part) if len(part) < _LONGEST_WORD else self._reader.word(part)


def rule(tables: Tables) -> Alphanumeric:
    return Alphanumeric(tables)
