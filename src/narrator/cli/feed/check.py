"""narrate feed check: would apps and directories take it?"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from narrator.cli._options import JsonOption
from narrator.cli.feed import feed

if TYPE_CHECKING:
    from narrator.publish.sources import Source


@feed.command("check")
def check(
    where: Annotated[str, typer.Argument(metavar="URL|FEED", help="Its address or place.")],
    newest: Annotated[
        int, typer.Option(min=0, help="Look at the files of so many episodes; 0 for all.")
    ] = 20,
    as_json: JsonOption = False,
) -> None:
    """Check a feed and the files that it names. Exit 1 where an app would stumble."""
    from narrator.publish.check import check as find

    source, url = _source(where)
    findings = find(source, url, newest)
    broken = any(finding.level == "error" for finding in findings)
    if as_json:
        entry = {"url": url, "valid": not broken, "findings": [asdict(f) for f in findings]}
        typer.echo(json.dumps(entry, ensure_ascii=False))
    else:
        for finding in findings:
            about = f"{finding.where}: " if finding.where else ""
            typer.echo(f"{finding.level}: {about}{finding.message}")
        verdict = "apps would stumble over it" if broken else "in order"
        typer.echo(f"{url}: {verdict}")
    raise typer.Exit(1 if broken else 0)


def _source(where: str) -> "tuple[Source, str]":
    """A folder is looked at as if it were served under the address that its feed names.

    Of a feed in a bucket or on another machine, it is that address which apps will ask.
    """
    from narrator.publish.documents import FEED
    from narrator.publish.publisher import load
    from narrator.publish.sources import Disk, Web
    from narrator.publish.target import target

    if where.startswith(("http://", "https://")):
        return Web(), where
    base = load(target(where), where).channel.base
    return (Web() if "://" in where else Disk(Path(where), base)), base + FEED
