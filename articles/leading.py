"""The photo that stands for an article where its gallery is not read: what leads a gallery, as a part of the row."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import Case, JSONField, OuterRef, Subquery, When
from django.db.models.functions import JSONObject

SHOWN = (
    *["id", "file", "width", "height", "widths", "focal_x", "focal_y", "crops_for"],
    *["caption", "credit", "alt_text"],
)
"""All that cards, feeds and shared links read of a photo."""


class AsPhoto(JSONField):
    """Of the database an object with the columns of a photo; to Python the photo."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        from .models import Photo

        columns = super().from_db_value(value, expression, connection)
        if columns is None:
            return None
        if isinstance(columns["widths"], str):  # SQLite has JSON as text, and puts it into an object as that
            columns["widths"] = json.loads(columns["widths"])
        read = [field.attname for field in Photo._meta.concrete_fields if field.attname in columns]
        return Photo.from_db(connection.alias, read, [columns[name] for name in read])


def first_of_gallery() -> Case:
    """Where an article has no lead photo, the first of its gallery, in the same query: a look into one index a row."""
    from .models import ArticlePhoto

    first = ArticlePhoto.objects.filter(article=OuterRef("pk")).order_by("position", "pk")
    columns = JSONObject(**{name: f"photo__{name}" for name in SHOWN})
    return Case(When(lead_photo__isnull=True, then=Subquery(first.values(columns=columns)[:1])), output_field=AsPhoto())
