"""The state file: all that a feed says, as JSON that a person can read, one line an episode."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import datetime
from functools import lru_cache
from typing import Any

from narrator.errors import ConfigError, PublishError
from narrator.model import Milliseconds
from narrator.publish.feed import Chapter, Feed, Item, channel
from narrator.publish.text import line, prose

NAME = "narrator-feed.json"
_VERSION = 1
_KINDS: Mapping[str, type | tuple[type, ...]] = {
    "published": str,
    "season": int,
    "number": int,
    "bytes": int,
    "duration": int,
    "chapters": list,
    "pictures": list,
    "captions": dict,
}


def dumps(feed: Feed) -> bytes:
    """The same bytes for the same feed."""
    head = {"version": _VERSION, "channel": asdict(feed.channel), "pending": list(feed.pending)}
    items = ",\n".join(json.dumps(_entry(item), ensure_ascii=False) for item in feed.items)
    begin = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    return f'{begin},\n "episodes": [\n{items}\n]}}\n'.encode()


@lru_cache(maxsize=2)
def loads(content: bytes, where: str) -> Feed:
    """The feed in a state file, read once for the same bytes.

    Raises:
        PublishError: it is damaged, or of a newer narrator; ``where`` begins the message.
    """
    try:
        read = json.loads(content)
        version = read["version"]
        if version == _VERSION:
            return Feed(
                channel=channel(read["channel"]),
                items=tuple(map(_item, read["episodes"])),
                pending=tuple(read["pending"]),
            )
    except (ValueError, KeyError, TypeError, ConfigError) as error:
        raise PublishError(f"{where}: {NAME} is damaged ({error}); mend it by hand") from error
    raise PublishError(f"{where}: {NAME} is of version {version}; a newer narrator reads it")


def _entry(item: Item) -> dict[str, Any]:
    entry = {field.name: getattr(item, field.name) for field in fields(item)}
    entry["published"] = item.published.isoformat()
    entry["chapters"] = [[chapter.start, chapter.title] for chapter in item.chapters]
    entry["captions"] = dict(item.captions)
    return entry


def _item(entry: dict[str, Any]) -> Item:
    for key, value in entry.items():
        if not isinstance(value, _KINDS.get(key, str)):
            raise TypeError(f"'{key}' of an episode is {value!r}")
    published = datetime.fromisoformat(entry.pop("published"))
    if published.tzinfo is None:
        raise ValueError("'published' lacks its time zone")
    marks = entry.pop("chapters")
    chapters = (Chapter(start=Milliseconds(at), title=line(title)) for at, title in marks)
    entry |= {key: line(entry[key]) for key in ("title", "author", "narrator")}
    entry["summary"] = prose(entry["summary"])
    entry["pictures"] = tuple(map(line, entry.get("pictures", ())))
    return Item(published=published, chapters=tuple(chapters), **entry)
