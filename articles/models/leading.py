"""The photo that stands for an article where its gallery is not read: what leads a gallery, as a part of the row."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Case, F, Func, JSONField, OuterRef, Subquery, TextField, Value, When
from django.db.models.functions import Cast

PHOTO_COLUMNS = (
    *["id", "file", "width", "height", "widths", "focal_x", "focal_y", "crops_for"],
    *["caption", "credit", "alt_text"],
)
"""All that cards, feeds and shared links read of a photo."""


class AsPhoto(JSONField):
    """Of the database an object with the columns of a photo; to Python the photo."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        Photo = apps.get_model("articles", "Photo")  # stands on this module
        columns = super().from_db_value(value, expression, connection)
        if columns is None:
            return None
        if isinstance(columns["widths"], str):  # SQLite has JSON as text, and puts it into an object as that
            columns["widths"] = json.loads(columns["widths"])
        read = [field.attname for field in Photo._meta.concrete_fields if field.attname in columns]
        return Photo.from_db(connection.alias, read, [columns[name] for name in read])


class Columns(Func):
    """Django's `JSONObject`, which would ask SQLite whether it can do that: a transaction of its own on the first page
    of a process."""

    function = "JSON_OBJECT"
    output_field = JSONField()

    @classmethod
    def for_fields(cls, names: Iterable[str], path: str) -> Columns:
        return cls(*(part for name in names for part in (Cast(Value(name), TextField()), F(path + name))))

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSONB_BUILD_OBJECT", **context)


def first_of_gallery() -> Case:
    """Where an article has no lead photo, the first of its gallery, in the same query: a look into one index a row."""
    ArticlePhoto = apps.get_model("articles", "ArticlePhoto")
    first = ArticlePhoto.objects.filter(article=OuterRef("pk")).order_by("position", "pk")
    columns = Columns.for_fields(PHOTO_COLUMNS, "photo__")
    return Case(When(lead_photo__isnull=True, then=Subquery(first.values(columns=columns)[:1])), output_field=AsPhoto())
