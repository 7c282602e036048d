"""Stations and readings at the desk."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from newsroom import edition

from .models import Reading, Station
from .models.reading import TIME_OF

VALUES = {*TIME_OF, "low", "high"}


class WeatherAdmin(admin.ModelAdmin):
    """The weather line stands on every page, so every change of it raises the edition."""

    save_on_top = True
    show_full_result_count = False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        edition.advance()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        edition.advance()

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        super().delete_queryset(request, queryset)
        edition.advance()


@admin.register(Station)
class StationAdmin(WeatherAdmin):
    list_display = ["name", "number", "in_header", "position"]
    list_editable = ["in_header", "position"]
    list_filter = ["in_header"]
    list_per_page = 120  # all of them: their order is set here
    search_fields = ["name", "=number"]
    fields = ["number", "name", ("latitude", "longitude"), ("in_header", "position")]

    def get_readonly_fields(self, request: HttpRequest, obj: Station | None = None) -> list[str]:
        return ["number"] if obj else []


@admin.register(Reading)
class ReadingAdmin(WeatherAdmin):
    list_display = ["station", "day", "condition", "temperature", "low", "high", "observed_at"]
    list_filter = ["day", "station__in_header"]
    list_select_related = ["station"]
    list_per_page = 100
    search_fields = ["station__name"]
    autocomplete_fields = ["station"]
    fieldsets = [
        (None, {"fields": ["station", "day", "observed_at"]}),
        (None, {"fields": ["condition", "temperature", ("low", "high"), ("humidity", "wind_speed", "precipitation")]}),
    ]

    def save_model(self, request: HttpRequest, obj: Reading, form: Any, change: bool) -> None:
        obj.correct(set(form.changed_data) & VALUES)
        super().save_model(request, obj, form, change)
