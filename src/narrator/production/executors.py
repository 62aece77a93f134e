"""Where requests are carried out. One seam, so that more machines are one more class."""

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Protocol

from pebble import ProcessExpired, ProcessPool

from narrator.errors import NarratorError, SynthesisError
from narrator.production import worker
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


class Processes:
    """Local worker processes, started when the first request misses the cache.

    A worker that dies costs the sentence it held one attempt and nothing else;
    a sentence that kills three is given up.
    """

    def __init__(
        self, workers: int, cache: Cache, start: Callable[[], None] = worker.start
    ) -> None:
        """``start`` is called once in each new worker process."""
        self._workers = workers
        self._cache = cache
        self._start = start

    def outcomes(self, requests: Iterable[Request]) -> Generator[Outcome]:
        pool = ProcessPool(self._workers, context=get_context("spawn"), initializer=self._start)
        ahead: deque[Callable[[], Outcome]] = deque()
        try:
            for request in requests:
                ahead.append(self._begin(pool, request))
                if len(ahead) > 2 * self._workers:
                    yield ahead.popleft()()
            while ahead:
                yield ahead.popleft()()
        finally:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()

    def _begin(self, pool: ProcessPool, request: Request) -> Callable[[], Outcome]:
        """Start on ``request``; the function returned waits for what becomes of it."""
        take = self._cache.get(request.key)
        if take is not None:
            return lambda: Outcome(take=take, cached=True)
        future = self._submit(pool, request)
        return lambda: self._finish(pool, request, future)

    def _submit(self, pool: ProcessPool, request: Request) -> Future[Take]:
        future: Future[Take] = pool.schedule(
            worker.make, args=(request, self._cache.folder), timeout=TIMEOUT_SECONDS
        )
        return future

    def _finish(self, pool: ProcessPool, request: Request, future: Future[Take]) -> Outcome:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return Outcome(take=future.result())
            except NarratorError as error:
                return Outcome(error=error)
            except (ProcessExpired, TimeoutError):
                if attempt < ATTEMPTS:
                    future = self._submit(pool, request)
        return Outcome(error=SynthesisError(f"its worker died or stalled {ATTEMPTS} times"))
