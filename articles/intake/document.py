"""What every reader gives: blocks in reading order, and beside them what a file holds and an article must not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

LONGEST_PARAGRAPH = 3_000
MOST_LETTERS = 2_000_000
"""Of one document; libxml2 and the limits of a package bound what else it holds."""


class Unreadable(Exception):
    """A file that gives no release. Its text is a sentence, translated, for the person who opened it."""


class Broken(Unreadable):
    def __init__(self) -> None:
        super().__init__(_("The file is broken or was cut off on its way. Ask for it again."))


@dataclass
class Text:
    """A paragraph. A line break inside it is "\\n", a tab is "\\t"."""

    text: str
    size: float = 0
    """The height of its largest letters in points; 0 where the format does not say."""
    is_listed: bool = False
    """Whether an automatic bullet stands before it. An automatic number is part of the text."""
    is_quote: bool = False


@dataclass
class Picture:
    name: str
    data: bytes = field(repr=False)
    shown_height: float | None = None
    """Millimetres on the page; None where the format does not say. It tells a logo from a photo, pixels do not."""
    caption: str = ""


@dataclass
class Table:
    rows: list[list[list[Block]]]

    def cells(self) -> Iterator[list[Block]]:
        for row in self.rows:
            yield from row


Block = Text | Picture | Table


@dataclass(frozen=True)
class LeftOut:
    """Words that are kept apart. What: letterhead, contacts, annex, decoration, memo, deleted, header, footer, note."""

    what: str
    text: str


@dataclass
class Attachment:
    """A file that came along, in a mail or an archive."""

    name: str
    data: bytes = field(repr=False)


@dataclass
class Document:
    kind: str
    blocks: list[Block]
    left_out: list[LeftOut] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def split_long(blocks: list[Block]) -> list[Block]:
    """A paragraph that no person wrote in pieces, since rules of text take more time the longer it is.

    Raises Unreadable for more words than all pages of a book have.
    """
    if sum(len(text.text) for text in texts_in(blocks)) > MOST_LETTERS:
        raise Unreadable(_("Unpacked, the file is too large to read. Ask for it in smaller pieces."))
    return _in_pieces(blocks)


def _in_pieces(blocks: list[Block]) -> list[Block]:
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Text) and len(block.text) > LONGEST_PARAGRAPH:
            words = " ".join(block.text.split())
            starts = range(0, len(words), LONGEST_PARAGRAPH)
            found += [replace(block, text=words[start : start + LONGEST_PARAGRAPH]) for start in starts]
        elif isinstance(block, Table):
            found.append(Table([[_in_pieces(cell) for cell in row] for row in block.rows]))
        else:
            found.append(block)
    return found


def texts_in(blocks: list[Block]) -> Iterator[Text]:
    """Every paragraph in reading order, those of table cells among them."""
    for block in blocks:
        match block:
            case Text():
                yield block
            case Table():
                for cell in block.cells():
                    yield from texts_in(cell)


def pictures_in(blocks: list[Block]) -> Iterator[Picture]:
    for block in blocks:
        match block:
            case Picture():
                yield block
            case Table():
                for cell in block.cells():
                    yield from pictures_in(cell)


def plain_text(blocks: list[Block]) -> str:
    """All words, a paragraph a line; those of a table with " | " between its cells."""
    lines = []
    for block in blocks:
        match block:
            case Text():
                lines.append(block.text)
            case Table():
                lines.extend(row_texts(block))
    return "\n".join(line for line in lines if line.strip())


def row_texts(table: Table) -> list[str]:
    """A line a row, cells parted by " | "."""
    return [" | ".join(" ".join(cell_text(cell).split("\n")) for cell in row) for row in table.rows]


def cell_text(cell: list[Block]) -> str:
    return plain_text(cell).strip()
