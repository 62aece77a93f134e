"""A reading the author gives in the text: [کرم](kerm). Said is the word; ``pronounce`` reads it."""

import re

from narrator.lang import Tables
from narrator.normalize.rules import IDENTIFIER, PatternRule

_PATTERN = re.compile(r"\[([^\[\]\n]{1,80})\]\(([^()\s/:.#][^()/:.#\n]{0,80})\)")
_PERSIAN = re.compile(r"[\u0620-\u06d3]")


def rule(_tables: Tables) -> PatternRule:
    return PatternRule(
        name="inline",
        pattern=_PATTERN,
        accept=lambda match, _context: bool(_PERSIAN.search(match[1])),
        verbalise=lambda match, _context: match[1],
        priority=IDENTIFIER + 1,
        trigger=re.compile(r"\]\("),
    )
