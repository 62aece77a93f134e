"""Web addresses: https://www.bbc.com/persian -> «بی‌بی‌سی دات کام اسلش پرشین».

The scheme and ``www.`` are left out, as is what nobody reads aloud: queries,
fragments and long paths.
"""

import re
from re import Match

from narrator.lang import Tables
from narrator.normalize.address import addresses
from narrator.normalize.rules import IDENTIFIER, Context, PatternRule

_LONGEST_PATH = 40
_STOPS = ".,!?:;'’-…"


def rule(tables: Tables) -> PatternRule:
    book = addresses(tables)
    known = "|".join(sorted(book.domains, key=len, reverse=True))
    host = r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*"
    pattern = re.compile(
        rf"(?:(?:https?|ftp)://(?:www\.)?|(?<![\w@.])www\.)(?P<host>{host})(?::\d+)?"
        rf"(?P<path>[/?#][!-;=?-~]*(?<![{_STOPS}]))?"
        rf"|(?<![\w@./-])(?P<bare>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?i:{known}))"
        rf"(?![A-Za-z0-9@]|\.[A-Za-z0-9])(?P<tail>/[!-;=?-~]*(?<![{_STOPS}]))?"
    )

    def say(match: Match[str], _context: Context) -> str:
        host = match["host"] or match["bare"]
        path = re.split("[?#]", match["path"] or match["tail"] or "")[0].rstrip("/")
        read = path if len(path) <= _LONGEST_PATH else ""
        return " ".join(filter(None, (book.host(host), book.path(read))))

    return PatternRule(
        name="url",
        pattern=pattern,
        verbalise=say,
        priority=IDENTIFIER,
        trigger=re.compile(r"\w\.[A-Za-z]|://"),
    )
