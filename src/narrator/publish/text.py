"""What people type, made fit for XML, HTML and every player: nothing in it can do harm."""

import re

_UNFIT = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    r"\u202a-\u202e\u2066-\u2069\ufeff]"
)
"""No XML, or turns the direction of what stands behind it; joiners and direction marks stay."""
_BREAKS = re.compile(r"\r\n?|[\x85\u2028\u2029]")
_BLANK_LINES = re.compile(r"\n\s*\n")


def prose(text: str) -> str:
    """Paragraphs, parted by one empty line each."""
    lines = _BREAKS.sub("\n", _UNFIT.sub("", text))
    paragraphs = (" ".join(part.split()) for part in _BLANK_LINES.split(lines))
    return "\n\n".join(filter(None, paragraphs))


def line(text: str) -> str:
    """The same on one line."""
    return " ".join(prose(text).split())


def shortened(text: str, most: int) -> str:
    """At most ``most`` characters, cut between words where there is a gap to cut at."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    return (kept.rsplit(None, 1)[0] if len(kept.split()) > 1 else kept) + "…"
