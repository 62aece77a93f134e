"""The process that hires actors of a Ray cluster, hands them requests and reports the takes.

Every actor has a thread here, which hands it one request at a time: whatever kills the
actor costs that sentence an attempt, and no other. A thread takes a request only once its
actor is alive, so that none waits for a machine that is full or gone.
"""

import os
import signal
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from queue import Empty, SimpleQueue
from secrets import token_hex
from threading import Lock, Thread
from typing import Any

from narrator import __version__
from narrator.errors import ClusterError, NarratorError, ProductionError, SynthesisError
from narrator.production import worker
from narrator.production.cache import Cache, Take
from narrator.production.executors import ATTEMPTS, TIMEOUT_SECONDS, WorkerLost
from narrator.production.requests import Request
from narrator.production.store import StoredCache

_ROOM_WITHIN = 60.0
"""Seconds that nobody may be at work before it is said that there is no room."""
_NO_ROOM = (
    "no machine of the cluster has room for a worker: 'ray status' says what is in use; "
    "'ray start' adds machines"
)
_MARK = ".seen-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """``actors`` that hold a CPU and ``gpus`` each; 0 of them: as many as there is room for.

    ``start`` is called once in each new actor.
    """

    address: str
    actors: int = 0
    gpus: float = 0.0
    start: Callable[[], None] = worker.start


class Actor:
    """A process on some machine; the voices that it speaks with stay loaded (see worker.py)."""

    def __init__(self, cache: Cache, plan: Plan) -> None:
        self._cache = cache
        if not plan.gpus:  # or as many as there are cores would crowd the GPU, if there is one
            os.environ["CUDA_VISIBLE_DEVICES"] = ""
        plan.start()

    def greet(self, release: str, mark: str) -> str:
        """What keeps this machine from working for another; empty where nothing does."""
        host = socket.gethostname()
        if release != __version__:
            return f"{host} has narrator {__version__}, not {release}: install one on all machines"
        if not (self._cache.folder / mark).exists():
            return (
                f"{host} does not see the takes in {self._cache.folder}: let NARRATOR_CACHE name "
                "a folder that all machines share, or s3://bucket/prefix"
            )
        return ""

    def make(self, request: Request) -> Take | Exception:
        """The take, or the error that says why there is none."""
        try:
            worker.check_version(request)
            return worker.make(request, self._cache)
        except SynthesisError as error:
            return error
        except NarratorError as error:  # a voice or the store is not as it should be here
            return ClusterError(f"{socket.gethostname()}: {error}")
        except Exception as error:  # noqa: BLE001 (Ray would wrap it, traceback and all)
            return error


def run(link: Connection, cache: Cache, plan: Plan) -> None:
    """Answer with the number of actors, or a ClusterError; then a take or error a request."""
    worker.start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started us stops us
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    try:
        crew = Crew(_joined(plan.address), link, cache, plan)
    except ClusterError as error:
        link.send(error)
        return
    crew.work()


class Crew:
    def __init__(self, ray: Any, link: Connection, cache: Cache, plan: Plan) -> None:  # noqa: ANN401
        """Raises ClusterError where the cluster has no room for an actor."""
        self._ray = ray
        self._lost = (ray.exceptions.RayActorError, ray.exceptions.GetTimeoutError)
        self._link = link
        self._sending = Lock()
        self._requests: SimpleQueue[tuple[int, Request]] = SimpleQueue()
        self._cache = cache
        self._plan = plan
        self._mark = _mark(cache)
        self._at_work: set[Any] = set()
        room = _room(ray.cluster_resources(), plan)
        self._size = plan.actors or room
        self._kind = ray.remote(
            num_cpus=1, num_gpus=plan.gpus, max_restarts=0, scheduling_strategy="SPREAD"
        )(Actor)

    def work(self) -> None:
        """Until nobody is there any more to work for."""
        self._link.send(self._size)
        for _ in range(self._size):
            Thread(target=self._employ, daemon=True).start()
        try:
            while True:
                self._requests.put(self._link.recv())
        except (EOFError, OSError):
            self._ray.shutdown()

    def _employ(self) -> None:
        """One actor after another, for as long as each lives."""
        while True:
            try:
                actor = self._hired()
            except ClusterError as error:
                number, _request = self._requests.get()
                self._report(number, error)
                continue
            self._at_work.add(actor)
            while self._served(actor):
                pass
            self._at_work.remove(actor)
            self._ray.kill(actor)

    def _hired(self) -> Any:  # noqa: ANN401 (Ray's handle)
        """A living actor, once a machine has room for it.

        Raises:
            ClusterError: none has, and nobody else is at work; or that machine is set up wrongly.
        """
        failure = ""
        for _ in range(ATTEMPTS):  # its machine may die meanwhile
            actor = self._kind.remote(self._cache, self._plan)
            try:
                self._greet(actor)
            except self._ray.exceptions.RayError as error:
                failure = _last_line(error)
            except ClusterError:
                self._ray.kill(actor)
                raise
            else:
                return actor
        raise ClusterError(f"a worker does not start: {failure}")

    def _greet(self, actor: Any) -> None:  # noqa: ANN401 (Ray's handle)
        answer = actor.greet.remote(__version__, self._mark)
        fault = None
        while fault is None:
            try:
                fault = self._ray.get(answer, timeout=_ROOM_WITHIN)
            except self._ray.exceptions.GetTimeoutError as error:
                if not self._at_work:
                    raise ClusterError(_NO_ROOM) from error
        if fault:
            raise ClusterError(fault)

    def _served(self, actor: Any) -> bool:  # noqa: ANN401 (Ray's handle)
        """Whether ``actor`` has lived through the next request."""
        asked = self._next(actor)
        if asked is None:
            return False
        number, request = asked
        made: Take | Exception
        try:
            made = self._ray.get(actor.make.remote(request), timeout=TIMEOUT_SECONDS)
        except self._lost:
            made = WorkerLost()
        except self._ray.exceptions.RayError as error:
            made = ClusterError(f"the cluster fails: {_last_line(error)}")
        self._report(number, made)
        return not isinstance(made, WorkerLost)

    def _next(self, actor: Any) -> tuple[int, Request] | None:  # noqa: ANN401 (Ray's handle)
        """The next request; None where ``actor`` has died while there was none."""
        with suppress(Empty):
            return self._requests.get_nowait()
        asked = self._requests.get()
        try:
            self._ray.get(actor.greet.remote(__version__, self._mark), timeout=TIMEOUT_SECONDS)
        except self._lost:
            self._requests.put(asked)
            return None
        return asked

    def _report(self, number: int, made: Take | Exception) -> None:
        if isinstance(made, Take):
            with suppress(ProductionError):  # fetched from a store now, while others speak
                self._cache.get(made.key)
        with self._sending:
            self._link.send((number, made))


def _mark(cache: Cache) -> str:
    """A file by which other machines can tell that they see the same folder."""
    if isinstance(cache, StoredCache):
        return ""
    mark = next(cache.folder.glob(f"{_MARK}*"), cache.folder / f"{_MARK}{token_hex(8)}")
    mark.touch()
    return mark.name


def _room(resources: Mapping[str, float], plan: Plan) -> int:
    """How many actors the cluster has room for.

    Raises:
        ClusterError: for none.
    """
    room = []
    for unit, share in {"CPU": 1.0, "GPU": plan.gpus}.items():
        there = resources.get(unit, 0.0)
        if there < share:
            raise ClusterError(
                f"the Ray cluster at {plan.address} has {there:g} {unit}s; a worker needs {share:g}"
            )
        if share:
            room.append(int(there / share))
    return min(room)


def _joined(address: str) -> Any:  # noqa: ANN401 (the module)
    """Ray, as part of the cluster at ``address``.

    Raises:
        ClusterError: there is none, or Ray is not here.
    """
    host, _, port = address.rpartition(":")
    try:
        import ray  # noqa: PLC0415 (an extra, and heavy)

        if port.isdecimal():  # Ray itself would try for minutes
            socket.create_connection((host.rpartition("/")[2], int(port)), timeout=5).close()
        ray.init(address=address, log_to_driver=False, logging_level="CRITICAL")
    except ImportError as error:
        raise ClusterError(f"no Ray here ({error}): pip install 'narrator[cluster]'") from error
    except (OSError, RuntimeError, ValueError) as error:
        why = next(iter(str(error).splitlines()), type(error).__name__)
        raise ClusterError(
            f"no Ray cluster at {address} ({why}): start one with 'ray start --head', or name "
            "another with --address"
        ) from error
    return ray


def _last_line(error: Exception) -> str:
    return next(reversed(str(error).strip().splitlines()), type(error).__name__)
