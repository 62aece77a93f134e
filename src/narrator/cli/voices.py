"""narrate voices: which there are, and how to get more."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from narrator.cli import app
from narrator.cli._options import JsonOption, settings_for
from narrator.cli._terminal import progress

if TYPE_CHECKING:
    from narrator.model import Voice

voices = typer.Typer(help="The voices on this machine.", no_args_is_help=True)
app.add_typer(voices, name="voices")

_Id = Annotated[str, typer.Argument(metavar="ID", help="A voice, as voices list has it.")]
_SAMPLES = {
    "fa": "سلام! این صدای من است؛ با همین صدا برای شما مقاله می‌خوانم.",
    "en": "Hello! This is my voice, and I read articles with it.",
}


@voices.command("list")
def list_voices(as_json: JsonOption = False) -> None:
    """List every voice: id, engine, language, whether it can speak, licence."""
    from dataclasses import asdict

    from narrator.engines.voices import voices as known

    default = settings_for("-").voice.partition("+")[0]
    for voice in known().values():
        state = _state(voice)
        if as_json:
            entry = asdict(voice) | {"ready": not state, "default": voice.id == default}
            typer.echo(json.dumps(entry, ensure_ascii=False))
        else:
            mark = "*" if voice.id == default else " "
            row = f"{mark} {voice.id:<22} {voice.engine:<7} {voice.language:<3}"
            typer.echo(f"{row} {state or 'ready':<16} {voice.licence}")


@voices.command("show")
def show(voice_id: _Id, as_json: JsonOption = False) -> None:
    """Show what is known of a voice, and where its files are or belong."""
    from dataclasses import asdict

    from narrator.engines.voices import folder_of, voice

    found = voice(voice_id)
    entries = asdict(found) | {"state": _problem(found) or "ready"}
    if found.files:
        entries["folder"] = str(folder_of(found))
    if as_json:
        typer.echo(json.dumps(entries, ensure_ascii=False))
        return
    for key, value in entries.items():
        if key == "files":
            for file in found.files:
                typer.echo(f"{'file':<15} {_described(asdict(file))}")
        elif value not in ("", (), {}):
            shown = " ".join(value) if isinstance(value, tuple) else value
            typer.echo(f"{key:<15} {'unknown' if value == 0 else shown}")


@voices.command("install")
def install(
    voice_id: _Id,
    accept: Annotated[
        bool, typer.Option("--accept-licence", help="Accept terms that restrict its use.")
    ] = False,
    mirror: Annotated[
        str | None,
        typer.Option(
            envvar="NARRATOR_MIRROR", help="Download from here, not each file's own host."
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
) -> None:
    """Download a voice; one that broke off goes on where it was.

    HTTP_PROXY, HTTPS_PROXY and NO_PROXY are heeded.
    """
    from narrator.engines.install import install as bring
    from narrator.engines.voices import voice

    found = voice(voice_id)
    typer.echo(f"{found.id}: {found.licence}, commercial use: {found.commercial_use}", err=True)
    address = settings_for("-", mirror=mirror).mirror
    with progress(found.id, quiet=quiet) as report:
        made = bring(
            found,
            mirror=address,
            accepted=accept,
            report=lambda _name, done, total: report("download", done, total),
        )
    typer.echo(f"{made.id}\t{made.model}")


@voices.command("add")
def add(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A model of Piper or Coqui.")],
    voice_id: Annotated[str, typer.Option("--id", help="What to call it; else as DIR.")] = "",
) -> None:
    """Use a voice of your own; its folder stays where it is."""
    from narrator.engines.install import add as know

    made = know(folder, voice_id)
    typer.echo(f"{made.id}\t{made.engine}\t{made.sample_rate} Hz\t{made.model}")


@voices.command("remove")
def remove(voice_id: _Id) -> None:
    """Delete a voice that was installed; one of your own is only forgotten."""
    from narrator.engines.install import remove as forget
    from narrator.engines.voices import voice

    forget(voice(voice_id))


@voices.command("default")
def default(voice_id: _Id) -> None:
    """Read with this voice wherever no other is named."""
    from narrator import config, settings_file
    from narrator.engines.registry import check
    from narrator.engines.voices import voice

    check(voice(voice_id))
    settings_file.put(config.user_folder(), {"voice": voice_id})
    typer.echo(f"{voice_id}\t{config.user_folder() / config.FILE_NAME}")


@voices.command("preview")
def preview(
    voice_id: _Id,
    text: Annotated[str | None, typer.Argument(help="What to say.")] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Where the WAV goes.")] = None,
    play: Annotated[bool, typer.Option(help="Play it if there is a player.")] = True,
) -> None:
    """Hear a voice."""
    from narrator.cli.preview._choose import text as source
    from narrator.cli.preview._hear import Hearing
    from narrator.cli.preview._show import script
    from narrator.engines.voices import voice

    text = text or _SAMPLES.get(voice(voice_id).language[:2], _SAMPLES["en"])
    settings = settings_for("-", voice=voice_id)
    hearing = Hearing(script=script(), out=out, play=play)
    hearing.of(source(text)(settings, ()), settings)
    hearing.player.wait()


def _state(voice: "Voice") -> str:
    """What keeps ``voice`` from speaking, in two words; empty where nothing does."""
    from narrator.engines.registry import check
    from narrator.errors import EngineError, VoiceNotFound

    try:
        check(voice)
    except VoiceNotFound:
        return "not installed"
    except EngineError:
        return "lacks its engine"
    return ""


def _problem(voice: "Voice") -> str:
    from narrator.engines.registry import check
    from narrator.errors import EngineError

    try:
        check(voice)
    except EngineError as error:
        return str(error)
    return ""


def _described(file: dict[str, str | int]) -> str:
    from narrator.engines.download import megabytes

    size = megabytes(int(file["bytes"])) if file["bytes"] else "size unknown"
    digest = f"sha256 {file['sha256'] or 'unknown'}"
    return "  ".join(filter(None, (str(file["name"]), size, digest, str(file["url"]))))
