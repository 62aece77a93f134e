"""narrate preview TEXT: hear a sentence at once, and see how it will be read."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from narrator.cli import app
from narrator.cli._options import PaceOption, PitchOption, VoiceOption, settings_for

if TYPE_CHECKING:
    from narrator.cli.preview._choose import Source
    from narrator.config import Settings


@app.command("preview")
def preview(  # noqa: PLR0913, PLR0917 (one parameter an option)
    text: Annotated[str | None, typer.Argument(help="What to say.")] = None,
    file: Annotated[str | None, typer.Option(help="Take sentences from this article.")] = None,
    sentence: Annotated[
        str, typer.Option(metavar="N|N-M|WORD", help="Which: a number, a range, a word they hold.")
    ] = "1",
    interactive: Annotated[
        bool, typer.Option("--interactive", "-i", help="Type sentences, mend how they are read.")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", "-w", help="Say again what an edit changes, until Ctrl-C.")
    ] = False,
    reshape: Annotated[
        bool, typer.Option("--reshape", help="Show Persian in a terminal that has no bidi.")
    ] = False,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Where the WAV goes.")] = None,
    voice: VoiceOption = None,
    pace: PaceOption = None,
    pitch: PitchOption = None,
    play: Annotated[bool, typer.Option(help="Play it if there is a player.")] = True,
) -> None:
    """Say some sentences: written, spoken, phonemes, and a WAV to hear.

    For each word: its phonemes, whether it has ezafe, and where its reading comes from.
    """
    from narrator.cli.preview._hear import Hearing
    from narrator.cli.preview._show import script
    from narrator.errors import ConfigError

    def settings() -> "Settings":
        return settings_for(file or "-", voice=voice, pace=pace, pitch=pitch)

    source = _chosen(text, file, sentence, needed=not interactive)
    hearing = Hearing(script=script(reshape=reshape), out=out, play=play, numbered=file is not None)
    if interactive and watch:
        raise ConfigError("preview: --interactive or --watch, one of the two")
    if interactive:
        from narrator.cli.preview._session import Session

        Session(settings(), hearing, article=file, first=source).run()
    elif source and watch:
        from narrator.cli.preview._watch import watch as keep_watch

        keep_watch(source, settings, file, hearing)
    elif source:
        now = settings()
        hearing.of(source(now, ()), now)
        hearing.player.wait()


def _chosen(text: str | None, file: str | None, sentence: str, *, needed: bool) -> "Source | None":
    from narrator.cli.preview import _choose
    from narrator.errors import ConfigError

    if (text is None) == (file is None):
        if text is None and not needed:
            return None
        raise ConfigError("preview: name a text or --file ARTICLE, one of the two")
    return _choose.text(text or "") if file is None else _choose.sentences(file, sentence)
