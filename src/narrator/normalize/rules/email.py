"""E-mail addresses: info@example.com -> «اینفو ات اگزمپل دات کام»."""

import re

from narrator.lang import Tables
from narrator.normalize.address import addresses
from narrator.normalize.rules import IDENTIFIER, PatternRule

_PATTERN = re.compile(
    r"(?<![A-Za-z0-9._%+-])(?:mailto:)?(?P<name>[A-Za-z0-9._%+-]+)@"
    r"(?P<host>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"
)


def rule(tables: Tables) -> PatternRule:
    book = addresses(tables)
    return PatternRule(
        name="email",
        pattern=_PATTERN,
        verbalise=lambda match, _context: " ".join(
            (book.path(match["name"]), book.sign("@"), book.host(match["host"].rstrip("-")))
        ),
        priority=IDENTIFIER,
        trigger=re.compile("[A-Za-z0-9]@[A-Za-z0-9]"),
    )
