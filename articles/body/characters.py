"""Characters of a text from outside: what nobody can see goes, and Hangul is composed."""

from __future__ import annotations

import re
import unicodedata

from newsroom.shared.characters import BLANKS, BREAKS

# Controls, direction marks, zero-width characters, soft hyphens, lone surrogates and what XML can't hold. The
# zero-width joiner stays: emoji are made with it.
INVISIBLE = (
    r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f"
    r"\ud800-\udfff\ufeff\ufff9-\ufffc\ufffe\uffff"
)
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_SEPARATORS = re.compile(rf"[\x0b\x0c{BLANKS}]")
LINE_BREAK = re.compile(f"[{BREAKS}]")

# A letter and what may combine with it. Never a `>` and the stroke through it: that would break the tag.
_COMPOSABLE = re.compile(r"[A-Za-z]?[^\x00-\x7f]+")


def remove_invisible(text: str) -> str:
    """The text without what nobody can see, a space where words are parted by a control."""
    return _INVISIBLE.sub("", _SEPARATORS.sub(" ", text))


def collapse_spaces(text: str) -> str:
    """One line: every run of white space, non-breaking ones too, is one space."""
    return " ".join(remove_invisible(text).split())


def normalize_html(html: str) -> str:
    """NFC: pastes from a Mac bring Hangul as single jamo, which no search finds."""
    if unicodedata.is_normalized("NFC", html):
        return html
    return _COMPOSABLE.sub(lambda run: unicodedata.normalize("NFC", run[0]), html)


def escape_text(text: str) -> str:
    """Text as it stands in HTML, between tags or in a quoted attribute, written as the sanitiser writes it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\xa0", "&nbsp;")


def escape_attribute(value: str) -> str:
    return escape_text(value).replace('"', "&quot;")
