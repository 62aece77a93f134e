"""narrate feed: one file a command."""

import typer

from narrator.cli import app

feed = typer.Typer(help="Podcast feeds: make, show, change, check, try.", no_args_is_help=True)
app.add_typer(feed, name="feed")
