"""Kills a production at random moments: it always goes on, and its bytes are always the same.

    python bench/kills.py [SENTENCES] [KILLS] [SEED]

Each kill is a worker, the parent or both, at a moment of the production that a seeded
generator draws. A parent killed is started again; a production that ends is compared with
the undisturbed one and begun anew with nothing kept.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from survival import is_worker, processes, start, takes

PLAN = ("worker", "parent", "both")


def article(folder: Path, sentences: int) -> None:
    said = [f"این جمله شمارهٔ {n} است و چیزی می‌گوید." for n in range(sentences)]
    parts = [" ".join(said[at : at + 10]) for at in range(0, sentences, 10)]
    (folder / "a.txt").write_text("عنوان\n\n" + "\n\n".join(parts), encoding="utf-8")


def finished(run: subprocess.Popen[bytes], folder: Path) -> bytes:
    if run.wait(timeout=600):
        sys.exit(f"narrate ended with {run.returncode}")
    remains = sorted(path.name for path in folder.iterdir() if path.name not in {"a.txt", "cache"})
    if remains != ["a.mp3"]:
        sys.exit(f"left behind: {remains}")
    made = (folder / "a.mp3").read_bytes()
    (folder / "a.mp3").unlink()
    shutil.rmtree(folder / "cache")
    return made


def workers(folder: Path) -> list[int]:
    found = []
    for pid in processes(folder):
        with suppress(OSError):  # it may end while it is looked at
            if is_worker(pid):
                found.append(pid)
    return found


def reached(condition: Callable[[], bool], run: subprocess.Popen[bytes]) -> bool:
    """Whether ``condition`` comes true while ``run`` goes on."""
    while run.poll() is None:
        if condition():
            return True
        time.sleep(0.005)
    return False


def strike(kind: str, run: subprocess.Popen[bytes], folder: Path, rng: random.Random) -> None:
    alive = sorted(workers(folder))
    if kind != "parent" and alive:
        with suppress(ProcessLookupError):
            os.kill(rng.choice(alive), signal.SIGKILL)
    if kind != "worker":
        run.kill()
        run.wait()
        while list(processes(folder)):  # workers end when their parent has
            time.sleep(0.01)


def main() -> None:
    sentences, kills, seed = (*map(int, sys.argv[1:]), *(300, 20, 7)[len(sys.argv) - 1 :])
    rng = random.Random(seed)  # noqa: S311 (no secret)
    plan = rng.sample([PLAN[n % len(PLAN)] for n in range(kills)], kills)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        article(folder, sentences)
        whole = finished(start(folder), folder)
        struck: Counter[str] = Counter()
        at: list[int] = []
        compared, run = 0, start(folder)
        while plan:
            # A moment: so many takes are made, and a little later.
            kept = takes(folder) + rng.randrange(max(1, sentences // 6))
            if reached(lambda kept=kept: takes(folder) >= kept, run):
                time.sleep(rng.uniform(0, 0.2))
            if run.poll() is None:
                kind = plan.pop()
                at.append(takes(folder))
                strike(kind, run, folder, rng)
                struck[kind] += 1
                if kind == "worker":
                    continue
            elif not run.returncode:
                compared += finished(run, folder) == whole or sys.exit("other bytes came out")
            run = start(folder)
        compared += finished(run, folder) == whole or sys.exit("other bytes came out")
    kinds = ", ".join(f"{count} of {kind}" for kind, count in sorted(struck.items()))
    print(f"{sentences} sentences, seed {seed}: {sum(struck.values())} kills ({kinds})")
    print(f"after so many takes: {at}")
    print(f"{compared} productions ended, each with the bytes of the undisturbed one")


if __name__ == "__main__":
    main()
