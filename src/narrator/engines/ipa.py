"""Scripts for neural voices, and the symbols of a voice's own alphabet for them.

A script is what espeak-ng's fa voice would write for the sentence had it known the
ezafe and the homographs: «کتابِ من، آقا؟» is ``ketˈɑbe mˈan, ɑq1ˈɑ?``. A voice whose
alphabet is "letters" is given the words as they are written.
"""

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from narrator import espeakng
from narrator.engines.phonemes import stressed
from narrator.errors import DataError, SynthesisError
from narrator.lang import table
from narrator.model import Span, Utterance, Voice, Word

_STRESS = "ˈ"
_LETTERS = "letters"
_LONGEST = 2
"""Characters of the longest spelling in ``voice_phonemes.tsv``."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol a voice is given; ``word`` is the index of its word, -1 for what only pauses."""

    text: str
    word: int


class Alphabet:
    """The symbols that a voice knows, and how scripts are spelled with them."""

    def __init__(self, voice: Voice, known: Collection[str]) -> None:
        """Raises DataError where a voice of Persian phonemes lacks a symbol for one."""
        self._voice = voice.id
        self._spellings = {symbol: symbol for symbol in known if len(symbol) == 1}
        ipa = voice.language.startswith("fa") and voice.alphabet != _LETTERS
        for row in table("voice_phonemes") if ipa else ():
            spellings = (row["voice"], *row["otherwise"].split())
            found = next((s for s in spellings if all(c in known for c in s)), "")
            if not found and _sounds(row["voice"]):
                raise DataError(
                    f"voice {voice.id}",
                    None,
                    f"its alphabet has no symbol for {row['ipa']}"
                    f' (a voice that reads letters says alphabet = "{_LETTERS}")',
                )
            self._spellings[row["voice"]] = found

    def spell(self, script: str) -> list[Symbol]:
        """The symbols for ``script``; punctuation and stress the voice lacks are left out.

        Raises:
            SynthesisError: the voice has no symbol for a sound of it.
        """
        symbols: list[Symbol] = []
        for index, word in enumerate(script.split()):
            if symbols and " " in self._spellings:
                symbols.append(Symbol(" ", -1))
            for unit in self._units(word):
                owner = -1 if _pauses(unit) else index
                symbols += [Symbol(text, owner) for text in self._spellings.get(unit, "")]
        return symbols

    def _units(self, word: str) -> Iterator[str]:
        at = 0
        while at < len(word):
            size = next((n for n in (_LONGEST, 1) if word[at : at + n] in self._spellings), 1)
            unit = word[at : at + size]
            if _sounds(unit) and unit not in self._spellings:
                raise SynthesisError(f"voice {self._voice} has no symbol for '{unit}' in: {word}")
            yield unit
            at += size


def script(utterance: Utterance, voice: Voice) -> str:
    """What ``voice`` is given for ``utterance``; English as espeak-ng reads it.

    Raises:
        SynthesisError: a phoneme of it is none of Persian.
    """
    if voice.alphabet == _LETTERS:
        return written(utterance)
    if not voice.language.startswith("fa"):
        return espeakng.phonemes(utterance.sentence.written, _english(voice))
    words: list[str] = []
    for word in utterance.words:
        if word.phonemes:
            words.append(stressed(_final_e(word), _names(), _STRESS))
        elif words and (pause := _names().get(word.text)) and not _pauses(words[-1][-1]):
            words[-1] += pause
    return " ".join(words)


def written(utterance: Utterance) -> str:
    """The words of ``utterance`` in letters, with the marks that pause."""
    words: list[str] = []
    for word in utterance.words:
        if word.phonemes:
            words.append(word.text)
        elif words and word.text in _names():
            words[-1] += word.text
    return " ".join(words)


def times(symbols: Sequence[Symbol], samples: Sequence[int], lead: int) -> tuple[Span, ...]:
    """When each word is heard: ``samples`` are those of each symbol, ``lead`` those before."""
    spans: dict[int, Span] = {}
    at = lead
    for symbol, count in zip(symbols, samples, strict=True):
        if symbol.word >= 0:
            start = spans[symbol.word].start if symbol.word in spans else at
            spans[symbol.word] = Span(start, at + count)
        at += count
    return tuple(spans[word] for word in sorted(spans))


def _sounds(unit: str) -> bool:
    """Whether leaving ``unit`` out would lose a sound, not just a pause, stress or length."""
    return unicodedata.category(unit[0]) in {"Ll", "Lu", "Lo"}


def _pauses(unit: str) -> bool:
    return unicodedata.category(unit[0]).startswith("P")


def _final_e(word: Word) -> Word:
    if word.ezafe or not word.phonemes.endswith("e"):
        return word
    return Word(text=word.text, phonemes=word.phonemes + "ː")


def _english(voice: Voice) -> str:
    return str(voice.options.get("espeak", "en-us" if voice.language == "en" else voice.language))


@cache
def _names() -> dict[str, str]:
    return {row["ipa"]: row["voice"] for row in table("voice_phonemes")}
