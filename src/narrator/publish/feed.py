"""What a feed says, as values: a channel and its items, newest first."""

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from narrator.errors import ConfigError
from narrator.model import Milliseconds
from narrator.publish.categories import known_category
from narrator.publish.text import line, prose
from narrator.records import checked

_NAMESPACE = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""Of Podcasting 2.0, for UUIDs made of the addresses of feeds."""
_BASE = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]+(/[A-Za-z0-9._~\-]+)*/")
_ADDRESS = re.compile(r"https?://[!-~]+")
_EMAIL = re.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(\.[A-Za-z0-9\-]+)+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_RIGHT_TO_LEFT = {"ar", "ckb", "fa", "he", "ps", "sd", "ug", "ur"}
_FREQUENCIES = ("", "daily", "weekly", "biweekly", "monthly")
CHANNEL_CHOICES = {
    "type": ("episodic", "serial"),
    "medium": ("podcast", "audiobook"),
    "frequency": _FREQUENCIES,
}
ITEM_CHOICES = {"kind": ("full", "trailer", "bonus")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """What a feed says of itself.

    ``base`` is the address under which the feed's folder is reached, with its last slash;
    ``link`` another website; ``category`` one of Apple's, e.g. "News > Politics"; ``cover`` a
    file in the folder; ``license`` an SPDX identifier; ``frequency`` how often episodes
    come; ``hub`` a WebSub hub to be told of them; ``page`` the number of episodes from
    which on older ones move to pages of their own, 0 for never.
    """

    guid: str = ""
    title: str = ""
    description: str = ""
    author: str = ""
    email: str = ""
    base: str = ""
    link: str = ""
    language: str = "fa"
    category: str = ""
    cover: str = ""
    explicit: bool = False
    type: str = "episodic"
    medium: str = "podcast"
    locked: bool = True
    license: str = ""
    copyright: str = ""
    frequency: str = ""
    hub: str = ""
    page: int = 1000

    @property
    def direction(self) -> str:
        return "rtl" if self.language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"

    def url(self, name: str) -> str:
        """The address of a file of the feed."""
        return self.base + name


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    start: Milliseconds
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A published episode; files are named relative to the feed's folder.

    ``source`` is the name of the article or audio file without its suffix, ``heard`` the
    title that the audio bears: by both an episode is known again. ``bytes`` is the size of
    ``audio``, ``type`` its media type; ``number`` and ``season`` are 0 for none.
    ``chapter_file``, the ``pictures`` it names and ``captions`` (by suffix) are what players
    load.
    """

    guid: str
    source: str
    heard: str
    published: datetime
    title: str
    author: str = ""
    narrator: str = ""
    summary: str = ""
    season: int = 0
    number: int = 0
    kind: str = "full"
    audio: str
    bytes: int
    type: str
    duration: Milliseconds
    chapters: tuple[Chapter, ...] = ()
    chapter_file: str = ""
    pictures: tuple[str, ...] = ()
    captions: Mapping[str, str]

    @property
    def page(self) -> str:
        """The episode's page; it keeps its name whatever is published anew."""
        return f"episodes/{self.guid.replace('-', '')[:12]}.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """``items`` newest first; ``pending`` are files that have yet to be written anew."""

    channel: Channel
    items: tuple[Item, ...] = ()
    pending: tuple[str, ...] = ()

    def with_item(self, item: Item) -> "Feed":
        """``item`` added, or put in the place of the one with its guid."""
        others = [other for other in self.items if other.guid != item.guid]
        items = sorted([*others, item], key=_order, reverse=True)
        return replace(self, items=tuple(items))

    def find(self, name: str) -> Item:
        """The episode that ``name`` means: its number, or how its guid begins.

        Raises:
            ConfigError: it means none, or more than one.
        """
        guids = [item for item in self.items if len(name) > 3 and item.guid.startswith(name)]
        found = guids or [item for item in self.items if str(item.number) == name]
        if len(found) != 1:
            problem = "several episodes are" if found else "no episode is"
            raise ConfigError(f"{problem} called {name!r}; narrate feed list shows their names")
        return found[0]

    def without(self, guid: str) -> "Feed":
        return replace(self, items=tuple(item for item in self.items if item.guid != guid))


def _order(item: Item) -> tuple[datetime, int, int]:
    """Several may appear in the same second."""
    return item.published, item.season, item.number


def feed_guid(base: str) -> str:
    """The ``podcast:guid`` of a feed that is born at ``base``; kept wherever it moves."""
    return str(uuid.uuid5(_NAMESPACE, base.partition("://")[2].rstrip("/") + "/feed.xml"))


def episode_guid(channel: Channel, *names: str) -> str:
    """The guid of an episode made of ``names``: the same for the same."""
    return str(uuid.uuid5(uuid.UUID(channel.guid), "\n".join(names)))


def channel(values: Mapping[str, Any], before: Channel | None = None) -> Channel:
    """``before`` with ``values`` in place.

    Raises:
        ConfigError: a value that no feed can carry; the message says what it must be.
    """
    tidy = {key: line(value) if isinstance(value, str) else value for key, value in values.items()}
    if isinstance(values.get("description"), str):
        tidy["description"] = prose(values["description"])
    if tidy.get("base"):
        tidy["base"] = tidy["base"].rstrip("/") + "/"
    made = checked(before or Channel(), tidy, "feed", CHANNEL_CHOICES)
    _check(made)
    return made if made.guid else replace(made, guid=feed_guid(made.base))


def _check(made: Channel) -> None:
    for key in ("title", "description", "author", "email", "base", "category"):
        if not getattr(made, key):
            raise ConfigError(f"feed: '{key}' is missing; every podcast app needs it")
    known_category(made.category)
    patterns: Sequence[tuple[str, re.Pattern[str], str]] = (
        ("base", _BASE, "a web address in ASCII, like https://example.org/podcast/"),
        ("email", _EMAIL, "an e-mail address, like name@example.org"),
        ("language", _LANGUAGE, "a language code, like fa"),
    )
    for key, pattern, wanted in patterns:
        if not pattern.fullmatch(getattr(made, key)):
            raise ConfigError(f"feed: '{key}' must be {wanted}, not {getattr(made, key)!r}")
    for key in ("link", "hub"):
        if getattr(made, key) and not _ADDRESS.fullmatch(getattr(made, key)):
            raise ConfigError(f"feed: '{key}' must be a web address in ASCII")


def item(before: Item, values: Mapping[str, Any]) -> Item:
    """``before`` with ``values`` in place; errors as for ``channel``."""
    tidy = {key: line(value) if isinstance(value, str) else value for key, value in values.items()}
    if isinstance(values.get("summary"), str):
        tidy["summary"] = prose(values["summary"])
    made = checked(before, tidy, "episode", ITEM_CHOICES)
    if not made.title:
        raise ConfigError("episode: 'title' is missing")
    return made
