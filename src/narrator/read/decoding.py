"""Bytes to text: UTF-8, UTF-16 and Windows-1256, told apart by what they hold."""

import codecs

from narrator.errors import ArticleError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16-LE, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ARABIC = range(0x0600, 0x0700)


def decode(content: bytes, name: str) -> str:
    """The text of a file.

    Raises:
        ArticleError: binary content, or bytes that fit no encoding (with their offset).
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _strict(content[len(mark) :], encoding, name, len(mark))
    if (wide := _utf16_by_zeros(content)) is not None:
        return _strict(content, wide, name, 0)
    if b"\0" in content:
        at = content.index(b"\0")
        raise ArticleError(f"{name}: is a binary file (a zero byte at offset {at}), not text")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _windows_1256(content, name, error)


def _strict(content: bytes, encoding: str, name: str, skipped: int) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        at = error.start + skipped
        raise ArticleError(f"{name}: is damaged {encoding.upper()} (at byte {at})") from error


def _utf16_by_zeros(content: bytes) -> str | None:
    """UTF-16 without a mark: Persian's high bytes are 06, spaces' and digits' are 00."""
    sample = content[: 4096 - 4096 % 2]
    if len(sample) < 4 or len(content) % 2:
        return None
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        known = sum(high.count(byte) for byte in (b"\0", b"\6", b"\x20"))
        if known > 0.95 * len(high) and high.count(b"\6") > 0.3 * len(high):
            return encoding
    return None


def _windows_1256(content: bytes, name: str, reason: UnicodeDecodeError) -> str:
    text = content.decode("cp1256", "replace")
    letters = [char for char in text if char.isalpha()]
    arabic = sum(ord(char) in _ARABIC for char in letters)
    foreign = sum(ord(char) > 0x7F and ord(char) not in _ARABIC for char in letters)
    # Persian in Windows-1256 is nearly all Arabic letters; broken UTF-8 read so is not.
    if arabic < 0.6 * len(letters) or foreign > 0.05 * len(letters) or "\ufffd" in text:
        raise ArticleError(
            f"{name}: unreadable as UTF-8 (at byte {reason.start}) and as Windows-1256; "
            "save it as UTF-8"
        ) from reason
    return text
