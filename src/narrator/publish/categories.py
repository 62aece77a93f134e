"""Apple's categories, which every directory of podcasts asks for."""

import difflib
from functools import cache
from importlib.resources import files

from narrator.errors import ConfigError


@cache
def categories() -> tuple[str, ...]:
    """Every category and, behind it, its subcategories: "News", "News > Politics"."""
    text = files("narrator.publish").joinpath("categories.tsv").read_text("utf-8")
    return tuple(name for name in text.splitlines() if name.strip() and not name.startswith("#"))


def known_category(name: str) -> None:
    """Raise ConfigError, with the nearest, where ``name`` is none of them."""
    if name not in categories():
        near = difflib.get_close_matches(name, categories(), n=3, cutoff=0.4)
        hint = f"did you mean {' or '.join(map(repr, near))}?" if near else "see Apple's list"
        raise ConfigError(f"feed: there is no category {name!r}; {hint}")
