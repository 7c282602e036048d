"""Word's .docx: a walk over the document, with what was inserted, without what was deleted, moved away or hidden."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from ..characters import normalized
from ..document import Block, Document, LeftOut, Picture, Table, Text, plain_text
from ..wording import is_letterhead
from .package import Package, local_name

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
EMU = 1 / 36_000
"""Millimetres."""

_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_SKIPPED = {"Fallback", "del", "moveFrom", "rPr", "pPr", "rt", "instrText", "delText", "tblPr", "tcPr", "trPr", "sdtPr"}


def read_docx(data: bytes) -> Document:
    """Raises Unreadable for what is broken."""
    package = Package(data)
    main = _main_part(package)
    walk = _Walk(package, main)
    body = package.xml(main).find(f"{W}body")
    blocks = walk.blocks(body) if body is not None else []
    walk.other_parts()
    return Document("docx", blocks, walk.left_out)


def _main_part(package: Package) -> str:
    if "_rels/.rels" in package:
        for each in package.xml("_rels/.rels"):
            if each.get("Type", "").endswith("/officeDocument"):
                return each.get("Target", "").lstrip("/")
    return "word/document.xml"


class _Walk:
    def __init__(self, package: Package, main: str) -> None:
        self._package = package
        self._folder = posixpath.dirname(main)
        self._targets = self._relations(main)
        self._sizes, self._default_size = self._style_sizes()
        self.left_out: list[LeftOut] = []

    def _relations(self, main: str) -> dict[str, str]:
        name = posixpath.join(self._folder, "_rels", posixpath.basename(main) + ".rels")
        if name not in self._package:
            return {}
        targets = {}
        for each in self._package.xml(name):
            if each.get("TargetMode") != "External":
                path = posixpath.normpath(posixpath.join("/", self._folder, each.get("Target", "")))
                targets[each.get("Id", "")] = path.lstrip("/")
        return targets

    def _style_sizes(self) -> tuple[dict[str, float], float]:
        """Points by style, those of a style it is based on where it says nothing."""
        name = posixpath.join(self._folder, "styles.xml")
        if name not in self._package:
            return {}, 0
        root = self._package.xml(name)
        default = _size_of(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        own = {each.get(f"{W}styleId", ""): each for each in root.iter(f"{W}style")}
        return {key: size for key in own if (size := _inherited_size(own, key))}, default

    def blocks(self, parent: etree._Element) -> list[Block]:
        found: list[Block] = []
        for child in parent:
            name = local_name(child)
            if name == "p":
                found += self._paragraph(child)
            elif name == "tbl":
                found.append(Table([[self.blocks(cell) for cell in _cells(row)] for row in _rows(child)]))
            elif name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
                found += self.blocks(child)
        return found

    def _paragraph(self, element: etree._Element) -> list[Block]:
        pieces: list[str] = []
        sizes: list[float] = [0]
        objects: list[Block] = []
        style = element.find(f"{W}pPr/{W}pStyle")
        size = self._sizes.get(style.get(f"{W}val", "") if style is not None else "", self._default_size)
        self._inline(element, pieces, sizes, objects, size)
        text = normalized("".join(pieces))
        listed = element.find(f"{W}pPr/{W}numPr") is not None
        own: list[Block] = [Text(text, max(sizes), listed)] if text.strip() or not objects else []
        return [*objects, *own] if not text.strip() else [*own, *objects]

    def _inline(
        self, element: etree._Element, pieces: list[str], sizes: list[float], objects: list[Block], size: float
    ) -> None:
        for child in element:
            name = local_name(child)
            if name == "del":
                self._deleted(child)
            if name in _SKIPPED:
                continue
            if name == "r":
                self._run(child, pieces, sizes, objects, size)
            elif name == "t":
                pieces.append(child.text or "")
                sizes.append(size if (child.text or "").strip() else 0)
            elif name in _MARKS:
                pieces.append("" if child.get(f"{W}type") in ("page", "column") else _MARKS[name])
            elif name == "txbxContent":
                objects += self.blocks(child)
            elif name == "pic":
                objects += self._picture(child)
            else:
                self._inline(child, pieces, sizes, objects, size)

    def _run(
        self, run: etree._Element, pieces: list[str], sizes: list[float], objects: list[Block], size: float
    ) -> None:
        properties = run.find(f"{W}rPr")
        if properties is not None and properties.find(f"{W}vanish") is not None:
            return
        self._inline(run, pieces, sizes, objects, _size_of(properties) or size)

    def _deleted(self, element: etree._Element) -> None:
        words = "".join(each.text or "" for each in element.iter(f"{W}delText", f"{W}t"))
        if words.strip():
            self.left_out.append(LeftOut("deleted", normalized(words)))

    def _picture(self, element: etree._Element) -> list[Block]:
        blip = next((each for each in element.iter() if local_name(each) == "blip"), None)
        path = self._targets.get(blip.get(f"{RELATION}embed", ""), "") if blip is not None else ""
        if path not in self._package:
            return []
        frame = next((each for each in element.iterancestors() if local_name(each) in ("inline", "anchor")), None)
        extent = next((each for each in frame if local_name(each) == "extent"), None) if frame is not None else None
        height = int(extent.get("cy", "0")) * EMU if extent is not None and extent.get("cy", "").isdigit() else None
        return [Picture(posixpath.basename(path), self._package.read(path), height)]

    def other_parts(self) -> None:
        """Notes, comments, heads and feet of pages: kept apart."""
        for path in dict.fromkeys(self._targets.values()):
            name = posixpath.basename(path)
            for start, what in (("footnotes", "note"), ("endnotes", "note"), ("comments", "memo"), *_PAGE_PARTS):
                if name.startswith(start) and name.endswith(".xml") and path in self._package:
                    self._leave_out(path, what)

    def _leave_out(self, path: str, what: str) -> None:
        for part in _parts(self._package.xml(path)):
            text = plain_text(self.blocks(part)).strip()
            if text:
                is_letters = what == "header" and is_letterhead(text)
                self.left_out.append(LeftOut("letterhead" if is_letters else what, text))


def _inherited_size(styles: dict[str, etree._Element], key: str) -> float:
    """A style's own, else that of the style it is based on."""
    seen: set[str] = set()
    while key in styles and key not in seen:
        seen.add(key)
        size = _size_of(styles[key].find(f"{W}rPr"))
        if size:
            return size
        based = styles[key].find(f"{W}basedOn")
        key = based.get(f"{W}val", "") if based is not None else ""
    return 0


_PAGE_PARTS = (("header", "header"), ("footer", "footer"))


def _parts(root: etree._Element) -> Iterator[etree._Element]:
    """Each note or comment by itself; a page's head or foot is one."""
    inner = [each for each in root if local_name(each) in ("footnote", "endnote", "comment")]
    yield from inner or [root]


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for each in table:
        if local_name(each) == "tr":
            yield each
        elif local_name(each) in ("sdt", "sdtContent", "ins"):
            yield from _rows(each)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for each in row:
        if local_name(each) == "tc":
            yield each
        elif local_name(each) in ("sdt", "sdtContent"):
            yield from _cells(each)


def _size_of(properties: etree._Element | None) -> float:
    """Points; w:sz counts halves of them."""
    size = properties.find(f"{W}sz") if properties is not None else None
    value = size.get(f"{W}val", "") if size is not None else ""
    return int(value) / 2 if value.isdigit() else 0
