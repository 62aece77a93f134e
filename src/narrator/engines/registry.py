"""Which engines there are: found by entry point, loaded only when asked for."""

from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from narrator.engines import Engine
from narrator.errors import EngineNotFound, EngineUnavailable, NarratorError

GROUP = "narrator.engines"


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """``problem`` is empty for an engine that can be used."""

    name: str
    version: str = ""
    problem: str = ""


@cache
def _found() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}


@cache
def engine(name: str) -> Engine:
    """The engine of that name.

    Raises:
        EngineNotFound: none is registered under it.
        EngineUnavailable: it is, but does not load.
    """
    point = _found().get(name)
    if point is None:
        known = ", ".join(sorted(_found()))
        raise EngineNotFound(f"no engine '{name}'; there are: {known}")
    try:
        loaded: Engine = point.load()
    except NarratorError:
        raise
    except Exception as error:
        raise EngineUnavailable(f"engine '{name}' does not load: {error}") from error
    return loaded


def statuses() -> list[Status]:
    """Every engine and what keeps it from working; one broken never hides the others."""
    return [_status(name) for name in sorted(_found())]


def _status(name: str) -> Status:
    try:
        return Status(name=name, version=engine(name).info.version)
    except NarratorError as error:
        return Status(name=name, problem=str(error))
