"""How actors are hired and handed sentences, told by a Ray that is none."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from queue import Empty, SimpleQueue
from socket import gethostname
from threading import Thread
from types import SimpleNamespace

import pytest

import fakes
from narrate import narrate, write
from narrator import __version__
from narrator.errors import ClusterError, SynthesisError
from narrator.production import worker
from narrator.production.cache import Cache, Take
from narrator.production.executors import WorkerLost, crew
from narrator.production.executors.crew import Crew, Plan
from narrator.production.requests import Request
from narrator.testing import FAKE

ROOM = {"CPU": 2.0, "GPU": 1.0}


class RayError(Exception):
    pass


class RayActorError(RayError):
    pass


class GetTimeoutError(RayError):
    pass


type Mishap = Callable[[], object]


@dataclass
class Ray:
    """Actors answer at once. ``greet`` and ``make`` hold what the next calls do instead."""

    greet: Iterator[Mishap] = field(default_factory=lambda: iter(()))
    make: Iterator[Mishap] = field(default_factory=lambda: iter(()))
    did: Counter[str] = field(default_factory=Counter)
    exceptions = SimpleNamespace(
        RayError=RayError, RayActorError=RayActorError, GetTimeoutError=GetTimeoutError
    )

    def cluster_resources(self) -> dict[str, float]:
        return ROOM

    def remote(self, **_options: object) -> Callable[[type], object]:
        return lambda _kind: SimpleNamespace(remote=self._hire)

    def get(self, answer: Mishap, timeout: float) -> object:
        return answer()

    def kill(self, _actor: object) -> None:
        self.did["killed"] += 1

    def shutdown(self) -> None:
        self.did["shut down"] += 1

    def _hire(self, *_arguments: object) -> object:
        self.did["hired"] += 1
        said = SynthesisError("made")

        class Actor:
            greet = SimpleNamespace(remote=lambda *_: next(self.greet, lambda: ""))
            make = SimpleNamespace(remote=lambda _: next(self.make, lambda: said))

        return Actor()


def failing(error: Exception) -> Mishap:
    def fail() -> object:
        raise error

    return fail


class Idle(SimpleQueue[tuple[int, Request]]):
    """Whoever asks has to wait."""

    def get_nowait(self) -> tuple[int, Request]:
        raise Empty


def given(ray: Ray, folder: Path, count: int, *, idle: bool = False) -> dict[int, str]:
    """What is reported of ``count`` requests that one actor is given."""
    here, there = Pipe()
    made = Crew(ray, there, Cache(folder), Plan(address="fake", actors=1))
    if idle:
        made._requests = Idle()
    working = Thread(target=made.work)
    working.start()
    assert here.recv() == 1
    for number in range(count):
        here.send((number, fakes.request(f"say {number}")))
    told = dict(_received(here, count))
    here.close()
    working.join()
    assert ray.did["shut down"] == 1
    return told


def _received(link: Connection, count: int) -> Iterator[tuple[int, str]]:
    for _ in range(count):
        number, made = link.recv()
        yield number, "lost" if isinstance(made, WorkerLost) else str(made)


def test_an_actor_is_hired_once(tmp_path: Path) -> None:
    ray = Ray()
    assert given(ray, tmp_path, 5) == dict.fromkeys(range(5), "made")
    assert ray.did["hired"] == 1


@pytest.mark.parametrize("error", [RayActorError("died"), GetTimeoutError("stalled")])
def test_an_actor_that_is_lost_costs_what_it_held(tmp_path: Path, error: Exception) -> None:
    ray = Ray(make=iter([lambda: SynthesisError("made"), failing(error)]))
    assert given(ray, tmp_path, 3) == {0: "made", 1: "lost", 2: "made"}
    assert (ray.did["hired"], ray.did["killed"]) == (2, 1)


def test_one_that_died_idle_costs_nothing(tmp_path: Path) -> None:
    ray = Ray(greet=iter([lambda: "", failing(RayActorError("died"))]))
    assert given(ray, tmp_path, 2, idle=True) == {0: "made", 1: "made"}
    assert ray.did["hired"] == 2


def test_one_whose_machine_dies_at_the_start_is_hired_again(tmp_path: Path) -> None:
    ray = Ray(greet=iter([failing(RayActorError("died"))] * 2))
    assert given(ray, tmp_path, 1) == {0: "made"}
    ray = Ray(greet=iter([failing(RayActorError("no\n\nmodule named 'narrator'"))] * 3))
    assert given(ray, tmp_path, 1)[0] == "a worker does not start: module named 'narrator'"


def test_no_room_is_told_not_waited_for(tmp_path: Path) -> None:
    ray = Ray(greet=iter([failing(GetTimeoutError("pending"))]))
    told = given(ray, tmp_path, 2)
    assert told[0].startswith("no machine of the cluster has room")
    assert told[1] == "made"


def test_what_else_fails_is_told(tmp_path: Path) -> None:
    ray = Ray(
        greet=iter([lambda: "there is no such folder"]),
        make=iter([failing(RayError("store full"))]),
    )
    assert given(ray, tmp_path, 3) == {
        0: "there is no such folder", 1: "the cluster fails: store full", 2: "made"
    }  # fmt: skip


def test_room_is_counted_in_what_a_worker_holds() -> None:
    rooms = {gpus: crew._room(ROOM, Plan(address="fake", gpus=gpus)) for gpus in (0, 0.5, 1)}
    assert rooms == {0: 2, 0.5: 2, 1: 1}
    with pytest.raises(ClusterError, match="has 1 GPUs; a worker needs 2"):
        crew._room(ROOM, Plan(address="fake", gpus=2))


def test_what_an_actor_cannot_make_is_its_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "0")
    actor = crew.Actor(Cache(tmp_path), Plan(address="fake"))
    assert os.environ["CUDA_VISIBLE_DEVICES"] == ""
    assert actor.greet(__version__, "") == ""
    assert "install one on all machines" in actor.greet("0.0", "")
    assert "does not see the takes" in actor.greet(__version__, ".seen-1")
    monkeypatch.setattr(worker, "engine", lambda _name: FAKE)
    strange = actor.make(replace(fakes.request("say 1"), key="0" * 64))
    assert isinstance(strange, ClusterError)
    assert str(strange).startswith(f"{gethostname()}: engine 'fake' is of another version here")
    monkeypatch.setitem(worker._speakers, fakes.VOICE.id, fakes.MischievousSpeaker())
    assert str(actor.make(fakes.request("refuse:"))) == "the engine refused"
    assert isinstance(actor.make(fakes.request("say 1")), Take)


def test_without_ray_it_says_what_to_install(tmp_path: Path) -> None:
    write(tmp_path)
    told = narrate(tmp_path, "a.txt", "-q", "--executor", "ray", "--address", "127.0.0.1:1")
    assert told.returncode == 10
    assert "pip install 'narrator[cluster]'" in told.stderr or "no Ray cluster" in told.stderr
    assert told.stderr.count("\n") == 1
