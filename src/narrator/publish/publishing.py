"""An episode into a feed: told from those that are there, its files first, then the feed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

from narrator.errors import PublishError
from narrator.model import Episode, Milliseconds
from narrator.publish.captions import FORMATS, cues
from narrator.publish.feed import Channel, Chapter, Feed, Item, episode_guid, item
from narrator.publish.publisher import change, load
from narrator.publish.target import Target
from narrator.publish.text import line, prose, shortened

_AUDIO = {".mp3": ("mp3", "audio/mpeg"), ".m4a": ("m4a", "audio/mp4"), ".m4b": ("m4a", "audio/mp4")}
"""What podcast apps play; few of them know an M4B by its name."""
_SUMMARY = 400
"""Characters taken from what is said first, where no one has written a summary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the user says of an episode; ``values`` are fields of ``Item``.

    ``instead_of`` is the guid of the one it takes the place of; ``as_new`` says that it
    is another one than that of the same file name.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    published: datetime | None = None
    instead_of: str = ""
    as_new: bool = False


def publish(target: Target, where: str, episode: Episode, choice: Choice) -> Item:
    """Add ``episode`` to the feed, or renew it there: same guid, same date, same page.

    Nothing is written where nothing has changed. An episode that is there already keeps
    what is written about it unless ``choice`` says otherwise.

    Raises:
        PublishError: an audio file no podcast app plays, another episode of that name, captions
            that are none, or the target fails.
    """
    before = load(target, where)
    made = _made(before, episode, choice)
    for name, content in _files(before.channel, made.guid, episode).items():
        if target.version(name) is None:
            target.write(name, content)
    feed = change(target, where, lambda before: before.with_item(_merged(before, made, choice)))
    return next(entry for entry in feed.items if entry.guid == made.guid)


def _made(feed: Feed, episode: Episode, choice: Choice) -> Item:
    """``episode`` as it would be new."""
    guid, title = _guid(feed, episode, choice), line(episode.title)
    names = {name.rpartition(".")[2]: name for name in _files(feed.channel, guid, episode)}
    suffix, media_type = _AUDIO[episode.path.suffix.lower()]
    made = Item(
        guid=guid,
        source=episode.path.stem,
        heard=title,
        published=(choice.published or datetime.now(UTC)).replace(microsecond=0),
        title=title,
        author=line(episode.author),
        narrator=line(episode.narrator),
        summary=prose(episode.summary) or _opening(episode),
        audio=names[suffix],
        bytes=episode.path.stat().st_size,
        type=media_type,
        duration=episode.duration,
        chapters=tuple(
            Chapter(start=Milliseconds(mark.start), title=line(mark.title) or title)
            for mark in episode.chapters
        ),
        chapter_file=names.get("json", ""),
        pictures=tuple(_pictures(guid, episode)),
        captions={kind: names[kind] for kind in FORMATS if kind in names},
    )
    return item(made, choice.values)


def _files(channel: Channel, guid: str, episode: Episode) -> dict[str, bytes | Path]:
    """The files of an episode by the names they get: whose they are, and what is in them."""
    path = episode.path
    if path.suffix.lower() not in _AUDIO:
        raise PublishError(f"{path}: podcast apps play MP3 and M4B; narrate --format mp3 makes one")
    audio = _name(guid, _digest(path), _AUDIO[path.suffix.lower()][0])
    beside = dict(episode.beside)
    if "json" in beside:
        beside["json"] = _illustrated(beside["json"], channel, guid, episode)
    texts = {_name_of(guid, content, kind): content for kind, content in beside.items()}
    return {audio: path, **texts, **_pictures(guid, episode)}


def _pictures(guid: str, episode: Episode) -> dict[str, bytes]:
    shown = [mark.picture for mark in episode.chapters if mark.picture]
    return {_name_of(guid, picture, "jpg"): picture for picture in shown}


def _illustrated(content: bytes, channel: Channel, guid: str, episode: Episode) -> bytes:
    """The file of chapters with the address of each one's picture, after Podcasting 2.0."""
    file = json.loads(content)
    for entry, mark in zip(file["chapters"], episode.chapters, strict=True):
        if mark.picture:
            entry["img"] = channel.url(_name_of(guid, mark.picture, "jpg"))
    return json.dumps(file, ensure_ascii=False, indent=1).encode()


def _name_of(guid: str, content: bytes, suffix: str) -> str:
    return _name(guid, sha256(content).hexdigest(), suffix)


def _name(guid: str, digest: str, suffix: str) -> str:
    """Another one for other content: what apps have loaded once never changes."""
    return f"media/{guid[:8]}-{digest[:16]}.{suffix}"


def _guid(feed: Feed, episode: Episode, choice: Choice) -> str:
    """That of the same episode if it is there, else a new one.

    Raises:
        PublishError: another one of the same file name is there.
    """
    source, title = episode.path.stem, line(episode.title)
    if choice.instead_of:
        return choice.instead_of
    namesakes = [entry for entry in feed.items if entry.source == source]
    for entry in namesakes:
        if entry.heard == title:
            return entry.guid
    if namesakes and not choice.as_new:
        raise PublishError(
            f"{source}: is published as «{namesakes[0].heard}», this one is «{title}»; "
            f"--replace {namesakes[0].guid[:8]} puts it in that one's place, --new adds it"
        )
    return episode_guid(feed.channel, source, *([title] if namesakes else []))


def _merged(feed: Feed, made: Item, choice: Choice) -> Item:
    """``made`` with the date, number and words of the episode that it renews."""
    old = next((entry for entry in feed.items if entry.guid == made.guid), None)
    if old is None:
        last = max((e.number for e in feed.items if e.season == made.season), default=0)
        return replace(made, number=made.number or last + 1)
    kept: Sequence[str] = ("season", "number", "kind")
    if old.heard == made.heard:
        kept = (*kept, "title", "author", "narrator", "summary")
    words = {key: getattr(old, key) for key in kept}
    return replace(
        made,
        published=choice.published or old.published,
        **(words | {key: getattr(made, key) for key in choice.values}),
    )


def _opening(episode: Episode) -> str:
    """The beginning of what is said, behind the title; every file of captions is looked at."""
    texts = [
        [cue.text for cue in cues(content, kind, str(episode.path.with_suffix(f".{kind}")))]
        for kind, content in episode.beside.items()
        if kind in FORMATS
    ]
    said = " ".join(texts[0]) if texts else ""
    return shortened(said.removeprefix(line(episode.title)).strip(), _SUMMARY)


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            digest = file_digest(file, "sha256")
    except OSError as error:
        raise PublishError(f"{path}: cannot be read ({error.strerror})") from error
    return digest.hexdigest()
