"""한글's .hwpx: a walk over its sections. Memos, notes, deleted words, headers and guide texts stay out of the text."""

from __future__ import annotations

import posixpath
import re

from lxml import etree

from ..characters import normalized
from ..document import Block, Broken, Document, LeftOut, Picture, Table, Text, plain_text
from ..wording import is_letterhead
from .hwpx_styles import Numbers, Styles
from .package import Package, local_name, locked

PARAGRAPH = "{http://www.hancom.co.kr/hwpml/2011/paragraph}"
HWPUNIT = 25.4 / 7200
"""Millimetres."""

_INSIDE_TEXT = {"tab": "\t", "lineBreak": "\n", "fwSpace": " ", "nbSpace": " ", "hypen": "-"}
_SHAPES = {"rect", "ellipse", "polygon", "arc", "curve", "line", "connectLine", "container", "textart"}
_NOTES = {"footNote": "note", "endNote": "note", "hiddenComment": "memo", "footer": "footer", "header": "header"}
_ORIGINAL_NAME = re.compile(r"원본 그림의 이름:\s*(.+?)\s*(?:[\r\n]|$)")
_GUIDE = re.compile(r"Direction:wstring:(\d+):")
_HANGUL = re.compile("[가-힣]")


def read_hwpx(data: bytes, kind: str = "hwpx") -> Document:
    """Raises Unreadable for a password and for what is broken."""
    package = Package(data)
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise locked()
    sections = _section_names(package)
    if not sections:
        raise Broken()
    header = package.xml("Contents/header.xml") if "Contents/header.xml" in package else None
    walk = _Walk(package, Styles(header))
    blocks: list[Block] = []
    for name in sections:
        blocks += walk.section(package.xml(name))
    return Document(kind, blocks, walk.left_out)


def _section_names(package: Package) -> list[str]:
    """In the order of their numbers, with which the spine agrees."""
    numbered = [(re.fullmatch(r"Contents/section(\d+)\.xml", name), name) for name in package.names]
    return [name for _, name in sorted((int(found[1]), name) for found, name in numbered if found)]


class _Line:
    """The text of one paragraph as its runs come in."""

    def __init__(self) -> None:
        self.pieces: list[tuple[str, bool]] = []
        self.size = 0.0

    def add(self, text: str, size: float = 0, is_superscript: bool = False) -> None:
        if text:
            self.pieces.append((text, is_superscript))
            if text.strip():
                self.size = max(self.size, size)

    def text(self) -> str:
        written, raised = "", ""
        for text, is_superscript in [*self.pieces, ("", False)]:
            if is_superscript:
                raised += text
                continue
            written += _bracketed(raised) + text
            raised = ""
        return normalized(written)


def _bracketed(raised: str) -> str:
    """(가칭) is set as superscript without its brackets; m² and numbers of notes are not words."""
    is_word = _HANGUL.search(raised) and not raised.lstrip().startswith("(")
    return f"({raised.strip()})" if is_word else raised


