"""Progress for people: a bar with a measured ETA on a terminal, plain lines elsewhere."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from narrator.production.mastering import Progress

_LABELS = {"speak": "speaking", "encode": "encoding", "download": "downloading"}


@contextmanager
def progress(name: str, *, quiet: bool) -> "Iterator[Progress]":
    """Reports go to standard error, or nowhere if ``quiet``."""
    if quiet:
        yield lambda _stage, _done, _total: None
    elif sys.stderr.isatty():
        with _bar(name) as report:
            yield report
    else:
        yield _Lines(name)


class _Lines:
    """A line for each tenth of each stage."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._last = ("", -1)

    def __call__(self, stage: str, done: int, total: int) -> None:
        tenth = 10 * done // max(total, 1)
        if (stage, tenth) != self._last:
            self._last = (stage, tenth)
            typer.echo(f"{self._name}: {_LABELS[stage]} {10 * tenth} %", err=True)


@contextmanager
def _bar(name: str) -> "Iterator[Progress]":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def report(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                for earlier in tasks.values():
                    bars.update(earlier, visible=False)
                tasks[stage] = bars.add_task(f"{name}: {_LABELS[stage]}", total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield report
