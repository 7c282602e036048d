"""What a body is made of: paragraphs and headings, figures, and pieces such as lists."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeGuard

from .absent import CLASS as ABSENT
from .pictures import caption_html

if TYPE_CHECKING:
    from ..models import Photo

SUBHEAD_MARKS = ("◆", "■")
SUBHEAD_LENGTH = 80
_SENTENCE_END = re.compile(r"""[.!?。]["'”’)\]」』]*$""")

_STRONG = re.compile(r"</?strong>")
_TAG = re.compile(r"<[^>]*>")


def is_subhead(text: str) -> bool:
    """Whether a line is a sub-head by its mark. A marked sentence is none: releases open paragraphs with ◆, too."""
    is_short = 1 < len(text) <= SUBHEAD_LENGTH
    return text.startswith(SUBHEAD_MARKS) and is_short and not _SENTENCE_END.search(text)


class Line(NamedTuple):
    """One line of a paragraph, its tags closed within it."""

    html: str
    text: str

    @property
    def is_marked(self) -> bool:
        return self.text.startswith(SUBHEAD_MARKS)

    @property
    def may_be_subhead(self) -> bool:
        return is_subhead(self.text)


@dataclass
class Text:
    """A paragraph or a heading."""

    tag: str
    lines: list[Line]

    @property
    def inner_html(self) -> str:
        return "<br>".join(line.html for line in self.lines)

    @property
    def html(self) -> str:
        if self.tag == "p":
            return f"<p>{self.inner_html}</p>"
        marked = ' class="subhead"' if self.tag == "h2" and self.lines[0].is_marked else ""
        return f"<{self.tag}{marked}>{_STRONG.sub('', self.inner_html)}</{self.tag}>"


@dataclass
class Figure:
    """A photo, a player or a table, with what is said about it."""

    kind: str
    content: str
    attributes: str = ""
    caption: str = ""
    photo: Photo | None = None
    is_new_photo: bool = False

    @property
    def html(self) -> str:
        said = caption_html(self.photo, self.caption, is_new=self.is_new_photo) if self.photo else self.caption
        said = f"<figcaption>{said}</figcaption>" if said else ""
        return f'<figure class="{self.kind}"{self.attributes}>{self.content}{said}</figure>'


@dataclass
class Piece:
    """A list, a quotation, a rule; and what lists and tables are made of."""

    tag: str
    html: str
    blocks: list[Block] = field(default_factory=list)


Block: TypeAlias = Text | Figure | Piece


@dataclass
class Frame:
    """An element that holds blocks, while it is being read."""

    tag: str
    attributes: str = ""
    blocks: list[Block] = field(default_factory=list)

    def close_frame(self) -> list[Block]:
        """What it comes to. What can't stand in it comes before it, so that no text is lost."""
        match self.tag:
            case "figure":
                return _figure(self.blocks)
            case "figcaption" | "caption":
                return _caption(self.tag, self.blocks)
            case "table":
                return _table(self.blocks)
            case "ul" | "ol":
                items, before = _items(self.blocks)
                return [*before, self._piece("".join(item.html for item in items))] if items else before
            case "tr" | "thead" | "tbody" | "tfoot":
                parts, strays = _split_blocks(self.blocks, {"td", "th"} if self.tag == "tr" else {"tr"})
                return [*strays, self._piece("".join(part.html for part in parts), parts)] if parts else strays
            case "td" | "th":
                return [
                    self._piece(_flow_html(self.blocks), self.blocks)
                ]  # an empty one, too: it keeps the others in place
            case "li":
                return [self._piece(_flow_html(self.blocks), self.blocks)] if self.blocks else []
            case _:
                return [self._piece("".join(block.html for block in self.blocks))] if self.blocks else []

    def _piece(self, inner: str, blocks: Iterable[Block] = ()) -> Piece:
        return Piece(self.tag, f"<{self.tag}{self.attributes}>{inner}</{self.tag}>", list(blocks))


LISTS = {"ul", "ol"}
LOOSE_TAGS = "loose"
"""An item made of a line that stood in a list by itself."""


def _items(blocks: list[Block]) -> tuple[list[Piece], list[Block]]:
    """A list's items, and what comes before the list. A list within a list without an item, as Word and Google Docs
    write them, belongs to the item before it: else it would be counted as one.

    Items that hold nothing but a list, in which such lists were put until 2026, are taken for the same.
    """
    items: list[Piece] = []
    before: list[Block] = []
    for block in blocks:
        last = items[-1] if items else None
        if isinstance(block, Piece) and block.tag == "li":
            if last and not _is_list(last.blocks[0]) and all(map(_is_list, block.blocks)):
                last.blocks.extend(block.blocks)
            else:
                items.append(block)
        elif last and (last.tag == "li" or _is_list(block)):
            last.blocks.append(block)
        elif _is_list(block):
            before.append(block)
        else:
            items.append(Piece(LOOSE_TAGS, "", [block]))
    for item in items:  # once each: what an item holds may come in thousands
        item.html = f"<li>{_flow_html(item.blocks)}</li>"
    return items, before


