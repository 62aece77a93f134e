"""Acronyms: spelled with Persian letter names (BBZ -> «بی‌بی‌زد») or read as words (NATO -> «ناتو»).

One that the article defines itself, «عمران خان (IK)», is remembered with what it
stands for, and said in full where the context asks for expansion; the bracket that
would only say it again is silent then. A row of ``acronyms.tsv`` with no expansion
keeps its reading there too.
"""

import re
from collections.abc import Iterator
from functools import cache

from narrator.lang import Tables, table
from narrator.model import Span
from narrator.normalize.latin import (
    LETTER,
    ending,
    inflect,
    is_sayable,
    is_spelled,
    reader,
    respell,
    spell,
)
from narrator.normalize.resolve import Candidate
from narrator.normalize.rules import CLASS, SHAPE, Context

_TOKEN = re.compile(
    rf"(?<![{LETTER}\d.@])(?:(?:[A-Z]\.){{2,}}(?:[A-Z](?![{LETTER}.]))?"
    rf"|\.?[{LETTER}]+(?:[&.-][{LETTER}]+)*(?:\+\+?|#)?)(?!\d)"
)
_CAPITALS = re.compile(r"[A-Z]{2,}(?:&[A-Z]+)*s?|[A-Z](?:&[A-Z])+")
_DEFINITION = re.compile(r"\s?[(«]\s?([A-Z]{2,8})\s?[)»]")
_EXPLANATION = re.compile(r"(?P<short>[A-Z]{2,8})(?P<bracket>\s?\((?P<full>[^()]{2,80})\))")
_REACH = 120  # characters before a definition that may hold what it stands for


class Acronym:
    name = "acronym"
    trigger = re.compile(f"[{LETTER}]")

    def __init__(self, tables: Tables) -> None:
        self._reader = reader(tables)

    def candidates(self, text: str, context: Context) -> Iterator[Candidate]:
        yield from self._defined(text, context)
        end = len(text.rstrip())
        for match in _TOKEN.finditer(text):
            spoken = self._read(match[0], context)
            if spoken is None:
                continue
            if match[0].endswith(".") and match.end() == end:
                spoken += "."
            suffix = ending(text, match.end())
            span = Span(match.start(), match.end() + len(suffix))
            yield _candidate(span, SHAPE, inflect(spoken, suffix))

    def _defined(self, text: str, context: Context) -> Iterator[Candidate]:
        for match in _DEFINITION.finditer(text):
            before = text[max(0, match.start() - _REACH) : match.start()]
            if meaning := _meaning(match[1], before):
                context.defined.setdefault(match[1], meaning)
            if before.endswith(self._full(match[1], context) or "\0"):
                yield _candidate(Span(*match.span()), CLASS, "")
        for match in _EXPLANATION.finditer(text):
            if self._full(match["short"], context) == match["full"]:
                yield _candidate(Span(*match.span("bracket")), CLASS, "")

    def _full(self, short: str, context: Context) -> str | None:
        """What ``short`` stands for, where the context and the tables want it said."""
        if context.acronyms != "expand" or short in self._reader.kept:
            return None
        return context.defined.get(short) or self._reader.expansions.get(short)

    def _read(self, written: str, context: Context) -> str | None:
        bare = written if written == ".NET" else written.replace(".", "")
        if full := self._full(bare, context):
            return self._reader.phrase(full)
        known = self._reader.acronym(written) or self._reader.acronym(bare)
        if known is not None:
            return known
        if written.endswith("+") and (stem := self._read(written.rstrip("+"), context)):
            return f"{stem} پلاس"
        if _CAPITALS.fullmatch(bare) or (bare.isupper() and "." in written):
            keep = context.acronyms == "keep" and bare == written
            return self._capitals(bare, keep=keep)
        return None

    def _capitals(self, word: str, *, keep: bool) -> str | None:
        if word.endswith("s"):
            singular = self._reader.acronym(word[:-1]) or self._capitals(word[:-1], keep=keep)
            return singular and f"{singular}\u200cها"
        if "&" in word:
            return " اند ".join(spell(part) for part in word.split("&"))
        if len(word) > 3 and (name := self._reader.name(word)):
            return name
        if keep and is_sayable(word):
            return respell(word)
        return spell(word) if is_spelled(word) else None


def _candidate(span: Span, priority: int, spoken: str) -> Candidate:
    return Candidate(span=span, rule=Acronym.name, priority=priority, verbalise=lambda: spoken)


def _meaning(short: str, before: str) -> str:
    """The words before the bracket whose initials ``short`` is made of, else nothing."""
    words = [word.strip("«»()،") for word in before.split()[-len(short) :]]
    initials = _initials()
    fits = len(words) == len(short) and all(
        word and (word[0].upper() == letter or word[0] in initials.get(letter, ""))
        for word, letter in zip(words, short, strict=True)
    )
    return " ".join(words) if fits else ""


@cache
def _initials() -> dict[str, str]:
    """Persian letters that a Latin initial may stand for."""
    return {row["latin"]: row["persian"] for row in table("initials")}


def rule(tables: Tables) -> Acronym:
    return Acronym(tables)
