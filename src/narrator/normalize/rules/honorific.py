"""Blessings after a name: «محمد (ص)» -> «محمد صلی‌الله علیه و آله»."""

import re

from narrator.lang import Tables
from narrator.normalize.rules import CLASS, PatternRule

_PATTERN = re.compile(
    r"(?<=[\u0620-\u06d3\u200c\s»])[(\[]\s?(?P<short>[\u0620-\u06d3\u200c. ]{1,40}?)\s?[)\]]"
)
_DOTS = re.compile(r"[.\u200c ]")


def rule(tables: Tables) -> PatternRule:
    spoken = {_DOTS.sub("", short): said for short, said in tables.spoken("honorifics").items()}
    spoken |= {_DOTS.sub("", said): said for said in spoken.values()}
    return PatternRule(
        name="honorific",
        pattern=_PATTERN,
        accept=lambda match, _context: _DOTS.sub("", match["short"]) in spoken,
        verbalise=lambda match, _context: spoken[_DOTS.sub("", match["short"])],
        priority=CLASS,
        trigger=re.compile(r"[(\[]"),
    )
