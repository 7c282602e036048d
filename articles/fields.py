"""The model field that holds HTML."""

from __future__ import annotations

from typing import Any

from django.db import models

from .body import CleanHTML, clean


class BodyField(models.TextField):
    """HTML from outside, cleaned on every write path: save, bulk_create, update and bulk_update.

    What is read from the database was cleaned when it was written, so it comes back as `CleanHTML`, which templates
    print as it is.
    """

    def from_db_value(self, value: str | None, expression: object, connection: object) -> CleanHTML | None:
        return None if value is None else CleanHTML(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> CleanHTML:
        cleaned = clean(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, cleaned)
        return cleaned

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if isinstance(value, str):
            value = clean(value)
        return super().get_db_prep_save(value, connection)
