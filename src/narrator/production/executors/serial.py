"""This process itself: for tests, for one sentence at a time, and to look for faults."""

from collections.abc import Generator, Iterable
from functools import partial

from narrator.production import worker
from narrator.production.cache import Cache
from narrator.production.executors import Outcome, Pending, in_order
from narrator.production.requests import Request


class Serial:
    """A sentence that kills its worker kills everything."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def outcomes(self, requests: Iterable[Request]) -> Generator[Outcome]:
        return in_order(requests, self._cache, self._submit, ahead=0)

    def _submit(self, request: Request) -> Pending:
        return partial(worker.make, request, self._cache)
