"""narrate cache: what need not be spoken or encoded twice."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from narrator.cli import app
from narrator.cli._options import JsonOption

if TYPE_CHECKING:
    from narrator.production.shelf import Shelved

cache = typer.Typer(
    help="What is kept so that nothing is spoken or encoded twice.", no_args_is_help=True
)
app.add_typer(cache, name="cache")


@cache.command("info")
def info(as_json: JsonOption = False) -> None:
    """Say where the cache is, how much it holds, and how much it may."""
    from narrator.production.cache import default_folder
    from narrator.production.shelf import LIMIT_VARIABLE, limit, shelved
    from narrator.production.store import open_store

    folder, most = default_folder(), limit()
    kept = list(shelved(folder))
    store = open_store()
    stored = [size for _key, size in store.stored()] if store else []
    if as_json:
        pieces = sum(entry.is_piece for entry in kept)
        told = {
            "folder": str(folder),
            "sentences": len(kept) - pieces,
            "pieces": pieces,
            "bytes": sum(entry.size for entry in kept),
            "limit": most,
        }
        if store:
            told["store"] = {"where": store.where, "sentences": len(stored), "bytes": sum(stored)}
        typer.echo(json.dumps(told))
        return
    if store:
        typer.echo(f"{store.where}: {len(stored):,} sentences, {_size(sum(stored))}")
        typer.echo("limit: none but what rules the store itself has; in front of it, as a folder,")
    typer.echo(f"{folder}: {_counted(kept)}")
    typer.echo(f"limit {_size(most)} ({LIMIT_VARIABLE}); the longest unheard go first")
    if kept:
        oldest = datetime.fromtimestamp(min(entry.used for entry in kept), UTC)
        typer.echo(f"unheard for longest: since {oldest:%Y-%m-%d}")


@cache.command("clear")
def clear() -> None:
    """Remove everything; articles made again are spoken anew."""
    from narrator.production.cache import default_folder
    from narrator.production.shelf import remove, shelved, sweep
    from narrator.production.store import open_store

    folder = default_folder()
    kept = list(shelved(folder))
    for entry in kept:
        remove(entry)
    sweep(folder)
    typer.echo(f"removed: {_counted(kept)}")
    if store := open_store():
        stored = list(store.stored())
        for key, _bytes in stored:
            store.forget(key)
        size = _size(sum(size for _key, size in stored))
        typer.echo(f"{store.where}: {len(stored):,} sentences removed, {size}")


@cache.command("verify")
def verify() -> None:
    """Read everything through, and remove what is damaged. Exit 1 where anything was."""
    from narrator.production.cache import default_folder
    from narrator.production.shelf import damaged, remove, shelved
    from narrator.production.store import open_store

    folder = default_folder()
    kept, broken = list(shelved(folder)), 0
    for entry in damaged(folder):
        typer.echo(f"{entry.audio}: damaged, removed; the next run remakes it")
        remove(entry)
        broken += 1
    typer.echo(f"{broken:,} damaged of {_counted(kept)}")
    if store := open_store():
        stored, lost = sum(1 for _take in store.stored()), 0
        for key in store.damaged():
            typer.echo(f"{store.where}: {key} is damaged, removed; the next run remakes it")
            store.forget(key)
            lost += 1
        typer.echo(f"{store.where}: {stored - lost:,} of {stored:,} sentences are whole")
        broken += lost
    raise typer.Exit(1 if broken else 0)


def _counted(kept: "Sequence[Shelved]") -> str:
    pieces = sum(entry.is_piece for entry in kept)
    size = _size(sum(entry.size for entry in kept))
    return f"{len(kept) - pieces:,} sentences, {pieces:,} pieces of MP3, {size}"


def _size(size: int) -> str:
    for unit in ("bytes", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}"
        size = round(size / 1000)
    return f"{size:,} GB"
