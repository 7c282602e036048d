"""Choices of one row among thousands, drawn without asking the database for what the form has loaded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Model


class RowSelect(AutocompleteSelect):
    """Django's, for a foreign key whose rows are not limited: each asks once for what is chosen, and not where nothing
    is.
    """

    instance: Model | None = None
    """The row whose key it is, where the form shows what is saved in it."""

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> list[Any]:
        row = self.chosen_row(value)
        if any(value) and row is None:
            return super().optgroups(name, value, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        if row is not None:
            label = self.choices.field.label_from_instance(row)
            options.append(self.create_option(name, row.pk, label, True, len(options)))
        return [(None, options, 0)]

    def chosen_row(self, value: Any) -> Any:
        """What the instance refers to, if that is chosen. One query, unless it is loaded."""
        if self.instance is None or not self.field.is_relation:
            return None
        pk = getattr(self.instance, self.field.attname)
        chosen = value[0] if isinstance(value, list | tuple) and len(value) == 1 else value
        return getattr(self.instance, self.field.name) if pk is not None and str(pk) == str(chosen) else None


def set_instance(fields: dict[str, Any], row: Model) -> None:
    """Tells the choices among these fields of a form whose they are."""
    for field in fields.values():
        widget = getattr(field.widget, "widget", field.widget)  # in Django's frame of links, or without
        if isinstance(widget, RowSelect):
            widget.instance = row
