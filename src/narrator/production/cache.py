"""Takes on disk, addressed by what was asked for: one FLAC and one JSON a sentence.

Beside them stand pieces of finished MP3s, one file each: frames, then their SHA-256.

The key holds the script, voice, engine and prosody, never the sentence's place,
so an edited article costs only what changed. A take exists once its JSON does;
both files appear by rename, so a killed process or a twin leaves no half take.
"""

import base64
import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray
from platformdirs import user_cache_path

from narrator.errors import ProductionError
from narrator.master.loudness import block_energies
from narrator.model import Audio, Hertz, Prosody, Samples, Span, Voice

CACHE_VARIABLE = "NARRATOR_CACHE"
_DIGEST = hashlib.sha256().digest_size


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """A finished sentence: ``samples`` is its length, ``energies`` its BS.1770 blocks.

    ``words`` are the samples at which each word of its script is heard, where they are known;
    ``doubt`` says why it may be no good, as the last of several takes was no better.
    """

    key: str
    samples: int
    sample_rate: Hertz
    energies: NDArray[np.float32]
    words: tuple[Span, ...] = ()
    doubt: str = ""


def default_folder() -> Path:
    """That of NARRATOR_CACHE; where it names none, or a store, the user's own."""
    where = os.environ.get(CACHE_VARIABLE, "")
    own = not where or "://" in where
    return user_cache_path("narrator", appauthor=False) if own else Path(where)


def take_key(
    script: str, voice: Voice, engine_version: str, prosody: Prosody, sample_rate: Hertz
) -> str:
    """SHA-256 over everything that decides how a take sounds, as 64 hex digits."""
    parts = {
        "script": script,
        "voice": [voice.id, voice.sha256, voice.options],
        "engine": [voice.engine, engine_version],
        "prosody": asdict(prosody),
        "sample_rate": sample_rate,
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


class Cache:
    def __init__(self, folder: Path) -> None:
        """Raises ProductionError where ``folder`` cannot be made."""
        self.folder = folder
        with _translated(folder):
            folder.mkdir(parents=True, exist_ok=True)

    @property
    def where(self) -> str:
        """As NARRATOR_CACHE names it."""
        return str(self.folder)

    def get(self, key: str) -> Take | None:
        """The take of that key, None where there is none or it was damaged."""
        audio, notes = self._paths(key)
        try:
            entry = json.loads(notes.read_bytes())
            if audio.stat().st_size != entry["bytes"]:
                return None
            energies = np.frombuffer(base64.b64decode(entry["energies"]), np.float32)
            return Take(
                key=key,
                samples=entry["samples"],
                sample_rate=Hertz(entry["sample_rate"]),
                energies=energies,
                words=tuple(Span(start, stop) for start, stop in entry["words"]),
                doubt=entry["doubt"],
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, key: str, audio: Audio, doubt: str = "") -> Take:
        """Keep ``audio``.

        Raises:
            ProductionError: the disk is full or the folder is not writable.
        """
        path, notes = self._paths(key)
        energies = block_energies(audio.samples, audio.sample_rate)
        with _translated(self.folder):
            path.parent.mkdir(exist_ok=True)
            size = _replace(path, lambda temporary: _write_flac(temporary, audio))
            entry = {
                "samples": len(audio.samples),
                "sample_rate": audio.sample_rate,
                "bytes": size,
                "energies": base64.b64encode(energies.tobytes()).decode(),
                "words": [[word.start, word.stop] for word in audio.words],
                "doubt": doubt,
            }
            _replace(notes, lambda temporary: temporary.write_text(json.dumps(entry)))
        return Take(
            key=key,
            samples=len(audio.samples),
            sample_rate=audio.sample_rate,
            energies=energies,
            words=audio.words,
            doubt=doubt,
        )

    def adopt(self, key: str, sound: bytes, notes: bytes) -> None:
        """Keep a take that was made elsewhere, by the content of its files; raises as ``put``."""
        with _translated(self.folder):
            for path, content in zip(self._paths(key), (sound, notes), strict=True):
                path.parent.mkdir(exist_ok=True)
                _replace(path, partial(Path.write_bytes, data=content))

    def samples(self, take: Take) -> Samples:
        """The sound of ``take``, shape (take.samples,).

        Raises:
            ProductionError: the file vanished or is damaged; the take is then forgotten,
                and made anew by the next run.
        """
        path, notes = self._paths(take.key)
        try:
            samples = _read_flac(path)
        except (OSError, soundfile.LibsndfileError):
            samples = np.zeros(0, np.float32)
        if len(samples) != take.samples:
            notes.unlink(missing_ok=True)
            raise ProductionError(f"{path}: a cached sentence is damaged; run again to remake it")
        self.renew(take)
        return samples

    def renew(self, take: Take) -> None:
        """Take it for heard: what was not heard for longest is the first to go."""
        _renew(self._paths(take.key)[1])

    def piece(self, key: str) -> bytes | None:
        """The frames of that key, None where there are none or they were damaged."""
        path = self._piece_path(key)
        frames = read_piece(path)
        if frames is not None:
            _renew(path)
        return frames

    def put_piece(self, key: str, frames: bytes) -> None:
        """Keep them where that can be: they are quickly made again."""
        path = self._piece_path(key)
        with contextlib.suppress(OSError):
            path.parent.mkdir(exist_ok=True)
            content = frames + hashlib.sha256(frames).digest()
            _replace(path, lambda temporary: temporary.write_bytes(content))

    def _piece_path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.mp3"

    def _paths(self, key: str) -> tuple[Path, Path]:
        stem = self.folder / key[:2] / key
        return stem.with_suffix(".flac"), stem.with_suffix(".json")


def read_piece(path: Path) -> bytes | None:
    """The frames in the file at ``path``, None where it is not there or damaged."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    frames, digest = content[:-_DIGEST], content[-_DIGEST:]
    return frames if hashlib.sha256(frames).digest() == digest else None


@contextlib.contextmanager
def _translated(folder: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, soundfile.LibsndfileError) as error:
        why = error.strerror if isinstance(error, OSError) else "disk full?"
        raise ProductionError(
            f"{folder}: the cache cannot be written ({why}); "
            f"make room, or name another folder in {CACHE_VARIABLE}"
        ) from error


def _renew(path: Path) -> None:
    with contextlib.suppress(OSError):  # a cache that may only be read serves as well
        os.utime(path)


def _replace(path: Path, write: Callable[[Path], object]) -> int:
    """Write a file beside ``path``, then rename it there; its size in bytes."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=path.suffix)
    os.close(handle)
    temporary = Path(name)
    try:
        write(temporary)
        size = temporary.stat().st_size
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return size


def _write_flac(path: Path, audio: Audio) -> None:
    scaled = np.round(np.clip(audio.samples, -1.0, 1.0) * 32767).astype(np.int16)
    soundfile.write(path, scaled, audio.sample_rate, format="FLAC", compression_level=0.0)


def _read_flac(path: Path) -> Samples:
    samples, _rate = soundfile.read(path, dtype="int16")
    scaled: Samples = np.asarray(samples, np.float32)
    return scaled / np.float32(32767)
