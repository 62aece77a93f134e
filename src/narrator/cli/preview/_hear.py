"""Shows and plays what a source says."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from narrator.cli._player import Player
from narrator.cli.preview._show import Script, described

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrator.config import Settings
    from narrator.model import Utterance


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """``out`` is where the WAV goes, if not into the cache; ``numbered`` tells sentences apart."""

    script: Script
    out: Path | None = None
    play: bool = True
    numbered: bool = False
    player: Player = field(default_factory=Player)

    def of(self, utterances: "Sequence[Utterance]", settings: "Settings") -> None:
        """Returns when the sound begins. Errors as for ``hearing.preview``."""
        from narrator.production.hearing import preview

        self.player.stop()
        for utterance in utterances:
            for line in described(utterance, self.script, numbered=self.numbered):
                typer.echo(line)
        path = preview(utterances, settings, self.out)
        typer.echo(str(path))
        if self.play:
            self.player.play(path)
