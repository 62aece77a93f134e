"""Options that read the same in every command, and the settings they add up to."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from narrator.config import Settings

VoiceOption = Annotated[
    str | None, typer.Option("--voice", metavar="ID", help="Which voice reads; see: voices list.")
]
PaceOption = Annotated[
    float | None, typer.Option(help="Speed as a factor; 1.0 is the voice's own.")
]
PitchOption = Annotated[float | None, typer.Option(help="Semitones up or down.")]
EnglishOption = Annotated[
    str | None,
    typer.Option(metavar="read|skip", help="What becomes of sentences wholly in English."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


def settings_for(article: Path, **options: Any) -> "Settings":  # noqa: ANN401 (any option's value)
    """narrator.toml beside ``article``, overridden by the options that were given."""
    from narrator import config

    folder = Path() if str(article) == "-" else article.parent
    given = {key: value for key, value in options.items() if value is not None}
    return config.override(config.load(folder), given, "option")
