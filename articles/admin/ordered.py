"""Ordered rows inside a form, for two people who change them at once."""

from __future__ import annotations

import json
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.http import QueryDict
from django.utils.translation import gettext as _

from newsroom.forms import EditorialForm, as_text, is_number

Row = dict[str, str]
Rows = list[list[str]]


class OrderedForm(EditorialForm):
    """A row of an ordered list: a row that has nothing but its place is an empty one."""

    def has_changed(self) -> bool:
        if self.instance.pk is None and set(self.changed_data) <= {"position"}:
            return False
        return super().has_changed()

    def meet_the_others(self, cleaned: dict[str, Any]) -> None:
        """`OrderedFormSet` does, for all rows together."""


class OrderedFormSet(BaseInlineFormSet):
    """Knows what the rows were when the form was opened, so that an old form does not undo another's work.

    What only the other has changed stays; where both have changed the rows, the form is shown again and says so.
    """

    keeps_theirs = False
    told_of_theirs = False
    typed_rows: Rows

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            sent = self.sent_rows()
            kept = [row for row in sent if not row.get("DELETE") and any(self.own(row))]
            self.typed_rows = [self.own(row) for row in sorted(kept, key=place)]
            self.drop_gone(sent)

    @property
    def opened_field(self) -> str:
        return f"{self.prefix}-opened_with"

    @property
    def opened_with(self) -> str:
        """For the hidden field of a form that is shown: what the rows were when it was opened.

        A form that is shown again was opened no later for that, unless it says what the others have done.
        """
        opened = self.opened_rows() if self.is_bound and not self.told_of_theirs else None
        return json.dumps(self.saved_rows() if opened is None else opened)

    def opened_rows(self) -> Rows | None:
        try:
            rows: Rows | None = json.loads(self.data.get(self.opened_field, "null"))
        except (ValueError, RecursionError):
            return None
        return rows

    def saved_rows(self) -> Rows:
        """Read afresh: the rows of a form that was sent hold what was typed."""
        rows = self.get_queryset().all() if self.is_bound else self.get_queryset()
        forms = (self.form(instance=row) for row in rows if self.instance.pk)
        return [self.own({name: as_text(form[name]) for name in form.fields}) for form in forms]

    def own(self, row: Row) -> list[str]:
        """What a row says, beside where it stands."""
        names = [name for name in self.form.base_fields if name not in ("position", self.fk.name)]
        return [row.get(name, "").replace("\r\n", "\n").strip() for name in names]

    def sent_rows(self) -> list[Row]:
        start = f"{self.prefix}-"
        sent: dict[int, Row] = {}
        for name in self.data:
            number, _dash, field = name.removeprefix(start).partition("-")
            if name.startswith(start) and field and is_number(number):
                sent.setdefault(int(number), {})[field] = self.data.get(name, "")
        return [sent[number] for number in sorted(sent)]

    def drop_gone(self, sent: list[Row]) -> None:
        """Rows that somebody has deleted meanwhile go, but for what was typed in them: that becomes a new row."""
        there = {str(row.pk) for row in self.get_queryset()} if self.instance.pk else set()
        gone = [row for row in sent if row.get("id") and row["id"] not in there]
        if not gone or not isinstance(self.data, QueryDict):
            return
        opened = self.opened_rows() or []
        first = [row for row in sent if row.get("id") in there]
        then = [row for row in sent if not row.get("id")]
        then += [{**row, "id": ""} for row in gone if self.own(row) not in opened and not row.get("DELETE")]
        data = self.data.copy()
        for name in [name for name in data if re.match(rf"{self.prefix}-\d+-", name)]:
            del data[name]
        for number, row in enumerate([*first, *then]):
            data.update({f"{self.prefix}-{number}-{field}": value for field, value in row.items()})
        data[f"{self.prefix}-INITIAL_FORMS"] = str(len(first))
        data[f"{self.prefix}-TOTAL_FORMS"] = str(len(first) + len(then))
        self.data = data

    def clean(self) -> None:
        super().clean()
        opened, saved = self.opened_rows(), self.saved_rows()
        if not self.instance.pk or opened is None or opened == saved:
            return
        if self.typed_rows == opened:
            self.keeps_theirs = True
        elif self.typed_rows != saved:
            self.told_of_theirs = True
            raise ValidationError(
                _(
                    "Somebody else has changed these rows since you opened the form. Yours stand here; save again to "
                    "put them in place of theirs."
                )
            )

    def has_changed(self) -> bool:
        return not self.keeps_theirs and super().has_changed()

    def save(self, commit: bool = True) -> Any:
        if not self.keeps_theirs:
            return super().save(commit)
        self.new_objects: list[Any] = []
        self.changed_objects: list[Any] = []
        self.deleted_objects: list[Any] = []
        return []


def place(row: Row) -> int:
    return int(row.get("position", "")) if is_number(row.get("position", "")) else 0
