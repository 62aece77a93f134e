"""Two machines of a Ray cluster, on this one: whatever is killed, the bytes come out the same."""

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from socket import gethostname
from typing import TYPE_CHECKING

import pytest

import fakes
from narrate import environment, narrate, result, write
from narrator.errors import ClusterError
from narrator.production.cache import Cache
from narrator.production.executors import ATTEMPTS
from narrator.production.executors.crew import Plan
from narrator.production.executors.ray import Ray
from stores import access, names
from survival import processes, start, takes, until

pytest.importorskip("ray", reason="needs Ray: make test-cluster")

from ray.cluster_utils import Cluster

if TYPE_CHECKING:
    import boto3

pytestmark = pytest.mark.filterwarnings("ignore")  # of Ray, some at every start
SENTENCES = 60
TEXT = "عنوان\n\n" + " ".join(f"این جمله شمارهٔ {n} است و چیزی می‌گوید." for n in range(SENTENCES))
OPTIONS = ("--executor", "ray", "--address")


@pytest.fixture(scope="module")
def cluster(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Two nodes of one CPU each; the second, which tests may kill, has a GPU that is none."""
    os.environ |= access(server) | {
        "PYTHONPATH": str(Path(__file__).parents[1]),
        "RAY_USAGE_STATS_ENABLED": "0",
        "XDG_CACHE_HOME": str(tmp_path_factory.mktemp("nodes")),
    }
    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    second(made)
    yield made
    made.shutdown()


def second(cluster: Cluster) -> None:
    cluster.add_node(num_cpus=1, num_gpus=1)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("undisturbed")
    write(folder, text=TEXT)
    result(narrate(folder, "a.txt", "--json", "--executor", "serial"))
    return (folder / "a.mp3").read_bytes()


def named(name: str) -> list[int]:
    """The processes that Ray calls so; those in the middle of a call come first."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                command = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if command.startswith(f"ray::{name}".encode()):
                found.append((b"." not in command, int(entry.name)))
    return [pid for _idle, pid in sorted(found)]


def test_what_is_killed_costs_nothing_but_time(
    cluster: Cluster, tmp_path: Path, undisturbed: bytes
) -> None:
    """An actor that speaks, a process that waits to become one, then a whole node."""
    write(tmp_path, text=TEXT)
    run = start(tmp_path, *OPTIONS, cluster.address)
    until(lambda: takes(tmp_path) >= 5)
    for pid in [*named("Actor")[:1], *named("IDLE")[:1]]:
        os.kill(pid, signal.SIGKILL)
    until(lambda: takes(tmp_path) >= 15)
    cluster.remove_node(next(iter(cluster.worker_nodes)), allow_graceful=False)
    assert run.poll() is None
    assert run.wait(timeout=120) == 0
    assert takes(tmp_path) == SENTENCES + 1
    assert (tmp_path / "a.mp3").read_bytes() == undisturbed
    second(cluster)


def test_a_driver_that_is_killed_goes_on_where_it_was(
    cluster: Cluster, tmp_path: Path, undisturbed: bytes
) -> None:
    write(tmp_path, text=TEXT)
    run = start(tmp_path, *OPTIONS, cluster.address)
    until(lambda: takes(tmp_path) >= 5)
    run.kill()
    run.wait()
    until(lambda: not list(processes(tmp_path)))
    until(lambda: not named("Actor"))
    before = takes(tmp_path)
    made = result(narrate(tmp_path, "a.txt", "--json", *OPTIONS, cluster.address))
    assert (made["cached"], made["synthesised"]) == (before, SENTENCES + 1 - before)
    assert (tmp_path / "a.mp3").read_bytes() == undisturbed
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == ["a.mp3", "a.txt", "cache"]


def test_takes_travel_through_a_store(
    cluster: Cluster, store: "boto3.client", tmp_path: Path, undisturbed: bytes
) -> None:
    """The driver and the nodes have each a folder of their own in front of it."""
    write(tmp_path, text=TEXT)
    own = {"NARRATOR_CACHE": "s3://books/takes", "XDG_CACHE_HOME": str(tmp_path)}
    options = ("a.txt", "--json", *OPTIONS, cluster.address)
    made = result(narrate(tmp_path, *options, environ=environment(tmp_path) | own))
    assert made["synthesised"] == SENTENCES + 1
    assert (tmp_path / "a.mp3").read_bytes() == undisturbed
    assert len(names(store)) == 2 * (SENTENCES + 1)
    assert len(list((tmp_path / "narrator").rglob("*.flac"))) == SENTENCES + 1
    assert list(Path(os.environ["XDG_CACHE_HOME"]).rglob("*.flac"))


@pytest.fixture
def executor(cluster: Cluster, tmp_path: Path) -> Iterator[Ray]:
    notes = tmp_path / "notes"
    notes.mkdir()
    plan = Plan(address=cluster.address, start=partial(fakes.start_noted, notes))
    made = Ray(Cache(tmp_path / "cache"), plan)
    yield made
    made.close()


def run(executor: Ray, scripts: list[str]) -> list[str]:
    """What became of each, in their order."""
    return [
        str(outcome.error) if outcome.error else "cached" if outcome.cached else "made"
        for outcome in executor.outcomes(map(fakes.request, scripts))
    ]


def test_actors_stay_from_one_article_to_the_next(executor: Ray, tmp_path: Path) -> None:
    scripts = [f"say {number}" for number in range(12)]
    assert run(executor, scripts) == ["made"] * 12
    until(lambda: len(list((tmp_path / "notes").iterdir())) == 2)
    assert run(executor, [*scripts, "say new", "refuse:"]) == (
        ["cached"] * 12 + ["made", "the engine refused"]
    )
    notes = [path.read_text() for path in (tmp_path / "notes").iterdir()]
    assert notes == [""] * 2  # each with what it has loaded; none sees a GPU


def test_a_poison_sentence_is_given_up_and_the_rest_is_made(executor: Ray, tmp_path: Path) -> None:
    scripts = [f"say {number}" for number in range(10)]
    scripts.insert(2, f"die-once:{tmp_path / 'died'}")
    scripts.insert(5, "die:")
    outcomes = run(executor, scripts)
    assert outcomes.pop(5) == f"its worker died or stalled {ATTEMPTS} times"
    assert outcomes == ["made"] * 11
    until(lambda: len(list((tmp_path / "notes").iterdir())) == 2 + 1 + ATTEMPTS)


def test_actors_that_die_idle_cost_no_attempt(executor: Ray, tmp_path: Path) -> None:
    assert run(executor, ["say 1", "say 2", "say 3"]) == ["made"] * 3
    for pid in named("Actor"):
        os.kill(pid, signal.SIGKILL)
    assert run(executor, [f"die-once:{tmp_path / 'died'}"]) == ["made"]  # at the second attempt


def test_a_gpu_is_shared_out(cluster: Cluster, tmp_path: Path) -> None:
    plan = Plan(address=cluster.address, gpus=0.5, start=partial(fakes.start_noted, tmp_path))
    sharing = Ray(Cache(tmp_path / "cache"), plan)
    assert run(sharing, ["say 1", "say 2"]) == ["made"] * 2
    sharing.close()
    notes = [path.read_text() for path in tmp_path.iterdir() if path.is_file()]
    assert notes == ["0"]  # one CPU beside the GPU: room for one worker


def test_a_machine_that_sees_another_cache_or_version_is_told(
    executor: Ray, tmp_path: Path
) -> None:
    stranger = replace(fakes.request("say 1"), key="0" * 64)
    outcome = next(executor.outcomes([stranger]))
    assert f"{gethostname()}: engine 'fake' is of another version" in str(outcome.error)
    (next((tmp_path / "cache").glob(".seen-*"))).unlink()
    for pid in named("Actor"):
        os.kill(pid, signal.SIGKILL)
    assert "does not see the takes in" in run(executor, ["say 1"])[0]


def test_a_cluster_that_is_lost_ends_it(executor: Ray) -> None:
    """What speaks to Ray ends without a word when Ray ends it."""
    executor._process.kill()
    outcomes = run(executor, [f"say {number}" for number in range(9)])
    assert all("cannot be reached (any more)" in outcome for outcome in outcomes)


def test_no_cluster_is_one_clear_line_at_once(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / "in").mkdir(exist_ok=True)
        write(tmp_path, f"in/{name}.txt")
    begun = time.monotonic()
    told = narrate(tmp_path, "batch", "in", "-o", "out", *OPTIONS, "127.0.0.1:1")
    assert told.returncode == 10
    assert told.stderr.startswith("narrate: no Ray cluster at 127.0.0.1:1 (")
    assert told.stderr.count("\n") == 1
    assert told.stdout == ""
    assert time.monotonic() - begun < 30


def test_a_cluster_without_room_is_told(cluster: Cluster, tmp_path: Path) -> None:
    with pytest.raises(ClusterError, match="has 1 GPUs; a worker needs 2"):
        Ray(Cache(tmp_path), Plan(address=cluster.address, gpus=2))
