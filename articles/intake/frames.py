"""Releases that stand in a table from head to foot: its rows one after another, as if no table were there."""

from __future__ import annotations

import re

from .document import Block, Table, Text, cell_text
from .head import starts_text

MIN_SENTENCES = 2
"""Paragraphs that end as sentences, in one cell."""

_LABEL = re.compile(r"\W*(?:보도\s*)?(?:내\s*용|본\s*문)\W*")


def flatten(blocks: list[Block]) -> list[Block]:
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Table) and any(_holds_text(row) for row in block.rows):
            found += _rows(block)
        else:
            found.append(block)
    return found


def _holds_text(row: list[list[Block]]) -> bool:
    """Whether one cell with sentences is all that the row says, but for a label."""
    worded = [cell for cell in row if cell_text(cell) and not _LABEL.fullmatch(cell_text(cell))]
    if len(worded) != 1:
        return False
    sentences = [each for each in worded[0] if isinstance(each, Text) and starts_text(each.text)]
    return len(sentences) >= MIN_SENTENCES


def _rows(table: Table) -> list[Block]:
    found: list[Block] = []
    for row in table.rows:
        if _holds_text(row):
            for cell in row:
                found += [] if _LABEL.fullmatch(cell_text(cell)) else flatten(cell)
        else:
            found.append(Table([row]))
    return found
