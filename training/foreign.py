"""Readings of foreign words in Persian spelling, from the Latin spelling beside them in a table.

English sounds (espeak-ng's en-us voice) are put into Persian ones, and of the many ways
that a vowel may go the first is taken that the Persian spelling allows: Cassini could be
kasini, کاسینی is kAsini.
"""

import re
from collections.abc import Iterator
from itertools import islice, product

from narrator import espeakng
from narrator.lang import table
from narrator.pronounce.align import align, cover

WAYS = 800
"""Combinations tried before a word is left to the letter-to-sound model."""

SOUNDS = {
    **dict(zip("bdfhklmnprstvz", "bdfhklmnprstvz", strict=True)),
    "ɡ": "g", "ɹ": "r", "w": "v u", "j": "y", "x": "x", "ʃ": "S", "ʒ": "Z j", "dʒ": "j g",
    "tʃ": "C", "θ": "t s", "ð": "d z", "ŋ": "ng n", "ɾ": "t d r", "ʔ": "t", "l̩": "el", "n̩": "en",
    "iː": "i", "i": "i", "ɪ": "i e", "ᵻ": "i e", "ɛ": "e a", "e": "e", "æ": "a e A", "a": "a A e",
    "ɑː": "A o a", "ɑ": "A o", "ɒ": "A o", "ʌ": "A o a", "ɔː": "o A", "ɔ": "o A", "oː": "o",
    "oʊ": "o u ow", "uː": "u yu", "u": "u", "ʊ": "u o", "eɪ": "ey e A", "aɪ": "Ay i ey",
    "aʊ": "Av A ow", "ɔɪ": "oy", "ə": "e a o A i u", "ɐ": "a e A", "ɚ": "er ar or",
    "ɜː": "er ur or", "əl": "el al ol Al l",
}  # fmt: skip
UNIT = re.compile("|".join(sorted(SOUNDS, key=len, reverse=True)))
VOWELS = frozenset("aAeoiu")
LATIN = re.compile(r"[A-Za-z]{3,}")


def readings() -> dict[str, str]:
    """Persian word -> reading, for every word of the tables that has a Latin one beside it."""
    found: dict[str, str] = {}
    for name in ("names", "english"):
        for row in table(name):
            latin, spoken = row["written"].split(), row["spoken"].split()
            if len(latin) == len(spoken):
                for foreign, word in zip(latin, spoken, strict=True):
                    if (
                        word not in found
                        and LATIN.fullmatch(foreign)
                        and (said := read(word, foreign))
                    ):
                        found[word] = said
    return found


def read(word: str, foreign: str) -> str | None:
    """How ``word`` sounds, None where the two do not belong together."""
    ipa = re.sub("[ˈˌ ]", "", espeakng.phonemes(foreign, "en-us"))
    units = UNIT.findall(ipa)
    if "".join(units) != ipa:
        return None
    priced = [(price + cover(word, way)[0], way) for price, way in islice(_ways(units), WAYS)]
    fitting = [(price, way) for price, way in priced if _heard(word, way) and align(word, way)]
    return min(fitting)[1] if fitting else None


def _heard(word: str, way: str) -> bool:
    """Whether every ا, و and ی that is written is heard: foreign words have no silent ones."""
    return (
        word[1:].count("ا") + word.count("آ") <= way.count("A")
        and word.count("و") <= sum(map(way.count, "ouv"))
        and word.count("ی") <= sum(map(way.count, "iy"))
    )


def _ways(units: list[str]) -> Iterator[tuple[int, str]]:
    """Readings and how unlikely they are, the likeliest first."""
    options = [SOUNDS[unit].split() for unit in units]
    ranked = sorted(
        islice(product(*(list(enumerate(o)) for o in options)), 20 * WAYS),
        key=lambda way: sum(rank for rank, _ in way),
    )
    for way in ranked:
        yield (
            sum(rank for rank, _ in way),
            parted("".join(sound for _, sound in way).replace("rr", "r")),
        )


def parted(plain: str) -> str:
    """No Persian word begins with two consonants (keremlin, esmit); a glide is heard (niyuz)."""
    if len(plain) > 1 and not VOWELS & set(plain[:2]) and plain[1] != "y":
        plain = "e" + plain if plain[0] == "s" else plain[0] + "e" + plain[1:]
    plain = re.sub("(?<=[^aAeoiu])yu", "iyu", plain)
    return re.sub("i(?=[aAeou])", "iy", plain)
