"""What the tagger sees of a word: its normal form and its hashed letter groups.

Training and reading share this file, so that both see the same.
"""

import re
import zlib
from collections.abc import Sequence

BUCKETS = 24_576
_GROUPS = 40
_FOLDED = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "أ": "ا", "إ": "ا", "ٱ": "ا", "ؤ": "و"})
_FOLDED |= str.maketrans({"ة": "ه", "ە": "ه", "ۀ": "هٔ"})
_INVISIBLE = re.compile("[\u064b-\u0653\u0655-\u065f\u0670\u0640\u200d-\u200f\u202a-\u202e\ufeff]")
_WRITTEN_EZAFE = re.compile("\u0650$|هٔ$|ه\u200cی$")


def normal_form(word: str) -> str:
    """The word without vowel marks, its letters folded; both spellings of -eye become ـهٔ."""
    bare = _INVISIBLE.sub("", word.translate(_FOLDED)).strip("\u200c")
    return bare[:-2] + "\u0654" if bare.endswith("ه\u200cی") else bare


def shows_ezafe(word: str) -> bool:
    """Whether the spelling itself settles it: a final kasra, ـهٔ or ـه‌ی."""
    return bool(_WRITTEN_EZAFE.search(word.translate(_FOLDED)))


def letter_groups(form: str) -> Sequence[int]:
    """Buckets of the groups of letters in a normal form, at most forty.

    Groups of three and four letters with the ends of the word marked, and the
    first and last one, two and five letters (Bojanowski et al. 2017, "Enriching
    word vectors with subword information").
    """
    marked = f"<{form}>"
    groups = {marked[i : i + n] for n in (3, 4) for i in range(len(marked) - n + 1)}
    for n in (1, 2, 5):
        if len(form) >= n:
            groups |= {"^" + form[:n], form[-n:] + "$"}
    return sorted(zlib.crc32(group.encode()) % BUCKETS for group in groups)[:_GROUPS]
