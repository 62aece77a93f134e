"""Workers that die, sentences that kill, and what is lost then: nothing else."""

import os
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

import fakes
from narrator.errors import SynthesisError
from narrator.production import worker
from narrator.production.cache import Cache
from narrator.production.executors import ATTEMPTS, Executor, Pending, in_order, processes
from narrator.production.executors.processes import Processes
from narrator.production.executors.serial import Serial
from narrator.production.requests import Request
from narrator.production.shelf import trim


def run(cache: Cache, scripts: list[str], executor: Executor | None = None) -> list[str]:
    executor = executor or Processes(2, cache, start=fakes.start)
    outcomes = executor.outcomes(fakes.request(script) for script in scripts)
    return [
        str(outcome.error) if outcome.error else "cached" if outcome.cached else "made"
        for outcome in outcomes
    ]


def test_everything_is_made_once(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    scripts = [f"say {number}" for number in range(12)]
    assert run(cache, scripts) == ["made"] * 12
    assert run(cache, [*scripts, "say new"]) == ["cached"] * 12 + ["made"]


def test_this_process_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(worker._speakers, fakes.VOICE.id, fakes.MischievousSpeaker())
    cache = Cache(tmp_path)
    assert run(cache, ["say 1", "refuse:"], Serial(cache)) == ["made", "the engine refused"]
    assert run(cache, ["say 1", "say 2"], Serial(cache)) == ["cached", "made"]


def test_the_same_sentence_is_not_begun_twice_at_once(tmp_path: Path) -> None:
    cache, begun = Cache(tmp_path), list[str]()

    def submit(request: Request) -> Pending:
        begun.append(request.script)
        return partial(cache.put, request.key, fakes.sound(request.script))

    scripts = ["a", "b", "a", "a", "c", "a"]
    outcomes = list(in_order(map(fakes.request, scripts), cache, submit, ahead=2))
    assert begun == ["a", "b", "c"]
    assert [o.take and o.take.key for o in outcomes] == [fakes.request(s).key for s in scripts]


def test_what_a_run_has_asked_for_makes_room_for_nothing(tmp_path: Path) -> None:
    cache, script = Cache(tmp_path), "say 1"
    cache.put(fakes.request(script).key, fakes.sound(script))
    for path in tmp_path.rglob("*.json"):
        os.utime(path, (0, 0))
    (outcome,) = Serial(cache).outcomes([fakes.request(script)])
    trim(tmp_path, 0)
    assert outcome.take is not None
    assert len(cache.samples(outcome.take)) == outcome.take.samples


def test_a_worker_that_dies_costs_one_retry(tmp_path: Path) -> None:
    scripts = [f"say {number}" for number in range(6)]
    scripts.insert(3, f"die-once:{tmp_path / 'died'}")
    assert run(Cache(tmp_path / "cache"), scripts) == ["made"] * 7
    assert (tmp_path / "died").exists()


def test_a_poison_sentence_is_given_up_and_the_rest_is_made(tmp_path: Path) -> None:
    scripts = [f"say {number}" for number in range(10)]
    scripts.insert(4, "die:")
    outcomes = run(Cache(tmp_path), scripts)
    assert outcomes.pop(4) == f"its worker died or stalled {ATTEMPTS} times"
    assert outcomes == ["made"] * 10


def test_a_refusal_is_not_tried_again(tmp_path: Path) -> None:
    assert run(Cache(tmp_path), ["refuse:"]) == ["the engine refused"]


def test_requests_are_taken_a_few_at_a_time(tmp_path: Path) -> None:
    taken = 0

    def requests() -> Iterator[Request]:
        nonlocal taken
        for number in range(50):
            taken += 1
            yield fakes.request(f"say {number}")

    outcomes = Processes(2, Cache(tmp_path), start=fakes.start).outcomes(requests())
    next(outcomes)
    assert taken <= 6
    outcomes.close()


def test_errors_travel_whole() -> None:
    import pickle

    from narrator.errors import DataError

    error = pickle.loads(pickle.dumps(DataError("f.tsv", 3, "is wrong")))
    assert (str(error), error.line) == ("f.tsv:3: is wrong", 3)
    assert isinstance(SynthesisError("x"), Exception)


def test_kept_workers_speak_again_and_are_renewed_once_they_were_killed(tmp_path: Path) -> None:
    executor = Processes(1, cache := Cache(tmp_path), start=fakes.start, keep=True)
    try:
        assert run(cache, ["say 1"], executor) == ["made"]
        (first,) = children()
        assert run(cache, ["say 2"], executor) == ["made"]
        assert children() == [first]
        os.kill(first, signal.SIGKILL)
        assert run(cache, ["say 3"], executor) == ["made"]
    finally:
        executor.close()
    assert not children()


def test_a_worker_that_takes_nothing_any_more_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_STALLED", 2)
    executor = Processes(1, cache := Cache(tmp_path), start=fakes.start, keep=True)
    try:
        assert run(cache, ["say 1"], executor) == ["made"]
        os.kill(children()[0], signal.SIGSTOP)
        assert run(cache, ["say 2", "say 3"], executor) == ["made", "made"]
    finally:
        executor.close()
    assert not children()


def children() -> list[int]:
    """Worker processes of this one."""
    lists = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    found = [int(child) for file in lists for child in file.read_text().split()]
    return [pid for pid in found if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
