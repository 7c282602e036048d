"""RSS, Atom and JSON Feed of an office: an item a release."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field
from typing import Any

import feedparser
from django.utils.translation import gettext as _

from ..characters import normalized
from ..document import Block, Broken, Unreadable
from .feed_dates import feed_time
from .html import contains_html, read_html
from .text import decode, paragraphs

MOST_ITEMS = 500

_DECLARED = re.compile(rb"""<\?xml[^>]*encoding=["']([\w-]+)["']""")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ADDRESS = re.compile(r"https?://\S+")


@dataclass
class Item:
    title: str
    blocks: list[Block]
    when: str | None
    """ISO, with +09:00."""
    link: str = ""
    files: list[str] = field(default_factory=list)


@dataclass
class Feed:
    title: str
    items: list[Item]


def is_feed(data: bytes) -> bool:
    start = data[:4_000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf")):
        return any(each in start for each in (b"<rss", b"<feed", b"<rdf:rdf"))
    return start.startswith(b"{") and b"jsonfeed.org/version" in data[:4_000]


def read_feed(data: bytes) -> Feed:
    """Decoded here: feedparser takes the whole feed for windows-1252 where one syllable is outside its charset."""
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        return _json_feed(data)
    declared = _DECLARED.search(data[:200])
    text = _DECLARATION.sub("", decode(data, declared[1].decode() if declared else ""))
    if "<!DOCTYPE" in text[:2_000] or "<!ENTITY" in text:
        raise Broken()
    parsed = feedparser.parse(text.encode(), response_headers={"content-type": "application/xml; charset=utf-8"})
    entries = parsed.entries[:MOST_ITEMS]
    if not entries:
        raise Unreadable(_("The feed holds no items."))
    return Feed(_line(parsed.feed.get("title", "")), [_item(entry) for entry in entries])


def _item(entry: Any) -> Item:
    written = entry.get("content") or []
    source = max([each.get("value", "") for each in written] + [entry.get("summary", "")], key=len)
    when = entry.get("published") or entry.get("updated") or ""
    files = [each.get("href", "") for each in entry.get("enclosures", []) if _ADDRESS.match(each.get("href", ""))]
    link = entry.get("link", "")
    return Item(
        _line(entry.get("title", "")), _blocks(source), feed_time(when), link if _ADDRESS.match(link) else "", files
    )


def _blocks(source: str) -> list[Block]:
    """Plain text keeps its lines and its `<참고>`."""
    if contains_html(source):
        return read_html(source)
    return list(paragraphs(html.unescape(source)))


def _line(title: str) -> str:
    return " ".join(normalized(html.unescape(re.sub(r"</?(?:b|i|em|strong|br)\b[^>]*>", " ", title))).split())


def _json_feed(data: bytes) -> Feed:
    """By its few fields (jsonfeed.org, version 1.1)."""
    try:
        feed = json.loads(decode(data))
        items = feed["items"][:MOST_ITEMS]
        found = [_json_item(item) for item in items if isinstance(item, dict)]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Broken() from error
    if not found:
        raise Unreadable(_("The feed holds no items."))
    return Feed(_line(str(feed.get("title") or "")), found)


def _json_item(item: dict[str, Any]) -> Item:
    source = item.get("content_html")
    blocks = read_html(str(source)) if source else list(paragraphs(str(item.get("content_text") or "")))
    files = [str(each.get("url", "")) for each in item.get("attachments") or [] if isinstance(each, dict)]
    when = feed_time(str(item.get("date_published") or ""))
    return Item(_line(str(item.get("title") or "")), blocks, when, str(item.get("url") or ""), files)
