"""Speech made by a server with OpenAI's interface, ``POST /v1/audio/speech``.

It is given vocalised text, so the ezafe and short vowels that were decided here reach
it as marks. A voice's TOML says where: options ``url``, ``model``, ``voice``, ``format``
and ``concurrency``. The key is read from the environment, under a name that holds the
voice's own id, so that no voice can send the key of another anywhere.
"""

import json
import os
import random
import re
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from narrator.engines import EngineInfo, Speaker
from narrator.engines.decode import Undecodable, decode
from narrator.engines.ipa import written
from narrator.engines.slots import slot
from narrator.errors import DataError, SynthesisError
from narrator.model import Audio, Prosody, Utterance, Voice

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager

FORMATS = ("wav", "flac", "mp3")
MAX_BYTES = 64_000_000
WAITS = (1.0, 2.0, 4.0, 8.0)
"""Seconds between one attempt and the next, unless the server asks for more."""
TOTAL_SECONDS = 240.0
"""For one sentence, waits included; production gives up on a worker after 300."""
STEP_SECONDS = 60.0
"""For the server to begin, and then for each piece of the answer."""
_PASSING = (408, 425, 429, 500, 502, 503, 504, 529)
_LOCAL = ("localhost", "127.0.0.1", "::1")


class RemoteEngine:
    info = EngineInfo(
        name="remote",
        version="1",
        accepts="vocalised",
        max_length=2000,
        deterministic=False,
        needs_network=True,
        licence="of each server",
    )

    def script(self, utterance: Utterance, voice: Voice) -> str:
        if not voice.language.startswith("fa"):
            return utterance.sentence.written
        return written(utterance)

    def open(self, voice: Voice) -> Speaker:
        return RemoteSpeaker(voice)


class _Passing(Exception):
    """What may go well the next time, ``after`` so many seconds at the earliest."""

    def __init__(self, reason: str, after: float = 0.0) -> None:
        super().__init__(reason)
        self.after = after


