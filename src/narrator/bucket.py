"""A bucket of any S3-compatible store, through obstore (``pip install 'narrator[s3]'``).

Keys, region and endpoint come from the environment: AWS_ACCESS_KEY_ID,
AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_ENDPOINT.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from narrator.errors import NarratorError

if TYPE_CHECKING:
    from obstore import Attributes, PutMode
    from obstore.store import RetryConfig

_RETRIES: "RetryConfig" = {"max_retries": 4, "retry_timeout": timedelta(seconds=60)}
_PART = 8 << 20
"""Bytes of a part of a large file, which appears with its last part."""


class Bucket:
    """Files by name; one appears whole or not at all, and its version is its ETag."""

    def __init__(self, where: str, error: type[NarratorError]) -> None:
        """``where`` is ``s3://bucket/prefix``; ``error`` is what every failure is raised as."""
        try:
            from obstore.store import S3Store  # noqa: PLC0415 (an extra)
        except ImportError as missing:
            raise error(f"{where}: needs obstore; pip install 'narrator[s3]'") from missing
        parts = urlsplit(where)
        if parts.scheme != "s3" or not parts.netloc:
            raise error(f"{where}: must be s3://bucket or s3://bucket/folder")
        self._where = where.rstrip("/")
        self._error = error
        with self._translated():
            self._store = S3Store(
                parts.netloc,
                prefix=parts.path.strip("/") or None,
                client_options={"allow_http": True},  # for a store in one's own network
                retry_config=_RETRIES,
            )

    def read(self, name: str) -> tuple[bytes, str] | None:
        """The content and version, None where there is no such file."""
        try:
            with self._translated():
                found = self._store.get(name)
                return bytes(found.bytes()), found.meta["e_tag"] or ""
        except FileNotFoundError:
            return None

    def version(self, name: str) -> str | None:
        try:
            with self._translated():
                return self._store.head(name)["e_tag"]
        except FileNotFoundError:
            return None

    def put(
        self,
        name: str,
        content: bytes | Path,
        attributes: "Attributes | None" = None,
        mode: "PutMode" = "overwrite",
    ) -> None:
        """Write ``content``, or the content of that file.

        Raises:
            FileExistsError: under ``mode``, someone else's writing came first.
        """
        try:
            with self._translated():
                self._store.put(
                    name,
                    content,
                    attributes=attributes,
                    mode=mode,
                    chunk_size=_PART,
                    use_multipart=isinstance(content, Path) and content.stat().st_size > _PART,
                )
        except FileNotFoundError as error:
            raise self._no_bucket() from error

    def sizes(self) -> Iterator[tuple[str, int]]:
        """The name of every file, and its bytes."""
        with self._translated():
            for batch in self._store.list():
                yield from ((entry["path"], entry["size"]) for entry in batch)

    def remove(self, name: str) -> None:
        with self._translated():
            self._store.delete(name)

    def _no_bucket(self) -> NarratorError:
        return self._error(f"{self._where}: there is no such bucket (any more)")

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """FileNotFoundError passes: whether it is a fault is for the caller to say."""
        from obstore import exceptions  # noqa: PLC0415 (an extra)

        try:
            yield
        except FileNotFoundError as error:
            if "NoSuchBucket" in str(error):
                raise self._no_bucket() from error
            raise
        except (exceptions.PreconditionError, exceptions.AlreadyExistsError) as error:
            raise FileExistsError from error
        except (exceptions.PermissionDeniedError, exceptions.UnauthenticatedError) as error:
            raise self._error(
                f"{self._where}: access is refused; check AWS_ACCESS_KEY_ID, "
                "AWS_SECRET_ACCESS_KEY and what they may do"
            ) from error
        except (exceptions.BaseError, ValueError) as error:
            if "404 Not Found" in str(error):  # of a list, obstore says it no plainer
                raise self._no_bucket() from error
            raise self._error(f"{self._where}: the store fails ({_first_line(error)})") from error


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
