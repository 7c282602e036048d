"""What a text from outside holds that its readers were never to see: deleted words, Word's comments, hidden text.

Decided here by the element's own tag, attributes and style; what a style sheet hides is not known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from functools import lru_cache

_COMMENT_CLASSES = {
    *("msocommentreference", "msocommenttext", "msocommentsubject"),
    *("msocomanchor", "msocomtxt", "msocomoff"),
}
"""Word's styles for what stands in comments, and for the label `[A1]` in the text; lower case."""
_COMMENT_LINK = re.compile(r"#_mso(?:com|anchor)_\d+$", re.IGNORECASE)
_LABEL = re.compile(r"\[[^\W\d][^\[\]]{0,40}\d\]")

_CSS_COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
_DECLARATION = re.compile(r"(?:\"[^\"]*\"|'[^']*'|\([^()]*\)|[^;])++")
_CSS_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)


class Sight(Enum):
    """What a reader of the original sees of an element."""

    SHOWN = "shown"
    LABELLED = "labelled"
    """Words that somebody has commented on: they stay, but for the label beside them."""
    HIDDEN = "hidden"
    """Not to be seen, but for parts that are made visible again."""
    GONE = "gone"


def sight_of(tag: str, attributes: Mapping[str, str], around: Sight, *, keep_deletions: bool) -> Sight:
    """Of an element within one that is seen as `around`."""
    if around is Sight.GONE or (tag == "del" and not keep_deletions) or "hidden" in attributes:
        return Sight.GONE
    if _COMMENT_LINK.search(attributes.get("href", "")):
        return Sight.GONE
    if "class" in attributes and not _COMMENT_CLASSES.isdisjoint(attributes["class"].lower().split()):
        return Sight.GONE
    if "style" not in attributes:
        return around
    style = declarations(attributes["style"])
    if style.get("display") == "none" or style.get("mso-element", "").strip("\"'") in ("comment-list", "comment"):
        return Sight.GONE
    hides, visibility = style.get("mso-hide"), style.get("visibility")
    if hides in ("all", "screen") or visibility in ("hidden", "collapse"):
        return Sight.HIDDEN
    if around is Sight.HIDDEN and (hides == "none" or visibility == "visible"):
        return Sight.SHOWN
    return Sight.LABELLED if around is Sight.SHOWN and "mso-comment-reference" in style else around


def is_label(text: str) -> bool:
    """Whether it is what Word writes beside words with a comment: `[A1]`, the initials of who says it and a number."""
    return _LABEL.fullmatch(text.strip()) is not None


def declarations(style: str) -> Mapping[str, str]:
    """What a style attribute says: properties to values, in lower case, however it is spelt. The last word counts."""
    return _known_declarations(style) if len(style) < LONG else _declarations(style)


def _declarations(style: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    important: set[str] = set()
    for declaration in _DECLARATION.findall(_CSS_COMMENT.sub("", style)):
        name, _, value = (_plain(part) for part in declaration.partition(":"))
        value, mark, _ = value.partition("!")
        if mark:
            important.add(name)
        elif name in important:
            continue
        found[name] = value.strip()
    return found


_known_declarations = lru_cache(maxsize=500)(_declarations)
LONG = 500
"""Word writes the same short styles a thousand times in a document; longer ones are not worth their place."""


def _plain(css: str) -> str:
    return _CSS_ESCAPE.sub(_escaped_character, css).strip().lower()


def _escaped_character(escape: re.Match[str]) -> str:
    number = int(escape[1], 16) if escape[1] else 0
    return escape[2] or (chr(number) if number < 0x110000 else "")
