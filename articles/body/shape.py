"""Gives sanitised HTML of any make the one shape that bodies have: a sequence of blocks, a line each.

What comes in is the sanitiser's output, so tags are balanced, attributes quoted and text escaped: it is read from left
to right, once, without recursion. Paragraphs are built from lines, and a line writes an inline tag only when text
arrives in it: so empty, doubled and interrupted ones never arise.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from . import absent
from .addresses import link_attributes, picture_address, player_address
from .blocks import Block, Figure, Frame, Line, Piece, Text, with_subheads
from .characters import LINE_BREAK, collapse_spaces, escape_attribute, escape_text, remove_invisible
from .hidden import Visibility, get_visibility, is_label, parse_style
from .pictures import PhotoLibrary, alt_without_address, image_html

if TYPE_CHECKING:
    from ..models import Photo

INLINE = {
    **{tag: tag for tag in ("strong", "em", "u", "s", "sub", "sup", "q", "cite")},
    **{"b": "strong", "i": "em", "del": "s", "strike": "s"},
    **{"a": "", "span": ""},  # their attributes say what becomes of them
    "ins": "",  # what was inserted is text like all other
}
HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
# Elements that end a line of text and are otherwise nothing to us. Their text is in no paragraph, but for `p`.
PLAIN_BLOCKS = {
    *(
        "p",
        "div",
        "section",
        "article",
        "aside",
        "main",
        "nav",
        "header",
        "footer",
        "hgroup",
        "center",
        "address",
        "pre",
    ),
    *(
        "dl",
        "dt",
        "dd",
        "form",
        "fieldset",
        "legend",
        "details",
        "summary",
        "option",
        "optgroup",
        "menu",
        "dir",
        "search",
    ),
}
# Elements that hold blocks, and what each may stand in; those without may stand wherever text may.
FRAMES: dict[str, set[str]] = {
    **{tag: set() for tag in ("ul", "ol", "table", "blockquote", "figure")},
    "li": {"ul", "ol"},
    "figcaption": {"figure"},
    **{tag: {"table"} for tag in ("caption", "thead", "tbody", "tfoot")},
    "tr": {"thead", "tbody", "tfoot"},
    **{tag: {"tr"} for tag in ("td", "th")},
}
FLAT_FRAMES = {"figcaption", "caption"}
"""Frames in which there is nothing but lines."""
MAX_DEPTH = 12
OTHER_TAG = "x-other"
"""What the first cleaning calls elements that are nothing to us, other than that they may be hidden."""
PLAYER_TAG = "x-player"
"""What the first cleaning calls an iframe: one whose end is missing would swallow the text after it."""

HIDDEN_KINDS = {Visibility.HIDDEN, Visibility.GONE}
LINES = re.compile(rf"\n|{LINE_BREAK.pattern}")

_TOKEN = re.compile(r'<(/?)([a-z][^\s/>]*)((?: [^\s=>]+="[^"]*")*+)>|([^<]+|<)')
_ATTRIBUTE = re.compile(r' ([^\s=>]+)="([^"]*)"')
_BOLD = re.compile(r"bold|[6-9]00")
_NOT_BOLD = re.compile(r"normal|lighter|[1-4]00")


def normalize_body(
    sanitised: str,
    library: PhotoLibrary,
    *,
    lines_matter: bool = False,
    keep_deletions: bool = False,
    keep_places: bool = False,
) -> str:
    """The body in its shape. With `lines_matter`, a line end in the text is one: it was plain text."""
    shaper = BodyBuilder(library, lines_matter=lines_matter, keep_deletions=keep_deletions, keep_places=keep_places)
    for token in _TOKEN.finditer(sanitised):
        closes, tag, attributes, text = token.groups()
        if text:
            shaper.add_text(text)
        elif closes:
            shaper.end_tag()
        else:
            shaper.start_tag(tag, {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(attributes)})
    return "\n".join(block.html for block in shaper.get_blocks())


class BodyBuilder:
    def __init__(self, library: PhotoLibrary, *, lines_matter: bool, keep_deletions: bool, keep_places: bool) -> None:
        self.library = library
        self.keep_deletions = keep_deletions
        self.keep_places = keep_places
        self.sight = Visibility.SHOWN
        self.frames = [Frame("body")]
        self.undo: list[
            tuple[str, str, bool, Visibility]
        ] = []  # for each open element: what it is, the state it replaced
        self.leaf = ""  # the paragraph or heading that text goes into; empty for text that is in none
        self.lines_matter = lines_matter
        self.lines: list[Line] = []
        self.waiting: list[Block] = []  # figures from the midst of a line: they come after it
        self.wanted: list[str] = []  # opening tags of the inline elements around what comes next
        self._begin_line()

    # What is read

    def start_tag(self, tag: str, attributes: Mapping[str, str]) -> None:
        sight = get_visibility(tag, attributes, self.sight, keep_deletions=self.keep_deletions)
        match tag:
            case "br" | "hr" | "img":
                if sight not in HIDDEN_KINDS:
                    self._add_void(tag, attributes)
            case _:
                before = self.leaf, self.lines_matter, self.sight
                kind = "" if sight is Visibility.GONE or tag == OTHER_TAG else self._open_tag(tag, attributes, sight)
                self.undo.append((kind, *before))
                self.sight = sight

    def end_tag(self) -> None:
        kind, leaf, lines_matter, self.sight = self.undo.pop()
        if kind == "inline":
            self.wanted.pop()
        elif kind == "apart":  # two quotations side by side are two
            self.wanted.pop()
            self._close_inline()
        elif kind in ("block", "frame"):
            self._end_paragraph()
            self.leaf, self.lines_matter = leaf, lines_matter
            if kind == "frame":
                frame = self.frames.pop()
                self._blocks.extend(frame.close_frame())

    def add_text(self, text: str) -> None:
        if self.sight in (*HIDDEN_KINDS, Visibility.SIZELESS) or (self.sight is Visibility.LABELLED and is_label(text)):
            return
        text = text.replace("&nbsp;", " ")
        first, *others = (LINES if self.lines_matter else LINE_BREAK).split(text)
        self._add_words(remove_invisible(first))
        for line in others:
            self._end_line()
            self._add_words(remove_invisible(line))

    def get_blocks(self) -> list[Block]:
        self._end_paragraph()
        return with_subheads(self._blocks)

    # Lines

    def _begin_line(self) -> None:
        self.pieces: list[str] = []
        self.words: list[str] = []
        self.written: list[str] = []  # opening tags that stand open in this line
        self.space_before = False

    def _add_words(self, text: str) -> None:
        words = text.split()
        if not words:
            self.space_before |= bool(text)
            return
        if self.written != self.wanted:
            self._close_inline()
        if (self.space_before or text[0].isspace()) and self.words:
            self.pieces.append(" ")
            self.words.append(" ")
        if self.written != self.wanted:
            self.pieces += self.wanted[len(self.written) :]
            self.written = self.wanted.copy()
        line = " ".join(words)
        self.pieces.append(line)
        self.words.append(line)
        self.space_before = text[-1].isspace()

    def _close_inline(self, keep: int | None = None) -> None:
        """Closes what is no longer wanted, from the innermost outwards."""
        if keep is None:
            pairs = zip(self.written, self.wanted, strict=False)
            keep = next(
                (n for n, (one, other) in enumerate(pairs) if one != other), min(len(self.written), len(self.wanted))
            )
        for opening in reversed(self.written[keep:]):
            self.pieces.append(f"</{_name(opening)}>")
        del self.written[keep:]

    def _end_line(self) -> None:
        self._close_inline(keep=0)
        self.lines.append(Line("".join(self.pieces), html.unescape("".join(self.words))))
        self._begin_line()
        if self.waiting:
            waiting, self.waiting = self.waiting, []
            self._end_paragraph()
            self._blocks.extend(waiting)

    def _end_paragraph(self) -> None:
        if self.pieces or self.waiting:
            self._end_line()
        paragraphs = list(_between_blanks(self.lines))
        self.lines = []
        self.space_before = False
        if not paragraphs:
            return
        if self.leaf.startswith("h") or self._is_flat:
            self._blocks.append(Text(self.leaf or "p", [line for lines in paragraphs for line in lines]))
            return
        if not self.leaf and len(self.frames) == 1 and len(paragraphs) == 1:
            paragraphs = [[line] for line in paragraphs[0]]  # loose lines without a blank one: each is a paragraph
        self._blocks.extend(Text("p", lines) for lines in paragraphs)

    # Elements

    @property
    def _blocks(self) -> list[Block]:
        return self.frames[-1].blocks

    @property
    def _is_flat(self) -> bool:
        return self.frames[-1].tag in FLAT_FRAMES

    def _fits(self, tag: str) -> bool:
        if within := FRAMES[tag]:
            return self.frames[-1].tag in within
        return not self._is_flat and len(self.frames) < MAX_DEPTH

    def _add_void(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "br":
            self._end_line()
        elif tag == "hr":
            self._end_paragraph()
            self._blocks.append(Piece("hr", "<hr>"))
        else:
            self._add_image(attributes)

    def _open_tag(self, tag: str, attributes: Mapping[str, str], sight: Visibility) -> str:
        """Opens an element, and says what is to be undone at its end."""
        if tag in INLINE:
            return self._start_inline(tag, attributes)
        if tag == PLAYER_TAG:
            if sight not in HIDDEN_KINDS:
                self._add_player(attributes)
            return ""
        self._end_paragraph()
        if tag in FRAMES and self._fits(tag):
            self.frames.append(Frame(tag, "".join(_frame_attributes(tag, attributes))))
            self.leaf = ""
            if "data-from" in attributes:
                self._add_placeholder(attributes)
            return "frame"
        if tag == "p":
            self.leaf = "p"
        elif tag in HEADINGS and len(self.frames) == 1:
            self.leaf = HEADINGS[tag]
        elif tag == "pre":
            self.lines_matter = True
        return "block"

    def _start_inline(self, tag: str, attributes: Mapping[str, str]) -> str:
        opening = self._opening_tag(tag, attributes)
        if not opening or _name(opening) in map(_name, self.wanted):
            return ""
        self.wanted.append(opening)
        return "apart" if tag in ("q", "cite") else "inline"

    def _opening_tag(self, tag: str, attributes: Mapping[str, str]) -> str:
        weight = parse_style(attributes.get("style", "")).get("font-weight", "")
        if tag == "a":
            return link_attributes(attributes.get("href", ""), collapse_spaces(attributes.get("title", "")))
        if tag == "span":
            if self.frames[-1].tag == "figcaption" and attributes.get("class") == "credit":
                return '<span class="credit">'
            return "<strong>" if _BOLD.match(weight) else ""
        if tag == "ins" or (INLINE[tag] == "strong" and _NOT_BOLD.match(weight)):
            return ""  # a text copied from Google Docs stands in one <b> that isn't bold
        return f"<{INLINE[tag]}>"

    def _add_image(self, attributes: Mapping[str, str]) -> None:
        alt = attributes.get("alt", "")
        photo = self.library.get_photo(attributes.get("src", ""), attributes.get("data-photo", ""))
        if photo is None and self.keep_places and not _has_no_content(attributes):
            address = picture_address(attributes.get("src", ""))
            self._add_block(Figure(absent.CLASS, "", absent.placeholder_attributes(address, alt_without_address(alt))))
        elif photo is None:
            self._add_words(escape_text(alt_without_address(alt)))
        else:
            self._add_photo(photo, alt, attributes.get("data-photo", ""))

    def _add_placeholder(self, attributes: Mapping[str, str]) -> None:
        """The place of a picture that did not come along, unless the library has it by now."""
        address, alt = attributes["data-from"], attributes.get("data-alt", "")
        if photo := self.library.get_photo(address or "-"):
            self._add_photo(photo, alt, attributes.get("data-photo", ""))
        else:
            self._blocks.append(Figure(absent.CLASS, "", absent.placeholder_attributes(picture_address(address), alt)))

    def _add_photo(self, photo: Photo, alt: str, number: str) -> None:
        opening = next((opening for opening in self.wanted if _name(opening) == "a"), "")
        content = f"{opening}{image_html(photo, alt)}{'</a>' if opening else ''}"
        self._add_block(Figure("photo", content, photo=photo, is_new_photo=number != str(photo.pk)))

    def _add_player(self, attributes: Mapping[str, str]) -> None:
        src = attributes.get("src", "")
        title = escape_attribute(collapse_spaces(attributes.get("title", "")) or _("Video"))
        if address := player_address(src):
            content = (
                f'<iframe src="{escape_attribute(address)}" title="{title}" loading="lazy"'
                ' referrerpolicy="strict-origin-when-cross-origin" allowfullscreen=""></iframe>'
            )
            self._add_block(Figure("embed", content))
        elif opening := link_attributes(src):
            shown = collapse_spaces(src)
            self._add_block(Text("p", [Line(f"{opening}{escape_text(shown)}</a>", shown)]))

    def _add_block(self, block: Block) -> None:
        """A block from within a line: before the text that is to come, after the line that has begun."""
        if self.words:
            self.waiting.append(block)
        else:
            self._end_paragraph()
            self._blocks.append(block)


def _has_no_content(attributes: Mapping[str, str]) -> bool:
    """A picture of a pixel or two counts who has read a mail; nobody misses it."""
    return any(attributes.get(side) in ("0", "1", "2") for side in ("width", "height"))


def _name(opening: str) -> str:
    return opening[1:].partition(" ")[0].rstrip(">")


def _between_blanks(lines: list[Line]) -> Iterator[list[Line]]:
    paragraph: list[Line] = []
    for line in lines:
        if line.html:
            paragraph.append(line)
        elif paragraph:
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def _frame_attributes(tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    if tag in ("td", "th"):
        for name in ("colspan", "rowspan"):
            span = attributes.get(name, "")
            if re.fullmatch("[0-9]{1,3}", span) and int(span) > 1:
                yield f' {name}="{int(span)}"'
        if attributes.get("scope") in ("row", "col", "rowgroup", "colgroup"):
            yield f' scope="{attributes["scope"]}"'
    elif tag == "ol" and re.fullmatch("[0-9]{1,4}", attributes.get("start", "")):
        yield f' start="{int(attributes["start"])}"'
