"""The studio over HTTP: its page, its files, and an API that speaks JSON."""

import json
import socket
import threading
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import fontpkg
import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from narrator.config import FORMATS
from narrator.errors import NarratorError
from narrator.publish.serve import address
from narrator.publish.target import media_type
from narrator.studio import present
from narrator.studio.asked import Asked, TooLargeError, asked
from narrator.studio.events import Events
from narrator.studio.guard import Guard
from narrator.studio.jobs import JobError
from narrator.studio.mending import FORMS, SCOPES, Place
from narrator.studio.sound import Sound
from narrator.studio.studio import StaleError, Studio

_MOST_SENTENCES = 500
_IDLE = 0.05
"""Seconds between two batches that are pronounced ahead, in which others get their turn."""

type Handler = Callable[[Studio, Asked], Response | object]
type Endpoint = Callable[[Request], Awaitable[Response]]


def application(studio: Studio, names: list[str], token: str) -> Guard:
    """Answers only what is asked by the ``names`` and, for the API, with ``token``."""

    def route(path: str, handler: Handler, method: str = "GET") -> Route:
        return Route(f"/api/{path}", _endpoint(studio, handler), methods=[method])

    async def events(_request: Request) -> Response:
        return StreamingResponse(studio.events.lines(), media_type="application/x-ndjson")

    assets = Path(str(files("narrator.studio").joinpath("assets")))
    font = fontpkg.path("Noto Sans Arabic")
    routes = [
        Route("/", lambda _request: FileResponse(assets / "index.html")),
        Route("/font.ttf", lambda _request: FileResponse(font, media_type="font/ttf")),
        Mount("/assets", StaticFiles(directory=assets)),
        Route("/api/events", events),
        route("state", lambda s, _a: present.state(s)),
        route("open", _open, "POST"),
        route("articles", _add, "POST"),
        route("articles/{name}", _upload, "PUT"),
        route("sentences", _sentences),
        route("sentences/{sentence:int}/tokens/{token:int}", _choices),
        route("sentences/{sentence:int}/audio", _audio),
        route("try", _try, "POST"),
        route("readings", _say, "POST"),
        route("ezafe", _join, "POST"),
        route("acronyms", _form, "POST"),
        route("undo", _undo, "POST"),
        route("settings", _set, "POST"),
        route("doubts", lambda s, _a: present.doubts(s.opened)),
        route("search", lambda s, a: {"sentences": s.search(a.text("q"))}),
        route("repairs", _repairs),
        route("make", _make, "POST"),
        route("publish", _publish, "POST"),
        route("job", _cancel, "DELETE"),
        route("made/{name}", _made),
    ]
    app = Starlette(routes=routes)
    app.router.redirect_slashes = False
    return Guard(app, hosts=names, token=token)


