"""A server with OpenAI's speech interface on this machine, that can also go wrong on purpose.

The ``voice`` of a request says how; "sound" speaks. Every request is kept.
"""

import io
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
import soundfile

from narrator.model import Hertz, Voice

RATE = 24000
SECONDS_A_LETTER = 0.06


class SpeechServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[dict[str, Any]] = []
        self.at_once = self.most_at_once = 0
        self.lock = threading.Lock()
        self.ended = threading.Event()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up, as it should on a server that stalls, is no news."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def voice(self, behaviour: str = "sound", **options: str | int) -> Voice:
        return Voice(
            id="far-away",
            engine="remote",
            language="fa",
            sample_rate=Hertz(RATE),
            options={"url": self.url, "model": "tts-1", "voice": behaviour, **options},
        )


@contextmanager
def speech_server() -> Iterator[SpeechServer]:
    server = SpeechServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.ended.set()
        server.shutdown()
        thread.join()
        server.server_close()


def speech(text: str, speed: float, form: str) -> bytes:
    """A tone as long as ``text`` is, loud where a letter stands."""
    letter = round(SECONDS_A_LETTER * RATE / speed)
    loud = np.repeat([0.3 if letter.isalpha() else 0.0 for letter in text], letter)
    tone = (loud * np.sin(np.arange(len(loud)) / 20)).astype(np.float32)
    file = io.BytesIO()
    soundfile.write(file, tone, RATE, format=form.upper())
    return file.getvalue()


class _Handler(BaseHTTPRequestHandler):
    server: SpeechServer
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        server = self.server
        with server.lock:
            server.asked.append(body | {"path": self.path, "headers": dict(self.headers)})
        name, _, count = body["voice"].partition(":")
        spoilt = not count or len(server.asked) <= int(count)
        (BEHAVIOURS[name] if spoilt else _sound)(self, body)

    def answer(self, content: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content_Length": str(len(content)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


type Body = dict[str, Any]


def _sound(handler: _Handler, body: Body) -> None:
    handler.answer(speech(body["input"], body["speed"], body["response_format"]))


def _slow(handler: _Handler, body: Body) -> None:
    server = handler.server
    with server.lock:
        server.at_once += 1
        server.most_at_once = max(server.most_at_once, server.at_once)
    time.sleep(0.15)
    with server.lock:
        server.at_once -= 1
    _sound(handler, body)


def _streamed(handler: _Handler, body: Body) -> None:
    """A WAV whose head does not know its size, as servers send while they still speak."""
    content = bytearray(speech(body["input"], body["speed"], "wav"))
    data = content.index(b"data")
    content[4:8] = content[data + 4 : data + 8] = b"\xff" * 4
    handler.answer(bytes(content))


def _cut_sound(handler: _Handler, body: Body) -> None:
    content = speech(body["input"], body["speed"], body["response_format"])
    handler.answer(content[: len(content) // 2])


def _cut_off(handler: _Handler, body: Body) -> None:
    content = speech(body["input"], body["speed"], "wav")
    handler.answer(content[:1000], Content_Length=str(len(content)))
    handler.close_connection = True


def _stall(handler: _Handler, body: Body) -> None:
    handler.server.ended.wait(20)
    handler.close_connection = True


def _endless(handler: _Handler, body: Body) -> None:
    handler.answer(b"RIFF" + bytes(3_000_000))


def _failing(
    status: int, content: bytes = b"{}", **headers: str
) -> Callable[[_Handler, Body], None]:
    return lambda handler, body: handler.answer(content, status, **headers)


def _echo(handler: _Handler, body: Body) -> None:
    key = handler.headers["authorization"]
    handler.answer(f'{{"error": {{"message": "no such model;\n you sent {key}"}}}}'.encode(), 400)


BEHAVIOURS: dict[str, Callable[[_Handler, Body], None]] = {
    "sound": _sound,
    "slow": _slow,
    "streamed": _streamed,
    "cut-sound": _cut_sound,
    "cut-off": _cut_off,
    "stall": _stall,
    "endless": _endless,
    "echo": _echo,
    "busy": _failing(429, Retry_After="1"),
    "broken": _failing(500),
    "down": _failing(503, Retry_After="soon"),
    "denied": _failing(401, b"your key sk-secret is wrong"),
    "moved": _failing(307, Location="http://127.0.0.1:9/v1/audio/speech"),
    "page": lambda handler, body: handler.answer(
        b"<!DOCTYPE html>\n<p>Sign in", Content_Type="text/html"
    ),
    "noise": lambda handler, body: handler.answer(b"\xff\xfb" + bytes(range(256)) * 20),
    "silence": lambda handler, body: handler.answer(speech("   ", 1, "wav")),
    "nothing": lambda handler, body: handler.answer(b""),
}