class RemoteSpeaker:
    def __init__(self, voice: Voice) -> None:
        """Asks the server nothing. Raises DataError where the voice's TOML is wrong."""
        self._voice = voice
        self._key = os.environ.get(key_name(voice), "").strip()
        self._url = _address(voice, keyed=bool(self._key))
        self._wanted = {
            "model": _option(voice, "model"),
            "voice": _option(voice, "voice"),
            "response_format": str(voice.options.get("format", FORMATS[0])),
        }
        if self._wanted["response_format"] not in FORMATS:
            raise DataError(f"voice {voice.id}", None, f"'format' may be {', '.join(FORMATS)}")
        self._most = max(1, int(voice.options.get("concurrency", 2)))
        self._pool: PoolManager | None = _pool(self._url)

    def speak(self, script: str, prosody: Prosody, seed: int = 0) -> Iterator[Audio]:  # noqa: ARG002 (the server draws as it likes)
        if len(script) > RemoteEngine.info.max_length:
            raise SynthesisError(f"{len(script)} characters are too long: {script[:60]}")
        if not any(map(str.isalpha, script)):
            raise SynthesisError(f"nothing to say in: {script[:60]!r}")
        request = {**self._wanted, "input": script, "speed": min(4.0, max(0.25, prosody.pace))}
        with slot(f"remote-{self._voice.id}", self._most):
            yield self._persist(json.dumps(request).encode())

    def close(self) -> None:
        if self._pool is not None:
            self._pool.clear()
        self._pool = None

    def _persist(self, body: bytes) -> Audio:
        """Ask again where what went wrong may pass."""
        deadline = time.monotonic() + TOTAL_SECONDS
        for attempt, wait in enumerate((*WAITS, None), start=1):
            try:
                return self._ask(body, deadline)
            except _Passing as problem:
                after = max(problem.after, (wait or 0.0) * random.uniform(1.0, 1.5))  # noqa: S311
                if wait is None or time.monotonic() + after > deadline:
                    tried = "once" if attempt == 1 else f"{attempt} times"
                    raise SynthesisError(f"{self._url}: {problem} (tried {tried})") from problem
                time.sleep(after)
        raise AssertionError("the last wait is None")

    def _ask(self, body: bytes, deadline: float) -> Audio:
        from urllib3.exceptions import HTTPError

        if self._pool is None:
            raise SynthesisError("the voice was closed")
        headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        try:
            with self._pool.request(
                "POST",
                self._url,
                body=body,
                headers=headers,
                timeout=STEP_SECONDS,
                retries=False,
                redirect=False,  # the key goes nowhere else
                preload_content=False,
            ) as response:
                if response.status != 200:
                    raise self._refusal(response)
                return decode(self._content(response, deadline), self._voice.sample_rate)
        except HTTPError as error:
            raise _Passing(_reason(error)) from error
        except Undecodable as error:
            raise _Passing(f"answers {error}") from error

    def _content(self, response: "BaseHTTPResponse", deadline: float) -> bytes:
        content = bytearray()
        while piece := response.read1(65536):
            content += piece
            if len(content) > MAX_BYTES:
                raise SynthesisError(f"{self._url}: answers more than {MAX_BYTES:,} bytes")
            if time.monotonic() > deadline:
                raise SynthesisError(f"{self._url}: takes longer than {TOTAL_SECONDS:.0f} s")
        return bytes(content)

    def _refusal(self, response: "BaseHTTPResponse") -> Exception:
        status = response.status
        if status in _PASSING:
            return _Passing(f"answers {status}", after=_wait_asked(response))
        if status in (401, 403):
            how = "refuses the key in" if self._key else "wants a key in"
            return SynthesisError(f"{self._url}: {how} {key_name(self._voice)} ({status})")
        said = " ".join(response.read(2000).decode("utf-8", "replace").split())
        if self._key:
            said = said.replace(self._key, "…")
        return SynthesisError(f"{self._url}: answers {status}: {said[:200]}")


def key_name(voice: Voice) -> str:
    """The environment variable for the key of ``voice``: "my-voice" -> NARRATOR_KEY_MY_VOICE."""
    return "NARRATOR_KEY_" + re.sub(r"\W", "_", voice.id, flags=re.ASCII).upper()


def _option(voice: Voice, name: str) -> str:
    value = voice.options.get(name, "")
    if not isinstance(value, str) or not value:
        raise DataError(f"voice {voice.id}", None, f"lacks the option '{name}'")
    return value


def _address(voice: Voice, *, keyed: bool) -> str:
    url = _option(voice, "url").rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise DataError(
            f"voice {voice.id}",
            None,
            f"'url' must be like https://host/v1, not {url.split('@')[-1]}",
        )
    if keyed and parts.scheme == "http" and parts.hostname not in _LOCAL:
        raise DataError(f"voice {voice.id}", None, f"its key would travel unencrypted to {url}")
    return f"{url}/audio/speech"


def _wait_asked(response: "BaseHTTPResponse") -> float:
    """Seconds, from ``Retry-After``."""
    from urllib3 import Retry
    from urllib3.exceptions import InvalidHeader

    try:
        return Retry(retry_after_max=int(STEP_SECONDS)).get_retry_after(response) or 0.0
    except InvalidHeader:
        return 0.0


def _pool(url: str) -> "PoolManager":
    """Connections to ``url``, through the proxy of the environment if there is one."""
    from urllib.request import getproxies, proxy_bypass

    import urllib3

    parts = urlsplit(url)
    proxy = getproxies().get(parts.scheme)
    if proxy and not proxy_bypass(parts.hostname or ""):
        return urllib3.ProxyManager(proxy)
    return urllib3.PoolManager()


def _reason(error: Exception) -> str:
    return str(error).rpartition(": ")[2].strip("()'\"<> ") or type(error).__name__


ENGINE = RemoteEngine()
