"""Signs of fonts that only a word processor has: readers see a box in their place, so who writes is told where.

What is known of them has become a character by then (`newsroom.shared.characters`); nobody guesses at the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from newsroom.shared.characters import find_unknown

from ..body import all_texts
from ..body.absent import remove_placeholders
from ..models import Article, ArticlePhoto, Photo
from ..models.fields import BodyField

MAX_ITEMS = 5
"""Places that one sentence names."""
_HIDDEN_FIELDS = (models.SlugField, models.EmailField, models.URLField, models.FileField)


def text_fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The fields of a model that people write in."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and field.editable
        and not field.choices
        and not isinstance(field, _HIDDEN_FIELDS)
    ]


def find_in_row(row: models.Model) -> Iterator[tuple[str, str]]:
    """Each unknown sign in the texts of a row that readers see: the field's name and the words around."""
    for field in text_fields(type(row)):
        value = getattr(row, field.attname) or ""
        text = all_texts(remove_placeholders(value)) if isinstance(field, BodyField) else value
        for words in find_unknown(text):
            yield field.attname, words


def describe_row(row: models.Model, whose: str = "") -> Iterator[str]:
    """The same in words."""
    for name, words in find_in_row(row):
        yield f"{whose}{row._meta.get_field(name).verbose_name}: “{words}”"  # type: ignore[union-attr]


def describe_article(article: Article) -> list[str]:
    """Where they stand in all that readers see with the article.

    Two queries, and one each for a lead photo and a source that are not loaded.
    """
    return describe_rows([article, *related_rows(article)])


def describe_rows(rows: Iterable[models.Model]) -> list[str]:
    """The same of an article and what stands beside it, each place with whose it is but for the article's own."""
    places: list[str] = []
    for row in rows:
        named = Photo if isinstance(row, ArticlePhoto) else type(row)
        places += describe_row(row, "" if isinstance(row, Article) else f"{named._meta.verbose_name} · ")
    return places


def related_rows(article: Article) -> list[models.Model]:
    """What readers see with the article and somebody may have written for it: gallery, photos, source and tags.

    Queries as for `describe_article`.
    """
    gallery = list(article.gallery.select_related("photo"))
    photos = [article.lead_photo, *(item.photo for item in gallery)]
    rows = [*gallery, *dict.fromkeys(photo for photo in photos if photo), article.source, *article.tags.all()]
    return [row for row in rows if row is not None]


def warning_text(places: list[str]) -> str:
    """The places in a sentence; empty where there are none."""
    if not places:
        return ""
    named = ", ".join(places[:MAX_ITEMS]) + ("…" if len(places) > MAX_ITEMS else "")
    sentence = _("Readers see a box instead of a sign that only the fonts of 한글 have. Type what it means: %(places)s")
    return sentence % {"places": named}
