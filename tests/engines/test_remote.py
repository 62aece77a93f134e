"""A far voice, against a real server that speaks, fails, stalls and sends rubbish."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from narrate import narrate, result, write
from narrator.engines import remote, whole
from narrator.engines.remote import ENGINE
from narrator.errors import DataError, SynthesisError
from narrator.model import Audio, Hertz, Prosody, Voice
from narrator.testing import EngineContract, utterance

from .speech_server import RATE, SECONDS_A_LETTER, SpeechServer, speech_server

TEXT = "کِتابِ مَن"
SECONDS = len(TEXT) * SECONDS_A_LETTER
KEY = "sk-secret"


@pytest.fixture(scope="module")
def running() -> Iterator[SpeechServer]:
    with speech_server() as server:
        yield server


@pytest.fixture
def server(running: SpeechServer, monkeypatch: pytest.MonkeyPatch) -> SpeechServer:
    """The server with nothing asked yet; nobody waits long."""
    running.asked.clear()
    running.most_at_once = 0
    monkeypatch.setattr(remote, "WAITS", (0.01, 0.01))
    return running


class TestContract(EngineContract):
    engine = ENGINE

    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def _served(cls, running: SpeechServer) -> None:
        cls.voice = running.voice()


def speak(voice: Voice, script: str = TEXT, pace: float = 1.0) -> Audio:
    speaker = ENGINE.open(voice)
    try:
        return whole(speaker.speak(script, Prosody(pace=pace)), script)
    finally:
        speaker.close()


def test_what_is_asked_for(server: SpeechServer) -> None:
    audio = speak(server.voice(), pace=1.25)
    assert audio.seconds == pytest.approx(SECONDS / 1.25, abs=0.01)
    (asked,) = server.asked
    del asked["headers"]
    assert asked == {
        "path": "/v1/audio/speech",
        "model": "tts-1",
        "voice": "sound",
        "input": TEXT,
        "response_format": "wav",
        "speed": 1.25,
    }


@pytest.mark.parametrize("form", remote.FORMATS)
def test_every_format_is_decoded_to_the_rate_of_the_voice(form: str, server: SpeechServer) -> None:
    audio = speak(replace(server.voice(format=form), sample_rate=Hertz(16000)))
    assert audio.sample_rate == 16000
    assert audio.seconds == pytest.approx(SECONDS, abs=0.1)
    assert np.abs(audio.samples).max() == pytest.approx(0.3, abs=0.05)


def test_a_wav_that_does_not_know_its_size(server: SpeechServer) -> None:
    assert speak(server.voice("streamed")).seconds == pytest.approx(SECONDS, abs=0.01)


@pytest.mark.parametrize(
    "behaviour", ["busy", "broken", "cut-off", "cut-sound", "page", "noise", "nothing"]
)
def test_what_may_pass_is_asked_for_again(behaviour: str, server: SpeechServer) -> None:
    audio = speak(server.voice(f"{behaviour}:2"))
    assert audio.seconds == pytest.approx(SECONDS, abs=0.01)
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    ("behaviour", "expected"),
    [
        ("broken", "answers 500"),
        ("page", "answers no sound but '<!DOCTYPE html>'"),
        ("noise", "answers damaged MP3 sound"),
        ("nothing", "answers nothing"),
        ("cut-sound", "answers WAV sound that is cut short"),
        ("cut-off", "IncompleteRead"),
        ("down", "answers 503"),
    ],
)
def test_what_does_not_pass_is_one_clear_line(
    behaviour: str, expected: str, server: SpeechServer
) -> None:
    with pytest.raises(SynthesisError) as caught:
        speak(server.voice(behaviour))
    assert expected in str(caught.value)
    assert str(caught.value).startswith(f"{server.url}/audio/speech: ")
    assert str(caught.value).endswith("(tried 3 times)")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("behaviour", "expected"),
    [
        ("denied", r"wants a key in NARRATOR_KEY_FAR_AWAY \(401\)"),
        ("moved", "answers 307"),
        ("echo", "answers 400: .*no such model; you sent None"),
    ],
)
def test_what_cannot_pass_is_asked_for_once(
    behaviour: str, expected: str, server: SpeechServer
) -> None:
    with pytest.raises(SynthesisError, match=expected):
        speak(server.voice(behaviour))
    assert len(server.asked) == 1


@pytest.mark.parametrize("form", ["flac", "mp3"])
def test_sound_cut_short_in_other_formats(form: str, server: SpeechServer) -> None:
    with pytest.raises(SynthesisError, match=f"{form.upper()} sound"):
        speak(server.voice("cut-sound", format=form))


def test_silence_is_an_error(server: SpeechServer) -> None:
    with pytest.raises(SynthesisError, match="no sound came of"):
        speak(server.voice("silence"))


def test_a_server_that_stalls_is_given_up(
    server: SpeechServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "STEP_SECONDS", 0.1)
    with pytest.raises(SynthesisError, match=r"Read timed out.*tried 3 times"):
        speak(server.voice("stall"))


def test_no_server_at_all() -> None:
    voice = SpeechServer.voice
    with speech_server() as gone:
        there = voice(gone)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(remote, "WAITS", (0.01,))
        with pytest.raises(SynthesisError, match=r"Connection refused.*tried 2 times"):
            speak(there)


def test_an_answer_has_its_bounds(server: SpeechServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "MAX_BYTES", 1_000_000)
    with pytest.raises(SynthesisError, match="answers more than 1,000,000 bytes"):
        speak(server.voice("endless"))
    monkeypatch.setattr("narrator.engines.decode.MAX_SECONDS", 0.1)
    with pytest.raises(SynthesisError, match="sound of more than"):
        speak(server.voice())


def test_the_server_says_how_long_to_wait(server: SpeechServer) -> None:
    started = time.monotonic()
    speak(server.voice("busy:1"))
    assert time.monotonic() - started >= 1.0


def test_a_wait_past_the_end_is_not_begun(
    server: SpeechServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "TOTAL_SECONDS", 0.5)
    with pytest.raises(SynthesisError, match=r"answers 429 \(tried once\)"):
        speak(server.voice("busy"))


def test_the_key_is_sent_and_never_said(
    server: SpeechServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("NARRATOR_KEY_FAR_AWAY", KEY)
    caplog.set_level("DEBUG")
    speak(server.voice())
    assert server.asked[0]["headers"]["Authorization"] == f"Bearer {KEY}"
    for behaviour in ("echo", "denied", "page", "broken", "moved"):
        with pytest.raises(SynthesisError) as caught:
            speak(server.voice(behaviour))
        assert KEY not in str(caught.value)
        assert KEY not in repr(caught.value.__cause__)
    assert KEY not in caplog.text
    assert "refuses the key in NARRATOR_KEY_FAR_AWAY" in _said(server.voice("denied"))


def _said(voice: Voice) -> str:
    with pytest.raises(SynthesisError) as caught:
        speak(voice)
    return str(caught.value)


def test_a_key_does_not_travel_unencrypted(
    server: SpeechServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NARRATOR_KEY_FAR_AWAY", KEY)
    with pytest.raises(DataError, match="its key would travel unencrypted to http://example"):
        ENGINE.open(server.voice(url="http://example.org/v1"))


def test_no_voice_gets_the_key_of_another(
    server: SpeechServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NARRATOR_KEY_FAR_AWAY", KEY)
    speak(replace(server.voice(), id="other"))
    assert "Authorization" not in server.asked[0]["headers"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"url": ""}, "lacks the option 'url'"),
        ({"url": "ftp://host"}, "'url' must be like https://host/v1"),
        ({"url": "https://user:pass@host/v1"}, "not host/v1"),
        ({"model": ""}, "lacks the option 'model'"),
        ({"voice": 3}, "lacks the option 'voice'"),
        ({"format": "opus"}, "'format' may be wav, flac, mp3"),
    ],
)
def test_a_wrong_toml(options: dict[str, str | int], expected: str, server: SpeechServer) -> None:
    voice = server.voice()
    with pytest.raises(DataError, match="voice far-away: ") as caught:
        ENGINE.open(replace(voice, options={**voice.options, **options}))
    assert expected in str(caught.value)


def test_no_more_at_once_than_allowed(server: SpeechServer) -> None:
    voice = server.voice("slow", concurrency=2)
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: speak(voice), range(6)))
    assert server.most_at_once == 2


def test_through_a_proxy(server: SpeechServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", server.url.removesuffix("/v1"))
    monkeypatch.delenv("no_proxy", raising=False)
    speak(server.voice(url="http://speech.invalid/v1"))
    assert server.asked[0]["path"] == "http://speech.invalid/v1/audio/speech"


def test_the_script_is_text_with_its_pauses() -> None:
    voice = Voice(id="v", engine="remote", language="fa", sample_rate=Hertz(RATE))
    words = (("«", ""), ("کِتابِ", "ketɒbe"), ("مَن", "mæn"), ("»", ""), ("؟", ""))
    assert ENGINE.script(utterance(*words), voice) == "کِتابِ مَن؟"


def test_an_article_is_read_from_afar(server: SpeechServer, tmp_path: Path) -> None:
    folder = tmp_path / "config" / "narrator" / "voices"
    folder.mkdir(parents=True)
    (folder / "far.toml").write_text(
        f'id = "far"\nengine = "remote"\nlanguage = "fa"\nsample_rate = {RATE}\n'
        f'[options]\nurl = "{server.url}"\nmodel = "tts-1"\nvoice = "sound"\n'
    )
    write(tmp_path)
    made = result(narrate(tmp_path, "a.txt", "--voice", "far", "--json", "--jobs", "2"))
    assert made["synthesised"] == len(server.asked) == 6
    assert "فَصلِ دُوُّم" in {asked["input"] for asked in server.asked}
    result(narrate(tmp_path, "a.txt", "--voice", "far", "--json", "--force"))
    assert len(server.asked) == 6
