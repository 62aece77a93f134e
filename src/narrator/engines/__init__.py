"""What a voice engine is. Each bundled one is a file here; others come by entry point.

An engine turns an utterance into a *script*, the exact string it will be given
(phonemes, vocalised or plain text), and a speaker turns a script into sound.
The script is all that travels to a worker and all that the cache key needs.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from narrator.model import Audio, Prosody, Utterance, Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineInfo:
    """``version`` changes whenever the same script would sound different.

    ``max_length`` is in characters of script; longer sentences are split before.
    """

    name: str
    version: str
    accepts: Literal["phonemes", "vocalised", "text"]
    max_length: int
    deterministic: bool = True
    needs_network: bool = False
    licence: str = ""


class Speaker(Protocol):
    """A loaded voice; used by one thread of one process."""

    def speak(self, script: str, prosody: Prosody) -> Iterator[Audio]:
        """Sound for one script, in pieces.

        Raises:
            SynthesisError: nothing, silence or rubbish came out.
        """
        ...

    def close(self) -> None: ...


class Engine(Protocol):
    @property
    def info(self) -> EngineInfo: ...

    def script(self, utterance: Utterance, voice: Voice) -> str:
        """Empty where the utterance holds nothing to say. Needs no model, loads nothing."""
        ...

    def open(self, voice: Voice) -> Speaker:
        """Load ``voice``.

        Raises:
            EngineUnavailable: packages are missing; the message says what to install.
            VoiceNotFound: the model is not where the voice says.
        """
        ...
