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

_LOOK_SECONDS = 1.0
_STALLED = 30
"""Looks in a row at which nobody was at work, after which nobody will be."""


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
        self._begun: list[Future[Take]] = []

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
        pool = self._running()
        try:
            future: Future[Take] = pool.schedule(
                worker.make, args=(request, self._cache), timeout=TIMEOUT_SECONDS
            )
        except RuntimeError:  # it broke at this very moment
            return self._lost
        self._begun = [*(begun for begun in self._begun if not begun.done()), future]
        return partial(self._taken, pool, future)

    def _taken(self, pool: ProcessPool, future: Future[Take]) -> Take:
        """Waits as long as somebody is at work.

        A worker that is killed between taking a request and saying so leaves it waiting for
        ever, and one that is killed while it holds the queue keeps the others from it.
        """
        idle = 0
        while idle < _STALLED and pool is self._pool:
            try:
                return future.result(_LOOK_SECONDS)
            except (ProcessExpired, BrokenProcessPool):
                break
            except TimeoutError:
                if future.done():  # its worker took too long
                    break
                idle = 0 if any(begun.running() for begun in self._begun) else idle + 1
        if idle == _STALLED:
            self.close()
        return self._lost()

    @staticmethod
    def _lost() -> Take:
        raise WorkerLost

    def _running(self) -> ProcessPool:
        """The pool; a new one where the last is broken, as when its idle workers were killed."""
        if self._pool is None or not self._pool.active:
            self.close()
            self._pool = ProcessPool(
                self._workers, context=get_context("spawn"), initializer=self._start
            )
        return self._pool
