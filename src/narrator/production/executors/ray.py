"""Actors on the machines of a Ray cluster, for voices that one machine speaks too slowly.

All that is Ray's stands in crew.py, and runs in a process of its own: Ray writes what it
likes to the terminal, tries for minutes to reach a cluster that is not there, and ends the
process that has lost one.
"""

from collections.abc import Generator, Iterable
from concurrent.futures import Future
from itertools import count
from multiprocessing import get_context
from threading import Thread

from narrator.errors import ClusterError
from narrator.production.cache import Cache, Take
from narrator.production.executors import Outcome, Pending, crew, in_order
from narrator.production.requests import Request

_JOINED_WITHIN = 30.0
"""Seconds; it takes three on a machine that is busy."""


class Ray:
    """Actors are started at once and stay for every article, with the voices they have loaded.

    Those of a machine that dies are started anew where there is room.
    """

    def __init__(self, cache: Cache, plan: crew.Plan) -> None:
        """Raises ClusterError where there is no cluster, or it can do no such work."""
        self._cache = cache
        self._address = plan.address
        self._begun: dict[int, Future[Take]] = {}
        self._numbers = count()
        context = get_context("spawn")
        self._link, theirs = context.Pipe()
        self._process = context.Process(target=crew.run, args=(theirs, cache, plan), daemon=True)
        self._process.start()
        theirs.close()
        self._actors = self._joined()
        Thread(target=self._listen, daemon=True).start()

    def outcomes(self, requests: Iterable[Request]) -> Generator[Outcome]:
        return in_order(requests, self._cache, self._submit, ahead=2 * self._actors)

    def close(self) -> None:
        """End the actors; what they are just speaking is lost."""
        self._process.terminate()
        self._process.join()

    def _joined(self) -> int:
        """How many actors there will be."""
        answer: int | ClusterError = self._lost()
        try:
            if self._link.poll(_JOINED_WITHIN):
                answer = self._link.recv()
        except EOFError:
            pass
        if isinstance(answer, ClusterError):
            self._process.kill()
            raise answer
        return answer

    def _submit(self, request: Request) -> Pending:
        number, future = next(self._numbers), Future[Take]()
        self._begun[number] = future
        try:
            self._link.send((number, request))
        except OSError:
            self._fail(number)
        return future.result

    def _listen(self) -> None:
        """Hand on what comes of each request, in whatever order it comes."""
        try:
            while True:
                number, made = self._link.recv()
                future = self._begun.pop(number)
                if isinstance(made, Take):
                    future.set_result(made)
                else:
                    future.set_exception(made)
        except (EOFError, OSError):
            for number in list(self._begun):
                self._fail(number)

    def _fail(self, number: int) -> None:
        if future := self._begun.pop(number, None):
            future.set_exception(self._lost())

    def _lost(self) -> ClusterError:
        return ClusterError(
            f"the Ray cluster at {self._address} cannot be reached (any more): start it with "
            "'ray start --head', or name another with --address; what was spoken is kept"
        )
