"""Numbers of books: شابک ۹۷۸-۶۰۰-۱۲۳-۴۵۶-۷, in the groups they are printed in."""

import re
from re import Match

from narrator.lang import Tables
from narrator.normalize.numbers import grouped
from narrator.normalize.rules import IDENTIFIER, Context, PatternRule

_PATTERN = re.compile(
    r"(?<!\w)(?P<name>شابک|ISBN(?:-1[03])?)(?P<between>[\s:]{1,3})"
    r"(?P<number>\d{13}|\d{9}[\dXx]"
    r"|(?=[\d -]{11,17}[\dXx])\d{1,5}(?:[ -]\d{1,7}){2,3}[ -][\dXx])(?![\w-])"
)


def rule(_tables: Tables) -> PatternRule:
    return PatternRule(
        name="isbn",
        trigger=re.compile("شابک|ISBN"),
        pattern=_PATTERN,
        verbalise=_verbalise,
        priority=IDENTIFIER,
    )


def _verbalise(match: Match[str], _context: Context) -> str:
    parts = re.split(r"[ -]", match["number"].upper())
    check = parts[-1][-1:] == "X"
    parts[-1] = parts[-1].removesuffix("X")
    # Printed in one piece it is read in pairs after the 978 all books share.
    sizes = (3, 2) if len(parts) == 1 else (7,)
    spoken = [grouped(part, sizes) for part in parts if part]
    return f"شابک{match['between']}{'، '.join([*spoken, 'ایکس'] if check else spoken)}"
