"""What a voice engine is. Each bundled one is a file here; others come by entry point.

An engine turns an utterance into a *script*, the exact string it will be given
(phonemes, vocalised or plain text), and a speaker turns a script into sound.
The script is all that travels to a worker and all that the cache key needs.

Words of a script are what its spaces separate, in the order of the utterance;
a punctuation mark stands glued to the word before it. So the n-th word time
of a sound belongs to the n-th word of its script, whatever the engine.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Literal, Protocol

import numpy as np

from narrator.errors import SoundError
from narrator.model import Audio, Prosody, Span, Utterance, Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineInfo:
    """What an engine can do, told without loading it.

    Attributes:
        version: changes whenever the same script would sound different.
        accepts: what a script holds; where "vocalised", the text of words has its vowels.
        alphabet: of the phonemes: "ipa", "espeak", or "voice" where each voice has its own.
        max_length: characters of script; longer sentences are split before.
        deterministic: the same script, prosody and seed give the same samples.
        word_times: its sounds say when each word is heard.
        pace, pitch: whether it heeds that half of ``Prosody``.
        threads: whether it heeds a voice's option ``threads``; 1 if that is not given.
        devices: what it can compute on, the best first.
        licence: of the engine's code (SPDX).
        weights: licence of its voices, where one holds for all; else each voice's own.
        requires: modules that must be importable; looked for, never imported, by the registry.
        install: the command that installs them.
    """

    name: str
    version: str
    accepts: Literal["phonemes", "vocalised", "text"]
    max_length: int
    alphabet: Literal["ipa", "espeak", "voice", ""] = ""
    deterministic: bool = True
    needs_network: bool = False
    word_times: bool = False
    pace: bool = True
    pitch: bool = False
    threads: bool = False
    devices: tuple[str, ...] = ("cpu",)
    licence: str = ""
    weights: str = "of each voice"
    requires: tuple[str, ...] = ()
    install: str = ""


class Speaker(Protocol):
    """A loaded voice; used by one thread of one process."""

    def speak(self, script: str, prosody: Prosody, seed: int = 0) -> Iterator[Audio]:
        """Sound for one script, in pieces; word times count from the start of their piece.

        Another ``seed`` gives another take, where the engine draws at random.

        Raises:
            SynthesisError: nothing, silence or rubbish came out, or the script is too long.
        """
        ...

    def close(self) -> None:
        """Free the model; a second call does nothing."""
        ...


class Engine(Protocol):
    """What an entry point names: an object, made when its module is imported."""

    @property
    def info(self) -> EngineInfo: ...

    def script(self, utterance: Utterance, voice: Voice) -> str:
        """Empty where the utterance holds nothing to say. Needs no model, loads nothing.

        Raises:
            SynthesisError: it holds a symbol that the voice does not know.
        """
        ...

    def open(self, voice: Voice) -> Speaker:
        """Load ``voice``.

        Raises:
            EngineUnavailable: packages are missing; the message says what to install.
            VoiceNotFound: the model is not where the voice says.
            DataError: the model is there, but damaged or of another kind.
        """
        ...


def installed(package: str) -> str:
    """The version of ``package`` that is here, for ``EngineInfo.version``."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"


def whole(pieces: Iterable[Audio], script: str) -> Audio:
    """The pieces of one script as one sound, its word times counted from its start.

    Raises:
        SoundError: there is no sound, or a sample is no number.
    """
    parts = list(pieces)
    samples = np.concatenate([np.zeros(0, np.float32), *(part.samples for part in parts)])
    if not samples.any():
        raise SoundError(f"no sound came of: {script[:60]}")
    if not np.isfinite(samples).all():
        raise SoundError(f"broken sound came of: {script[:60]}")
    words: list[Span] = []
    at = 0
    for part in parts:
        words += [Span(at + word.start, at + word.stop) for word in part.words]
        at += len(part.samples)
    return Audio(samples=samples, sample_rate=parts[0].sample_rate, words=tuple(words))
