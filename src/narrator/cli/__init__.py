"""The command line: one file a command. Only here is anything printed or exited.

Modules import what they need when they run, so that ``--help`` stays instant.
"""

import os
import sys
from importlib import import_module
from pkgutil import iter_modules, walk_packages

import typer

from narrator import __version__
from narrator.errors import NarratorError

_STOPPED = 130
_EPILOG = """Examples:

  narrate article.txt                      article.mp3 beside it

  narrate book.md -o book.mp3 --pace 0.9   slower

  narrate preview "سلام دنیا"              hear one sentence

  narrate explain article.txt              what is said for every token, and why

A first argument that is no command is an article; 'narrate -- preview' reads a file
called preview.
"""

app = typer.Typer(
    help="Turn Persian articles into chaptered audiobooks.",
    epilog=_EPILOG,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"narrator {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Show the version."
    ),
) -> None:
    pass


def _commands() -> set[str]:
    """Load every command module; each registers itself under its own name."""
    for module in walk_packages(__path__, f"{__name__}."):
        if not module.name.rpartition(".")[2].startswith("_"):
            import_module(module.name)
    return {module.name for module in iter_modules(__path__) if not module.name.startswith("_")}


def main() -> None:
    """The ``narrate`` command; ends the process with the exit status of what happened."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit status."""
    # numpy's threads spin while they wait, and matrices as small as ours gain nothing.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if arguments and arguments[0] not in _commands() | {"-h", "--help", "--version"}:
        arguments = ["make", *arguments]
    try:
        status = app(arguments, prog_name="narrate", standalone_mode=True)
    except NarratorError as error:
        typer.echo(f"narrate: {error}", err=True)
        return error.exit_code
    except OSError as error:  # the rooms translate theirs: this is standard output
        typer.echo(f"narrate: cannot print the result ({error.strerror})", err=True)
        return 1
    except SystemExit as end:
        if end.code == _STOPPED:  # typer has caught the KeyboardInterrupt
            typer.echo("narrate: stopped; what was spoken is kept, run again to go on", err=True)
        return end.code if isinstance(end.code, int) else 1
    return int(status or 0)
