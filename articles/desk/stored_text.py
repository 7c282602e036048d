"""A text that was stored as it would be stored today, and what has become of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from newsroom.shared.characters import BLANKS, BREAKS, clean_text, replace_private

from ..body import all_texts, clean_stored
from ..models.fields import BodyField
from .text_checks import text_fields

CONTEXT_LENGTH = 14
"""Characters to either side of a change that tell where it is."""

_BREAK = re.compile(f"[{BLANKS}{BREAKS}]")
_ADDRESS = re.compile(r'<a [^>]*?href="([^"]*)"')
_PICTURE = re.compile(r"<img [^>]*>")
_MEDIA_TAG = re.compile(r"<(?:img|iframe) ")
_OTHER_LABELS = "사진|표|도표|그림|영상|자료|참고|부록|붙임|첨부|별표|별지|주|코로나|TOP|BEST"
_STRUCK, _EMPHASIS = r"<s>(?:(?!</s>).)*+</s>", r"(?:</?(?:strong|em|u)>)*+"
_HIDDEN_TEXT = re.compile(
    # words struck out that touch others, and what Word writes beside words with a comment: [A1]
    rf"\w{_EMPHASIS}{_STRUCK}|{_STRUCK}{_EMPHASIS}(?=\w)"
    rf"|\[(?!(?:{_OTHER_LABELS})\d)[^\W\d_]{{1,10}}\d{{1,3}}\]"
)
_LIST_TAG = re.compile(r"</?(?:ol|ul|li)\b")


def mend_row(row: models.Model) -> dict[str, str]:
    """The texts of a row that would be stored otherwise today, by their fields. A body with photos costs a query."""
    found = {}
    for field in text_fields(type(row)):
        stored = getattr(row, field.attname) or ""
        text = clean_value(field, stored)
        if text != stored:
            found[field.attname] = text
    return found


def clean_value(field: models.Field[Any, Any], stored: str) -> str:
    if isinstance(field, BodyField):
        return clean_stored(stored)
    return clean_text(stored, has_lines=isinstance(field, models.TextField))


def is_media_removed(before: str, after: str) -> bool:
    """Whether a photo or a video would be gone: then nobody but a person may say that it is mended."""
    return len(_MEDIA_TAG.findall(after)) < len(_MEDIA_TAG.findall(before))


def change_kinds(before: str, after: str) -> list[str]:
    """What has become other, in words."""
    told = [
        (replace_private(before) != before, _("signs of 한글")),
        (_BREAK.search(before) is not None, _("line breaks")),
        (_PICTURE.findall(before) != _PICTURE.findall(after), _("pictures")),
        (_ADDRESS.findall(before) != _ADDRESS.findall(after), _("links")),
        (_LIST_TAG.findall(before) != _LIST_TAG.findall(after), _("lists")),
        (len(_without_spaces(after)) < len(_without_spaces(before)), _("hidden text")),
    ]
    return [kind for has_changed, kind in told if has_changed] or [_("characters")]


def _without_spaces(text: str) -> str:
    return unicodedata.normalize("NFC", "".join(all_texts(_BREAK.sub(" ", text)).split()))


def find_hidden_text(row: models.Model) -> Iterator[tuple[str, str]]:
    """The body's field, and the words around each place that Word's hidden text may have left in it.

    Earlier versions stored deleted words as struck through and comments as any other text, so nothing tells them from
    what a reporter meant.
    """
    for field in text_fields(type(row)):
        if isinstance(field, BodyField):
            body = getattr(row, field.attname) or ""
            for place in _HIDDEN_TEXT.finditer(body):
                yield field.attname, _excerpt(body, place.start(), place.end())


def truncate_difference(before: str, after: str) -> tuple[str, str]:
    """Both, cut down to the first and the last character that differ and a few around them."""
    start = next(
        (number for number, (one, other) in enumerate(zip(before, after, strict=False)) if one != other),
        min(len(before), len(after)),
    )
    most = min(len(before), len(after)) - start
    end = next((number for number in range(most) if before[-1 - number] != after[-1 - number]), most)
    return tuple(_excerpt(text, start, len(text) - end) for text in (before, after))  # type: ignore[return-value]


def _excerpt(text: str, start: int, end: int) -> str:
    first, last = max(0, start - CONTEXT_LENGTH), min(len(text), end + CONTEXT_LENGTH)
    shown = text[first:last]
    if len(shown) > 5 * CONTEXT_LENGTH:
        shown = f"{shown[: 3 * CONTEXT_LENGTH]} … {shown[-CONTEXT_LENGTH:]}"
    shown = "".join(each if each.isprintable() else f"[U+{ord(each):04X}]" for each in shown)
    return f"{'…' if first else ''}{shown}{'…' if last < len(text) else ''}"
