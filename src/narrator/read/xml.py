"""XML of archives, parsed without entities, network or depth."""

from typing import TYPE_CHECKING

from narrator.errors import ArticleError

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_BYTES = 20_000_000


class UnsoundXml(ArticleError):
    """Not well-formed; a lenient parser of HTML may still read it."""


def parse_xml(content: bytes, name: str) -> "_Element":
    """The root element.

    Raises:
        UnsoundXml: damaged.
        ArticleError: larger than 20 MB, nested deeper than 256 or declaring entities.
    """
    from lxml import etree  # noqa: PLC0415 (only for archives)

    if len(content) > MAX_BYTES:
        raise ArticleError(f"{name}: holds an XML part larger than {MAX_BYTES // 1_000_000} MB")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise UnsoundXml(f"{name}: is damaged XML ({error.msg})") from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        raise ArticleError(f"{name}: declares XML entities; refused")
    return root