def _is_list(block: Block) -> bool:
    return isinstance(block, Piece) and block.tag in LISTS


def _flow_html(blocks: list[Block]) -> str:
    """Blocks within a cell or an item: one paragraph that comes first needs no tags of its own."""
    texts = [block for block in blocks if isinstance(block, Text)]
    if len(texts) == 1 and blocks[0] is texts[0]:
        return texts[0].inner_html + "".join(block.html for block in blocks[1:])
    return "".join(block.html for block in blocks)


def _split_blocks(blocks: list[Block], tags: set[str]) -> tuple[list[Piece], list[Block]]:
    """The pieces with these tags, and what else there is."""
    parts = [block for block in blocks if isinstance(block, Piece) and block.tag in tags]
    return parts, [block for block in blocks if not (isinstance(block, Piece) and block.tag in tags)]


def _caption(tag: str, blocks: list[Block]) -> list[Block]:
    texts = [block for block in blocks if isinstance(block, Text)]
    others: list[Block] = [block for block in blocks if not isinstance(block, Text)]
    inner = "<br>".join(text.inner_html for text in texts)
    if not texts:
        return others
    return [*others, Piece(tag, inner if tag == "figcaption" else f"<caption>{inner}</caption>", [*texts])]


def _figure(blocks: list[Block]) -> list[Block]:
    """The figures in it, each on its own, the last with the caption; and whatever else was in it."""
    captions, content = _split_blocks(blocks, {"figcaption"})
    figures = [block for block in content if isinstance(block, Figure)]
    if captions and figures and not figures[-1].caption:
        figures[-1].caption = "<br>".join(piece.html for piece in captions)
        return content
    return [*content, *(text for piece in captions for text in piece.blocks)]


def _table(blocks: list[Block]) -> list[Block]:
    """A table; what is in it where there is one cell only, as in the frames that 한글 draws around a text."""
    captions, others = _split_blocks(blocks, {"caption"})
    parts, strays = _split_blocks(others, {"thead", "tbody", "tfoot"})
    rows = [row for part in parts for row in part.blocks if isinstance(row, Piece)]
    cells = [cell for row in rows for cell in row.blocks]
    around: list[Block] = [*strays, *(text for piece in captions for text in piece.blocks)]
    if len(cells) == 1 and isinstance(cells[0], Piece):
        return [*around, *cells[0].blocks]
    content = "".join(part.html for part in parts)
    if not _TAG.sub("", content).strip() and "<img" not in content and "<iframe" not in content:
        return [*around, *_absent_in(cells)]
    table = f"<table>{''.join(piece.html for piece in captions)}{content}</table>"
    return [*strays, Figure("table", table, ' tabindex="0"')]  # a wide one scrolls, by keyboard too


def _absent_in(blocks: list[Block]) -> list[Block]:
    """The places of pictures that did not come along, out of a table that held nothing else."""
    found: list[Block] = [block for block in blocks if isinstance(block, Figure) and block.kind == ABSENT]
    pieces = (block.blocks for block in blocks if isinstance(block, Piece))
    return found + [figure for within in pieces for figure in _absent_in(within)]


def with_subheads(blocks: list[Block]) -> list[Block]:
    """Short lines that open with a mark become headings; marks one line after another are a list, and stay text."""
    lines = [line for block in blocks for line in (block.lines if _is_paragraph(block) else [None])]
    heads = {
        id(line)
        for before, line, after in zip([None, *lines], lines, [*lines[1:], None], strict=False)
        if line and line.may_be_subhead and not (before and before.is_marked) and not (after and after.is_marked)
    }
    if not heads:
        return blocks
    shaped: list[Block] = []
    for block in blocks:
        if not _is_paragraph(block):
            shaped.append(block)
            continue
        open_paragraph: Text | None = None
        for line in block.lines:
            if id(line) in heads:
                shaped.append(Text("h2", [line]))
                open_paragraph = None
            elif open_paragraph:
                open_paragraph.lines.append(line)
            else:
                shaped.append(open_paragraph := Text("p", [line]))
    return shaped


def _is_paragraph(block: Block) -> TypeGuard[Text]:
    return isinstance(block, Text) and block.tag == "p"
