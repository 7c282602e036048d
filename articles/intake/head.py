"""The head of a release: letterhead, 보도시점, headline and sub-headlines, told by place and size."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .contacts import PHONE, is_contact_block
from .document import Block, LeftOut, Picture, Table, Text, cell_text, texts_in
from .labels import (
    LABEL,
    LABELLED,
    OTHER_LABEL,
    SENTENCE,
    embargo_in_row,
    embargo_words,
    is_embargo_row,
    is_other_label,
    rows_by_label,
    words_until_label,
)
from .photos import is_decoration
from .wording import has_head, is_broken_line, is_letterhead_word, is_sentence, without_head

MAX_HEAD_BLOCKS = 60
"""Blocks. A headline stands no deeper in a document."""

MOST_LINES, MOST_SUBHEADLINES = 6, 8

LONGEST_HEADLINE = 80
"""Letters. Headlines, too, end in -다, but without a full stop."""

_DASHES = re.compile(r"^[\s\-–—―‐−‑─]+|[\s\-–—―‐−‑─]+$")
_DASHED = re.compile(r"^\s*[\-–—―‐−‑─]\s*\S|\s[\-–—―‐−‑─]\s*$")
_LABELLED_TITLE = re.compile(r"^\s*(?:(?:제\s*목|표\s*제)\s*[:：|]|[\[(<【]\s*제\s*목\s*[\])>】])\s*")
_LABELLED_SUBTITLE = re.compile(
    r"^\s*(?:(?:부\s*제(?:\s*목)?|소\s*제\s*목)\s*[:：|]|[\[(<【]\s*부\s*제(?:\s*목)?\s*[\])>】])\s*"
)
_TITLE_CELL = re.compile(r"^\W*(?:(?:보도\s*)?제\s*목|표\s*제)\W*$")
_SUBTITLE_CELL = re.compile(r"^\W*(?:부\s*제(?:\s*목)?|소\s*제\s*목)\W*$")
_SUBTITLE_MARK = re.compile(r"^\s*[▶▷►▸◈◆◇▲△☞➤]\s*\S")
_DATE_ALONE = re.compile(
    r"^\W*20\d\d\s*[.\-년/]\s*\d{1,2}\s*[.\-월/]\s*\d{1,2}\s*[.일]?\s*(?:\(?\s*[월화수목금토일]요?일?\s*\)?)?\W*$"
)
_UNFINISHED = re.compile(r"(?:[은는을를에의]|에서|으로|하고|하며|하는|있는|위한|통해|,)\s*$")
"""No headline ends so in the size of the text."""
_OFFICE_ALONE = re.compile(
    r"^[가-힣\s]{2,20}(?:시|군|구|도|청|부|처|위원회|공사|공단|재단|의회|교육지원청|소방서|경찰서"
    r"|대학교|원|센터|과|국|실|관)$"
)
_SERIAL = re.compile(r"제\s*\d+[\d\-]*\s*호|공고|www\.|https?://")


@dataclass(frozen=True)
class _Candidate:
    text: str
    size: float
    block: int
    cell: int
    """Counts the cells of the whole head; paragraphs outside tables have -1."""


@dataclass
class Head:
    headline: str
    subheadlines: list[str] = field(default_factory=list)
    embargo: str = ""
    """The words after 보도시점."""
    meta: str = ""
    """All words of labelled rows and lines, where 배포일시 tells the year."""
    contacts: list[Block] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    unused: list[Block] = field(default_factory=list)
    """Boxes and paragraphs of the head that belong to the text."""
    length: int = 0
    """Blocks of the document that the head takes."""
    sizes: tuple[float, float] = (0, 0)
    """Of the headline and of the text, in points."""
    is_on_letterhead: bool = False


def read_head(blocks: list[Block], title: str = "") -> Head:
    length = _length(blocks)
    reader = _Reader(blocks[:length])
    head = reader.read(_LABELLED_TITLE.sub("", title))
    head.length = length
    head.sizes = (reader.headline_size, _text_size(blocks[length:]))
    return head


def _length(blocks: list[Block]) -> int:
    """Up to the first paragraph outside a table that is a sentence of the text, or a long one with a typed head."""
    for index, block in enumerate(blocks[:MAX_HEAD_BLOCKS]):
        if isinstance(block, Text) and starts_text(block.text) and not _is_loud(blocks, index):
            return _first_line(blocks, index)
    first = next((index for index, block in enumerate(blocks) if _is_item(block)), None)
    return min(len(blocks), MAX_HEAD_BLOCKS) if first is None else first


def _is_item(block: Block) -> bool:
    """A paragraph with a typed head; a sub-headline between dashes is none."""
    return isinstance(block, Text) and has_head(block.text) and not _DASHED.match(block.text)


def _is_loud(blocks: list[Block], index: int) -> bool:
    """A headline may be a sentence, too (시가 찾아갑니다!): set larger than what follows, or the first that is said."""
    block = blocks[index]
    if not isinstance(block, Text) or len(block.text) > LONGEST_HEADLINE:
        return False
    later = [each for each in blocks[index + 1 : MAX_HEAD_BLOCKS] if isinstance(each, Text) and starts_text(each.text)]
    if not later or later[0].size and block.size > later[0].size:
        return bool(later)
    return block.text.rstrip().endswith(("!", "?")) and not any(_may_be_headline(each) for each in blocks[:index])


def _may_be_headline(block: Block) -> bool:
    if not isinstance(block, Text):
        return any(_may_be_headline(each) for each in texts_in([block]))
    text = block.text.strip()
    is_label = embargo_words(text) is not None or is_other_label(text) or _DATE_ALONE.match(text)
    return bool(text) and not is_label and not is_letterhead_word(text) and not _OFFICE_ALONE.match(text)


def _first_line(blocks: list[Block], index: int) -> int:
    """Of a first sentence that was broken by Enter."""
    while index > 1:
        line, following = blocks[index - 1], blocks[index]
        if not (isinstance(line, Text) and isinstance(following, Text) and is_broken_line(line, following)):
            break
        if not _UNFINISHED.search(line.text) or _DASHED.search(line.text) or LABELLED.match(line.text):
            break
        index -= 1
    return index


def starts_text(text: str) -> bool:
    if LABELLED.match(text) or SENTENCE.match(text) or _DASHED.search(text):
        return False
    if PHONE.search(text) and not is_sentence(text):
        return False
    is_closed = text.rstrip().endswith((".", "?", "!", ".”", ".’", '."', ".)"))
    return len(text.strip()) >= 12 and is_sentence(text) and (is_closed or len(text) > LONGEST_HEADLINE)


def _text_size(blocks: list[Block]) -> float:
    """The size in which most of the text is set."""
    letters: dict[float, int] = {}
    for block in blocks[:60]:
        if isinstance(block, Text) and block.text.strip():
            letters[block.size] = letters.get(block.size, 0) + len(block.text)
    return max(letters, key=lambda size: letters[size]) if letters else 0


class _Reader:
    def __init__(self, blocks: list[Block]) -> None:
        self.blocks = blocks
        self.headline_size = 0.0
        self.head = Head("")
        self.candidates: list[_Candidate] = []
        self._cell = 0
        self._taken: list[_Candidate] = []
        self._embargo: list[str] = []
        self._is_embargo_row = False

    def read(self, title: str) -> Head:
        for index, block in enumerate(self.blocks):
            if isinstance(block, Text):
                self._line(index, block)
            elif isinstance(block, Table):
                self._table(index, block)
        self.head.embargo = " ".join(self._embargo)
        self._headline(title)
        self._rest()
        return self.head

    def _line(self, index: int, block: Text) -> None:
        text = block.text.strip()
        embargo = embargo_words(text)
        if not text:
            return
        if embargo or SENTENCE.match(text):
            self._embargo.append(embargo or text)
            self._leave_out(text)
        elif is_contact_block(block):
            self.head.contacts.append(block)
            self.head.left_out.append(LeftOut("contacts", text))
        elif is_letterhead_word(text):
            self.head.is_on_letterhead = True
            self._leave_out(text)
        elif is_other_label(text) and len(text) < 60 and not is_sentence(text) or _DATE_ALONE.match(text):
            self.head.meta += " " + text
            self._leave_out(text)
        else:
            self.candidates.append(_Candidate(text, block.size, index, -1))

    def _leave_out(self, text: str) -> None:
        self.head.left_out.append(LeftOut("letterhead", text))
        self.head.meta += " " + text

    def _table(self, index: int, table: Table) -> None:
        if is_contact_block(table):
            self.head.contacts.append(table)
        for row in rows_by_label(table.rows):
            self._row(index, row)

    def _row(self, index: int, row: list[list[Block]]) -> None:
        """A row of labels is no place for a headline; nor is one that says 보도자료."""
        words = [cell_text(cell) for cell in row]
        if any(LABEL.match(word) or embargo_words(word) or SENTENCE.match(word) for word in words):
            self._embargo.append(embargo_in_row(words))
            self._is_embargo_row = True
            self._leave_out(" | ".join(words))
        elif self._is_embargo_row and not words[0].strip() or is_embargo_row(words):
            self._embargo.append(words_until_label(words))
            self._leave_out(" | ".join(words))
        elif any(is_letterhead_word(word) for word in _lines_of(words)):
            self.head.is_on_letterhead = True
            self._is_embargo_row = False
            self._leave_out(" | ".join(word for word in words if word.strip()))
        elif PHONE.search(" ".join(words)) or (OTHER_LABEL.match(words[0].strip()) and len(words) > 1):
            self._is_embargo_row = False
            self.head.meta += " " + " ".join(words)
            self.head.left_out.append(LeftOut("contacts", " | ".join(words)))
        else:
            self._is_embargo_row = False
            self._cells(index, row)

    def _cells(self, index: int, row: list[list[Block]]) -> None:
        label = ""
        for cell in row:
            self._cell += 1
            word = cell_text(cell)
            if _TITLE_CELL.match(word) or _SUBTITLE_CELL.match(word):
                label = "제목: " if _TITLE_CELL.match(word) else "부제: "
                continue
            for text in texts_in(cell):
                if text.text.strip():
                    self.candidates.append(_Candidate(label + text.text.strip(), text.size, index, self._cell))

    def _headline(self, title: str) -> None:
        """The largest letters, over as many paragraphs of one place as have them; without sizes the first line."""
        outside = (_OFFICE_ALONE, _SERIAL, _DATE_ALONE)
        fit = [each for each in self.candidates if not any(pattern.search(each.text) for pattern in outside)]
        fit = fit or self.candidates
        labelled = [each for each in self.candidates if _LABELLED_TITLE.match(each.text)]
        if title:
            self._title(title)
        elif labelled:
            self._take(
                [each for each in labelled if each.cell == labelled[0].cell and each.block == labelled[0].block], fit
            )
        elif fit:
            self._take(_largest(fit), fit)

    def _title(self, title: str) -> None:
        """Told beforehand; the same words as a line of the text are not said twice."""
        self.head.headline = title
        squeezed = re.sub(r"\W", "", title)
        same = [each for each in self.candidates if re.sub(r"\W", "", each.text) == squeezed]
        self._taken += same
        if same:
            self._subheadlines(same[-1:], self.candidates)

    def _take(self, lines: list[_Candidate], fit: list[_Candidate]) -> None:
        words = " ".join(" ".join(_LABELLED_TITLE.sub("", each.text).split()) for each in lines)
        self.head.headline = _without_dashes(words) if _DASHED.match(words) else words
        self.headline_size = lines[0].size
        self._taken += lines
        self._subheadlines(lines, fit)

    def _subheadlines(self, lines: list[_Candidate], fit: list[_Candidate]) -> None:
        last = lines[-1]
        for each in fit[fit.index(last) + 1 :] if last in fit else []:
            is_near = each.block == last.block and each.cell != -1
            is_marked = bool(_DASHED.search(each.text) or _LABELLED_SUBTITLE.match(each.text))
            is_marked |= each.cell == -1 and bool(_SUBTITLE_MARK.match(each.text)) and not starts_text(each.text)
            if (
                not (is_marked or is_near or self._stands_alone(each))
                or len(self.head.subheadlines) >= MOST_SUBHEADLINES
            ):
                break
            self.head.subheadlines.append(_without_dashes(each.text))
            self._taken.append(each)

    def _stands_alone(self, each: _Candidate) -> bool:
        """A paragraph between headline and text, outside tables, is a sub-headline where it is no sentence."""
        return each.cell == -1 and not has_head(each.text) and not is_sentence(each.text) and len(each.text) < 90

    def _rest(self) -> None:
        """What the head's blocks hold besides: boxes and paragraphs go to the text, logos and labels are kept apart."""
        for index, block in enumerate(self.blocks):
            words = [each.text for each in self.candidates if each.block == index and each not in self._taken]
            if isinstance(block, Picture):
                self._picture(block)
            elif isinstance(block, Table):
                self._pictures(block)
            if not words or isinstance(block, Picture):
                continue
            if self._is_letterhead(index, words) or (isinstance(block, Table) and self._is_labelled(block)):
                self._leave_out(" | ".join(words))
            else:
                self.head.unused.append(block)

    def _is_letterhead(self, index: int, words: list[str]) -> bool:
        """What stands before the headline or in its table, and offices and short words by themselves."""
        headline = min((each.block for each in self._taken), default=-1)
        is_outside = all(_OFFICE_ALONE.match(word) or _SERIAL.search(word) for word in words)
        is_short = isinstance(self.blocks[index], Table) and all(len(word) < 12 for word in words)
        return index <= headline or is_outside or is_short or any(each.block == index for each in self._taken)

    def _is_labelled(self, table: Table) -> bool:
        return is_contact_block(table) or any(LABEL.match(cell_text(cell)) for cell in table.cells())

    def _picture(self, picture: Picture) -> None:
        if is_decoration(picture):
            self.head.left_out.append(LeftOut("decoration", picture.name))
        else:
            self.head.unused.append(picture)

    def _pictures(self, table: Table) -> None:
        for cell in table.cells():
            for block in cell:
                if isinstance(block, Picture):
                    self._picture(block)
                elif isinstance(block, Table):
                    self._pictures(block)


def _largest(fit: list[_Candidate]) -> list[_Candidate]:
    top = max(each.size for each in fit)
    start = next(index for index, each in enumerate(fit) if each.size == top)
    lines = [fit[start]]
    if top == 0:
        return lines
    for each in fit[start + 1 : start + MOST_LINES]:
        is_beside = each.cell == lines[-1].cell and (each.cell != -1 or each.block - lines[-1].block <= 1)
        is_next_row = each.cell != -1 and each.block == lines[-1].block
        if each.size != top or not (is_beside or is_next_row) or _DASHED.search(each.text):
            break
        lines.append(each)
    return lines


def _without_dashes(text: str) -> str:
    text = _LABELLED_SUBTITLE.sub("", text)
    text = without_head(text) if _SUBTITLE_MARK.match(text) else text
    return " ".join(_DASHES.sub("", _DASHES.sub("", text)).strip().split())


def _lines_of(words: list[str]) -> list[str]:
    return [line for word in words for line in word.split("\n")]
