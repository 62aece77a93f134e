"""Footnote marks, which nobody reads aloud: [۱], ¹, *, [نیازمند منبع]."""

import re

from narrator.lang import Tables
from narrator.normalize.rules import CLASS, PatternRule

_SUPERSCRIPT = "\u00b9\u00b2\u00b3\u2070\u2074-\u2079\u207d\u207e\u1d43-\u1d61"
_NUMBERS = r"\d{1,3}(?:\s?[,،؛–-]\s?\d{1,3})*"


def rule(tables: Tables) -> PatternRule:
    notes = "|".join(re.escape(row["written"]) for row in tables.rows("footnotes"))
    return PatternRule(
        name="footnote",
        pattern=re.compile(
            rf"\s?\[\s?(?:(?:{notes})?\s?{_NUMBERS}|{notes}|[*†‡a-z])\s?\]"
            rf"|(?<=[\w.،؛؟!»)])[{_SUPERSCRIPT}]+"
            r"|(?<=[^\W\d_])\s?[*†‡٭]{1,3}(?![\w*])"
        ),
        verbalise=lambda _match, _context: "",
        priority=CLASS,
        trigger=re.compile(rf"[\[*†‡٭{_SUPERSCRIPT}]"),
    )
