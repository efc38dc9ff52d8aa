"""A finished report read back from what was kept of it (Composed.as_json)."""

from typing import Any

from webinars.reporting.blocks import Block, Composed, Footnote, Sort


def from_json(body: dict[str, Any]) -> Composed:
    return Composed(
        language=body["language"],
        title=body["title"],
        head=tuple((label, value) for label, value in body["head"]),
        blocks=tuple(_block(row) for row in body["blocks"]),
        footnotes=tuple(Footnote(**row) for row in body["footnotes"]),
    )


def _block(row: dict[str, Any]) -> Block:
    return Block(**row | {"sort": Sort(row["sort"]), "rows": tuple(tuple(cells) for cells in row["rows"])})
