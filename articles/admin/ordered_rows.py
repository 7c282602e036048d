"""Ordered rows inside a form, for two people who change them at once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import BaseConstraint, F, UniqueConstraint
from django.forms import BaseInlineFormSet
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from newsroom.forms.base import EditorialForm, field_text, is_number

RowData = dict[str, str]
RowValues = list[list[str]]


class OrderedForm(EditorialForm):
    """A row of an ordered list: a row that has nothing but its place is an empty one."""

    def has_changed(self) -> bool:
        if self.instance.pk is None and set(self.changed_data) <= {"position"}:
            return False
        return super().has_changed()

    def merge_other_changes(self, cleaned: dict[str, Any]) -> None:
        """`OrderedFormSet` does, for all rows together."""


class OrderedFormSet(BaseInlineFormSet):
    """Knows what the rows were when the form was opened, so that an old form does not undo another's work.

    What only the other has changed stays; where both have changed the rows, the form is shown again and says so.
    """

    is_unchanged = False
    has_conflict = False
    typed_rows: RowValues

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            sent = self.sent_rows()
            kept = [row for row in sent if not row.get("DELETE") and any(self.row_values(row))]
            self.typed_rows = [self.row_values(row) for row in sorted(kept, key=row_position)]
            self.drop_deleted(sent)
            self.match_unique_rows()

    @cached_property
    def empty_form(self) -> Any:
        """Django makes it anew for each who asks, which are six for one page."""
        return super().empty_form

    @property
    def unique_field(self) -> str:
        """The field that no two rows share, such as a gallery's photo; empty where there is none."""
        for rule in self.fk.model._meta.constraints:
            names = unique_names(rule)
            if len(names) == 2 and self.fk.name in names:
                return next(name for name in names if name != self.fk.name)
        return ""

    @property
    def initial_field(self) -> str:
        return f"{self.prefix}-opened_with"

    @property
    def initial_json(self) -> str:
        """For the hidden field of a form that is shown: what the rows were when it was opened.

        A form that is shown again was opened no later for that, unless it says what the others have done.
        """
        opened = self.initial_values() if self.is_bound and not self.has_conflict else None
        return json.dumps(self.current_values() if opened is None else opened)

    def initial_values(self) -> RowValues | None:
        try:
            rows: RowValues | None = json.loads(self.data.get(self.initial_field, "null"))
        except (ValueError, RecursionError):
            return None
        return rows

    def current_values(self) -> RowValues:
        """Read afresh: the rows of a form that was sent hold what was typed."""
        rows = self.get_queryset().all() if self.is_bound else self.get_queryset()
        forms = (self.form(instance=row) for row in rows if self.instance.pk)
        return [self.row_values({name: field_text(form[name]) for name in form.fields}) for form in forms]

    def row_values(self, row: RowData) -> list[str]:
        """What a row says, beside where it stands."""
        names = [name for name in self.form.base_fields if name not in ("position", self.fk.name)]
        return [row.get(name, "").replace("\r\n", "\n").strip() for name in names]

    def sent_rows(self) -> list[RowData]:
        start = f"{self.prefix}-"
        sent: dict[int, RowData] = {}
        for name in self.data:
            number, _dash, field = name.removeprefix(start).partition("-")
            if name.startswith(start) and field and is_number(number):
                sent.setdefault(int(number), {})[field] = self.data.get(name, "")
        return [sent[number] for number in sorted(sent)]

    def drop_deleted(self, sent: list[RowData]) -> None:
        """Rows that somebody has deleted meanwhile go, but for what was typed in them: that becomes a new row."""
        there = {str(row.pk) for row in self.get_queryset()} if self.instance.pk else set()
        gone = [row for row in sent if row.get("id") and row["id"] not in there]
        if not gone or not isinstance(self.data, QueryDict):
            return
        opened = self.initial_values() or []
        kept = [row for row in sent if row.get("id") in there or not row.get("id")]
        kept += [{**row, "id": ""} for row in gone if self.row_values(row) not in opened and not row.get("DELETE")]
        self.replace_data(kept)

    def match_unique_rows(self) -> None:
        """Where two rows were exchanged, or one deleted and added again, each saved row stays with the photo that it
        holds and takes its new place: written one after the other, each would for a moment stand beside its like.
        """
        sent = self.sent_rows()
        live = [row for row in sent if not row.get("DELETE") and row.get(self.unique_field)]
        row_of = (
            {str(getattr(row, f"{self.unique_field}_id")): str(row.pk) for row in self.current_rows()} if live else {}
        )
        if all(row_of.get(row[self.unique_field], row.get("id")) == row.get("id") for row in live):
            return
        taken: dict[str, RowData] = {}
        for row in live:
            if pk := row_of.get(row[self.unique_field]):
                taken.setdefault(pk, row)
        free = [
            row["id"] for row in sent if row.get("id") and row["id"] not in taken and contains_row(row, taken.values())
        ]
        kept = []
        for row in [*live, *(row for row in sent if not contains_row(row, live))]:
            pk = next((pk for pk, holder in taken.items() if holder is row), row.get("id", ""))
            if pk in taken and taken[pk] is not row:
                pk = free.pop(0) if free else ""
            if pk or not row.get("DELETE"):
                kept.append({**row, "id": pk})
        self.replace_data(kept)

    def current_rows(self) -> Iterable[Any]:
        return self.get_queryset() if self.instance.pk and self.unique_field else []

    def replace_data(self, rows: list[RowData]) -> None:
        """Takes these rows for what was sent: those that are saved first, as Django reads them."""
        if not isinstance(self.data, QueryDict):
            return
        first, then = [row for row in rows if row.get("id")], [row for row in rows if not row.get("id")]
        data = self.data.copy()
        for name in [name for name in data if re.match(rf"{self.prefix}-\d+-", name)]:
            del data[name]
        for number, row in enumerate([*first, *then]):
            data.update({f"{self.prefix}-{number}-{field}": value for field, value in row.items()})
        data[f"{self.prefix}-INITIAL_FORMS"] = str(len(first))
        data[f"{self.prefix}-TOTAL_FORMS"] = str(len(rows))
        self.data = data

    def check_duplicates(self) -> None:
        """A word at the row, beside what is typed in it."""
        # Not by `deleted_forms`, which waits for all rows to be right.
        cleaned = [form for form in self.forms if hasattr(form, "cleaned_data")]
        shown = [form for form in cleaned if not form.cleaned_data.get(DELETION_FIELD_NAME)]
        in_form = {form.instance.pk for form in self.forms}
        seen = {getattr(row, f"{self.unique_field}_id") for row in self.current_rows() if row.pk not in in_form}
        for form in sorted(shown, key=lambda form: form.cleaned_data.get("position") or 0):
            chosen = form.cleaned_data.get(self.unique_field)
            if chosen is not None and chosen.pk in seen:
                what = {"what": form.fields[self.unique_field].label}
                form.add_error(self.unique_field, _("This %(what)s stands above already.") % what)
            elif chosen is not None:
                seen.add(chosen.pk)

    def clean(self) -> None:
        super().clean()
        if self.unique_field:
            self.check_duplicates()
        opened, saved = self.initial_values(), self.current_values()
        if not self.instance.pk or opened is None or opened == saved:
            return
        if self.typed_rows == opened:
            self.is_unchanged = True
        elif self.typed_rows != saved:
            self.has_conflict = True
            raise ValidationError(
                _(
                    "Somebody else has changed these rows since you opened the form. Yours stand here; save again to "
                    "put them in place of theirs."
                )
            )

    def has_changed(self) -> bool:
        return not self.is_unchanged and super().has_changed()

    def save(self, commit: bool = True) -> Any:
        if not self.is_unchanged:
            return super().save(commit)
        self.new_objects: list[Any] = []
        self.changed_objects: list[Any] = []
        self.deleted_objects: list[Any] = []
        return []


def unique_names(rule: BaseConstraint) -> tuple[str, ...]:
    """The fields that no two rows share altogether; none of a rule that is about something else."""
    if not isinstance(rule, UniqueConstraint) or rule.condition is not None:
        return ()
    if not all(isinstance(each, F) for each in rule.expressions):
        return ()
    named: list[Any] = list(rule.expressions)
    return tuple(rule.fields) or tuple(each.name for each in named)


def contains_row(row: RowData, rows: Iterable[RowData]) -> bool:
    return any(row is each for each in rows)


def row_position(row: RowData) -> int:
    return int(row.get("position", "")) if is_number(row.get("position", "")) else 0
