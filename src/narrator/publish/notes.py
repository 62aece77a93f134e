"""What an app shows below an episode's title: its summary, and chapters to tap on."""

from markupsafe import Markup, escape

from narrator.model import Milliseconds
from narrator.publish.feed import Channel, Chapter, Item


def as_text(item: Item) -> str:
    """Plain text; apps turn the times into links."""
    chapters = [f"{clock(chapter.start)} {chapter.title}" for chapter in _listed(item)]
    return "\n\n".join(filter(None, (item.summary, "\n".join(chapters)))) or item.title


def as_html(channel: Channel, item: Item) -> str:
    """The same as HTML that runs in the direction of the feed's language."""
    paragraphs = [Markup("<p>{}</p>").format(part) for part in item.summary.split("\n\n") if part]
    lines = [
        Markup("<li>{} {}</li>").format(clock(chapter.start), chapter.title)
        for chapter in _listed(item)
    ]
    if lines:
        paragraphs += [Markup("<ul>"), *lines, Markup("</ul>")]
    body = Markup("\n").join(paragraphs or [escape(item.title)])
    frame = Markup('<div dir="{}" lang="{}">\n{}\n</div>')
    return str(frame.format(channel.direction, channel.language, body))


def clock(time: Milliseconds) -> str:
    """Hours, minutes and seconds, as apps look for them."""
    seconds = time // 1000
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _listed(item: Item) -> tuple[Chapter, ...]:
    """One chapter is none."""
    return item.chapters if len(item.chapters) > 1 else ()
