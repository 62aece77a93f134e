"""narrate studio: look at an article in the browser, hear it, mend how it is read."""

import secrets
import webbrowser
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated

import typer

from narrator.cli import app
from narrator.cli._options import AllowLocalOption, reading_options

_WARNING = (
    "narrate: other machines can reach this studio, and what it sends can be read on the way; "
    "whoever has its address can change your files"
)


@app.command("studio")
def studio(
    article: Annotated[
        str | None, typer.Argument(help="A file or web address; else the studio begins empty.")
    ] = None,
    host: Annotated[
        str, typer.Option(help="Another address of this machine; others can then reach it.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any that is free.")] = 0,
    browser: Annotated[bool, typer.Option(help="Open it in the browser.")] = True,
    allow_local: AllowLocalOption = False,
) -> None:
    """Open a local page to hear sentences, correct words and make the audio, until Ctrl-C.

    It changes the files that the other commands read: lexicon.tsv and narrator.toml beside
    the article, your own lexicon, and the article's text where a word is mended only there.
    """
    from narrator.publish.serve import address, bound
    from narrator.read import place
    from narrator.read.web import is_url
    from narrator.studio.server import serve
    from narrator.studio.studio import Studio

    options = reading_options(article or "studio", allow_local=allow_local)
    is_file = article is not None and not is_url(article)
    desk = Studio(place(article).parent if is_file and article else Path(), options)
    if article and is_file:
        desk.open(Path(article).name)
    elif article:
        desk.add(lambda project, reading: project.add_page(article, reading))
    with bound(host, port) as listening:
        token = secrets.token_urlsafe(24)
        here = address(listening)
        if not ip_address(listening.getsockname()[0]).is_loopback:
            typer.echo(_WARNING, err=True)
        typer.echo(f"{here}#{token}")
        if browser:
            webbrowser.open(f"{here}#{token}")
        serve(desk, listening, token)
