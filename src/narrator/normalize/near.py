"""Words beside a match that say what it is."""

import re
from collections.abc import Iterable
from re import Match, Pattern

_REACH = 48


def stems(words: Iterable[str]) -> Pattern[str]:
    """A pattern of words that begin with one of ``words``: «بازی» finds «بازی‌های»."""
    return re.compile(rf"(?<!\w)(?:{any_of(words)})")


def words(cues: Iterable[str]) -> Pattern[str]:
    """A pattern of whole words, with the endings of a plural or a verb: «بازی‌ها», «پیروزی»."""
    return re.compile(rf"(?<!\w)(?:{any_of(cues)})(?:ها|های|ی|ش|ند|ه)?(?!\w)")


def leads(words: Iterable[str]) -> Pattern[str]:
    """A pattern for ``before``: the last word there is one of ``words``."""
    return re.compile(rf"(?<![\w\u200c])(?:{any_of(words)})[\s(]*$")


def before(match: Match[str], cue: Pattern[str], reach: int = _REACH) -> bool:
    """Whether ``cue`` is found among the ``reach`` characters that lead up to the match."""
    return cue.search(match.string, max(0, match.start() - reach), match.start()) is not None


def after(match: Match[str], cue: Pattern[str], reach: int = _REACH) -> bool:
    return cue.search(match.string, match.end(), match.end() + reach) is not None


def follows(match: Match[str], cue: Pattern[str]) -> bool:
    """Whether the very next word is a ``cue``."""
    at = match.end()
    return cue.match(match.string, at + 1 if match.string[at : at + 1] == " " else at) is not None


def around(match: Match[str], cue: Pattern[str], reach: int = _REACH) -> bool:
    return before(match, cue, reach) or after(match, cue, reach)


def any_of(words: Iterable[str]) -> str:
    """A fragment that matches any of ``words``, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
