"""Bullets and rules of dashes or stars at the edge of a paragraph: seen, never said."""

import re

from narrator.lang import Tables
from narrator.normalize.rules import CLASS, PatternRule

_BULLETS = "•●○◦▪▫■□◆◇►▶▸‣⁃∙·➢➤✓✔✦★☆❖*–—\\-"


def rule(_tables: Tables) -> PatternRule:
    return PatternRule(
        name="bullet",
        pattern=re.compile(
            rf"^\s*(?:(?:[{_BULLETS}\u00b9\u00b2\u00b3]|[o>+](?=\s))\s+)+|[*=_~#-]{{3,}}|[•●■◆▪]+"
        ),
        verbalise=lambda _match, _context: "",
        priority=CLASS,
        trigger=re.compile(rf"^\s*[{_BULLETS}\u00b9\u00b2\u00b3o>+]|[*=_~#-]{{3}}|[•●■◆▪]"),
    )
