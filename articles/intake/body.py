"""The text of a release: paragraphs whole again, crossheads, tables, photos with their captions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .document import Block, LeftOut, Picture, Table, Text, cell_text, pictures_in, row_texts, texts_in
from .photos import caption_of, clean_caption, is_decoration, pixel_size
from .wording import END_MARK, caption_mark, has_head, is_broken_line, is_labelled, is_photo_note, is_sentence

LONGEST_CROSSHEAD = 45
_END = re.compile(r"[-=\s]*끝\s*[.。]?[-=\s]*|[-=_*#\s]+|\s*[-–—]\s*\d{1,3}\s*[-–—]\s*")


@dataclass(frozen=True)
class BodyBlock:
    """Kind: text, subhead, list, table, figure or quote. Of a table a row is a line, of a figure the photo's name."""

    kind: str
    text: str


@dataclass
class Photo:
    name: str
    caption: str
    width: int
    height: int
    data: bytes = field(repr=False)


def read_body(blocks: list[Block], sizes: tuple[float, float]) -> tuple[list[BodyBlock], list[Photo], list[LeftOut]]:
    """`sizes`: of headline and text in points, as the head knows them; 0 where unknown."""
    reader = _Reader(sizes[1])
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        reader.add(block, following)
    reader.end_group()
    return reader.body, reader.photos, reader.left_out


def photo_of(picture: Picture) -> Photo | None:
    """None for decoration and for what is no picture."""
    size = pixel_size(picture.data)
    if size is None or is_decoration(picture):
        return None
    return Photo(picture.name, clean_caption(picture.caption), *size, picture.data)


class _Reader:
    def __init__(self, text_size: float) -> None:
        self.text_size = text_size
        self.body: list[BodyBlock] = []
        self.photos: list[Photo] = []
        self.left_out: list[LeftOut] = []
        self._group: list[Text] = []
        self._uncaptioned: list[Photo] = []
        self._starts_after_blank = True
        self._caption_above = ""

    def add(self, block: Block, following: Block | None) -> None:
        match block:
            case Text():
                self._text(block, following)
            case Picture():
                self._picture(block)
            case Table():
                self._table(block)

    def _text(self, block: Text, following: Block | None) -> None:
        if not block.text.strip():
            self.end_group(ends_with_blank=True)
        elif self._is_caption(block, following):
            pass
        elif _END.fullmatch(block.text) or is_photo_note(block.text):
            self.left_out.append(LeftOut("annex", block.text.strip()))
        elif block.is_listed or block.is_quote or isinstance(following, Table):
            self.end_group()
            self._write([block])
        else:
            self._group.append(block)

    def _is_caption(self, block: Text, following: Block | None) -> bool:
        """By its mark, or set smaller right under a photo. One of a photo that came apart is no part of the text."""
        caption = caption_of(block)
        if caption is None and self._uncaptioned and not self._group and self._is_small(block):
            caption = clean_caption(block.text)
        if caption is None:
            return False
        if self._uncaptioned:
            self._uncaptioned.pop(0).caption = caption
            return True
        if caption_mark(block.text) and isinstance(following, Picture):
            self._caption_above = caption
        elif caption_mark(block.text):
            self.left_out.append(LeftOut("annex", block.text.strip()))
        return caption_mark(block.text)

    def _is_small(self, block: Text) -> bool:
        return 0 < block.size <= self.text_size - 1 and len(block.text) < 120 and not has_head(block.text)

    def _picture(self, picture: Picture) -> None:
        self.end_group()
        photo = photo_of(picture)
        if photo is None:
            self.left_out.append(LeftOut("decoration", picture.name))
            return
        self.body.append(BodyBlock("figure", photo.name))
        self.photos.append(photo)
        photo.caption, self._caption_above = photo.caption or self._caption_above, ""
        if not photo.caption:
            self._uncaptioned.append(photo)

    def _table(self, table: Table) -> None:
        self.end_group()
        if any(pictures_in([table])):
            self._photo_table(table)
        elif is_box(table):
            for cell in table.cells():
                for index, block in enumerate(cell):
                    self.add(block, cell[index + 1] if index + 1 < len(cell) else None)
            self.end_group()
        else:
            rows = [row for row in row_texts(table) if row.strip(" |")]
            if rows:
                self.body.append(BodyBlock("table", "\n".join(rows)))

    def _photo_table(self, table: Table) -> None:
        """Photos side by side: the words under each are its caption, or after it in its own cell."""
        above: dict[int, Photo] = {}
        for row in table.rows:
            for column, cell in enumerate(row):
                for picture in pictures_in(cell):
                    count = len(self.photos)
                    self._picture(picture)
                    if len(self.photos) > count:
                        above[column] = self.photos[-1]
                words = clean_caption(" ".join(each.text for each in texts_in(cell) if each.text.strip()))
                if words and column in above and not above[column].caption:
                    above[column].caption = words
                    self._uncaptioned = [each for each in self._uncaptioned if each is not above[column]]
                elif words:
                    self.body.append(BodyBlock("text", words))

    def end_group(self, *, ends_with_blank: bool = False) -> None:
        lines, self._group = self._group, []
        if lines:
            self._uncaptioned = []
            if self._starts_after_blank and ends_with_blank and self._is_crosshead(lines):
                self.body.append(BodyBlock("subhead", " ".join(line.text.strip() for line in lines)))
            else:
                for paragraph in _joined(lines):
                    self._write(paragraph)
        self._starts_after_blank = ends_with_blank

    def _is_crosshead(self, lines: list[Text]) -> bool:
        words = [line.text.strip() for line in lines]
        is_short = len(lines) <= 2 and all(len(each) <= LONGEST_CROSSHEAD for each in words)
        return is_short and not any(is_sentence(each) or has_head(each) or is_labelled(each) for each in words)

    def _is_large(self, line: Text) -> bool:
        return bool(self.text_size) and line.size >= self.text_size + 1 and not has_head(line.text)

    def _write(self, lines: list[Text]) -> None:
        text = lines[0].text.strip()
        for line in lines[1:]:
            text = f"{text} {line.text.strip()}"
        text = END_MARK.sub("", text)
        first = lines[0]
        kind = "list" if first.is_listed else "quote" if first.is_quote else "text"
        is_large = self.text_size and first.size >= self.text_size + 1
        if (
            kind == "text"
            and is_large
            and len(text) <= LONGEST_CROSSHEAD
            and not is_sentence(text)
            and not has_head(text)
        ):
            kind = "subhead"
        self.body.append(BodyBlock(kind, text))


def _joined(lines: list[Text]) -> list[list[Text]]:
    """A sentence that was broken by Enter is one paragraph."""
    paragraphs = [[lines[0]]]
    for line in lines[1:]:
        if is_broken_line(paragraphs[-1][-1], line):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def is_box(table: Table) -> bool:
    """A frame around text, or a heading with ornaments beside it: no row has two cells with words."""
    return all(sum(bool(cell_text(cell)) for cell in row) <= 1 for row in table.rows)
