"""A bucket of any S3-compatible store; what it needs is said in narrator.bucket."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from narrator import bucket
from narrator.errors import PublishError
from narrator.publish.target import ANY, Conflict, cache_control, media_type

if TYPE_CHECKING:
    from obstore import PutMode


class Bucket(bucket.Bucket):
    """``where`` is ``s3://bucket/prefix``; a file's version is its ETag."""

    def __init__(self, where: str) -> None:
        super().__init__(where, PublishError)

    def write(self, name: str, content: bytes | Path, expected: str | None = ANY) -> None:
        mode: PutMode = "overwrite"
        if expected != ANY:
            mode = "create" if expected is None else {"e_tag": expected}
        kept = {"Content-Type": media_type(name), "Cache-Control": cache_control(name)}
        try:
            self.put(name, content, kept, mode)
        except FileExistsError as error:
            raise Conflict(f"{self._where}: someone else has just written it") from error

    def names(self) -> Iterator[str]:
        return (name for name, _size in self.sizes())
