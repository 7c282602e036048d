"""What stations and readings have in common at the desk."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.forms import DateInput
from django.http import HttpRequest

from newsroom.fast import edition
from newsroom.forms.base import EditorialForm, MinuteField
from newsroom.forms.changelist import SafeListAdmin
from newsroom.forms.saving import SavingMixin


class WeatherAdmin(SavingMixin, SafeListAdmin):
    """The weather line stands on every page, so every change of it raises the edition."""

    form = EditorialForm
    formfield_overrides = {
        models.DateTimeField: {"form_class": MinuteField},
        models.DateField: {"widget": DateInput(attrs={"type": "date"}, format="%Y-%m-%d")},
    }
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        edition.advance()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        edition.advance()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        super().delete_queryset(request, queryset)
        edition.advance()
