"""Latin words in Persian letters, by the sound espeak-ng's English gives them.

Persian spells foreign names half by ear, half by eye: consonants and full vowels
follow the sound, but an unstressed vowel is written as the letter it stands for
(Johnson is «جانسون», not «جانسن»).
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from narrator.espeakng import phonemes
from narrator.lang import Tables, table

LETTER = "A-Za-zÀ-ÖØ-öø-ɏ"
# Letters that Unicode does not take apart into a base and an accent.
_BASES = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "æ": "ae", "Æ": "Ae"}
    | {"œ": "oe", "Œ": "Oe", "ı": "i", "đ": "d", "Đ": "D", "þ": "th", "Þ": "Th", "ð": "d", "Ð": "D"}
)
_SILENT = re.compile(r"[ˈˌ‿]|\([a-z-]+\)")
# MotoGP, TechRadar: what begins with a capital and goes on small, or is capitals.
_HUMP = re.compile("[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_RUN = re.compile(rf"[{LETTER}'’-]+(?: [{LETTER}'’-]+)*")
_ENDING = re.compile(r"(?:های?|هایی|هایش|هایشان|یی?|ایی?|اش|شان|مان)(?![\u0620-\u06d3\u200c])")
# Letters that spell one vowel, and the same where two vowels meet: Mari-a, ide-o.
_SPELLED_VOWELS = (
    re.compile(r"[aeiou]+y?r?|(?<=[^aeiou])y+r?"),
    re.compile(r"[ie](?=[aou])|[aeiou]+y?r?|(?<=[^aeiou])y+r?"),
)
_VOWELS = frozenset("iɪᵻeɛæaɑɒʌɔoʊuəɐɜɚ")
_CLOSE = frozenset({"iː", "i", "ɪ", "ᵻ"})
_SCHWAS = frozenset("əɐɚ")
# Two vowels at least, never three consonants in a row: COVAX, but not BRCGS.
_SAYABLE = re.compile(r"(?:[^AEIOUY]{0,2}[AEIOUY]){2,}[^AEIOUY]{0,2}")


def fold(word: str) -> str:
    """``word`` in plain ASCII letters: «Erdoğan» -> «Erdogan»; what has none is dropped."""
    plain = unicodedata.normalize("NFKD", word.translate(_BASES))
    return plain.encode("ascii", "ignore").decode()


@lru_cache(maxsize=20_000)
def respell(word: str) -> str:
    """One Latin word in Persian letters: «Livingston» -> «لیوینگستون».

    Empty where the word has no sound. espeak-ng is loaded by the first call.
    """
    plain = fold(word).lower()
    spoken = _SILENT.sub("", phonemes(plain, "en-us"))
    return " ".join(filter(None, (_compose(_units(part, plain), plain) for part in spoken.split())))


def spell(letters: str) -> str:
    """Letters by their Persian names, joined as one word: «FBI» -> «اف‌بی‌آی»."""
    names = _letter_names()
    return "\u200c".join(names[letter] for letter in fold(letters).upper() if letter in names)


def ending(text: str, at: int) -> str:
    """The Persian ending glued to a Latin word that stops ``at``, if one is: «ها» of «NGOها»."""
    match = _ENDING.match(text, at)
    return match[0] if match else ""


def inflect(spoken: str, ending: str) -> str:
    """«ان‌جی‌او» and «ها» -> «ان‌جی‌او‌ها», «ناتو» and «ی» -> «ناتوی»."""
    solid = ending.startswith("ی") and spoken[-1:] not in ("ی", "ه", "")
    return spoken + ("" if solid or not ending else "\u200c") + ending


def _units(sounds: str, word: str) -> list[str]:
    """Phonemes, the longest the table knows first; the American flap is t or d as spelled."""
    sounds = sounds.replace("ɾ", "t" if "t" in word else "d")
    units: list[str] = []
    while sounds:
        size = next((n for n in (3, 2, 1) if sounds[:n] in _sounds()), 0)
        if size:
            units.append(sounds[:size])
        sounds = sounds[size or 1 :]
    return units


def _compose(units: list[str], word: str) -> str:
    vowels = iter(_vowel_letters(units, word))
    written: list[str] = []
    for at, unit in enumerate(units):
        before = units[at - 1] if at else ""
        after = units[at + 1] if at + 1 < len(units) else ""
        initial, medial = _sounds()[unit]
        if unit in ("ɹ", "r") and written and written[-1].endswith("ر"):
            medial = ""
        elif unit == "w" and before and before[0] not in _VOWELS and after in _CLOSE:
            medial = "وئ"
        elif unit[0] in _VOWELS:
            letters = next(vowels)
            if unit == "æ" and word.count("a") > 1:
                # Several a's mark a name from another tongue, which keeps them: «آتلانتا».
                initial, medial = "آ", "ا"
            elif unit[0] in _SCHWAS:
                medial = _schwa(unit, letters, last=not after, word=word)
            elif unit in _CLOSE and letters == "e" and after and _VOWELS & {*"".join(units[:at])}:
                medial = ""  # Hamlet is «هملت»
            elif before and before[0] in _VOWELS and written[-1][-1:] in ("و", "ا", "ی"):
                medial = _hiatus(unit, written[-1]) or medial
        written.append(medial if at else initial)
    if len(units) > 1 and units[0] == "s" and units[1][0] not in _VOWELS and units[1] not in "wj":
        written.insert(0, "ا")  # no Persian word begins with two consonants
    return "".join(written)


def _hiatus(unit: str, before: str) -> str:
    """A vowel behind the vowel letter that ``before`` ends in: «اوکراین», but «رئال»."""
    if unit in _CLOSE and not before.endswith("ی"):
        return "ئی"
    return "ئ" if unit in ("ɛ", "e") else ""


def _vowel_letters(units: list[str], word: str) -> Iterator[str]:
    """What each vowel sound is spelled with; empty where sounds and letters do not match up."""
    sounds = sum(unit[0] in _VOWELS for unit in units)
    for pattern in _SPELLED_VOWELS:
        spelled = pattern.findall(re.sub(r"(?<=[^aeiouy])e$", "", word))
        if len(spelled) == sounds:
            return iter(spelled)
    return iter([""] * (sounds - 1) + ["a" if word.endswith("a") else ""])


def _schwa(unit: str, letters: str, *, last: bool, word: str) -> str:
    table_ = _schwas()
    if unit == "ɚ":
        return table_.get(letters, "ر") if letters.endswith("r") else "ر"
    if not last and any(word.endswith(end[1:]) for end in table_ if end.startswith("-")):
        return ""
    return table_.get(letters.removesuffix("r"), "")


@cache
def _sounds() -> dict[str, tuple[str, str]]:
    return {row["ipa"]: (row["initial"], row["spoken"]) for row in table("english_sounds")}


@cache
def _schwas() -> dict[str, str]:
    return {row["letters"]: row["spoken"] for row in table("english_schwas")}


@cache
def _letter_names() -> dict[str, str]:
    return {row["written"]: row["spoken"] for row in table("letters")}


class Reader:
    """How Latin words are read: what the tables know, else by letters or by sound."""

    def __init__(self, tables: Tables) -> None:
        rows = tables.rows("acronyms")
        self._acronyms = {row["written"]: row["spoken"] or spell(row["written"]) for row in rows}
        self.expansions = {row["written"]: row["expansion"] for row in rows if row["expansion"]}
        self.kept = {row["written"] for row in rows} - self.expansions.keys()
        names = tables.spoken("names")
        self._proper = {fold(name).lower() for name in names}
        words = tables.spoken("english") | names
        self._names = {fold(word).lower(): spoken for word, spoken in words.items()}
        self._longest: dict[str, int] = {}
        for name in self._names:
            first, *more = re.split("[ /]", name)
            first = first.rstrip(".")
            self._longest[first] = max(self._longest.get(first, 1), len(more) + 1)
        self._longest["the"] = max(self._longest.values()) + 1

    def acronym(self, word: str) -> str | None:
        """The reading of a known acronym, capitals as in the table."""
        return self._acronyms.get(word)

    def name(self, words: str) -> str | None:
        """The reading of a known name or English word, or of several; capitals do not matter."""
        plain = fold(words).lower()
        bare = plain.removeprefix("the ")
        return self._names.get(plain) or (self._names[bare] if bare in self._proper else None)

    def longest(self, word: str) -> int:
        """How many words the longest known name has that begins with ``word``."""
        return self._longest.get(fold(word).lower(), 1)

    def phrase(self, text: str) -> str:
        """``text`` with its Latin words read."""

        def read(run: re.Match[str]) -> str:
            return self.name(run[0]) or " ".join(map(self.word, run[0].split()))

        return _RUN.sub(read, text)

    def word(self, word: str) -> str:
        """Any word, hyphens and all; never empty unless it holds no letter of English."""
        whole = self.acronym(word) or self.name(word)
        if whole is not None:
            return whole
        if "-" in word:
            return " ".join(filter(None, (self.word(part) for part in word.split("-"))))
        stem = re.sub(r"['’]s?$", "", word)
        if stem != word:
            return self.word(stem)
        if word.endswith("s") and (singular := self.name(word[:-1])):
            return singular + ("س" if word[-2] in "fkpt" else "ز")
        return self._unknown(fold(word))

    def _unknown(self, plain: str) -> str:
        """What no table knows: hump by hump, by its letters or by its sound."""
        humps = _HUMP.findall(plain)
        if len(humps) > 1 and (len(humps[0]) > 3 or humps[0] == "Mc"):
            return "\u200c".join(map(self.word, humps))
        voiceless = len(plain) < 5 and not re.search("[aeiouy]", plain.lower())
        short = len(humps) > 1 and len(plain) < 5  # AfD, TfL
        if len(plain) == 1 or voiceless or short or (plain.isupper() and is_spelled(plain)):
            return spell(plain)
        return respell(plain) or spell(plain)


def is_spelled(capitals: str) -> bool:
    """Whether unknown capitals are read letter by letter: short ones, and what no mouth can say."""
    return len(capitals) < 5 or not is_sayable(capitals)


def is_sayable(capitals: str) -> bool:
    return _SAYABLE.fullmatch(capitals) is not None


@cache
def reader(tables: Tables) -> Reader:
    return Reader(tables)
