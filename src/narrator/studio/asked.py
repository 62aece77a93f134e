"""What a page asks for: parameters and a JSON body, checked and bounded."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request

from narrator.errors import ConfigError, NarratorError

MOST_BYTES = 64_000_000
"""Of anything that is handed in: a book with pictures."""


class TooLargeError(NarratorError):
    pass


class Asked:
    """Getters raise ConfigError where a value is missing or none of its kind."""

    def __init__(self, path: Mapping[str, Any], query: Mapping[str, str], content: bytes) -> None:
        self.content = content
        self._values: dict[str, Any] = {**query, **path}

    def body(self) -> dict[str, Any]:
        """The JSON object of the body; the other getters look there too, from now on."""
        try:
            body = json.loads(self.content or b"{}")
            json.dumps(body, ensure_ascii=False).encode()  # halves of letters are no text
        except (ValueError, RecursionError) as error:
            raise ConfigError(f"the request is no JSON ({error})") from error
        if not isinstance(body, dict):
            raise ConfigError("the request is no JSON object")
        self._values = body | self._values
        return body

    def text(self, name: str) -> str:
        return str(self._of(name, str))

    def number(self, name: str, otherwise: int | None = None) -> int:
        value = self._values.get(name, otherwise)
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
            return int(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        raise ConfigError(f"“{name}” must be a whole number")

    def flag(self, name: str) -> bool:
        return bool(self._of(name, bool))

    def choice[T: str](self, name: str, choices: Sequence[T]) -> T:
        for choice in choices:
            if choice == self._values.get(name):
                return choice
        raise ConfigError(f"“{name}” must be one of {', '.join(choices)}")

    def has(self, name: str, value: str) -> bool:
        return bool(self._values.get(name) == value)

    def _of(self, name: str, kind: type) -> object:
        value = self._values.get(name)
        if not isinstance(value, kind):
            raise ConfigError(f"“{name}” is missing or no {kind.__name__}")
        return value


async def asked(request: Request) -> Asked:
    """Raises TooLargeError before more than ``MOST_BYTES`` are held."""
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > MOST_BYTES:
            raise TooLargeError(f"is larger than {MOST_BYTES // 1_000_000} MB; split it")
    return Asked(request.path_params, request.query_params, bytes(content))
