"""narrate preview --watch: what an edit changes is heard as soon as it is saved."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from narrator.errors import ConfigError, NarratorError

if TYPE_CHECKING:
    from narrator.cli.preview._choose import Source
    from narrator.cli.preview._hear import Hearing
    from narrator.config import Settings

_EVERY = 0.2  # seconds; a file that goes on changing is left alone for so long


def watch(
    source: "Source", settings_of: "Callable[[], Settings]", article: str | None, hearing: "Hearing"
) -> None:
    """Say what was chosen, and again each sentence that comes to sound otherwise, until Ctrl-C.

    Raises NarratorError if the first time fails; later, that is one line until it is mended.
    """
    from narrator import app as pipeline
    from narrator.read.web import is_url

    if article and (article == "-" or is_url(article)):
        raise ConfigError(f"{article}: --watch needs a file, which can change")
    settings = settings_of()
    heard: set[str] = set()

    def files() -> list[Path]:
        return pipeline.inputs(article, settings)

    try:
        for _ in _changes(files):
            try:
                settings = settings_of()
                keyed = [(u, pipeline.keys(u, settings)) for u in source(settings, ())]
                anew = [utterance for utterance, keys in keyed if not keys <= heard]
                if anew:
                    hearing.of(anew, settings)
                else:
                    typer.echo("sounds as before")
                heard = set().union(*(keys for _, keys in keyed))
            except NarratorError as error:
                if not heard:
                    raise
                typer.echo(f"narrate: {error}", err=True)
    except KeyboardInterrupt:
        hearing.player.stop()


def _changes(files: Callable[[], Iterable[Path]]) -> Iterator[None]:
    """Once now, then whenever one of ``files`` appears, goes or changes, once it has settled."""
    told: Mapping[Path, object] = {}
    before: Mapping[Path, object] = {}
    while True:
        now = {path: _stamp(path) for path in files()}
        if not told or now == before != told:
            told = now
            yield
        before = now
        time.sleep(_EVERY)


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
