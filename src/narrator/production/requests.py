"""What an engine is asked for: all that travels to a worker, and the key of its take."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from narrator.config import Settings
from narrator.engines.registry import engine
from narrator.engines.voices import voice
from narrator.model import Hertz, Milliseconds, Prosody, Sentence, Utterance, Voice
from narrator.production.cache import take_key
from narrator.production.parts import by_voice, within
from narrator.pronounce.vocalise import vocalise


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A script to speak, and the key its take is kept under.

    ``sounds`` is about how many phonemes it says, ``sample_rate`` that of the finished file.
    """

    key: str
    script: str
    voice: Voice
    prosody: Prosody
    sounds: int
    sample_rate: Hertz


def requests_for(utterance: Utterance, settings: Settings) -> list[tuple[Utterance, Request]]:
    """Each part of the utterance that has something to say, and what its engine is asked for.

    Raises:
        SynthesisError: it holds a symbol that its voice does not know.
    """
    found = list(_requests(utterance, settings))
    if found:
        part, request = found[-1]
        found[-1] = _followed(part, utterance.sentence.pause_after, request.voice), request
    return found


def reader(sentence: Sentence, settings: Settings) -> Voice:
    """Whose voice reads ``sentence``."""
    main = voice(settings.voice)
    if sentence.language == "en" and not main.language.startswith("en"):
        return voice(settings.english_voice)
    other = getattr(settings.voices, sentence.kind, "")
    return voice(other) if other else main


def _requests(utterance: Utterance, settings: Settings) -> Iterator[tuple[Utterance, Request]]:
    parts = by_voice(
        utterance,
        quotes=bool(settings.voices.quote),
        english=settings.english_runs == "english",
        pauses=settings.pauses,
    )
    for part in parts:
        speaker = reader(part.sentence, settings)
        script = partial(_script, speaker=speaker)
        limit = engine(speaker.engine).info.max_length
        for piece, text in within(part, script, limit, settings.pauses):
            if text:
                pause = piece.sentence.pause_after
                yield _followed(piece, pause, speaker), _request(piece, text, speaker, settings)


def _script(utterance: Utterance, speaker: Voice) -> str:
    chosen = engine(speaker.engine)
    if chosen.info.accepts == "vocalised":
        words = tuple(replace(word, text=vocalise(word)) for word in utterance.words)
        utterance = replace(utterance, words=words)
    return chosen.script(utterance, speaker)


def _request(utterance: Utterance, script: str, speaker: Voice, settings: Settings) -> Request:
    prosody = _prosody(utterance.sentence, speaker, settings)
    rate = voice(settings.voice).sample_rate
    version = engine(speaker.engine).info.version
    return Request(
        key=take_key(script, speaker, version, prosody, rate),
        script=script,
        voice=speaker,
        prosody=prosody,
        sounds=sum(len(word.phonemes) for word in utterance.words),
        sample_rate=rate,
    )


def _prosody(sentence: Sentence, speaker: Voice, settings: Settings) -> Prosody:
    pace = settings.pace * (settings.heading_pace if sentence.kind == "heading" else 1.0)
    return Prosody(pace=pace * speaker.pace, pitch=settings.pitch)


def _followed(part: Utterance, pause: Milliseconds, speaker: Voice) -> Utterance:
    scaled = Milliseconds(round(pause * speaker.pauses))
    return replace(part, sentence=replace(part.sentence, pause_after=scaled))
