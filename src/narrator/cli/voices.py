"""narrate voices: which voices there are."""

import json

import typer

from narrator.cli import app
from narrator.cli._options import JsonOption

voices = typer.Typer(help="The voices on this machine.", no_args_is_help=True)
app.add_typer(voices, name="voices")


@voices.command("list")
def list_voices(as_json: JsonOption = False) -> None:
    """List every voice: id, engine, language, licence."""
    from dataclasses import asdict

    from narrator.engines.voices import DEFAULT
    from narrator.engines.voices import voices as known

    for voice in known().values():
        if as_json:
            typer.echo(json.dumps(asdict(voice), ensure_ascii=False))
        else:
            mark = "*" if voice.id == DEFAULT else " "
            typer.echo(
                f"{mark} {voice.id:<16} {voice.engine:<8} {voice.language:<4} {voice.licence}"
            )
