"""narrate feed serve: try a feed in an app before it goes out."""

from pathlib import Path
from typing import Annotated

import typer

from narrator.cli.feed import feed


@feed.command("serve")
def serve(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The feed's folder.")],
    host: Annotated[
        str, typer.Option(help="0.0.0.0 lets other machines in, e.g. a phone.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any that is free.")] = 8000,
) -> None:
    """Serve a feed on this machine until Ctrl-C, its addresses changed to this machine's."""
    from narrator.publish import serve as server
    from narrator.publish.documents import FEED
    from narrator.publish.publisher import load
    from narrator.publish.target import target

    base = load(target(str(folder)), str(folder)).channel.base
    with server.bound(host, port) as listening:
        here = server.address(listening)
        typer.echo(f"{here}  {here}{FEED}")
        server.serve(folder, base, listening)
