"""관측지점: which stand in the weather line and in which order, with what they read now."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ..models import Reading, Station
from ..pages.line import AgeLimits, Entry
from .base import WeatherAdmin


@admin.register(Station)
class StationAdmin(WeatherAdmin):
    list_display = ["name", "number", "sky", "temperature", "observed", "in_header", "position"]
    list_editable = ["in_header", "position"]
    list_filter = ["in_header"]
    list_per_page = 200  # all of them: their order is set here
    search_fields = ["name", "=number"]
    fields = ["number", "name", ("latitude", "longitude"), ("in_header", "position")]

    def get_readonly_fields(self, request: HttpRequest, obj: Station | None = None) -> list[str]:
        return ["number"] if obj else []

    def save_model(self, request: HttpRequest, obj: Station, form: Any, change: bool) -> None:
        """A new one is never written over one that somebody has just added under its number."""
        obj.save(force_insert=not change)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Station]:
        """With what each has read since yesterday, the newest first: one more query."""
        yesterday = timezone.localdate() - timedelta(days=1)
        recent = Reading.objects.filter(day__gte=yesterday, observed_at__lte=timezone.now()).order_by("-observed_at")
        return super().get_queryset(request).prefetch_related(Prefetch("readings", recent, to_attr="recent"))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        may_fetch = request.user.has_perm("weather.fetch_weather")
        return super().changelist_view(request, {**(extra_context or {}), "may_fetch": may_fetch})

    @admin.display(description=_("sky"))
    def sky(self, station: Station) -> str | None:
        entry = latest_entry(station)
        return entry.condition or None if entry else None

    @admin.display(description=_("temperature"))
    def temperature(self, station: Station) -> str | None:
        entry = latest_entry(station)
        if entry is None or not entry.temperature:
            return None
        address = reverse("admin:weather_reading_change", args=[entry.reading.pk])
        return format_html('<a href="{}">{}℃</a>', address, entry.temperature)

    @admin.display(description=_("observed"))
    def observed(self, station: Station) -> str | None:
        entry = latest_entry(station)
        if entry is None:
            return None
        at = timezone.localtime(entry.observed_at)
        time = date_format(at, "H:i" if at.date() == timezone.localdate() else "n월 j일 H:i")
        if entry.is_empty:
            return format_html('{} <span class="mark mark-late">{}</span>', time, _("too old to show"))
        if entry.is_late:
            return format_html('{} <span class="mark mark-late">{}</span>', time, _("late observation"))
        return time


def latest_entry(station: Station) -> Entry | None:
    """What the weather line would print of it."""
    recent = cast(list[Reading], getattr(station, "recent", []))
    return Entry.from_reading(recent[0], AgeLimits.at_time(timezone.now())) if recent else None
