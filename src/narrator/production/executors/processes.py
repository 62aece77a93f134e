"""Worker processes on this machine."""

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context

from pebble import ProcessExpired, ProcessPool

from narrator.production import worker
from narrator.production.cache import Cache, Take
from narrator.production.executors import TIMEOUT_SECONDS, Outcome, Pending, WorkerLost, in_order
from narrator.production.requests import Request


class Processes:
    """Started when the first request misses the cache; ended with the last outcome.

    Those that are to be kept wait for further requests, their voices loaded, until ``close``.
    """

    def __init__(
        self,
        workers: int,
        cache: Cache,
        start: Callable[[], None] = worker.start,
        *,
        keep: bool = False,
    ) -> None:
        """``start`` is called once in each new worker process."""
        self._workers = workers
        self._cache = cache
        self._start = start
        self._keep = keep
        self._pool: ProcessPool | None = None

    def outcomes(self, requests: Iterable[Request]) -> Generator[Outcome]:
        try:
            yield from in_order(requests, self._cache, self._submit, ahead=2 * self._workers)
        finally:
            if not self._keep:
                self.close()

    def close(self) -> None:
        """End the workers, whatever they do."""
        pool, self._pool = self._pool, None
        if pool:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()

    def _submit(self, request: Request) -> Pending:
        future: Future[Take] = self._running().schedule(
            worker.make, args=(request, self._cache), timeout=TIMEOUT_SECONDS
        )
        return partial(_taken, future)

    def _running(self) -> ProcessPool:
        """The pool; a new one where the last is broken, as when its idle workers were killed."""
        if self._pool is None or not self._pool.active:
            self.close()
            self._pool = ProcessPool(
                self._workers, context=get_context("spawn"), initializer=self._start
            )
        return self._pool


def _taken(future: Future[Take]) -> Take:
    try:
        return future.result()
    except (ProcessExpired, BrokenProcessPool, TimeoutError) as error:
        raise WorkerLost from error
