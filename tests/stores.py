"""S3-compatible stores for tests: moto's server, over HTTP, and one that fails on purpose."""

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import boto3


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    from moto.server import ThreadedMotoServer

    moto = ThreadedMotoServer(port=0, verbose=False)
    moto.start()
    _host, port = moto.get_host_and_port()
    yield f"http://127.0.0.1:{port}"
    moto.stop()


@pytest.fixture
def store(server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator["boto3.client"]:
    """A client that sees what is in the bucket, which begins empty."""
    import boto3

    for name, value in access(server).items():
        monkeypatch.setenv(name, value)
    client = boto3.client("s3", endpoint_url=server, region_name="us-east-1")
    client.create_bucket(Bucket="books")
    yield client
    drop(client)


def access(server: str) -> dict[str, str]:
    """What the environment of a program must say, that it may use the store."""
    return {
        "AWS_ENDPOINT": server,
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_REGION": "us-east-1",
    }


def names(client: "boto3.client") -> list[str]:
    """The files in the bucket."""
    found = client.list_objects_v2(Bucket="books").get("Contents", [])
    return [entry["Key"] for entry in found]


def drop(client: "boto3.client") -> None:
    for name in names(client):
        client.delete_object(Bucket="books", Key=name)
    client.delete_bucket(Bucket="books")


class Failing(BaseHTTPRequestHandler):
    """Answers every request with the status in the path of the endpoint, or hangs up.

    Status 0 is no answer at all, 200 the first half of one.
    """

    def log_message(self, *_: object) -> None:
        pass

    def _answer(self) -> None:
        status = int(self.path.split("/")[1])
        self.rfile.read(int(self.headers.get("content-length") or 0) // 2)
        if not status:
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        body = b"<Error><Code>InvalidAccessKeyId</Code><Message>No such key.</Message></Error>"
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body[: len(body) // 2] if status == 200 else body)

    do_GET = do_PUT = do_HEAD = do_POST = _answer  # noqa: N815 (http.server's names)


@pytest.fixture(scope="session")
def failing() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Failing)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
