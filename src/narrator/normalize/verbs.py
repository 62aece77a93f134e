"""Which strings are what follows «می» in a verb: «روم» of «می‌روم», «بینمش» of «می‌بینمش»."""

from functools import cache

from narrator.lang import table

_PAST = ("", "م", "ی", "یم", "ید", "ند", "ه")
_PRESENT = ("م", "ی", "د", "یم", "ید", "ند")
_SPOKEN = ("م", "ی", "ه", "یم", "ین", "ن")
_MODAL = ("توان", "بایست", "بایستی", "باید")
_OBJECTS = ("مان", "تان", "شان", "م", "ت", "ش")


def follows_mi(word: str) -> bool:
    """Whether «می» and ``word`` make a verb, with or without the object joined to it."""
    forms = _imperfective()
    return word in forms or any(
        word.endswith(suffix) and len(stem := word.removesuffix(suffix)) > 2 and stem in forms
        for suffix in _OBJECTS
    )


@cache
def _imperfective() -> frozenset[str]:
    forms = set(_MODAL)
    for row in table("verbs"):
        past, present = row["past"], row["present"]
        forms |= {past + ending for ending in _PAST}
        glide = "ی" if present[-1] in "اوآ" else ""
        forms |= {present + glide + ending for ending in _PRESENT}
        if present.endswith("و"):  # رو, شو: «می‌روم» has no glide, «می‌گویم» has
            forms |= {present + ending for ending in _PRESENT}
    for row in table("verbs_spoken"):
        forms |= {row["present"] + ending for ending in _SPOKEN}
    return frozenset(forms)
