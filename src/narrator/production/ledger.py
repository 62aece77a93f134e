"""What became of each article of a batch, kept beside the audio so that a batch can go on."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from hashlib import sha256
from pathlib import Path

from narrator.config import Settings
from narrator.errors import EncodeError
from narrator.master.tracks import playlist_path, size
from narrator.whole import whole_file

NAME = "narrate-batch.json"

DONE, KEPT, PARTLY, FAILED = "done", "kept", "partly", "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """How one article fared; ``path`` is its audio, or the playlist of that of its chapters.

    ``status`` is done, kept (made before, and nothing has changed since), partly (some
    sentences could not be spoken) or failed; of the last two ``message`` says why.
    ``seconds`` of sound, ``took`` seconds of work; ``size`` of the audio in bytes.
    """

    article: str
    status: str
    path: str = ""
    seconds: float = 0.0
    took: float = 0.0
    size: int = 0
    message: str = ""
    stamp: str = ""


class Ledger:
    def __init__(self, folder: Path) -> None:
        """What an earlier batch left in ``folder``; a damaged or strange file counts for nothing.

        Raises:
            EncodeError: the folder cannot be made.
        """
        self.path = folder / NAME
        self._entries: dict[str, Entry] = {}
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise EncodeError(f"{folder}: cannot be made ({error.strerror})") from error
        known = {field.name for field in fields(Entry)}
        try:
            rows = json.loads(self.path.read_bytes())["articles"]
            self._entries = {row["article"]: Entry(**row) for row in rows if row.keys() <= known}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            self._entries = {}

    def kept(self, article: str, stamp: str) -> Entry | None:
        """The entry of an article that is made already, from the same file and settings."""
        entry = self._entries.get(article)
        if entry is None or entry.stamp != stamp or entry.status not in {DONE, KEPT}:
            return None
        return entry if entry.size == size(Path(entry.path)) else None

    def place(self, article: str, path: Path) -> Path:
        """``path``, or with a number where another article's audio has that name."""
        taken = {entry.path for entry in self._entries.values() if entry.article != article}
        free, number = path, 1
        while {str(free), str(playlist_path(free))} & taken:
            number += 1
            free = path.with_stem(f"{path.stem}-{number}")
        return free

    def put(self, entry: Entry) -> None:
        """Write the whole ledger anew.

        Raises:
            EncodeError: it cannot be written.
        """
        self._entries[entry.article] = entry
        rows = [asdict(entry) for entry in self._entries.values()]
        with whole_file(self.path) as file:
            file.write(json.dumps({"articles": rows}, ensure_ascii=False, indent=1).encode())


def stamp(files: Iterable[Path], settings: Settings) -> str:
    """Changes whenever one of the ``files``, the settings or what they name do.

    A web page is taken to stay as it was. Who speaks, and how many at once, changes nothing
    that is heard.
    """
    states = [_state(path) for path in (*files, *map(Path, settings.inputs))]
    heard = replace(settings, executor="", address="", gpus=0.0, jobs=0)
    return sha256(f"{states} {heard}".encode()).hexdigest()[:16]


def _state(path: Path) -> list[tuple[int, int]]:
    """Date and size of a file, or of each in a folder; empty for what is neither."""
    try:
        files = sorted(path.iterdir()) if path.is_dir() else [path]
        return [(file.stat().st_mtime_ns, file.stat().st_size) for file in files]
    except OSError:
        return []
