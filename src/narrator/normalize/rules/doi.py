"""Numbers of scholarly papers: doi:10.1038/nature12373."""

import re
from re import Match

from narrator.lang import Tables
from narrator.normalize.address import addresses
from narrator.normalize.latin import spell
from narrator.normalize.near import before, stems
from narrator.normalize.numbers import cardinal
from narrator.normalize.rules import IDENTIFIER, PAIRED, Context, PatternRule

_PATTERN = re.compile(
    r"(?<![\w/.])(?:(?:https?://)?(?:dx\.)?doi\.org/|(?:doi|DOI):?\s?)?"
    r"10\.(?P<registrant>\d{4,9})/(?P<name>[A-Za-z0-9][A-Za-z0-9._()/-]*[A-Za-z0-9])"
)
_NAMED = stems(["شناسه", "DOI", "دی‌او‌آی"])


def rule(tables: Tables) -> PatternRule:
    known = addresses(tables)

    def verbalise(match: Match[str], _context: Context) -> str:
        parts = [known.path(part) for part in re.split(r"[./]", match["name"])]
        marks = ["نقطه" if mark == "." else "اسلش" for mark in re.findall(r"[./]", match["name"])]
        name = " ".join(word for pair in zip(parts, [*marks, ""], strict=True) for word in pair)
        named = "" if before(match, _NAMED, 24) else spell("DOI")
        return f"{named} ده نقطه {cardinal(match['registrant'])} اسلش {name}".strip()

    return PatternRule(
        name="doi", trigger=PAIRED, pattern=_PATTERN, verbalise=verbalise, priority=IDENTIFIER
    )
