"""PDF: lines with the height of their letters, joined into paragraphs again."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pypdfium2
from django.utils.translation import gettext as _
from pypdfium2 import raw

from ..characters import normalized
from ..document import Block, Broken, Document, LeftOut, Text, Unreadable
from ..wording import has_head, is_sentence
from .package import locked

MOST_PAGES = 200

_PAGE_NUMBER = re.compile(r"\s*[-–—]?\s*\d{1,3}\s*(?:/\s*\d{1,3})?\s*[-–—]?\s*")
_FULL_LINE = 0.86
"""Of the widest line: one that ends before it was ended by the writer."""


@dataclass
class _Line:
    text: str
    size: float
    left: float
    right: float
    top: float
    bottom: float


def read_pdf(data: bytes) -> Document:
    """Raises Unreadable for a password, for a PDF without text, and for what is broken."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise (locked() if "assword" in str(error) else Broken()) from error
    blocks: list[Block] = []
    left_out: list[LeftOut] = []
    try:
        for index in range(min(len(document), MOST_PAGES)):
            lines = _page_lines(document[index])
            if lines and _PAGE_NUMBER.fullmatch(lines[-1].text):
                left_out.append(LeftOut("footer", lines.pop().text))
            blocks = _continued(blocks, _paragraphs(lines))
    except pypdfium2.PdfiumError as error:
        raise Broken() from error
    finally:
        document.close()
    if not any(isinstance(block, Text) and block.text.strip() for block in blocks):
        raise Unreadable(_("This PDF holds no text, only pictures of pages (a scan). Ask for a file with text."))
    return Document("pdf", blocks, left_out)


def _page_lines(page: pypdfium2.PdfPage) -> list[_Line]:
    text = page.get_textpage()
    written = text.get_text_range()
    lines, start = [], 0
    for line in re.split(r"\r\n|\r|\n", written):
        where = written.index(line, start) if line else start
        start = where + len(line)
        if line.strip():
            lines.append(_measured(text, line, where))
    return lines


def _measured(text: pypdfium2.PdfTextPage, line: str, start: int) -> _Line:
    """Sizes of the first, middle and last letter, and the box from the first to the last."""
    visible = [start + at for at, letter in enumerate(line) if not letter.isspace()]
    picked = {visible[0], visible[len(visible) // 2], visible[-1]}
    sizes = [raw.FPDFText_GetFontSize(text.raw, at) for at in picked]
    boxes = [text.get_charbox(at) for at in (visible[0], visible[-1])]
    (left, bottom, _, top), (_, _, right, _) = boxes
    return _Line(line, max(sizes), left, right, top, bottom)


def _paragraphs(lines: list[_Line]) -> list[Block]:
    """A line goes on with the next where it reaches the right edge, in the same size, and the next begins nothing."""
    if not lines:
        return []
    edge, found = max(line.right for line in lines), []
    usual = _usual_step(lines)
    current, last = lines[0].text, lines[0]
    for line in lines[1:]:
        step = last.bottom - line.bottom
        if _goes_on(last, line, edge) and step < usual * 1.7:
            current = _joined(current, line.text)
        else:
            found.append(Text(normalized(current.strip()), last.size))
            if step > usual * 1.25:
                found.append(Text(""))
            current = line.text
        last = line
    return [*found, Text(normalized(current.strip()), last.size)]


def _usual_step(lines: list[_Line]) -> float:
    steps = sorted(upper.bottom - lower.bottom for upper, lower in zip(lines, lines[1:], strict=False))
    return max(steps[len(steps) // 4], 1) if steps else 1


def _goes_on(line: _Line, following: _Line, edge: float) -> bool:
    is_full = line.right >= edge * _FULL_LINE
    return is_full and abs(line.size - following.size) < 0.6 and not has_head(following.text) and not _ends(line.text)


def _ends(text: str) -> bool:
    return text.rstrip().endswith((".", "?", "!", ".”", "다.”")) and is_sentence(text)


def _joined(first: str, second: str) -> str:
    """Files keep the blank at which a line was broken: without one, and without a comma, a word was broken."""
    return first + (" " if first.endswith((",", ".", ")", "”", "’", ";")) else "") + second.lstrip()


def _continued(blocks: list[Block], more: list[Block]) -> list[Block]:
    """A paragraph that goes on over the page's end is one."""
    if blocks and more and isinstance(blocks[-1], Text) and isinstance(more[0], Text):
        last, first = blocks[-1], more[0]
        if last.size == first.size and len(last.text) > 30 and not is_sentence(last.text) and not has_head(first.text):
            return [*blocks[:-1], Text(_joined(last.text, first.text), last.size), *more[1:]]
    return [*blocks, *more]
