"""HTML of mails and feeds, as blocks: a paragraph a block element, pictures by their address, tables as tables."""

from __future__ import annotations

import re

import nh3
from lxml import html as lxml_html

from ..characters import normalized
from ..document import Block, Picture, Table, Text
from .package import local_name

MOST_LETTERS = 2_000_000

_KEPT = {
    *("p", "div", "br", "table", "tbody", "thead", "tfoot", "tr", "td", "th", "ul", "ol", "li", "blockquote", "img"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "b", "strong", "em", "i", "u", "span", "a", "font", "center", "section"),
    *("article", "pre", "hr", "figure", "figcaption", "dl", "dt", "dd", "sup", "sub"),
}
_BLOCKS = _KEPT - {"br", "img", "b", "strong", "em", "i", "u", "span", "a", "font", "sup", "sub"}
_TAG = re.compile(r"</?(?:p|div|br|table|tr|td|span|img|a|b|strong|ul|ol|li|h[1-6]|font|center)\b[^>]*>", re.I)


def contains_html(text: str) -> bool:
    """Plain text that says `<참고>` is none."""
    return bool(_TAG.search(text))


def read_html(source: str, pictures: dict[str, Picture] | None = None) -> list[Block]:
    """Cleaned first: no script, no style. Pictures are found by their src; of others only the words stay."""
    cleaned = nh3.clean(
        normalized(source[:MOST_LETTERS]),
        tags=_KEPT,
        attributes={"img": {"src", "alt"}, "a": {"href"}},
        url_schemes={"http", "https", "cid"},
        link_rel=None,
    )
    if not cleaned.strip():
        return []
    root = lxml_html.fragment_fromstring(cleaned, create_parent="div")
    walk = _Walk(pictures or {})
    walk.block(root)
    return walk.found


class _Walk:
    def __init__(self, pictures: dict[str, Picture]) -> None:
        self._pictures = pictures
        self._words = ""
        self._is_listed = self._is_quote = False
        self.found: list[Block] = []

    def block(self, element: lxml_html.HtmlElement) -> None:
        name = local_name(element)
        if name == "table":
            self._table(element)
            return
        before = self._is_listed, self._is_quote
        self._is_listed |= name == "li"
        self._is_quote |= name == "blockquote"
        self._say(element.text)
        for child in element:
            self._child(child)
            self._say(child.tail)
        self._end()
        self._is_listed, self._is_quote = before

    def _child(self, child: lxml_html.HtmlElement) -> None:
        name = local_name(child)
        if name == "br":
            self._words += "\n"
        elif name == "img":
            self._picture(child.get("src", ""))
        elif name in _BLOCKS:
            self._end()
            self.block(child)
        else:
            self._say(child.text)
            for inner in child:
                self._child(inner)
                self._say(inner.tail)

    def _say(self, text: str | None) -> None:
        self._words += re.sub(r"[ \t\r\n\f]+", " ", text or "")

    def _end(self) -> None:
        """Two breaks in a row part paragraphs; one stays a break."""
        words, self._words = normalized(self._words), ""
        for part in re.split(r"\n\s*\n", words):
            text = "\n".join(line.strip(" \xa0") for line in part.strip().split("\n"))
            if text.strip():
                self.found.append(Text(text, is_listed=self._is_listed, is_quote=self._is_quote))

    def _picture(self, source: str) -> None:
        picture = self._pictures.get(source)
        if picture is not None and not any(each is picture for each in self.found):
            self._end()
            self.found.append(picture)

    def _table(self, element: lxml_html.HtmlElement) -> None:
        self._end()
        rows: list[list[list[Block]]] = []
        for row in element.iter("tr"):
            if next(row.iterancestors("table"), None) is element:
                rows.append([self._cell(cell) for cell in row if local_name(cell) in ("td", "th")])
        if is_layout(rows):
            self.found += [block for cells in rows for cell in cells for block in cell]
        else:
            self.found.append(Table(rows))

    def _cell(self, element: lxml_html.HtmlElement) -> list[Block]:
        inner = _Walk(self._pictures)
        inner.block(element)
        return inner.found


def is_layout(rows: list[list[list[Block]]]) -> bool:
    """Mails are laid out with tables of one cell a row, or with long texts in cells."""
    widest = max((len(row) for row in rows), default=0)
    return widest <= 1 or any(len(cell) > 6 for row in rows for cell in row)
