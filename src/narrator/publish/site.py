"""The site beside the feed: pages that read and play without a script and ask no one else."""

import csv
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from persiantools.digits import en_to_fa
from persiantools.jdatetime import JalaliDateTime

from narrator.model import Milliseconds
from narrator.publish.captions import Cue
from narrator.publish.feed import Channel, Item
from narrator.publish.notes import clock
from narrator.publish.paging import Page
from narrator.publish.text import line, shortened

_TEMPLATES = "templates"
_TEASER = 300
"""Characters of a summary in a list or a preview of a shared link."""
_HOUR = Milliseconds(3_600_000)
_PARAGRAPH = Milliseconds(600)
"""A pause between two sentences from which on a new paragraph begins."""


def index(channel: Channel, page: Page) -> bytes:
    """A list of episodes."""
    return _render("index.html", channel, page.name, root="", page=page)


def episode(channel: Channel, item: Item, transcript: Sequence[Cue]) -> bytes:
    """The page of one episode; a summary that only opens the transcript is not said twice."""
    parts = _paragraphs(transcript)
    said = " ".join(cue.text for cue in transcript)
    summary = "" if line(item.summary).removesuffix("…") in said else item.summary
    titles = {chapter.title for chapter in item.chapters}
    values = {"item": item, "summary": summary, "transcript": parts, "titles": titles}
    return _render("episode.html", channel, item.page, root="../", **values)


@cache
def assets() -> Mapping[str, bytes]:
    """Style and script, named after their content."""
    return {_asset(name): _text(name).encode() for name in ("style.css", "player.js")}


def _render(template: str, channel: Channel, name: str, *, root: str, **values: object) -> bytes:
    language = "fa" if channel.language.partition("-")[0] == "fa" else "en"
    page = (
        _environment(language)
        .get_template(template)
        .render(
            channel=channel,
            name=name,
            root=root,
            words=_words(language),
            style=_asset("style.css"),
            script=_asset("player.js"),
            **values,
        )
    )
    return page.encode()


@cache
def _environment(language: str) -> Environment:
    persian = language == "fa"
    environment = Environment(
        loader=PackageLoader("narrator.publish", _TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    def digits(text: str) -> str:
        written: str = en_to_fa(text) if persian else text
        return written

    environment.filters |= {
        "day": lambda day: _persian_day(day) if persian else f"{day:%d %B %Y}",
        "digits": digits,
        "clock": lambda time, total: digits(_clock(time, total)),
        "one_line": lambda text: shortened(line(text), _TEASER),
    }
    return environment


def _clock(time: Milliseconds, total: Milliseconds) -> str:
    """``time`` in a recording of ``total``, with hours where that has some."""
    written = clock(time)
    return written if total >= _HOUR else written.removeprefix("00:")


def _persian_day(day: datetime) -> str:
    jalali = JalaliDateTime(day)  # type: ignore[no-untyped-call]
    return f"{en_to_fa(str(jalali.day))} {jalali.strftime('%B %Y', locale='fa')}"


@cache
def _words(language: str) -> Mapping[str, str]:
    rows = [row for row in _text("words.tsv").splitlines() if not row.startswith("#")]
    return {row["key"]: row[language] for row in csv.DictReader(rows, delimiter="\t")}


@cache
def _asset(name: str) -> str:
    stem, _, suffix = name.partition(".")
    return f"assets/{stem}-{sha256(_text(name).encode()).hexdigest()[:12]}.{suffix}"


@cache
def _text(name: str) -> str:
    return files("narrator.publish").joinpath(_TEMPLATES, name).read_text("utf-8")


def _paragraphs(transcript: Sequence[Cue]) -> list[list[Cue]]:
    """Sentences parted where the voice pauses for long."""
    parts: list[list[Cue]] = []
    last = Milliseconds(0)
    for cue in transcript:
        if not parts or cue.start - last >= _PARAGRAPH:
            parts.append([])
        parts[-1].append(cue)
        last = cue.stop
    return parts
