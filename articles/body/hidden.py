"""What a text from outside holds that its readers were never to see: deleted words, comments, hidden text.

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
_GOOGLE_LINK = re.compile(r"(?:(?:file:|https://docs\.google\.com/)[^#]*)?#cmnt(?P<back>_ref)?\d+", re.IGNORECASE)
_LABEL = re.compile(r"\[[^\W\d][^\[\]]{0,40}\d\]")

_CSS_COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
_DECLARATION = re.compile(r"(?:\"[^\"]*\"|'[^']*'|\([^()]*\)|[^;])++")
_ZERO = re.compile(r"\+?(?:0+(?:\.0*)?|\.0+)(?:[a-z]{1,4}|%)?")
_FONT_SIZE = re.compile(r"[+]?[\d.]+(?:[a-z]+|%)|0|(?:x{1,3}-)?(?:small|large)|medium|smaller|larger|inherit")
_RELATIVE = re.compile(r"[+]?[\d.]+(?:em|ex|ch|%)|smaller|larger|inherit|unset|revert")
"""Sizes that go by the size around."""
_CSS_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)


class Visibility(Enum):
    """What a reader of the original sees of an element."""

    SHOWN = "shown"
    LABELLED = "labelled"
    """Words that somebody has commented on: they stay, but for the label beside them."""
    SIZELESS = "sizeless"
    """Its words are of no size, unless parts are given one again; its pictures are seen."""
    HIDDEN = "hidden"
    """Not to be seen, but for parts that are made visible again."""
    GONE = "gone"


def get_visibility(tag: str, attributes: Mapping[str, str], around: Visibility, *, keep_deletions: bool) -> Visibility:
    """Of an element within one that is seen as `around`."""
    if around is Visibility.GONE or (tag == "del" and not keep_deletions) or "hidden" in attributes:
        return Visibility.GONE
    if tag == "template" or (tag == "dialog" and "open" not in attributes):
        return Visibility.GONE
    href = attributes.get("href", "")
    if _COMMENT_LINK.search(href) or _GOOGLE_LINK.fullmatch(href):
        return Visibility.GONE
    if "class" in attributes and not _COMMENT_CLASSES.isdisjoint(attributes["class"].lower().split()):
        return Visibility.GONE
    if "style" not in attributes:
        return around
    return _styled(tag, parse_style(attributes["style"]), around)


def _styled(tag: str, style: Mapping[str, str], around: Visibility) -> Visibility:
    if _ZERO.fullmatch(style.get("opacity", "")) and tag != "img":  # a picture fades in once it has come
        return Visibility.GONE
    if style.get("display") == "none" or style.get("mso-element", "").strip("\"'") in ("comment-list", "comment"):
        return Visibility.GONE
    hides, visibility = style.get("mso-hide"), style.get("visibility")
    if hides in ("all", "screen") or visibility in ("hidden", "collapse"):
        return Visibility.HIDDEN
    if around is Visibility.HIDDEN and (hides == "none" or visibility == "visible"):
        return Visibility.SHOWN
    size = _font_size(style)
    if around is not Visibility.HIDDEN and _ZERO.fullmatch(size):
        return Visibility.SIZELESS
    if around is Visibility.SIZELESS and size and not _RELATIVE.fullmatch(size):
        return Visibility.SHOWN
    return Visibility.LABELLED if around is Visibility.SHOWN and "mso-comment-reference" in style else around


def _font_size(style: Mapping[str, str]) -> str:
    """The value of `font-size`; of the shorthand `font` whatever in it could be one."""
    parts = style.get("font", "").replace("/", " ").split()
    return style.get("font-size", "") or next((part for part in parts if _FONT_SIZE.fullmatch(part)), "")


def is_google_comment(href: str) -> bool:
    """Whether it leads from a comment of Google Docs back to the words that it is about."""
    found = _GOOGLE_LINK.fullmatch(href)
    return found is not None and found["back"] is not None


def is_label(text: str) -> bool:
    """Whether it is what Word writes beside words with a comment: `[A1]`, the initials of who says it and a number."""
    return _LABEL.fullmatch(text.strip()) is not None


def parse_style(style: str) -> Mapping[str, str]:
    """What a style attribute says: properties to values, in lower case, however it is spelt. The last word counts."""
    return _cached_parse_style(style) if len(style) < MAX_CACHED_LENGTH else _parse_style(style)


def _parse_style(style: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    important: set[str] = set()
    for declaration in _DECLARATION.findall(_CSS_COMMENT.sub("", style)):
        name, _, value = (_unescape_css(part) for part in declaration.partition(":"))
        value, mark, _ = value.partition("!")
        if mark:
            important.add(name)
        elif name in important:
            continue
        found[name] = value.strip()
    return found


_cached_parse_style = lru_cache(maxsize=500)(_parse_style)
MAX_CACHED_LENGTH = 500
"""Word writes the same short styles a thousand times in a document; longer ones are not worth their place."""


def _unescape_css(css: str) -> str:
    return _CSS_ESCAPE.sub(_css_character, css).strip().lower()


def _css_character(escape: re.Match[str]) -> str:
    number = int(escape[1], 16) if escape[1] else 0
    return escape[2] or (chr(number) if number < 0x110000 else "")
