"""Scanned pages to text by an installed tesseract."""

import shutil
import subprocess
from collections.abc import Iterator

from pypdfium2 import PdfDocument, PdfPage

from narrator.errors import ArticleError

_DOTS_PER_INCH = 300
_LONGEST_SIDE = 5_000
"""Pixels; a page as large as a poster is drawn smaller."""
_SECONDS = 120


def recognised(pdf: PdfDocument, name: str) -> Iterator[str]:
    """The text of each page, its lines as they were printed.

    Raises:
        ArticleError: tesseract or its Persian data is missing, or it fails.
    """
    program = shutil.which("tesseract")
    if program is None:
        raise ArticleError(
            f"{name}: is scanned, and tesseract is not installed "
            "(Debian: apt install tesseract-ocr tesseract-ocr-fas)"
        )
    if "fas" not in _run([program, "--list-langs"], b"", name).decode().split():
        raise ArticleError(f"{name}: tesseract has no Persian (apt install tesseract-ocr-fas)")
    for page in pdf:
        command = [program, "stdin", "stdout", "-l", "fas", "--psm", "3"]
        yield _run(command, _picture(page), name).decode("utf-8", "replace")
        page.close()


def _picture(page: PdfPage) -> bytes:
    """The page in grey, as a PGM file."""
    scale = min(_DOTS_PER_INCH / 72, _LONGEST_SIDE / max(page.get_size()))
    bitmap = page.render(scale=scale, grayscale=True)
    pixels: bytes = bitmap.to_numpy().tobytes()
    return f"P5 {bitmap.width} {bitmap.height} 255\n".encode() + pixels


def _run(command: list[str], given: bytes, name: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 (a found program, fixed arguments)
            command, input=given, capture_output=True, check=True, timeout=_SECONDS
        )
    except subprocess.TimeoutExpired as error:
        raise ArticleError(f"{name}: tesseract took longer than {_SECONDS} s a page") from error
    except subprocess.CalledProcessError as error:
        last = error.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise ArticleError(f"{name}: tesseract failed ({last})") from error
    return done.stdout
