"""Other alphabets: Greek letters by name (α -> «آلفا»), Cyrillic by sound (Путин -> «پوتین»)."""

import re
import unicodedata
from re import Match

from narrator.lang import Tables
from narrator.normalize.rules import FALLBACK, Context, PatternRule

_GREEK = "\u0370-\u03ff"
_CYRILLIC = "\u0400-\u04ff"


def rule(tables: Tables) -> PatternRule:
    names = tables.spoken("letters")
    sounds = {row["letter"]: (row["initial"], row["spoken"]) for row in tables.rows("cyrillic")}

    def say(match: Match[str], _context: Context) -> str:
        if match.lastgroup == "greek":
            return " ".join(names[one] for char in match[0] if (one := _plain(char)) in names)
        letters = [sounds[char] for char in match[0].lower() if char in sounds]
        return "".join(letter[at > 0] for at, letter in enumerate(letters))

    return PatternRule(
        name="script",
        pattern=re.compile(rf"(?P<greek>[{_GREEK}]+)|(?P<cyrillic>[{_CYRILLIC}]+)"),
        verbalise=say,
        priority=FALLBACK,
        trigger=re.compile(f"[{_GREEK}{_CYRILLIC}]"),
    )


def _plain(char: str) -> str:
    """A Greek letter without its accents, in capitals."""
    return unicodedata.normalize("NFD", char)[0].upper()