def hosts(listening: socket.socket) -> list[str]:
    """The names, with the port, that a browser on this machine or beside it may use."""
    port = listening.getsockname()[1]
    own = urlsplit(address(listening)).netloc
    return [own, *(f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]"))]


def serve(studio: Studio, listening: socket.socket, token: str) -> None:
    """Answer until interrupted, heed changed files, and read ahead what is open."""
    for work in (studio.watch, studio.warm_up, lambda: _read_ahead(studio)):
        threading.Thread(target=work, daemon=True).start()
    config = uvicorn.Config(
        application(studio, hosts(listening), token),
        log_level="warning",
        lifespan="off",
        timeout_graceful_shutdown=1,
    )
    try:
        with suppress(KeyboardInterrupt):  # the way to end it
            _Server(config, studio.events).run(sockets=[listening])
    finally:
        studio.close()


class _Server(uvicorn.Server):
    """Ends the pages' event streams first, which would go on for ever."""

    def __init__(self, config: uvicorn.Config, events: Events) -> None:
        super().__init__(config)
        self._events = events

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._events.close()
        await super().shutdown(sockets)


def _read_ahead(studio: Studio) -> None:
    while True:
        time.sleep(_IDLE if studio.pronounce_more() else 10 * _IDLE)


def _endpoint(studio: Studio, handler: Handler) -> Endpoint:
    """``handler`` in a thread, its errors as one line."""

    async def endpoint(request: Request) -> Response:
        try:
            question = await asked(request)
            found = await run_in_threadpool(handler, studio, question)
        except (JobError, StaleError) as error:
            return JSONResponse({"error": str(error)}, 409)
        except TooLargeError as error:
            return JSONResponse({"error": str(error)}, 413)
        except NarratorError as error:
            return JSONResponse({"error": str(error)}, 422)
        return found if isinstance(found, Response) else JSONResponse(found)

    return endpoint


def _open(studio: Studio, question: Asked) -> object:
    question.body()
    studio.open(question.text("name"))
    return present.state(studio)


def _add(studio: Studio, question: Asked) -> object:
    body = question.body()
    if "copy" in body:
        opened = studio.opened
        studio.add(lambda project, _: project.add_copy(opened.article, opened.path.stem))
    elif "url" in body:
        address = question.text("url")
        studio.add(lambda project, options: project.add_page(address, options))
    else:
        text = question.text("text")
        studio.add(lambda project, options: project.add_text(text, options))
    return present.state(studio)


def _upload(studio: Studio, question: Asked) -> object:
    name = question.text("name")
    studio.add(lambda project, options: project.add(name, question.content, options))
    return present.state(studio)


def _sentences(studio: Studio, question: Asked) -> object:
    first = question.number("from", 0)
    count = min(question.number("count", 50), _MOST_SENTENCES)
    revision, found = studio.window(first, count)
    return {"revision": revision, "sentences": [present.sentence(u) for u in found]}


def _choices(studio: Studio, question: Asked) -> object:
    place = question.number("sentence"), question.number("token")
    return present.choices(*studio.choices(*place))


def _audio(studio: Studio, question: Asked) -> Response:
    at = question.number("sentence")
    return _wav(studio.sound_before(at) if question.has("take", "before") else studio.sound(at))


def _try(studio: Studio, question: Asked) -> Response:
    body = question.body()
    place = question.number("sentence"), question.number("token")
    if "ezafe" in body:
        joined = question.flag("ezafe")
        return _wav(studio.tried(*place, lambda mender: mender.with_ezafe(joined=joined)))
    if "as" in body:
        form = question.choice("as", FORMS)
        return _wav(studio.tried(*place, lambda mender: mender.with_form(form)))
    reading = question.text("reading")
    return _wav(studio.tried(*place, lambda mender: mender.with_reading(reading)))


def _wav(sound: Sound) -> Response:
    headers = {
        "Narrator-Words": json.dumps(sound.words),
        "Narrator-Before": str(int(sound.has_before)),
    }
    return Response(sound.wav, media_type="audio/wav", headers=headers)


def _say(studio: Studio, question: Asked) -> object:
    question.body()
    reading, scope = question.text("reading"), question.choice("scope", SCOPES)
    studio.mend(_place(question), reading, scope, lambda mender: mender.say(reading, scope))
    return present.state(studio)


def _join(studio: Studio, question: Asked) -> object:
    question.body()
    joined = question.flag("ezafe")
    said = "+ e" if joined else "− e"
    studio.mend(_place(question), said, "here", lambda mender: mender.join(joined=joined))
    return present.state(studio)


def _form(studio: Studio, question: Asked) -> object:
    question.body()
    form, scope = question.choice("as", FORMS), question.choice("scope", SCOPES)
    studio.mend(_place(question), form, scope, lambda mender: mender.form(form, scope))
    return present.state(studio)


def _place(question: Asked) -> Place:
    return Place(
        sentence=question.number("sentence"),
        token=question.number("token"),
        written=question.text("written"),
    )


def _undo(studio: Studio, _question: Asked) -> object:
    studio.undo()
    return present.state(studio)


def _set(studio: Studio, question: Asked) -> object:
    studio.set(question.body())
    return present.state(studio)


def _repairs(studio: Studio, _question: Asked) -> object:
    return [asdict(mended) for mended in studio.opened.mended]


def _make(studio: Studio, question: Asked) -> object:
    question.body()
    studio.make(question.choice("format", FORMATS))
    return present.state(studio)


def _publish(studio: Studio, question: Asked) -> object:
    question.body()
    studio.publish(question.text("feed"))
    return present.state(studio)


def _cancel(studio: Studio, _question: Asked) -> object:
    studio.jobs.cancel()
    return present.state(studio)


def _made(studio: Studio, question: Asked) -> Response:
    path = studio.project.audio(question.text("name"))
    return FileResponse(path, filename=path.name, media_type=media_type(path.name))
