"""Model fields of our own: HTML, and the version of a row."""

from __future__ import annotations

from secrets import randbits
from typing import Any

from django.db import models

from ..body import CleanHTML, clean_body


class BodyField(models.TextField):
    """HTML from outside, cleaned on every write path: save, bulk_create, update and bulk_update.

    What is read from the database was cleaned when it was written, so it comes back as `CleanHTML`, which templates
    print as it is.
    """

    def from_db_value(self, value: str | None, expression: object, connection: object) -> CleanHTML | None:
        return None if value is None else CleanHTML(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> CleanHTML:
        cleaned = clean_body(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, cleaned)
        return cleaned

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if isinstance(value, str):
            value = clean_body(value)
        return super().get_db_prep_save(value, connection)


class RowVersionField(models.BigIntegerField):
    """Another number after every write of the row: save, bulk_create, update and bulk_update.

    Random, because two writes at the same time would count to the same number, and a number that was counted comes
    back with a backup. A queryset's `update`, and a `save` of some fields alone, have to name it.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"default": 0, "db_default": 0, "editable": False, **options})

    def pre_save(self, model_instance: models.Model, add: bool) -> int:
        version = new_row_version()
        setattr(model_instance, self.attname, version)
        return version


def new_row_version() -> int:
    return randbits(62)
