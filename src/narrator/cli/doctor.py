"""narrate doctor: is everything here that narrator needs?"""

import platform
import sys

import typer

from narrator import __version__
from narrator.cli import app


@app.command("doctor")
def doctor() -> None:
    """Check engines, voices, cache and players, and say what to do where one fails."""
    from narrator.engines.registry import statuses
    from narrator.engines.voices import voices
    from narrator.errors import NarratorError

    typer.echo(f"narrator {__version__}, Python {platform.python_version()}, {sys.platform}")
    problems = 0
    for status in statuses():
        problems += status.state == "broken"
        version = status.info.version if status.info else ""
        typer.echo(f"engine {status.name}: {status.problem or 'ready, ' + version}")
    checks = {
        "voices": lambda: f"{len(voices())} known",
        "speech": _speech,
        "cache": _cache,
        "player": _player,
    }
    for name, check in checks.items():
        try:
            typer.echo(f"{name}: {check()}")
        except NarratorError as error:
            problems += 1
            typer.echo(f"{name}: {error}")
    raise typer.Exit(1 if problems else 0)


def _speech() -> str:
    from narrator import espeakng

    samples = espeakng.speak("سلام", voice="fa").samples
    return f"espeak-ng speaks ({len(samples) / espeakng.SAMPLE_RATE:.1f} s of sound)"


def _cache() -> str:
    from narrator.production.store import open_cache

    cache = open_cache()
    cache.get("0" * 64)  # which fails where a store cannot be read
    return cache.where


def _player() -> str:
    from narrator.cli._player import player

    found = player()
    return found[0] if found else "none found (preview then only writes its WAV)"
