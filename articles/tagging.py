"""Tags as reporters type them: what is not there yet is made."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

from django.utils.text import slugify

from .models import Tag

LONGEST = Tag._meta.get_field("name").max_length or 40
MOST = 30
"""New ones at once."""


def numbered(values: Iterable[str], user: Any) -> list[str]:
    """The tags as numbers: new names become tags, if the person may add any; what makes no address is left out."""
    numbers: list[str] = []
    names: list[str] = []
    for value in values:
        (numbers if value.isascii() and value.isdecimal() else names).append(value)
    if names and user.has_perm("articles.add_tag"):
        numbers += [str(tag.pk) for name in names[:MOST] if (tag := tag_named(name))]
    return list(dict.fromkeys(numbers))


def tag_named(text: str) -> Tag | None:
    """Costs two queries for a new one, one for one that there is."""
    name = " ".join(unicodedata.normalize("NFC", text).lstrip("#").split())[:LONGEST]
    slug = slugify(name, allow_unicode=True)
    if not slug:
        return None
    return Tag.objects.filter(name=name).first() or Tag.objects.get_or_create(slug=slug, defaults={"name": name})[0]
