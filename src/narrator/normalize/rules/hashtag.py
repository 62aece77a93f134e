"""Hashtags, split into words: #ایران_ما and #ایرانما -> «هشتگ ایران ما»."""

import re
from re import Match

from narrator.lang import Tables
from narrator.normalize.address import addresses
from narrator.normalize.near import before
from narrator.normalize.numbers import cardinal, digits
from narrator.normalize.rules import CLASS, Context, PatternRule
from narrator.normalize.rules.spelling import Spelling
from narrator.normalize.split import split

_PIECE = re.compile(r"[A-Za-zÀ-ɏ]+|\d+|[\u0620-\u06d3\u200c]+")
_LONGEST_NUMBER = 6


def rule(tables: Tables) -> PatternRule:
    book = addresses(tables)
    spelling = Spelling(tables)
    hashtag = book.sign("hashtag")
    named = re.compile(rf"{hashtag}\w*[\u200c\w]*[\s«:]*$")

    def piece(written: str, *, whole: bool) -> str:
        if written.isdigit():
            return cardinal(written) if len(written) <= _LONGEST_NUMBER else digits(written)
        if "\u0620" <= written[0] <= "\u06d3":
            word = written.strip("\u200c")
            return word if whole else " ".join(split(word))
        return book.name(written)

    def say(match: Match[str], _context: Context) -> str:
        parted = "_" in match[1]  # who parts words by «_» joins none
        pieces = [piece(part, whole=parted) for part in _PIECE.findall(match[1])]
        said = spelling.mend(" ".join(pieces))
        return said if before(match, named) else f"{hashtag} {said}"

    return PatternRule(
        name="hashtag",
        pattern=re.compile(r"(?<![\w&/#])#(?=[\d_]*[^\W\d_])([\w\u200c]+)"),
        verbalise=say,
        priority=CLASS,
        trigger=re.compile("#"),
    )
