"""What is done to HTML from outside before a parser sees it, so that it loses no text and takes no time."""

from __future__ import annotations

import html
import re
from itertools import islice, pairwise

from .hidden import Visibility, get_visibility, is_google_comment
from .shape import FRAMES, HEADINGS, INLINE, OTHER_TAG, PLAIN_BLOCKS, PLAYER_TAG

VOID = {"br", "hr", "img", "wbr", "col", "input", "meta", "link", "area", "base", "embed", "source", "track", "param"}
SKIPPED_TAGS = {"script", "style", "template", "w:worddocument", "w:latentstyles", "o:officedocumentsettings"}
"""Whose content goes, too: nobody reads it. The last are Word's settings, which it leaves in the midst of a text."""

_KNOWN = {*INLINE, *HEADINGS, *PLAIN_BLOCKS, *FRAMES, *VOID, *SKIPPED_TAGS, "colgroup"}
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)([^<>]*)(>?)")
_TAG_NAME = re.compile(r"</?([a-zA-Z][^\s/<>]*)")
_HANGUL = re.compile("[가-힣]")


def remove_unknown_tags(source: str) -> str:
    """Gives elements that are nothing to us a name that is nothing to the parser either.

    Else it drops the content of some, such as SVG, and takes all that follows an unclosed one, such as a
    text area, for plain text.
    """
    if _KNOWN.issuperset(_TAG_NAME.findall(source)):
        return source
    return _TAG.sub(_renamed, source)


def _renamed(tag: re.Match[str]) -> str:
    closes, name, rest, ends = tag.groups()
    if name.lower() in _KNOWN:
        return tag[0]
    if name.lower() == "dialog":  # the same to the parser; what is closed shows nothing
        return f"<{closes}div{' hidden' if not closes and _is_hidden('dialog', rest) else ''}{rest}{ends}"
    if ends and not closes and "=" not in rest and _HANGUL.search(name + rest):
        return f"&lt;{name}{rest}&gt;"  # <KBS 뉴스>: a title, as Korean writes them
    return f"<{closes}{PLAYER_TAG if name.lower() == 'iframe' else OTHER_TAG}{rest}{ends}"


_BLOCKS = {"p", "div", "li", "td"}


def remove_comments(source: str) -> str:
    """Hides the comments of Google Docs, which stand below the text as blocks like all others. Each begins with a link
    back to the words that it is about: the paragraph with the link goes, and the `div` that begins with it.
    """
    if "#cmnt_ref" not in source.lower():
        return source
    begun: list[tuple[str, int]] = []  # blocks in which nothing has been said yet, and where their names end
    hidden: set[int] = set()
    end = 0
    for tag in _TAG.finditer(source):
        name = tag[2].lower()
        if source[end : tag.start()].strip() or (name in _BLOCKS and tag[1]) or name in ("br", "hr", "img"):
            begun.clear()
        end = tag.end()
        if tag[1]:
            continue
        if name in _BLOCKS:
            begun.append((name, tag.end(2)))
        elif name == "a" and begun and is_google_comment(_attributes(tag[3]).get("href", "")):
            hidden.add(begun[-1][1])
            hidden.update(place for name, place in begun[-2:-1] if name == "div")
    places = [0, *sorted(hidden), len(source)]
    return " hidden".join(source[one:other] for one, other in pairwise(places))


MAX_WORK = 2_000_000
MAX_ENTITIES = 50_000
MAX_ATTRIBUTES = 2_000
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_BETWEEN_ATTRIBUTES = re.compile(r"[\s/]+")
_NEVER_DEEP = {*VOID, "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option"}


def is_too_complex(source: str) -> bool:
    """Whether parsing would take seconds, as no real document of 2 MB does.

    HTML's rules make a tree much larger than its source out of unclosed tags, so it adds up how deep each tag stands.
    """
    if source.count("&") > MAX_ENTITIES:
        return True
    if len(source) > 10 * MAX_ATTRIBUTES and any(_has_too_many_attributes(tag[3]) for tag in _TAG.finditer(source)):
        return True
    if source.count("<") < MAX_WORK**0.5:
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
        if work > MAX_WORK:
            return True
    return False


def _has_too_many_attributes(rest: str) -> bool:
    return len(rest) > 2 * MAX_ATTRIBUTES and len(_BETWEEN_ATTRIBUTES.findall(_QUOTED.sub("", rest))) > MAX_ATTRIBUTES


def strip_tags(source: str, *, keep_deletions: bool = False) -> str:
    """The text alone, each element that ends a line a blank line. Reads the source once."""
    pieces: list[str] = []
    inside, depth = "", 0  # the element being skipped, and how many of its name stand open in it
    end = 0
    for tag in _TAG.finditer(source):
        closes, name = tag[1], tag[2].lower()
        if inside:
            if name == inside and name in _NEVER_DEEP:
                depth = 0
            elif name == inside:
                depth += -1 if closes else (name not in ("script", "style"))
            inside = inside if depth else ""
            if inside or closes:
                end = tag.end()
                continue
        else:
            pieces.append(source[end : tag.start()])
        end = tag.end()
        if not closes and name not in VOID and _is_hidden(name, tag[3], keep_deletions):
            inside, depth = name, 1
        elif name == "br":
            pieces.append("\n")
        elif name in HEADINGS or name in PLAIN_BLOCKS or name in FRAMES:
            pieces.append("\n\n")
    if not inside:
        pieces.append(source[end:])
    return html.unescape("".join(pieces))


_ATTRIBUTE = re.compile(r"([^\s=/\"'>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+)))?+")


def _is_hidden(name: str, rest: str, keep_deletions: bool = False) -> bool:
    """Whether nothing of the element is to be read."""
    if name in ("script", "style"):
        return True
    sight = get_visibility(name, _attributes(rest), Visibility.SHOWN, keep_deletions=keep_deletions)
    return sight in (Visibility.GONE, Visibility.HIDDEN, Visibility.SIZELESS)


def _attributes(rest: str) -> dict[str, str]:
    """Of many the first hundred."""
    return {
        each[1].lower(): html.unescape(each[2] or each[3] or each[4] or "")
        for each in islice(_ATTRIBUTE.finditer(rest), 100)
    }
