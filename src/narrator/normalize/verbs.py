"""Which strings are what follows «می» in a verb: «روم» of «می‌روم», «رفته» of «می‌رفته‌ام»."""

from functools import cache

from narrator.lang import table

_PAST = ("", "م", "ی", "یم", "ید", "ند", "ه")
_PRESENT = ("م", "ی", "د", "یم", "ید", "ند")
_MODAL = ("توان", "بایست", "باید")


@cache
def imperfective() -> frozenset[str]:
    """Every form of every verb that can follow «می» or «نمی»."""
    forms = set(_MODAL)
    for row in table("verbs"):
        past, present = row["past"], row["present"]
        forms |= {past + ending for ending in _PAST}
        glide = "ی" if present[-1] in "اوآ" else ""
        forms |= {present + glide + ending for ending in _PRESENT}
        if present.endswith("و"):  # رو, شو: «می‌روم» has no glide, «می‌گویم» has
            forms |= {present + ending for ending in _PRESENT}
    return frozenset(forms)


@cache
def participles() -> frozenset[str]:
    """«رفته», «نرفته», «شده»: what «ام», «اند» may follow."""
    stems = [row["past"] for row in table("verbs")]
    return frozenset(prefix + stem + "ه" for stem in stems for prefix in ("", "ن"))
