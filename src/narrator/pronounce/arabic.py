"""Arabic phrases written in Persian: the article is heard between their parts.

    حجت‌الاسلام  hojjat + ol + eslAm        فوق‌العاده  fowq + ol + ?Ade
    عبدالرحمن    abd + or + rahmAn          فی‌الواقع   fi -> fe + l + vAqe?

The l of the article becomes the next sound where that is made with the tip of
the tongue (the "sun letters"); a long vowel before the article is shortened.
"""

from collections.abc import Iterator

ZWNJ = "\u200c"
_SUN = frozenset("تثدذرزسشصضطظلن")
_SHORT = {"A": "a", "i": "e", "u": "o"}


def splits(word: str) -> Iterator[tuple[str, str]]:
    """What stands before and after each article in ``word``; nothing before it at its start."""
    at = word.find("ال")
    while at >= 0:
        before, after = word[:at].removesuffix(ZWNJ), word[at + 2 :].removeprefix(ZWNJ)
        if len(after) > 2 and len(before) != 1:
            yield before, after
        at = word.find("ال", at + 1)


def join(before: str, after: str, written: str) -> str:
    """The phonemes of a phrase; ``written`` is its last part as it is spelled."""
    if not before:
        link = "a"
    elif before[-1] in _SHORT:
        link, before = _SHORT[before[-1]], before[:-1]
    else:
        link = "o"
    if written[0] in _SUN:
        return before + link + after[0] + after
    return before + link + "l" + ("?" if after[0] in "aAeoiu" and before else "") + after
