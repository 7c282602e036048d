"""Which article somebody means who types its number, its address or its headline."""

from __future__ import annotations

import re

from newsroom.forms.base import is_number
from newsroom.shared.characters import clean_line

from ..models import Article
from ..models.querysets import ArticleQuerySet

SHOWN = 10
"""Of those that one may mean."""
_IN_ADDRESS = re.compile(r"/articles?/(\d{1,18})(?:/|$)")
"""Of readers' pages (/articles/12/) and of the desk's (/admin/articles/article/12/change/)."""


def find_articles(text: str) -> list[Article]:
    """The newest of those that it may mean; empty if none. At most two queries."""
    text = clean_line(text)
    in_address = _IN_ADDRESS.search(text.partition("?")[0])
    number = in_address[1] if in_address else text.removeprefix("#")
    found = list(articles_to_find().filter(pk=int(number))) if is_number(number) else []
    if found or in_address or not text:
        return found
    alike = list(articles_to_find().filter(headline__folded=text).order_by("-created_at", "-pk")[:SHOWN])
    return [each for each in alike if each.headline == text][:1] or alike


def articles_to_find() -> ArticleQuerySet:
    return Article.objects.select_related("section__parent", "source").defer("body")
