"""What the admin's forms of every app have in common."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from ..shared.characters import clean_text
from .choices import set_instance

EARLIEST, LATEST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
MAX_NUMBER_LENGTH = 18
"""Digits of a row's number."""


def clean_typed(form: forms.BaseForm, cleaned: dict[str, Any]) -> None:
    """Puts the characters of every text that was typed in order, where lines end too in a field that has any."""
    for name, value in cleaned.items():
        if type(value) is str:
            has_lines = name in form.fields and isinstance(form.fields[name].widget, forms.Textarea)
            cleaned[name] = clean_text(value, has_lines=has_lines)


class MinuteField(forms.DateTimeField):
    """A day and a time in Seoul, to the minute, in one control that phones have a wheel for."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(**{**kwargs, "widget": widget})

    def to_python(self, value: Any) -> datetime | None:
        try:
            at: datetime | None = super().to_python(value)
            is_sensible = at is None or EARLIEST < at < LATEST
        except OverflowError:
            is_sensible = False
        if not is_sensible:
            raise ValidationError(_("Choose a time between 1990 and 2100."), code="far_away")
        return at

    def has_changed(self, initial: Any, data: Any) -> bool:
        """The seconds of what was saved are not shown, and their absence is no change."""
        if isinstance(initial, datetime):
            initial = initial.replace(second=0, microsecond=0)
        return super().has_changed(initial, data)


class EditorialForm(forms.ModelForm):
    """A form of the admin: mends what is typed, and knows when somebody else has saved the same row meanwhile.

    The page sends back, as `initial_values`, what the fields held when it was opened. What only the other has changed
    stays as the other left it; where both have changed a field, the form is shown again with both texts.
    """

    INITIAL_FIELD = "opened_with"
    """The name of the hidden field; not one of the form's, as the admin's fieldsets would have to name it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.told: dict[str, str] = {}
        """What others have put into fields where this form says so: whoever saves it again has seen it."""
        self.drop_invalid_choices()
        if not self.is_bound:
            set_instance(self.fields, self.instance)

    def drop_invalid_choices(self) -> None:
        """Choices are rows by their number; what is none would fail where the form is drawn again."""
        for name, field in self.fields.items():
            if not isinstance(field, forms.ModelChoiceField) or getattr(field, "accepts_text", False):
                continue
            given = self.initial.get(name)
            if isinstance(given, str) and not is_number(given) or isinstance(given, list) and not are_numbers(given):
                del self.initial[name]
            key = self.add_prefix(name)
            if self.is_bound and isinstance(self.data, QueryDict):
                typed = self.data.getlist(key)
                if any(each and not is_number(each) for each in typed):
                    self.data = self.data.copy()
                    self.data.setlist(key, [each for each in typed if is_number(each)])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        clean_typed(self, cleaned)
        self.merge_other_changes(cleaned)
        return cleaned

    @property
    def initial_values(self) -> str:
        """For the hidden field of a form that is shown: what the fields held when it was opened; empty for a new row.

        A form that is shown again was opened no later for that: what others have saved since stays theirs.
        """
        if not self.instance.pk:
            return ""
        opened = parse_initial(self.data.get(self.INITIAL_FIELD)) if self.is_bound else {}
        return json.dumps({**opened, **self.told} if opened else self.saved_values())

    def saved_values(self) -> dict[str, str]:
        """Read afresh where the form was sent: its row holds by then what was typed."""
        form = (
            type(self)(instance=self._meta.model._default_manager.get(pk=self.instance.pk)) if self.is_bound else self
        )
        return {name: field_text(form[name]) for name in form.fields if self.is_compared(name)}

    def is_compared(self, name: str) -> bool:
        return name in {field.name for field in self._meta.model._meta.get_fields()} and not isinstance(
            self.fields[name], forms.FileField
        )

    def merge_other_changes(self, cleaned: dict[str, Any]) -> None:
        opened = parse_initial(self.data.get(self.INITIAL_FIELD)) if self.instance.pk else {}
        saved = self.saved_values() if opened else {}
        for name in [name for name in saved if name in opened and name in cleaned and saved[name] != opened[name]]:
            typed = field_text(self[name])
            if typed == opened[name] or not self.fields[name].has_changed(opened[name], typed):
                theirs = getattr(self.instance, name)
                cleaned[name] = theirs.all() if hasattr(theirs, "all") else theirs
            elif typed != saved[name]:
                text = _("Somebody else has saved this since you opened it: “%s”. Save again to put yours over it.")
                self.add_error(name, text % (saved[name] or _("(empty)")))
                self.told[name] = saved[name]


def parse_initial(text: Any) -> dict[str, str]:
    try:
        values = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}


def field_text(field: forms.BoundField) -> str:
    """A field's value as a form sends it, so that what was saved and what is typed can be compared."""
    value = field.value()
    if value is None or value is False:
        return ""
    if isinstance(value, list | tuple):
        return ",".join(sorted(str(getattr(each, "pk", each)) for each in value))
    if isinstance(value, date | time):
        value = field.field.widget.format_value(value)
    return str(value).replace("\r\n", "\n").strip()


def is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= MAX_NUMBER_LENGTH


def are_numbers(values: list[Any]) -> bool:
    return all(not isinstance(each, str) or is_number(each) for each in values)