class _Walk:
    def __init__(self, package: Package, styles: Styles) -> None:
        self._package = package
        self._styles = styles
        self._numbers = Numbers(styles)
        self._outline = "1"
        self._is_deleted = False
        self._guides: dict[str, tuple[str, int]] = {}
        self._paths = _binary_paths(package)
        self.left_out: list[LeftOut] = []

    def section(self, root: etree._Element) -> list[Block]:
        return self._paragraphs(root)

    def _paragraphs(self, parent: etree._Element) -> list[Block]:
        blocks: list[Block] = []
        for element in parent.iterchildren(f"{PARAGRAPH}p"):
            blocks += self._paragraph(element)
        return blocks

    def _paragraph(self, element: etree._Element) -> list[Block]:
        """Its text, and its tables and pictures before or after it, by whether words stood before them."""
        line = _Line()
        before: list[Block] = []
        after: list[Block] = []
        for run in element.iterchildren(f"{PARAGRAPH}run"):
            self._run(run, line, before, after)
        heading = self._styles.headings.get(element.get("paraPrIDRef", ""))
        text = line.text()
        if not text.strip() and (before or after):
            return [*before, *after]
        is_listed = heading is not None and heading.kind == "BULLET"
        if heading is not None and not is_listed and text.strip():
            number = self._numbers.next(heading, self._outline)
            text = f"{number} {text.lstrip()}" if number else text
        return [*before, Text(text, line.size, is_listed), *after]

    def _run(self, run: etree._Element, line: _Line, before: list[Block], after: list[Block]) -> None:
        style = run.get("charPrIDRef", "")
        size, is_superscript = self._styles.sizes.get(style, 0), style in self._styles.superscripts
        for child in run:
            name = local_name(child)
            if name == "t":
                self._text(child, line, size, is_superscript)
            elif name == "ctrl":
                self._control(child, line)
            elif name == "switch":
                for default in child.iterchildren(f"{PARAGRAPH}default"):
                    self._run(default, line, before, after)
            elif name == "secPr":
                self._outline = child.get("outlineShapeIDRef", self._outline)
            elif name in ("equation", "dutmal", "compose"):
                line.add(_small_text(child, name), size)
            else:
                blocks = self._object(child, name)
                (after if any(text.strip() for text, _ in line.pieces) else before).extend(blocks)

    def _object(self, element: etree._Element, name: str) -> list[Block]:
        if name == "tbl":
            return self._table(element)
        if name == "pic":
            return self._picture(element)
        if name in _SHAPES:
            return self._shape(element)
        return []

    def _text(self, element: etree._Element, line: _Line, size: float, is_superscript: bool) -> None:
        self._say(element.text, line, size, is_superscript)
        for child in element:
            name = local_name(child)
            if name == "deleteBegin":
                self._is_deleted = True
            elif name == "deleteEnd":
                self._is_deleted = False
            else:
                self._say(_INSIDE_TEXT.get(name), line, size, is_superscript)
            self._say(child.tail, line, size, is_superscript)

    def _say(self, text: str | None, line: _Line, size: float, is_superscript: bool) -> None:
        if not text:
            return
        if self._is_deleted:
            self.left_out.append(LeftOut("deleted", normalized(text)))
        else:
            line.add(text, size, is_superscript)

    def _control(self, control: etree._Element, line: _Line) -> None:
        for child in control:
            name = local_name(child)
            if name == "fieldBegin":
                self._begin_field(child, line)
            elif name == "fieldEnd":
                self._end_field(child, line)
            elif name in _NOTES:
                self._leave_out(_NOTES[name], child)

    def _begin_field(self, field: etree._Element, line: _Line) -> None:
        if field.get("type") == "MEMO":
            self._leave_out("memo", field)
        elif field.get("type") == "CLICK_HERE":
            self._guides[field.get("id", "")] = (_guide_text(field), len(line.pieces))

    def _end_field(self, field: etree._Element, line: _Line) -> None:
        """The guide text of a field that nobody filled in goes."""
        guide, start = self._guides.pop(field.get("beginIDRef", ""), ("", 0))
        shown = "".join(text for text, _ in line.pieces[start:])
        if guide and shown.split() == guide.split():
            del line.pieces[start:]

    def _leave_out(self, what: str, element: etree._Element) -> None:
        blocks = self._paragraphs_within(element)
        text = plain_text(blocks).strip()
        if text:
            is_letters = what == "header" and is_letterhead(text)
            self.left_out.append(LeftOut("letterhead" if is_letters else what, text))

    def _paragraphs_within(self, element: etree._Element) -> list[Block]:
        blocks: list[Block] = []
        for inner in element.iterchildren(f"{PARAGRAPH}subList", f"{PARAGRAPH}drawText", f"{PARAGRAPH}p"):
            if local_name(inner) == "p":
                blocks += self._paragraph(inner)
            elif local_name(inner) == "drawText":
                blocks += self._paragraphs_within(inner)
            else:
                blocks += self._paragraphs(inner)
        return blocks

    def _table(self, element: etree._Element) -> list[Block]:
        rows = []
        for row in element.iterchildren(f"{PARAGRAPH}tr"):
            rows.append([self._paragraphs_within(cell) for cell in row.iterchildren(f"{PARAGRAPH}tc")])
        return [*self._caption(element), Table(rows)]

    def _caption(self, element: etree._Element) -> list[Block]:
        caption = element.find(f"{PARAGRAPH}caption")
        return self._paragraphs_within(caption) if caption is not None else []

    def _shape(self, element: etree._Element) -> list[Block]:
        """A drawing: the text in it, and for a group what it holds."""
        blocks = self._paragraphs_within(element)
        for child in element:
            blocks += self._object(child, local_name(child))
        return blocks

    def _picture(self, element: etree._Element) -> list[Block]:
        image = next((each for each in element.iter() if local_name(each) == "img"), None)
        path = self._paths.get(image.get("binaryItemIDRef", "")) if image is not None else None
        if path is None:
            return []
        comment = element.find(f"{PARAGRAPH}shapeComment")
        original = _ORIGINAL_NAME.search(comment.text or "") if comment is not None else None
        name = normalized(original[1]) if original else posixpath.basename(path)
        caption = plain_text(self._caption(element)).strip()
        return [Picture(name, self._package.read(path), _shown_height(element), caption)]


def _shown_height(element: etree._Element) -> float | None:
    for name in ("sz", "curSz"):
        size = element.find(f"{PARAGRAPH}{name}")
        height = int(size.get("height", "0")) if size is not None and size.get("height", "").isdigit() else 0
        if height:
            return height * HWPUNIT
    return None


def _small_text(element: etree._Element, name: str) -> str:
    """An equation's script, the base of annotated words, the letters of a composed character."""
    if name == "compose":
        return element.get("composeText", "")
    inner = element.find(f"{PARAGRAPH}{'script' if name == 'equation' else 'mainText'}")
    return "".join(inner.itertext()) if inner is not None else ""


def _guide_text(field: etree._Element) -> str:
    """What stands in a click-here field until somebody fills it in."""
    for parameter in field.iter(f"{PARAGRAPH}stringParam"):
        text = parameter.text or ""
        if parameter.get("name") == "Direction":
            return text
        found = _GUIDE.search(text)
        if found:
            return text[found.end() : found.end() + int(found[1])]
    return ""


def _binary_paths(package: Package) -> dict[str, str]:
    """Of pictures: the path of each by the name that the sections call it by."""
    paths = {}
    for name in package.names:
        if name.startswith("BinData/"):
            paths[posixpath.splitext(posixpath.basename(name))[0]] = name
    if "Contents/content.hpf" in package:
        for item in package.xml("Contents/content.hpf").iter("{http://www.idpf.org/2007/opf/}item"):
            path = item.get("href", "")
            if path in package:
                paths[item.get("id", "")] = path
    return paths
