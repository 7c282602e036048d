"""OpenDocument text: a walk that keeps blanks, tabs and line breaks apart and leaves out what was deleted or noted."""

from __future__ import annotations

import posixpath
import re

from lxml import etree

from ..characters import normalized
from ..document import Block, Document, LeftOut, Picture, Table, Text, plain_text
from ..wording import is_letterhead
from .package import Package, local_name, locked

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TEXT, TABLE, DRAW, STYLE = (_OASIS % name for name in ("text", "table", "drawing", "style"))
FO, SVG = (_OASIS % f"{name}-compatible" for name in ("xsl-fo", "svg"))
XLINK = "{http://www.w3.org/1999/xlink}"

_MILLIMETRES = {"cm": 10, "mm": 1, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6, "px": 25.4 / 96}
_LENGTH = re.compile(r"([\d.]+)(cm|mm|in|pt|pc|px)")
_MOST_BLANKS = 1_000


def read_odt(data: bytes) -> Document:
    """Raises Unreadable for a password and for what is broken."""
    package = Package(data)
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise locked()
    root = package.xml("content.xml")
    styles = package.xml("styles.xml") if "styles.xml" in package else None
    walk = _Walk(package, root, styles)
    body = next((each for each in root.iter() if local_name(each) == "text" and each.tag != f"{TEXT}text"), None)
    blocks = walk.blocks(body) if body is not None else []
    walk.page_parts(styles)
    return Document("odt", blocks, walk.left_out)


class _Walk:
    def __init__(self, package: Package, root: etree._Element, styles: etree._Element | None) -> None:
        self._package = package
        self._sizes = {**(_style_sizes(styles) if styles is not None else {}), **_style_sizes(root)}
        self._parents = {
            style.get(f"{STYLE}name", ""): style.get(f"{STYLE}parent-style-name", "")
            for tree in (styles, root)
            if tree is not None
            for style in tree.iter(f"{STYLE}style")
        }
        self.left_out: list[LeftOut] = []

    def blocks(self, parent: etree._Element, is_listed: bool = False) -> list[Block]:
        found: list[Block] = []
        for child in parent:
            name = local_name(child)
            if child.tag in (f"{TEXT}p", f"{TEXT}h"):
                found += self._paragraph(child, is_listed)
            elif child.tag == f"{TABLE}table":
                found.append(Table([self._row(row) for row in child.iter(f"{TABLE}table-row") if _of(row, child)]))
            elif child.tag == f"{TEXT}tracked-changes":
                self._deleted(child)
            elif name in ("list", "list-item", "list-header"):
                found += self.blocks(child, is_listed=True)
            elif name in ("section", "index-body", "text-box"):
                found += self.blocks(child, is_listed)
            elif name == "frame":
                found += self._frame(child)
        return found

    def _row(self, row: etree._Element) -> list[list[Block]]:
        return [self.blocks(cell) for cell in row if local_name(cell) == "table-cell"]

    def _paragraph(self, element: etree._Element, is_listed: bool) -> list[Block]:
        pieces: list[str] = []
        objects: list[Block] = []
        sizes = [self._size(element.get(f"{TEXT}style-name", ""))]
        self._inline(element, pieces, sizes, objects)
        text = normalized("".join(pieces))
        if not text.strip() and objects:
            return objects
        own = Text(text, max(sizes), is_listed)
        return [*objects, own] if objects and not element.text else [own, *objects]

    def _inline(self, element: etree._Element, pieces: list[str], sizes: list[float], objects: list[Block]) -> None:
        pieces.append(element.text or "")
        for child in element:
            name = local_name(child)
            if name == "s":
                pieces.append(" " * min(_whole(child.get(f"{TEXT}c"), 1), _MOST_BLANKS))
            elif name == "tab":
                pieces.append("\t")
            elif name == "line-break":
                pieces.append("\n")
            elif name in ("note", "annotation"):
                self._leave_out(child, "memo" if name == "annotation" else "note")
            elif name == "frame":
                objects += self._frame(child)
            elif name in ("span", "a", "ruby", "ruby-base", "bookmark-ref", "meta", "placeholder"):
                sizes.append(self._size(child.get(f"{TEXT}style-name", "")) if (child.text or "").strip() else 0)
                self._inline(child, pieces, sizes, objects)
            pieces.append(child.tail or "")

    def _frame(self, frame: etree._Element) -> list[Block]:
        """A picture, or a box whose first paragraph may hold one above its caption."""
        found: list[Block] = []
        for child in frame:
            if child.tag == f"{DRAW}text-box":
                found += self.blocks(child)
            elif child.tag == f"{DRAW}image":
                path = posixpath.normpath(child.get(f"{XLINK}href", ""))
                if path in self._package and not any(isinstance(each, Picture) for each in found):
                    height = _millimetres(frame.get(f"{SVG}height", ""))
                    found.append(Picture(posixpath.basename(path), self._package.read(path), height))
        return found

    def _deleted(self, changes: etree._Element) -> None:
        for deletion in changes.iter(f"{TEXT}deletion"):
            self._leave_out(deletion, "deleted")

    def _leave_out(self, element: etree._Element, what: str) -> None:
        inner = next((each for each in element if local_name(each) == "note-body"), element)
        text = plain_text(self.blocks(inner)).strip()
        if text:
            is_letters = what == "header" and is_letterhead(text)
            self.left_out.append(LeftOut("letterhead" if is_letters else what, text))

    def page_parts(self, styles: etree._Element | None) -> None:
        if styles is None:
            return
        for page in styles.iter(f"{STYLE}master-page"):
            for part in page:
                if local_name(part) in ("header", "footer"):
                    self._leave_out(part, local_name(part))

    def _size(self, name: str) -> float:
        seen: set[str] = set()
        while name and name not in seen:
            if name in self._sizes:
                return self._sizes[name]
            seen.add(name)
            name = self._parents.get(name, "")
        return 0


def _of(row: etree._Element, table: etree._Element) -> bool:
    """Whether a row is this table's own, and not one of a table inside it."""
    return next(row.iterancestors(f"{TABLE}table"), None) is table


def _style_sizes(root: etree._Element) -> dict[str, float]:
    sizes = {}
    for style in root.iter(f"{STYLE}style"):
        properties = style.find(f"{STYLE}text-properties")
        found = re.fullmatch(r"([\d.]+)pt", properties.get(f"{FO}font-size", "")) if properties is not None else None
        if found:
            sizes[style.get(f"{STYLE}name", "")] = float(found[1])
    return sizes


def _millimetres(length: str) -> float | None:
    found = _LENGTH.fullmatch(length)
    return float(found[1]) * _MILLIMETRES[found[2]] if found else None


def _whole(value: str | None, default: int) -> int:
    return int(value) if value and value.isdigit() and len(value) < 6 else default
