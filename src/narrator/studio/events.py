"""What happens in the studio, told to every page that listens."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator

_ALIVE = 15.0
"""Seconds after which a blank line tells that the studio is still there."""
_MOST = 100
"""Events a page may be behind; it is then told the newest only."""
_END = b""


class Events:
    """``tell`` may be called from any thread."""

    def __init__(self) -> None:
        self._listeners: dict[asyncio.Queue[bytes], asyncio.AbstractEventLoop] = {}

    def close(self) -> None:
        """End what listens now."""
        self._put(_END)

    def tell(self, **event: object) -> None:
        self._put(json.dumps(event, ensure_ascii=False).encode() + b"\n")

    def _put(self, line: bytes) -> None:
        for queue, loop in list(self._listeners.items()):
            with contextlib.suppress(RuntimeError):  # its loop has ended
                loop.call_soon_threadsafe(_put, queue, line)

    async def lines(self) -> AsyncIterator[bytes]:
        """JSON objects, one a line, from now on."""
        queue: asyncio.Queue[bytes] = asyncio.Queue(_MOST)
        self._listeners[queue] = asyncio.get_running_loop()
        line = b"\n"
        try:
            while line != _END:
                yield line
                try:
                    line = await asyncio.wait_for(queue.get(), _ALIVE)
                except TimeoutError:
                    line = b"\n"
        finally:
            del self._listeners[queue]


def _put(queue: asyncio.Queue[bytes], line: bytes) -> None:
    if queue.full():
        queue.get_nowait()
    queue.put_nowait(line)
