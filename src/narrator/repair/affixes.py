"""Which two words are written with a ZWNJ between them."""

from functools import cache

from narrator.lang import table
from narrator.repair.ngrams import Ngrams

ZWNJ = "\u200c"
_ENCLITIC_AFTER = ("ه", "هٔ")


def half_space(last: str, first: str, ngrams: Ngrams, *, runs_part: bool = False) -> bool:
    """Whether ``first`` (folded) is joined to ``last`` by a ZWNJ: «خانه ها», «می رود».

    Where ``runs_part``, as they do at every lost ZWNJ, a pair that is sometimes joined is.
    """
    kinds = _affixes()
    kind = kinds.get(first, "")
    if kind == "enclitic":
        return last.endswith(_ENCLITIC_AFTER) and kinds.get(last) != "particle"
    if kind in ("plural", "superlative", "comparative"):
        return kinds.get(last) != "particle"
    joined = ngrams.sometimes_joined if runs_part else ngrams.joined
    pair, before, after = f"{last} {first}", f"* {first}", f"{last} *"
    return pair in joined or (runs_part and (before in ngrams.joined or after in ngrams.joined))


@cache
def _affixes() -> dict[str, str]:
    return {row["written"]: row["kind"] for row in table("affixes") if len(row["written"]) > 1}
