"""A target that only says what would be written: ``--dry-run``."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from narrator.publish.target import ANY, Conflict, Target


@dataclass(slots=True)
class Rehearsal:
    """Reads from ``stage`` and keeps to itself what is written; ``plan`` lists it in order."""

    stage: Target
    plan: list[str] = field(default_factory=list)
    _written: dict[str, tuple[bytes, str]] = field(default_factory=dict)

    def read(self, name: str) -> tuple[bytes, str] | None:
        return self._written.get(name) or self.stage.read(name)

    def version(self, name: str) -> str | None:
        return self._written[name][1] if name in self._written else self.stage.version(name)

    def write(self, name: str, content: bytes | Path, expected: str | None = ANY) -> None:
        if expected not in (ANY, self.version(name)):
            raise Conflict(f"{name}: someone else has just written it")
        size = len(content) if isinstance(content, bytes) else content.stat().st_size
        self.plan.append(f"write {name} ({size:,} bytes)")
        kept = content if isinstance(content, bytes) else b""  # sound is never read back
        self._written[name] = kept, f"planned {len(self.plan)}"

    def names(self) -> Iterator[str]:
        yield from sorted({*self.stage.names(), *self._written})

    def remove(self, name: str) -> None:
        self.plan.append(f"remove {name}")
