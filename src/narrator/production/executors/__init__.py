"""Where requests are carried out. One seam, so that more machines are one more file."""

from collections import deque
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from functools import cache as once
from typing import Protocol

from narrator.errors import NarratorError, SynthesisError
from narrator.production.cache import Cache, Take
from narrator.production.requests import Request

ATTEMPTS = 3
TIMEOUT_SECONDS = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a request: a take, or the error that says why there is none."""

    take: Take | None = None
    error: NarratorError | None = None
    cached: bool = False


class Executor(Protocol):
    def outcomes(self, requests: Iterable[Request]) -> Generator[Outcome]:
        """One for each request, in their order; only a few requests are taken ahead."""
        ...


class WorkerLost(Exception):
    """A worker died or stalled over a request, which may be given to another."""


type Pending = Callable[[], Take]
"""Waits for a take; raises WorkerLost, or the error that says why there is none."""


def in_order(
    requests: Iterable[Request], cache: Cache, submit: Callable[[Request], Pending], ahead: int
) -> Generator[Outcome]:
    """What ``submit`` makes of the requests that ``cache`` lacks, ``ahead`` of them begun.

    A worker that is lost costs its sentence one attempt and nothing else; a sentence that
    costs ``ATTEMPTS`` workers is given up. One that is begun already is not begun twice: a
    voice may say it otherwise, and the cache keeps but one of both.
    """
    begun: deque[str] = deque()
    outcomes: dict[str, Callable[[], Outcome]] = {}

    def first() -> Outcome:
        key = begun.popleft()
        return (outcomes[key] if key in begun else outcomes.pop(key))()

    for request in requests:
        begun.append(request.key)
        if request.key not in outcomes:
            outcomes[request.key] = once(_begin(request, cache, submit))
        if len(begun) > ahead:
            yield first()
    while begun:
        yield first()


def _begin(
    request: Request, cache: Cache, submit: Callable[[Request], Pending]
) -> Callable[[], Outcome]:
    take = cache.get(request.key)
    if take is not None:
        cache.renew(take)  # or it might make room for others before it is heard
        return lambda: Outcome(take=take, cached=True)
    pending = submit(request)
    return lambda: _finish(request, submit, pending)


def _finish(request: Request, submit: Callable[[Request], Pending], pending: Pending) -> Outcome:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return Outcome(take=pending())
        except NarratorError as error:
            return Outcome(error=error)
        except WorkerLost:
            if attempt < ATTEMPTS:
                pending = submit(request)
    return Outcome(error=SynthesisError(f"its worker died or stalled {ATTEMPTS} times"))
