"""The one long job that a studio does at a time: making audio, or publishing it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from narrator.errors import NarratorError
from narrator.production.mastering import Progress

type Kind = Literal["make", "publish"]
type State = Literal["running", "done", "failed", "cancelled"]
type Work = Callable[[Progress], tuple[str, str]]
"""Returns the file made and a message; calls what it is given as it goes on."""


class JobError(NarratorError):
    """A job runs already, or none does."""


class _CancelledError(NarratorError):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """``done`` of ``total``: characters while speaking, samples while encoding.

    ``file`` is what was made; ``message`` says what there is to say in the end.
    """

    kind: Kind
    state: State = "running"
    stage: str = ""
    done: int = 0
    total: int = 0
    message: str = ""
    file: str = ""


class Jobs:
    """``tell`` is called, in whatever thread, whenever the job has changed."""

    def __init__(self, tell: Callable[[Job], None]) -> None:
        self._tell = tell
        self._lock = threading.Lock()
        self._cancelled = threading.Event()
        self.now: Job | None = None

    def start(self, kind: Kind, work: Work) -> None:
        """Do ``work`` in a thread of its own.

        Raises:
            JobError: another job is running.
        """
        with self._lock:
            if self.now and self.now.state == "running":
                raise JobError("another job is running; wait for it, or cancel it")
            self._cancelled.clear()
            self._set(Job(kind=kind))
        threading.Thread(target=self._do, args=(work,), daemon=True).start()

    def cancel(self) -> None:
        """Have the job end soon; what was spoken is kept."""
        if not self.now or self.now.state != "running":
            raise JobError("there is no job to cancel")
        self._cancelled.set()

    def progress(
        self, stage: Literal["speak", "encode", "download"], done: int, total: int
    ) -> None:
        """Called by the job; raises where it shall end."""
        if self._cancelled.is_set():
            raise _CancelledError
        before = self.now
        assert before is not None  # noqa: S101 (it is the job that calls)
        percent = 100 * done // max(total, 1)
        if stage != before.stage or percent != 100 * before.done // max(before.total, 1):
            self._set(replace(before, stage=stage, done=done, total=total))

    def _do(self, work: Work) -> None:
        try:
            file, message = work(self.progress)
        except _CancelledError:
            self._end("cancelled", "")
        except NarratorError as error:
            self._end("failed", str(error))
        except Exception as error:
            self._end("failed", f"a fault of narrator: {error!r}")
            raise
        else:
            self._end("done", message, file)

    def _end(self, state: State, message: str, file: str = "") -> None:
        assert self.now is not None  # noqa: S101 (it was set when the job began)
        self._set(replace(self.now, state=state, message=message, file=file))

    def _set(self, job: Job) -> None:
        self.now = job
        self._tell(job)
