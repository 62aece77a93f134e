"""The pieces that an MP3 is joined of: those that are kept are neither limited nor encoded anew.

A piece is addressed by all that decides its bytes, never by its place: an edit costs the
piece that it stands in.
"""

import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass

import numpy as np

from narrator.master.formats import Format
from narrator.master.limiter import limit
from narrator.master.mp3 import ENCODER, encoded
from narrator.model import Hertz
from narrator.production.cache import Cache
from narrator.production.timeline import Clip, pieces, sound

_VERSION = 1
"""Of what is done to samples before they are encoded; another one makes every piece anew."""


@dataclass(slots=True, kw_only=True)
class Pieces:
    """``factors`` by voice, then ``gain`` for all, then a limiter at ``ceiling`` dBTP.

    ``heard`` is told of every piece how many samples it has; ``made`` counts those encoded.
    ``threads`` share the work: nearly all of it is LAME's, which holds no lock of Python's.
    """

    cache: Cache
    sample_rate: Hertz
    factors: Mapping[str, np.float32]
    gain: float
    ceiling: float
    form: Format
    heard: Callable[[int], None]
    threads: int = 1
    made: int = 0

    def frames(self, clips: Sequence[Clip]) -> Iterator[bytes]:
        """The sound of ``clips``, which are all of a file, piece by piece."""
        begun: deque[tuple[Sequence[Clip], Future[tuple[bytes, bool]]]] = deque()
        with ThreadPoolExecutor(self.threads) as pool:
            for piece in pieces(clips):
                last = piece[-1] is clips[-1]
                begun.append((piece, pool.submit(self._frames, piece, last=last)))
                if len(begun) > self.threads:
                    yield self._told(*begun.popleft())
            while begun:
                yield self._told(*begun.popleft())

    def _told(self, piece: Sequence[Clip], future: "Future[tuple[bytes, bool]]") -> bytes:
        frames, made = future.result()
        self.made += made
        self.heard(sum(clip.length for clip in piece))
        return frames

    def _frames(self, piece: Sequence[Clip], *, last: bool) -> tuple[bytes, bool]:
        """Those of ``piece``, and whether they had to be made."""
        key = self._key(piece, last=last)
        frames = self.cache.piece(key)
        if frames is not None:
            return frames, False
        frames = self._encoded(piece, last=last)
        self.cache.put_piece(key, frames)
        return frames, True

    def _encoded(self, piece: Sequence[Clip], *, last: bool) -> bytes:
        chunks = sound(piece, self.factors, self.cache)
        limited = limit(chunks, self.sample_rate, self.gain, self.ceiling)
        return encoded(limited, sample_rate=self.sample_rate, form=self.form, last=last)

    def _key(self, piece: Sequence[Clip], *, last: bool) -> str:
        parts = {
            "clips": [
                # A voice may say the same otherwise when a take that was lost is made anew.
                [c.take.key, c.take.samples, float(self.factors[c.voice]), c.head, c.pause]
                for c in piece
            ],
            "sound": [_VERSION, self.sample_rate, self.gain, self.ceiling],
            "form": [ENCODER, asdict(self.form), last],
        }
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
