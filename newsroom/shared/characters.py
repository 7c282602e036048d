"""Characters that no reader can read: controls where words part, and the private signs of word processors' fonts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# What XML can't hold, and so no feed, and what parts nothing: pasted out of a word processor or a PDF, where nobody
# sees it.
_UNSTORABLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff\ufffe\uffff]")

BREAKS = r"\x0b\x0c\x85\u2028\u2029"
"""What ends a line without being a line end: Word's line break and page break, and Unicode's separators.

As the inside of a class in a regular expression.
"""
BLANKS = r"\x1c-\x1f"
"""The separators of ASCII; the last two are the blanks of .hwp files."""
_LINE_BREAK = re.compile(f"[{BREAKS}]")
_BLANK = re.compile(f"[{BLANKS}]")
_PARTED = re.compile(rf"[\t\n\r{BREAKS}{BLANKS}]+")

# Signs of Hancom's fonts that stand where Unicode has no characters, and what 한글 shows for them.
_HANCOM = {
    **{0xF02B1 + number: chr(ord("①") + number) for number in range(20)},
    **{0xF02EF: "·", 0xF0854: "『", 0xF0855: "』"},
}
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
CONTEXT_LENGTH = 12
"""Characters to either side of an unknown sign that say where it stands."""


def clean_characters(text: str) -> str:
    """NFC, as a Mac hands over syllables taken apart, which no search finds; 한글's own signs as everybody's.

    Without what can't be seen or fed; but what parts words and lines is still there, for `clean_text`.
    """
    return unicodedata.normalize("NFC", _UNSTORABLE.sub("", replace_private(text)))


def clean_text(text: str, *, has_lines: bool = False) -> str:
    """`clean_characters`, with words parted as they were: by a space, or by a line end in a text that has lines."""
    text = clean_characters(text)
    if has_lines:
        return _LINE_BREAK.sub("\n", _BLANK.sub(" ", text))
    if not _PARTED.search(text):
        return text
    return " ".join(part for part in map(str.strip, _PARTED.split(text)) if part)


def clean_line(text: str) -> str:
    """`clean_text` on one line, with single spaces."""
    return " ".join(clean_text(text).split())


def replace_private(text: str) -> str:
    """The text with the private signs of Hancom's fonts that are known as the characters they show."""
    return text.translate(_HANCOM) if _PRIVATE.search(text) else text


def find_unknown(text: str) -> Iterator[str]:
    """The words around each private sign that nobody knows, the sign by its number: readers see a box there.

    Signs that stand close together are told of once.
    """
    for line in replace_private(text).splitlines():
        told = 0
        for sign in _PRIVATE.finditer(line):
            if sign.start() >= told:
                start, told = max(0, sign.start() - CONTEXT_LENGTH), sign.end() + CONTEXT_LENGTH
                words = _PRIVATE.sub(lambda each: f"[U+{ord(each[0]):04X}]", line[start:told].strip())
                yield f"{'…' if line[:start].strip() else ''}{words}{'…' if line[told:].strip() else ''}"
