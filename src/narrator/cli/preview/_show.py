"""A sentence for the eyes: written, spoken, and every word's phonemes, ezafe and source.

What is in Latin letters stands first in each line and Persian last, so that columns hold
whether or not the terminal reorders right-to-left text.
"""

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from narrator.model import Utterance, Word

type Script = Callable[[str], str]
"""Makes Persian text readable where it will be shown."""

_RIGHT_TO_LEFT, _END = "\u2067", "\u2069"  # an isolate: its full stop stays at its left end
_CONTROLS = dict.fromkeys(
    [*range(0x20), *range(0x7F, 0xA0)]
)  # an article must not steer a terminal


def script(*, reshape: bool = False) -> Script:
    """For a terminal that reorders right-to-left text; a file or pipe gets the bare text.

    ``reshape`` is for terminals that do not; errors as for ``reshaper``.
    """
    if reshape:
        from narrator.cli.preview._reshape import reshaper

        return reshaper()
    return _isolated if sys.stdout.isatty() else str


def described(utterance: "Utterance", script: Script, *, numbered: bool) -> Iterator[str]:
    """The lines that tell how ``utterance`` will be read."""
    sentence = utterance.sentence
    if numbered:
        yield f"sentence  {sentence.index + 1}"
    yield f"written   {script(sentence.written)}"
    yield f"spoken    {script(sentence.spoken)}"
    words = [word for word in utterance.words if word.phonemes]
    yield f"phonemes  {' '.join(word.phonemes for word in words)}"
    for word in words:
        yield _word(word, script)


def _word(word: "Word", script: Script) -> str:
    ezafe = "ezafe" if word.ezafe else ""
    text = script(word.text)
    if word.written not in ("", word.text):
        text = f"{script(word.written)} → {text}"
    return f"  {word.phonemes:<16}  {ezafe:<5}  {word.source:<9}  {text}"


def _isolated(text: str) -> str:
    return f"{_RIGHT_TO_LEFT}{text.translate(_CONTROLS)}{_END}"
