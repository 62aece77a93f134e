"""Which engines there are: found by entry point, loaded only when asked for."""

from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from typing import Literal

from narrator.engines import Engine, EngineInfo
from narrator.engines.voices import model_folder
from narrator.errors import EngineNotFound, EngineUnavailable, NarratorError
from narrator.model import Voice

GROUP = "narrator.engines"


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """An engine and whether it can be used; ``info`` is None for one that does not load.

    ``problem`` says what is wrong and what to do; empty where ``state`` is "ready".
    """

    name: str
    state: Literal["ready", "missing", "broken"] = "ready"
    problem: str = ""
    info: EngineInfo | None = None


@cache
def _found() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}


@cache
def engine(name: str) -> Engine:
    """The engine of that name; its packages are not loaded yet, and may be missing.

    Raises:
        EngineNotFound: none is registered under it.
        EngineUnavailable: it is, but its module does not load or holds no engine.
    """
    point = _found().get(name)
    if point is None:
        known = ", ".join(sorted(_found()))
        raise EngineNotFound(f"no engine '{name}'; there are: {known}")
    try:
        loaded: Engine = point.load()
        info = loaded.info
    except NarratorError:
        raise
    except Exception as error:
        raise EngineUnavailable(f"engine '{name}' does not load: {error}") from error
    if not isinstance(info, EngineInfo):
        raise EngineUnavailable(f"engine '{name}' does not load: its info is no EngineInfo")
    return loaded


def statuses() -> list[Status]:
    """Every engine and what keeps it from working; one broken never hides the others."""
    return [status(name) for name in sorted(_found())]


def status(name: str) -> Status:
    """What ``statuses`` says of one engine. Imports its module, none of its packages."""
    try:
        info = engine(name).info
    except NarratorError as error:
        return Status(name=name, state="broken", problem=str(error))
    missing = [module for module in info.requires if not _is_there(module)]
    if missing:
        problem = f"lacks {', '.join(missing)}: {info.install}"
        return Status(name=name, state="missing", problem=problem, info=info)
    return Status(name=name, info=info)


def check(voice: Voice) -> None:
    """Tell before any work whether ``voice`` can speak here; loads nothing heavy.

    Raises:
        EngineNotFound, EngineUnavailable: its engine is not here, lacks packages or is broken.
        VoiceNotFound: its model is not here.
    """
    engine(voice.engine)
    found = status(voice.engine)
    if found.state != "ready":
        raise EngineUnavailable(f"voice '{voice.id}': engine '{found.name}' {found.problem}")
    if voice.files or voice.model:
        model_folder(voice)


def _is_there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except (ImportError, ValueError):  # its package is not there, or half there
        return False
