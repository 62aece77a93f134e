"""The cache that NARRATOR_CACHE names: a folder, or a store that machines share.

In front of a store stands a folder of this machine, and all else reads only that: what
is spoken here is put into both, what others spoke is fetched when it is asked for. The
store keeps all it is given; what the folder may hold is limited as always.
"""

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from narrator.bucket import Bucket
from narrator.errors import ProductionError
from narrator.model import Audio, Samples
from narrator.production import shelf
from narrator.production.cache import CACHE_VARIABLE, Cache, Take, default_folder


class StoredCache(Cache):
    """Takes under ``s3://bucket/prefix``, each by the names of its files in ``folder``."""

    def __init__(self, where: str, folder: Path) -> None:
        """Raises ProductionError where either is out of order."""
        super().__init__(folder)
        self._where = where
        self._bucket = Bucket(where, ProductionError)

    @property
    def where(self) -> str:
        return self._where

    def __reduce__(self) -> tuple[Callable[[str], Cache], tuple[str]]:
        return _opened, (self.where,)  # on another machine, the folder is its own

    def get(self, key: str) -> Take | None:
        return super().get(key) or self._fetched(key)

    def put(self, key: str, audio: Audio, doubt: str = "") -> Take:
        take = super().put(key, audio, doubt)
        for path in self._paths(key):  # the sound first, as in the folder
            self._bucket.put(self._name(path), path)
        return take

    def samples(self, take: Take) -> Samples:
        try:
            return super().samples(take)
        except ProductionError:  # the folder has lost it, or only the store ever had it
            self._fetched(take.key)
        try:
            return super().samples(take)
        except ProductionError:
            self.forget(take.key)
            raise

    def stored(self) -> Iterator[tuple[str, int]]:
        """Every key of the store, and the bytes of its files."""
        sounds: dict[str, int] = {}
        notes: dict[str, int] = {}
        for name, size in self._bucket.sizes():
            key, _, kind = name.rpartition("/")[2].partition(".")
            (notes if kind == "json" else sounds)[key] = size
        return ((key, notes[key] + sounds[key]) for key in notes.keys() & sounds.keys())

    def damaged(self) -> Iterator[str]:
        """The keys of the store whose sound is not what their notes say."""
        for key, _size in self.stored():
            with TemporaryDirectory() as folder:
                copy = StoredCache(self.where, Path(folder))
                if copy.get(key) is None or any(shelf.damaged(copy.folder)):
                    yield key

    def forget(self, key: str) -> None:
        """Remove a take from the store: the notes first, without which there is none."""
        for path in reversed(self._paths(key)):
            self._bucket.remove(self._name(path))

    def _fetched(self, key: str) -> Take | None:
        """The take from the store, which is then in the folder too."""
        audio, notes = (self._name(path) for path in self._paths(key))
        if (told := self._bucket.read(notes)) is None:
            return None
        if (sound := self._bucket.read(audio)) is None:
            return None
        self.adopt(key, sound[0], told[0])
        return super().get(key)

    def _name(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()


@cache
def _opened(where: str) -> StoredCache:
    return StoredCache(where, default_folder())


def open_store() -> StoredCache | None:
    """The store that NARRATOR_CACHE names; None where it names a folder.

    Raises:
        ProductionError: it is no address of a store, or obstore is missing.
    """
    where = os.environ.get(CACHE_VARIABLE, "")
    return _opened(where) if "://" in where else None


def open_cache() -> Cache:
    """The cache of this run.

    Raises:
        ProductionError: its folder cannot be made, or as for ``open_store``.
    """
    return open_store() or Cache(default_folder())
