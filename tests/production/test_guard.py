"""Takes that are no speech: made again, then reported, never kept in silence."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from narrator.errors import SoundError, SynthesisError
from narrator.model import Audio, Hertz, Prosody, Voice
from narrator.production import worker
from narrator.production.cache import Cache
from narrator.production.guard import doubt
from narrator.production.requests import Request
from narrator.testing import FAKE

RATE = Hertz(22050)
SCRIPT = "ketɒb ɾɒ xɒndæm"
REQUEST = Request(
    key="ab" * 32,
    script=SCRIPT,
    voice=Voice(id="fake", engine="fake", language="fa", sample_rate=RATE),
    prosody=Prosody(),
    sounds=13,
    sample_rate=RATE,
)


@pytest.fixture(autouse=True)
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(worker, "engine", lambda name: FAKE)
    monkeypatch.setattr(worker, "_speakers", {})
    return iter(())


def request(**options: str | int) -> Request:
    return replace(REQUEST, voice=replace(REQUEST.voice, options=dict(options)))


def test_a_sound_take_has_no_doubt(tmp_path: Path) -> None:
    take = worker.make(request(), Cache(tmp_path))
    assert take.doubt == ""
    assert [len(word) > 0 for word in take.words] == [True] * 3


@pytest.mark.parametrize("mischief", ["nan", "silence", "long", "clip"])
def test_another_seed_mends_it(tmp_path: Path, mischief: str) -> None:
    take = worker.make(request(mischief=mischief, seeds=2), Cache(tmp_path))
    assert take.doubt == ""
    assert take.samples < 2 * RATE


@pytest.mark.parametrize(("mischief", "message"), [("long", "too long: "), ("clip", "clipped")])
def test_a_doubtful_take_is_kept_and_told(tmp_path: Path, mischief: str, message: str) -> None:
    take = worker.make(request(mischief=mischief), Cache(tmp_path))
    assert message in take.doubt
    kept = Cache(tmp_path).get(REQUEST.key)
    assert kept is not None
    assert kept.doubt == take.doubt


@pytest.mark.parametrize("mischief", ["nan", "silence"])
def test_no_sound_at_all_is_an_error(tmp_path: Path, mischief: str) -> None:
    with pytest.raises(SoundError, match="sound came of"):
        worker.make(request(mischief=mischief), Cache(tmp_path))
    assert not list(tmp_path.rglob("*.flac"))


def test_a_refusal_is_not_tried_with_other_seeds(tmp_path: Path) -> None:
    with pytest.raises(SynthesisError, match="refused"):
        worker.make(request(mischief="refuse", seeds=1), Cache(tmp_path))


def audio(*parts: tuple[float, float]) -> Audio:
    """Hums of ``(seconds, loudness)``."""
    pieces = [np.full(round(seconds * RATE), loud, np.float32) for seconds, loud in parts]
    return Audio(samples=np.concatenate(pieces), sample_rate=RATE)


def test_doubts() -> None:
    long = replace(REQUEST, sounds=60)
    assert doubt(audio((6.0, 0.3)), long) == ""
    assert doubt(audio((1.0, 0.3)), long) == "too short: 1.0 s for 60 phonemes"
    assert doubt(audio((20.0, 0.3)), long) == "too long: 20.0 s for 60 phonemes"
    assert doubt(audio((2.0, 0.3), (2.5, 0.0), (2.0, 0.3)), long) == "2.5 s of silence inside"
    hurried = replace(long, prosody=Prosody(pace=4.0))
    assert doubt(audio((1.0, 0.3)), hurried) == ""
    assert doubt(audio((6.0, 0.3)), hurried).startswith("too long")


def test_a_voice_is_loaded_once_and_the_idlest_makes_room(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[str] = []
    closed: list[str] = []

    class Speaker(type(FAKE.open(REQUEST.voice))):  # type: ignore[misc]
        def __init__(self, voice: Voice) -> None:
            super().__init__(voice)
            self.id = voice.id
            opened.append(voice.id)

        def close(self) -> None:
            closed.append(self.id)

    monkeypatch.setattr(type(FAKE), "open", lambda _self, voice: Speaker(voice))
    for name in "abababcdae":
        worker.speak(replace(REQUEST, voice=replace(REQUEST.voice, id=name)))
    assert opened == ["a", "b", "c", "d", "e"]
    assert closed == ["b"]


def test_other_rates_come_out_at_the_rate_of_the_whole(tmp_path: Path) -> None:
    voice = replace(REQUEST.voice, sample_rate=Hertz(16000))
    own = FAKE.open(voice).speak(SCRIPT, Prosody())
    seconds = sum(piece.seconds for piece in own)
    take = worker.make(replace(REQUEST, voice=voice), Cache(tmp_path))
    assert take.sample_rate == RATE
    assert take.samples / RATE == pytest.approx(seconds, abs=0.02)
    assert take.words[-1].stop == pytest.approx(take.samples, abs=0.02 * RATE)
