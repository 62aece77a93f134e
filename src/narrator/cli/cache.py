"""narrate cache: the sentences that need not be spoken twice."""

import json
from datetime import UTC, datetime

import typer

from narrator.cli import app
from narrator.cli._options import JsonOption

cache = typer.Typer(
    help="The sentences kept so that nothing is spoken twice.", no_args_is_help=True
)
app.add_typer(cache, name="cache")


@cache.command("info")
def info(as_json: JsonOption = False) -> None:
    """Say where the cache is, how much it holds, and how much it may."""
    from narrator.production.cache import default_folder
    from narrator.production.shelf import LIMIT_VARIABLE, limit, shelved
    from narrator.production.store import open_store

    folder, most = default_folder(), limit()
    takes = list(shelved(folder))
    size = sum(take.size for take in takes)
    store = open_store()
    stored = [size for _key, size in store.stored()] if store else []
    if as_json:
        entry = {"folder": str(folder), "sentences": len(takes), "bytes": size, "limit": most}
        if store:
            entry["store"] = {"where": store.where, "sentences": len(stored), "bytes": sum(stored)}
        typer.echo(json.dumps(entry))
        return
    if store:
        typer.echo(f"{store.where}: {len(stored):,} sentences, {_size(sum(stored))}")
        typer.echo("limit: none but what rules the store itself has; in front of it, as a folder,")
    typer.echo(f"{folder}: {len(takes):,} sentences, {_size(size)}")
    typer.echo(f"limit {_size(most)} ({LIMIT_VARIABLE}); the longest unheard go first")
    if takes:
        oldest = datetime.fromtimestamp(min(take.used for take in takes), UTC)
        typer.echo(f"unheard for longest: since {oldest:%Y-%m-%d}")


@cache.command("clear")
def clear() -> None:
    """Remove every sentence; articles made again are spoken anew."""
    from narrator.production.cache import default_folder
    from narrator.production.shelf import remove, shelved, sweep
    from narrator.production.store import open_store

    folder = default_folder()
    takes = list(shelved(folder))
    for take in takes:
        remove(take)
    sweep(folder)
    typer.echo(f"{len(takes):,} sentences removed, {_size(sum(take.size for take in takes))}")
    if store := open_store():
        stored = list(store.stored())
        for key, _bytes in stored:
            store.forget(key)
        size = _size(sum(size for _key, size in stored))
        typer.echo(f"{store.where}: {len(stored):,} sentences removed, {size}")


@cache.command("verify")
def verify() -> None:
    """Read every sentence through, and remove those that are damaged. Exit 1 where any was."""
    from narrator.production.cache import default_folder
    from narrator.production.shelf import damaged, remove, shelved
    from narrator.production.store import open_store

    folder = default_folder()
    count, broken = sum(1 for _take in shelved(folder)), 0
    for take in damaged(folder):
        typer.echo(f"{take.audio}: damaged, removed; the next run remakes it")
        remove(take)
        broken += 1
    typer.echo(f"{count - broken:,} of {count:,} sentences are whole")
    if store := open_store():
        stored, lost = sum(1 for _take in store.stored()), 0
        for key in store.damaged():
            typer.echo(f"{store.where}: {key} is damaged, removed; the next run remakes it")
            store.forget(key)
            lost += 1
        typer.echo(f"{store.where}: {stored - lost:,} of {stored:,} sentences are whole")
        broken += lost
    raise typer.Exit(1 if broken else 0)


def _size(size: int) -> str:
    for unit in ("bytes", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}"
        size = round(size / 1000)
    return f"{size:,} GB"
