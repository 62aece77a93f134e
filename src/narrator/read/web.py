"""Web pages, fetched within limits and never from a private address unasked."""

import ipaddress
import socket
import time
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urljoin, urlsplit

from narrator.errors import ArticleError
from narrator.read.document import Document

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse

MAX_REDIRECTS = 5
MAX_BYTES = 50_000_000
TOTAL_SECONDS = 60.0
_STEP_SECONDS = 15.0
_REDIRECTS = (301, 302, 303, 307, 308)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_SUFFIXES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "txt",
    "text/markdown": "md",
    "application/pdf": "pdf",
    "application/epub+zip": "epub",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}

type Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_url(where: str) -> bool:
    return "://" in where


def fetch(url: str, *, allow_local: bool) -> Document:
    """The document at ``url``, after at most 5 redirects, 50 MB and 60 seconds.

    Raises:
        ArticleError: not http(s), a private address, no answer, an error status, too large or slow.
    """
    deadline = time.monotonic() + TOTAL_SECONDS
    at = url
    for _ in range(MAX_REDIRECTS + 1):
        answer = _get(at, deadline, allow_local=allow_local)
        if isinstance(answer, Document):
            return answer
        at = urljoin(at, answer)
    raise ArticleError(f"{url}: redirects more than {MAX_REDIRECTS} times")


def _get(url: str, deadline: float, *, allow_local: bool) -> Document | str:
    """The document, or the address that the server redirects to."""
    import urllib3  # noqa: PLC0415 (only for URLs)

    parts = _parts(url)
    host = parts.hostname or ""
    address = str(_checked_address(url, host, _port(parts), allow_local=allow_local))
    timeout = urllib3.Timeout(total=_STEP_SECONDS)
    # The pool connects to the very address that was checked; a second look-up might differ.
    pool: urllib3.HTTPConnectionPool
    if parts.scheme == "https":
        pool = urllib3.HTTPSConnectionPool(
            address, _port(parts), timeout=timeout, server_hostname=host, assert_hostname=host
        )
    else:
        pool = urllib3.HTTPConnectionPool(address, _port(parts), timeout=timeout)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {"Host": parts.netloc, "Accept-Encoding": "gzip, deflate"}
    headers["User-Agent"] = "Mozilla/5.0 (compatible; narrator)"
    try:
        with pool.request(
            "GET", target, headers=headers, redirect=False, retries=False, preload_content=False
        ) as response:
            if response.status in _REDIRECTS and "location" in response.headers:
                return response.headers["location"]
            if response.status != 200:
                raise ArticleError(f"{url}: the server answers {response.status}")
            return _document(url, response, deadline)
    except urllib3.exceptions.HTTPError as error:
        raise ArticleError(f"{url}: cannot be fetched ({_reason(error)})") from error
    finally:
        pool.close()


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname or ""
        ascii_host = host.encode("idna").decode()  # as certificates and servers know it
    except ValueError as error:
        raise ArticleError(f"{url}: is not a valid address ({error})") from error
    if parts.scheme not in ("http", "https"):
        raise ArticleError(f"{url}: only http and https addresses are read")
    if not host or port == 0:
        raise ArticleError(f"{url}: is not a valid address")
    return parts._replace(netloc=parts.netloc.rpartition("@")[2].lower().replace(host, ascii_host))


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _checked_address(url: str, host: str, port: int, *, allow_local: bool) -> Address:
    """The first address of ``host``; every one of them must be public unless allowed."""
    try:
        found = socket.getaddrinfo(host.encode("idna"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ArticleError(f"{url}: there is no host {host}") from error
    addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    if not allow_local and (private := [at for at in addresses if not _is_public(at)]):
        raise ArticleError(
            f"{url}: leads to the private address {private[0]}; --allow-local permits it"
        )
    return addresses[0]


def _is_public(address: Address) -> bool:
    """IPv6 addresses that carry an IPv4 one are judged by it."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        address = inner or address
    return address.is_global and not address.is_multicast


def _document(url: str, response: "BaseHTTPResponse", deadline: float) -> Document:
    media, _, charset = response.headers.get("content-type", "").lower().partition("charset=")
    path = PurePosixPath(urlsplit(url).path)
    media = media.split(";")[0].strip()
    return Document(
        name=url,
        source=url,
        suffix=_SUFFIXES.get(media, path.suffix[1:].lower()),
        content=_content(url, response, deadline),
        charset=charset.split(";")[0].strip(" \"'"),
    )


def _content(url: str, response: "BaseHTTPResponse", deadline: float) -> bytes:
    """The whole body; the limits hold for what it unpacks to."""
    content = bytearray()
    while piece := response.read1(65536, decode_content=True):
        content += piece
        if len(content) > MAX_BYTES:
            raise ArticleError(f"{url}: is larger than {MAX_BYTES // 1_000_000} MB")
        if time.monotonic() > deadline:
            raise ArticleError(f"{url}: takes longer than {TOTAL_SECONDS:.0f} seconds")
    return bytes(content)


def _reason(error: Exception) -> str:
    return str(error).rpartition(": ")[2].strip("()'\"<> ") or type(error).__name__
