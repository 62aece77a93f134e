"""What an engine is asked for: all that travels to a worker, and the key of its take."""

from dataclasses import dataclass

from narrator.config import Settings
from narrator.engines.registry import engine
from narrator.engines.voices import voice
from narrator.model import Prosody, Utterance, Voice
from narrator.production.cache import take_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A script to speak, and the key its take is kept under."""

    key: str
    script: str
    voice: Voice
    prosody: Prosody


def request_for(utterance: Utterance, settings: Settings) -> Request | None:
    """What the engine is asked for; None where it has nothing to say."""
    sentence = utterance.sentence
    speaker = voice(settings.english_voice if sentence.language == "en" else settings.voice)
    pace = settings.pace * (settings.heading_pace if sentence.kind == "heading" else 1.0)
    prosody = Prosody(pace=pace, pitch=settings.pitch)
    chosen = engine(speaker.engine)
    script = chosen.script(utterance, speaker)
    if not script:
        return None
    key = take_key(script, speaker, chosen.info.version, prosody)
    return Request(key=key, script=script, voice=speaker, prosody=prosody)
