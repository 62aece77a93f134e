"""narrate check: is a finished file as loud as it should be?"""

import json
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from narrator.cli import app
from narrator.cli._options import JsonOption

if TYPE_CHECKING:
    from narrator.master.verdict import Finding


@app.command("check")
def check(
    audio: Annotated[Path, typer.Argument(help="An audio file of any kind.")],
    preset: Annotated[
        str, typer.Option(metavar="podcast|audiobook|quiet", help="What to hold it against.")
    ] = "podcast",
    as_json: JsonOption = False,
) -> None:
    """Measure a finished file: loudness, peaks, noise. Exit 1 where it misses the preset."""
    from dataclasses import asdict

    from narrator.errors import ConfigError
    from narrator.master.level import PRESETS
    from narrator.master.measure import measure
    from narrator.master.verdict import findings

    if preset not in PRESETS:
        raise ConfigError(f"no preset {preset!r}; there are {', '.join(PRESETS)}")
    measured = measure(audio)
    found = findings(measured, PRESETS[preset])
    fits = all(finding.fits for finding in found)
    if as_json:
        entries = [_finite(asdict(finding) | {"fits": finding.fits}) for finding in found]
        entry = {"file": str(audio), "preset": preset, "fits": fits, "findings": entries}
        typer.echo(json.dumps(entry | {"measured": _finite(asdict(measured))}, ensure_ascii=False))
    else:
        rate, channels = measured.sample_rate, measured.channels
        typer.echo(f"{audio}: {measured.codec}, {rate} Hz, {channels} ch, {measured.seconds:.1f} s")
        for finding in found:
            typer.echo(_line(finding))
    raise typer.Exit(0 if fits else 1)


def _line(finding: "Finding") -> str:
    lowest, highest = finding.wanted
    if lowest == highest:
        wanted = f"{lowest:.1f}"
    elif not isfinite(lowest):
        wanted = f"at most {highest:.1f}"
    elif not isfinite(highest):
        wanted = f"at least {lowest:.1f}"
    else:
        wanted = f"{lowest:.1f} to {highest:.1f}"
    mark = "ok" if finding.fits else "NO"
    return f"{mark}  {finding.name:<15} {finding.value:>8.1f} {finding.unit:<7} wanted {wanted}"


def _finite(entry: dict[str, object]) -> dict[str, object]:
    """JSON has no infinity: an open side, or the level of silence, is null."""

    def clean(value: object) -> object:
        if isinstance(value, tuple):
            return [clean(part) for part in value]
        return None if isinstance(value, float) and not isfinite(value) else value

    return {key: clean(value) for key, value in entry.items()}
