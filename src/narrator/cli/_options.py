"""Options that read the same in every command, and the settings they add up to."""

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
CaptionsOption = Annotated[bool, typer.Option("--captions", help="Read captions of pictures.")]
OcrOption = Annotated[
    bool, typer.Option("--ocr", help="Recognise the text of scanned PDFs (needs tesseract).")
]
AllowLocalOption = Annotated[
    bool, typer.Option("--allow-local", help="Fetch from private addresses too.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


def settings_for(article: str, **options: Any) -> "Settings":  # noqa: ANN401 (any option's value)
    """narrator.toml beside ``article``, overridden by the options that were given."""
    from narrator import config
    from narrator.read import place

    given = {key: value for key, value in options.items() if value is not None}
    return config.override(config.load(place(article).parent), given, "option")
