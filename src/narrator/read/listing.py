"""Lists of articles: a folder, a manifest with one a line, or the feeds of an OPML file."""

from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

from narrator.errors import ArticleError
from narrator.read import GROUP, Options, text
from narrator.read.trees import Element, parse_xml
from narrator.read.web import fetch, is_url

NEWEST = 50
"""Articles taken of each feed: feeds grow, and the old ones were made before."""

_ATOM = "{http://www.w3.org/2005/Atom}"


def listed(where: str, options: Options) -> list[str]:
    """Files and addresses of the articles that ``where`` names, each once, in order.

    A folder gives its files of a known kind, by name. A line of a manifest is a file (from
    the manifest's own folder) or an address; what follows a tab, and lines that begin with
    «#», are remarks. An .opml file gives the newest articles of its feeds.

    Raises:
        ArticleError: there is no such list, it cannot be read, or it names no article.
    """
    path = Path(where)
    if path.is_dir():
        known = {point.name for point in entry_points(group=GROUP)}
        files = sorted(file for file in path.iterdir() if file.is_file())
        found = [str(file) for file in files if file.suffix[1:].lower() in known]
    elif path.suffix.lower() == ".opml":
        found = [link for feed in _feeds(path) for link in _links(feed, options)]
    else:
        found = list(_lines(path))
    if not found:
        raise ArticleError(f"{where}: names no article")
    return list(dict.fromkeys(found))


def _lines(path: Path) -> Iterator[str]:
    for line in text(path).splitlines():
        name = line.partition("\t")[0].strip()
        if name and not name.startswith("#"):
            yield name if is_url(name) else str(path.parent / name)


def _feeds(path: Path) -> Iterator[str]:
    for outline in parse_xml(text(path).encode(), str(path)).iter("outline"):
        if address := outline.get("xmlUrl"):
            yield address


def _links(feed: str, options: Options) -> list[str]:
    """Addresses of the newest articles of an RSS 2.0 or Atom feed, as it orders them."""
    root = parse_xml(fetch(feed, allow_local=options.allow_local).content, feed)
    links = [item.findtext("link", "") for item in root.iter("item")]
    links += [_alternate(entry) for entry in root.iter(f"{_ATOM}entry")]
    return [link.strip() for link in links if is_url(link.strip())][:NEWEST]


def _alternate(entry: Element) -> str:
    for link in entry.iter(f"{_ATOM}link"):
        if link.get("rel", "alternate") == "alternate":
            return str(link.get("href", ""))
    return ""
