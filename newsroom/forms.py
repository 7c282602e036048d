"""What the admin's forms of every app have in common."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Any

from django import forms


class MinuteField(forms.DateTimeField):
    """A day and a time in Seoul, to the minute, in one control that phones have a wheel for."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(**{**kwargs, "widget": widget})

    def has_changed(self, initial: Any, data: Any) -> bool:
        """The seconds of what was saved are not shown, and their absence is no change."""
        if isinstance(initial, datetime):
            initial = initial.replace(second=0, microsecond=0)
        return super().has_changed(initial, data)


class EditorialForm(forms.ModelForm):
    """Composes Hangul: a Mac hands over syllables taken apart, which no search would find again."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in cleaned.items():
            if type(value) is str:
                cleaned[name] = unicodedata.normalize("NFC", value)
        return cleaned
