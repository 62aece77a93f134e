"""Values that people write, checked against the fields of a dataclass."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, get_type_hints

from narrator.errors import ConfigError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_NAMES = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}
_USUAL = (0, 60_000)


def checked[T: "DataclassInstance"](
    record: T,
    values: Mapping[str, Any],
    where: str,
    choices: Mapping[str, Sequence[str]],
    bounds: Mapping[str, tuple[float, float]] = MappingProxyType({}),
) -> T:
    """``record`` with ``values`` in place of its own; ``where`` begins the message of an error.

    ``choices`` are the texts that a field may be, ``bounds`` the numbers from and to.

    Raises:
        ConfigError: an unknown key (with the nearest), or a value that is none for it.
    """
    hints = get_type_hints(type(record))
    known = [item.name for item in fields(record)]
    for key, value in values.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"known keys: {', '.join(known)}"
            raise ConfigError(f"{where}: unknown key '{key}'; {hint}")
        kind = getattr(hints[key], "__supertype__", hints[key])
        _check(key, value, kind, choices.get(key, ()), bounds.get(key, _USUAL), where)
    return replace(record, **values)


def _check(  # noqa: PLR0913, PLR0917 (what is checked, and against what)
    key: str,
    value: object,
    kind: type,
    choices: Sequence[str],
    bounds: tuple[float, float],
    where: str,
) -> None:
    fits = isinstance(value, (int, float) if kind is float else kind)
    low, high = bounds
    wanted = ""
    if not fits or (isinstance(value, bool) and kind is not bool):
        wanted = _NAMES.get(kind, kind.__name__)
    elif choices and value not in choices:
        wanted = f"one of {', '.join(choices)}"
    elif isinstance(value, int | float) and not low <= value <= high:
        wanted = f"between {low:g} and {high:g}"
    if wanted:
        raise ConfigError(f"{where}: '{key}' must be {wanted}, not {value!r}")
