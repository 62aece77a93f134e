"""Options that read the same in every command, and the settings they add up to."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from narrator.config import Settings
    from narrator.read import Options

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
NoRepairOption = Annotated[
    bool, typer.Option("--no-repair", help="Leave text that a PDF damaged as it is.")
]
ExecutorOption = Annotated[
    str | None,
    typer.Option("--executor", metavar="processes|ray|serial", help="Where sentences are spoken."),
]
AddressOption = Annotated[
    str | None, typer.Option("--address", metavar="HOST:PORT", help="Of the Ray cluster.")
]
GpusOption = Annotated[
    float | None, typer.Option("--gpus", help="What each worker of the cluster holds of a GPU.")
]
JobsOption = Annotated[int | None, typer.Option("--jobs", help="Workers; 0 is one a core.")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")]
PurgeOption = Annotated[
    bool, typer.Option("--purge", help="Remove files that no episode needs any more.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


def settings_for(article: str, **options: Any) -> "Settings":  # noqa: ANN401 (any option's value)
    """narrator.toml beside ``article``, overridden by the options that were given."""
    from narrator import config
    from narrator.read import place

    return config.override(config.load(place(article).parent), given(**options), "option")


def given(**options: Any) -> dict[str, Any]:  # noqa: ANN401 (any option's value)
    """Those of ``options`` that the user has set."""
    return {key: value for key, value in options.items() if value is not None}


def reading_options(
    article: str,
    *,
    captions: bool = False,
    ocr: bool = False,
    allow_local: bool = False,
    no_repair: bool = False,
) -> "Options":
    """How ``article`` is to be read; what is repaired in it is said on standard error."""
    from narrator.app import mender
    from narrator.read import Options

    mend = str if no_repair else mender(lambda line: typer.echo(f"{article}: {line}", err=True))
    return Options(captions=captions, ocr=ocr, allow_local=allow_local, mend=mend)
