"""Signs of fonts that only a word processor has: readers see a box in their place, so who writes is told where.

What is known of them has become a character by then (`newsroom.characters`); nobody guesses at the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from newsroom.characters import unknown_signs

from .body import every_text
from .fields import BodyField
from .models import Article, Photo

MOST = 5
"""Places that one sentence names."""
_OF_NO_READER = (models.SlugField, models.EmailField, models.URLField, models.FileField)


def text_fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The fields of a model that people write in."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and field.editable
        and not field.choices
        and not isinstance(field, _OF_NO_READER)
    ]


def unknown_in(row: models.Model) -> Iterator[tuple[str, str]]:
    """Each unknown sign in the texts of a row: the field's name and the words around."""
    for field in text_fields(type(row)):
        value = getattr(row, field.attname) or ""
        text = every_text(value) if isinstance(field, BodyField) else value
        for words in unknown_signs(text):
            yield field.attname, words


def in_row(row: models.Model, whose: str = "") -> Iterator[str]:
    """The same in words."""
    for name, words in unknown_in(row):
        yield f"{whose}{row._meta.get_field(name).verbose_name}: “{words}”"  # type: ignore[union-attr]


def in_article(article: Article) -> list[str]:
    """Where they stand in all that readers see with the article.

    Two queries, and one each for a lead photo and a source that are not loaded.
    """
    places = [*in_row(article)]
    gallery = list(article.gallery.select_related("photo"))
    photos = [article.lead_photo, *(item.photo for item in gallery)]
    for row in [*gallery, *dict.fromkeys(photo for photo in photos if photo), article.source, *article.tags.all()]:
        if row is not None:
            places += in_row(row, f"{Photo._meta.verbose_name if row in gallery else row._meta.verbose_name} · ")
    return places


def told(places: list[str]) -> str:
    """The places in a sentence; empty where there are none."""
    if not places:
        return ""
    named = ", ".join(places[:MOST]) + ("…" if len(places) > MOST else "")
    sentence = _("Readers see a box instead of a sign that only the fonts of 한글 have. Type what it means: %(places)s")
    return sentence % {"places": named}
