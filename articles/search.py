"""Finds published articles."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils.html import escape

from .models import Article, Byline
from .querysets import ArticleQuerySet

MOST_WORDS = 8


def search(query: str, now: datetime) -> ArticleQuerySet | None:
    """Published articles that hold every word in headline, sub-headline, body, byline or source; None without a word.

    Reads through the texts one by one: fit for a young paper, not for a large archive.
    """
    words = words_of(query)
    if not words:
        return None
    articles = Article.objects.published(now)
    for word in words:
        articles = articles.filter(
            Q(headline__icontains=word)
            | Q(subheadline__icontains=word)
            | Q(body__icontains=escape(word))
            | Q(byline_text__icontains=word)
            | Exists(Byline.objects.filter(article=OuterRef("pk"), reporter__name__icontains=word))
            | Q(source__name__icontains=word)
        )
    return articles


def words_of(query: str) -> list[str]:
    """The query's words as stored texts spell them: NFC (macOS types NFD), no control characters."""
    printable = re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", " ", query)
    return unicodedata.normalize("NFC", printable).split()[:MOST_WORDS]
