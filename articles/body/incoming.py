"""What is done to HTML from outside before a parser sees it, so that it loses no text and takes no time."""

from __future__ import annotations

import html
import re

from .shape import FRAMES, HEADINGS, INLINE, PLAIN_BLOCKS, PLAYER_TAG

VOID = {"br", "hr", "img", "wbr", "col", "input", "meta", "link", "area", "base", "embed", "source", "track", "param"}
UNREAD = {"script", "style", "w:worddocument", "w:latentstyles", "o:officedocumentsettings"}
"""Whose content goes, too: nobody reads it. The latter are Word's settings, which it leaves in the midst of a text."""

_KNOWN = {*INLINE, *HEADINGS, *PLAIN_BLOCKS, *FRAMES, *VOID, *UNREAD, "colgroup"}
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)([^<>]*)(>?)")
_TAG_NAME = re.compile(r"</?([a-zA-Z][^\s/<>]*)")
_HANGUL = re.compile("[가-힣]")


def without_strangers(source: str) -> str:
    """Gives elements that are nothing to us a name that is nothing to the parser either.

    Else it drops the content of some, such as templates and SVG, and takes all that follows an unclosed one, such as a
    text area, for plain text.
    """
    if _KNOWN.issuperset(_TAG_NAME.findall(source)):
        return source
    return _TAG.sub(_renamed, source)


def _renamed(tag: re.Match[str]) -> str:
    closes, name, rest, ends = tag.groups()
    if name.lower() in _KNOWN:
        return tag[0]
    if ends and not closes and "=" not in rest and _HANGUL.search(name + rest):
        return f"&lt;{name}{rest}&gt;"  # <KBS 뉴스>: a title, as Korean writes them
    return f"<{closes}{PLAYER_TAG if name.lower() == 'iframe' else 'x-other'}{rest}{ends}"


MOST_WORK = 2_000_000
MOST_ENTITIES = 50_000
MOST_ATTRIBUTES = 2_000
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_BETWEEN_ATTRIBUTES = re.compile(r"[\s/]+")
_NEVER_DEEP = {*VOID, "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option"}


def is_tangled(source: str) -> bool:
    """Whether parsing would take seconds, as no real document of 2 MB does.

    HTML's rules make a tree much larger than its source out of unclosed tags, so it adds up how deep each tag stands.
    """
    if source.count("&") > MOST_ENTITIES:
        return True
    if len(source) > 10 * MOST_ATTRIBUTES and any(_has_too_many_attributes(tag[3]) for tag in _TAG.finditer(source)):
        return True
    if source.count("<") < MOST_WORK**0.5:
        return False
    work = depth = 0
    open_tags: dict[str, int] = {}
    for tag in _TAG.finditer(source):
        name = tag[2].lower()
        if name not in _NEVER_DEEP:
            count = open_tags.get(name, 0)
            step = (-1 if count else 0) if tag[1] else 1
            open_tags[name] = count + step
            depth += step
        work += depth
        if work > MOST_WORK:
            return True
    return False


def _has_too_many_attributes(rest: str) -> bool:
    return len(rest) > 2 * MOST_ATTRIBUTES and len(_BETWEEN_ATTRIBUTES.findall(_QUOTED.sub("", rest))) > MOST_ATTRIBUTES


def text_only(source: str) -> str:
    """The text alone, each element that ends a line a blank line. Reads the source once."""
    pieces: list[str] = []
    inside = ""  # the script or style being skipped
    end = 0
    for tag in _TAG.finditer(source):
        name = tag[2].lower()
        if not inside:
            pieces.append(source[end : tag.start()])
            if name in ("script", "style") and not tag[1]:
                inside = name
            elif name == "br":
                pieces.append("\n")
            elif name in HEADINGS or name in PLAIN_BLOCKS or name in FRAMES:
                pieces.append("\n\n")
        elif name == inside and tag[1]:
            inside = ""
        end = tag.end()
    if not inside:
        pieces.append(source[end:])
    return html.unescape("".join(pieces))
