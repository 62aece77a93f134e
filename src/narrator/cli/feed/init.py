"""narrate feed init: a new feed."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from narrator.cli.feed import feed
from narrator.cli.feed._feeds import FeedArgument

_ASKED = {
    "title": "Title of the podcast",
    "description": "What it is about, in a sentence or two",
    "author": "Author",
    "email": "Owner's e-mail address (public in the feed)",
    "base": "Web address of the feed's folder (https://example.org/podcast/)",
    "category": "Apple's category (News, Arts > Books, Education ...)",
}


@feed.command("init")
def init(  # noqa: PLR0913, PLR0917 (one parameter an option)
    where: FeedArgument,
    title: Annotated[str | None, typer.Option(help="Of the podcast.")] = None,
    description: Annotated[str | None, typer.Option(help="A sentence or two.")] = None,
    author: Annotated[str | None, typer.Option(help="Who it is by.")] = None,
    email: Annotated[str | None, typer.Option(help="The owner's; public in the feed.")] = None,
    base: Annotated[
        str | None, typer.Option("--base-url", help="Address of the folder on the web.")
    ] = None,
    category: Annotated[
        str | None, typer.Option(help="One of Apple's: News, 'Arts > Books' ...")
    ] = None,
    language: Annotated[str, typer.Option(help="fa, en ...")] = "fa",
    cover: Annotated[
        Path | None, typer.Option(help="JPEG or PNG, 1400-3000 pixels; else one is drawn.")
    ] = None,
    explicit: Annotated[bool, typer.Option("--explicit", help="Not for children.")] = False,
    kind: Annotated[str, typer.Option("--type", metavar="episodic|serial")] = "episodic",
    medium: Annotated[str, typer.Option(metavar="podcast|audiobook")] = "podcast",
    link: Annotated[str, typer.Option(help="Website, if not the feed's own pages.")] = "",
    license_id: Annotated[str, typer.Option("--license", help="Like cc-by-4.0.")] = "",
    copyright_notice: Annotated[str, typer.Option("--copyright")] = "",
    frequency: Annotated[str, typer.Option(metavar="daily|weekly|biweekly|monthly")] = "",
    hub: Annotated[str, typer.Option(help="Address of a WebSub hub.")] = "",
    locked: Annotated[
        bool, typer.Option("--locked/--unlocked", help="May others import the feed?")
    ] = True,
    page: Annotated[int, typer.Option(help="Episodes a page of the feed; 0 for one page.")] = 1000,
) -> None:
    """Make a feed in a folder or bucket; what is not given is asked for on a terminal."""
    from narrator.app import feed_cover
    from narrator.publish import artwork, publisher
    from narrator.publish.feed import channel
    from narrator.publish.target import target

    given = {
        "title": title,
        "description": description,
        "author": author,
        "email": email,
        "base": base,
        "category": category,
    }
    values = {key: _asked(key) if value is None else value for key, value in given.items()}
    made = channel(
        values
        | {
            "language": language,
            "explicit": explicit,
            "type": kind,
            "medium": medium,
            "link": link,
            "license": license_id,
            "copyright": copyright_notice,
            "frequency": frequency,
            "hub": hub,
            "locked": locked,
            "page": page,
        }
    )
    content = feed_cover(cover, made.title, made.author)
    name = artwork.cover(content, cover or "drawn")
    place = target(where)
    place.write(name, content)
    publisher.create(place, where, channel({"cover": name}, made))
    typer.echo(f"{made.title}  {made.url('feed.xml')}")


def _asked(key: str) -> str:
    if not sys.stdin.isatty():
        return ""
    answer: str = typer.prompt(_ASKED[key], err=True)
    return answer
