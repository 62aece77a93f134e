"""narrate preview --watch: what an edit changes is heard as soon as it is saved."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from narrator.errors import ConfigError, NarratorError

if TYPE_CHECKING:
    from narrator.cli.preview._choose import Source
    from narrator.cli.preview._hear import Hearing
    from narrator.config import Settings


def watch(
    source: "Source", settings_of: "Callable[[], Settings]", article: str | None, hearing: "Hearing"
) -> None:
    """Say what was chosen, and again each sentence that comes to sound otherwise, until Ctrl-C.

    Raises NarratorError if the first time fails; later, that is one line until it is mended.
    """
    from narrator import app as pipeline
    from narrator.changes import changes
    from narrator.read.web import is_url

    if article and (article == "-" or is_url(article)):
        raise ConfigError(f"{article}: --watch needs a file, which can change")
    settings = settings_of()
    heard: set[str] = set()

    def files() -> list[Path]:
        return pipeline.inputs(article, settings)

    try:
        for _ in changes(files):
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
