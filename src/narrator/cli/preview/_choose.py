"""What is to be said: a text, or some sentences of an article.

A source is read anew each time, so that a changed article, lexicon or setting is heeded.
"""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from narrator.config import Settings
    from narrator.model import Sentence, Utterance
    from narrator.pronounce.overrides import Entry

type Source = Callable[["Settings", tuple["Entry", ...]], list["Utterance"]]
"""Reads what was chosen; the entries are laid over the readings of the lexicons.

Raises ArticleError where there is nothing to say.
"""

_NUMBERS = re.compile(r"(?P<first>\d+)(?P<dash>\s*[-–—]\s*(?P<last>\d*))?")


def text(written: str) -> Source:
    """Each line is a paragraph."""

    def source(settings: "Settings", entries: "tuple[Entry, ...]") -> "list[Utterance]":
        from narrator.app import front_end
        from narrator.errors import ArticleError

        reader = front_end(settings, *entries)
        found = [u for line in written.splitlines() for u in reader.read(line).utterances]
        if not found:
            raise ArticleError("preview: the text holds no word that can be spoken")
        return found

    return source


def sentences(article: str, which: str) -> Source:
    """Sentences of ``article`` by number (3), range (3-7, 3-) or a word that they hold.

    Raises:
        ConfigError: the numbers make no range.
    """
    from narrator.cli._options import reading_options

    choose = _choice(which)

    def source(settings: "Settings", entries: "tuple[Entry, ...]") -> "list[Utterance]":
        from narrator.app import front_end
        from narrator.errors import ArticleError
        from narrator.read import read

        reader = front_end(settings, *entries)
        content = read(article, reading_options(article))
        found = list(choose(reader.sentences(content)))
        if not found:
            raise ArticleError(f"{article}: has no sentence {which}")
        return list(reader.pronounced(found))

    return source


def _choice(which: str) -> "Callable[[Iterator[Sentence]], Iterator[Sentence]]":
    from narrator.errors import ConfigError
    from narrator.production.frontend import holds

    numbers = _NUMBERS.fullmatch(which.strip())
    if not numbers:
        return lambda sentences: (s for s in sentences if holds(s, which))
    first = int(numbers["first"])
    last = (int(numbers["last"]) if numbers["last"] else None) if numbers["dash"] else first
    if first < 1 or (last is not None and last < first):
        raise ConfigError(f"--sentence {which}: sentences count from 1; 3, 3-7, 3- or a word")
    return lambda sentences: islice(sentences, first - 1, last)
