"""Acronyms: spelled with Persian letter names (BBZ -> «بی‌بی‌زد») or read as words (NATO -> «ناتو»).

One that the article defines itself, «عمران خان (IK)», is remembered with what it
stands for, and said in full where the context asks for expansion. A row of
``acronyms.tsv`` with no expansion keeps its reading there too.
"""

import re
from collections.abc import Iterator
from functools import cache

from narrator.lang import Tables, table
from narrator.model import Span
from narrator.normalize.latin import LETTER, is_spelled, reader, spell
from narrator.normalize.resolve import Candidate
from narrator.normalize.rules import SHAPE, Context

_TOKEN = re.compile(
    rf"(?<![{LETTER}\d.@])(?:(?:[A-Z]\.){{2,}}(?:[A-Z](?![{LETTER}.]))?"
    rf"|\.?[{LETTER}]+(?:[&.-][{LETTER}]+)*(?:\+\+?|#)?)(?!\d)"
)
_CAPITALS = re.compile(r"[A-Z]{2,}(?:&[A-Z]+)*s?|[A-Z](?:&[A-Z])+")
_SUFFIX = re.compile(r"(?:های|هایی|ها|ایی|ای|ی)(?![\u0620-\u06d3\u200c])")
_DEFINITION = re.compile(r"[(«]\s?([A-Z]{2,8})\s?[)»]")
_REACH = 120  # characters before a definition that may hold what it stands for


class Acronym:
    name = "acronym"
    trigger = re.compile(f"[{LETTER}]")

    def __init__(self, tables: Tables) -> None:
        self._reader = reader(tables)

    def candidates(self, text: str, context: Context) -> Iterator[Candidate]:
        for match in _DEFINITION.finditer(text):
            if meaning := _meaning(match[1], text[max(0, match.start() - _REACH) : match.start()]):
                context.acronyms.setdefault(match[1], meaning)
        end = len(text.rstrip())
        for match in _TOKEN.finditer(text):
            spoken = self._read(match[0], context)
            if spoken is None:
                continue
            stop = match.end()
            if suffix := _SUFFIX.match(text, stop):
                spoken, stop = f"{spoken}\u200c{suffix[0]}", suffix.end()
            elif match[0].endswith(".") and stop == end:
                spoken += "."
            yield Candidate(
                span=Span(match.start(), stop),
                rule=self.name,
                priority=SHAPE,
                verbalise=lambda spoken=spoken: spoken,  # type: ignore[misc]
            )

    def _read(self, written: str, context: Context) -> str | None:
        bare = written if written == ".NET" else written.replace(".", "")
        if context.expand_acronyms and bare not in self._reader.kept:
            full = context.acronyms.get(bare) or self._reader.expansions.get(bare)
            if full:
                return full
        known = self._reader.acronym(written) or self._reader.acronym(bare)
        if known is not None:
            return known
        if written.endswith("+") and (stem := self._read(written.rstrip("+"), context)):
            return f"{stem} پلاس"
        if _CAPITALS.fullmatch(bare) or (bare.isupper() and "." in written):
            return self._capitals(bare)
        return None

    def _capitals(self, word: str) -> str | None:
        if word.endswith("s"):
            singular = self._reader.acronym(word[:-1]) or self._capitals(word[:-1])
            return singular and f"{singular}\u200cها"
        if "&" in word:
            return " اند ".join(spell(part) for part in word.split("&"))
        if len(word) > 3 and (name := self._reader.name(word)):
            return name
        return spell(word) if is_spelled(word) else None


def _meaning(short: str, before: str) -> str:
    """The words before the bracket whose initials ``short`` is made of, else nothing."""
    words = before.split()[-len(short) :]
    initials = _initials()
    fits = len(words) == len(short) and all(
        word[0].upper() == letter or word[0] in initials.get(letter, "")
        for word, letter in zip(words, short, strict=True)
    )
    return " ".join(words).strip("«»()،") if fits else ""


@cache
def _initials() -> dict[str, str]:
    """Persian letters that a Latin initial may stand for."""
    return {row["latin"]: row["persian"] for row in table("initials")}


def rule(tables: Tables) -> Acronym:
    return Acronym(tables)
