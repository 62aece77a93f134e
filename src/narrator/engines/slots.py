"""At most so many at once, over all processes of a user."""

import fcntl
import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_STEP = 0.05


@contextmanager
def slot(name: str, most: int) -> Iterator[None]:
    """Wait for one of ``most`` places under ``name``, and hold it.

    Places are locked files, so a killed process gives its own back.
    """
    folder = Path(tempfile.gettempdir()) / f"narrator-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    places = [folder / f"{re.sub(r'[^\w-]', '_', name)}.{number}" for number in range(most)]
    while True:
        for place in places:
            with place.open("ab") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    continue
                yield
                return
        time.sleep(_STEP)
