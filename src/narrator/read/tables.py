"""Tables as sentences: each row is one, its cells named by the column's heading."""

from narrator.read.trees import Element

_MAX_CELL = 200
"""Characters; longer cells are columns of a page's layout rather than data."""


def sentences(table: Element) -> list[str]:
    """One sentence a row; empty for a table that only lays out a page."""
    rows = [_cells(row) for row in table.iter("{*}tr", "{*}row")]
    rows = [row for row in rows if any(text for text, _ in row)]
    if max((len(row) for row in rows), default=0) < 2 or _is_layout(table, rows):
        return []
    headings = [text for text, _ in rows[0]] if all(head for _, head in rows[0]) else []
    return [_sentence(row, headings) for row in rows[bool(headings) :]]


def _cells(row: Element) -> list[tuple[str, bool]]:
    """Text of each cell, and whether it is a heading."""
    cells = row.iterchildren("{*}td", "{*}th", "{*}cell")
    return [
        (
            " ".join(" ".join(cell.itertext()).split()),
            str(cell.tag).endswith("th") or cell.get("role") == "head",
        )
        for cell in cells
    ]


def _is_layout(table: Element, rows: list[list[tuple[str, bool]]]) -> bool:
    nested = next(table.iterdescendants("{*}table"), None) is not None
    return nested or any(len(text) > _MAX_CELL for row in rows for text, _ in row)


def _sentence(row: list[tuple[str, bool]], headings: list[str]) -> str:
    texts = [text for text, _ in row]
    if len(headings) == len(row):
        pairs = zip(headings, texts, strict=True)
        texts = [f"{name}: {text}" if name and text else text for name, text in pairs]
    return "، ".join(text for text in texts if text).rstrip(".") + "."
