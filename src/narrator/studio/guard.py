"""Who may ask the studio for anything: pages that it served, with the token of its address.

The token travels in a header that the page sets itself, never in a cookie: a foreign page
can make a browser send cookies, but no such header. A name that is pointed at this machine
to get around that (DNS rebinding) arrives with a foreign Host, and is refused by it.
"""

import secrets
from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self' blob:; media-src blob:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


class Guard:
    """Refuses foreign hosts and origins, and whoever asks ``/api/`` without the token."""

    def __init__(self, app: ASGIApp, *, hosts: Collection[str], token: str) -> None:
        """``hosts`` are the names, with ports, that the studio is reached by."""
        self._app, self._hosts, self._token = app, frozenset(hosts), token
        self._origins = frozenset(f"http://{host}" for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":  # there are no websockets here
            return
        refusal = self._refusal(scope)
        app = JSONResponse({"error": refusal[1]}, refusal[0]) if refusal else self._app

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
            await send(message)

        await app(scope, receive, sealed)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        if headers.get("host", "") not in self._hosts:
            return 421, "this is not the address of the studio"
        if headers.get("origin", next(iter(self._origins))) not in self._origins:
            return 403, "asked from a foreign page"
        given = headers.get("authorization", "").removeprefix("Bearer ")
        known = secrets.compare_digest(given.encode(), self._token.encode())
        if scope["path"].startswith("/api/") and not known:
            return 401, "open the address that narrate studio printed"
        return None
