"""Emoji: silent, or named where the context asks for it (😀 -> «خنده»)."""

import re
from collections.abc import Iterator

from narrator.lang import Tables
from narrator.model import Span
from narrator.normalize.resolve import Candidate
from narrator.normalize.rules import SHAPE, Context

_JOINERS = "\u20e3\ufe0e\ufe0f"  # keycaps and the choice between text and picture
_SKIN = "\U0001f3fb-\U0001f3ff"
_PICTURES = (
    "\u2139\u231a-\u23ff\u25aa-\u27bf\u2934\u2935\u2b05-\u2b55\u3030\u303d\U0001f000-\U0001fbff"
)
_FACE = r"(?<!\S)[:;=]-?[()DPp|]+(?!\S)"
_RUN = re.compile(rf"[{_PICTURES}{_JOINERS}\U000e0020-\U000e007f]+|{_FACE}")
_ONE = re.compile(rf"[\U0001f1e6-\U0001f1ff]{{2}}|[^{_JOINERS}{_SKIN}]")


class Emoji:
    name = "emoji"
    trigger = _RUN

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def candidates(self, text: str, context: Context) -> Iterator[Candidate]:
        for match in _RUN.finditer(text):
            yield Candidate(
                span=Span(*match.span()),
                rule=self.name,
                priority=SHAPE,
                verbalise=lambda run=match[0]: self._names(run) if context.name_emoji else "",  # type: ignore[misc]
            )

    def _names(self, run: str) -> str:
        known = self._tables.spoken("emoji")
        return "، ".join(known[one] for one in _ONE.findall(run) if one in known)


def rule(tables: Tables) -> Emoji:
    return Emoji(tables)
