"""The player of this machine, one file at a time."""

import shutil
import subprocess
from pathlib import Path

import typer

_PLAYERS = (
    ("ffplay", "-nodisp", "-autoexit", "-loglevel", "quiet"),
    ("mpv", "--really-quiet"),
    ("pw-play",),
    ("paplay",),
    ("aplay", "-q"),
    ("afplay",),
)


def player() -> list[str] | None:
    """The command that plays a sound file on this machine, without the file."""
    for name, *options in _PLAYERS:
        if found := shutil.which(name):
            return [found, *options]
    return None


class Player:
    """Plays in the background; says once on standard error if nothing here can play."""

    def __init__(self) -> None:
        self._command = player()
        self._playing: subprocess.Popen[bytes] | None = None
        self._told = False

    def play(self, path: Path) -> None:
        self.stop()
        if self._command is not None:
            # Its standard input is not ours: it would eat what is typed.
            self._playing = subprocess.Popen(  # noqa: S603 (a player we named)
                [*self._command, str(path)], stdin=subprocess.DEVNULL
            )
        elif not self._told:
            self._told = True
            hint = "no audio player found (mpv, ffplay, aplay): open the file yourself"
            typer.echo(hint, err=True)

    def stop(self) -> None:
        if self._playing is not None:
            self._playing.kill()  # asked to end, some print that they were
            self.wait()

    def wait(self) -> None:
        """Until the file has been heard."""
        if self._playing is not None:
            self._playing.wait()
            self._playing = None
