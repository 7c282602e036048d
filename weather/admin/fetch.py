"""수집: the log of what was asked and had, and the button that asks now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from newsroom.forms.changelist import ReadOnlyAdmin

from ..fetching import AlreadyRunning, configured_service, fetch_readings, run_summary
from ..models import Fetch

SERVICE_LIMITS: dict[str, Any] = {"timeout": 8.0, "deadline": 20.0, "attempts": 1}
"""Somebody is waiting: one try of each provider, and an answer before the browser or the proxy gives up."""


@admin.register(Fetch)
class FetchAdmin(ReadOnlyAdmin):
    """To be read only: what happened has happened."""

    list_display = ["start_time", "run_result", "provider", "newest_observation", "reading_counts", "what_went_wrong"]
    fields = [
        ("started_at", "ended_at"),
        "run_result",
        "provider",
        "observed_at",
        ("received", "stored"),
        "error",
        "problems",
    ]

    def get_urls(self) -> list[Any]:
        now = path("now/", self.admin_site.admin_view(require_POST(self.fetch_now)), name="weather_fetch_now")
        return [now, *super().get_urls()]

    def fetch_now(self, request: HttpRequest) -> HttpResponse:
        """Asks while the person waits, says what came of it, and leads back to where the button was pressed."""
        if not request.user.has_perm("weather.fetch_weather"):
            raise PermissionDenied
        try:
            run = fetch_readings(configured_service(**SERVICE_LIMITS))
        except AlreadyRunning:
            messages.warning(request, _("Somebody or the clock is fetching just now. Look again in a minute."))
        else:
            show_result(request, run)
        back = request.POST.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
        return redirect(back if is_ours else "admin:index")

    @admin.display(description=gettext_lazy("started at"), ordering="started_at")
    def start_time(self, run: Fetch) -> str:
        return short_time(run.started_at)

    @admin.display(description=gettext_lazy("newest observation"))
    def newest_observation(self, run: Fetch) -> str | None:
        return short_time(run.observed_at) if run.observed_at else None

    @admin.display(description=gettext_lazy("received / changed"))
    def reading_counts(self, run: Fetch) -> str | None:
        return f"{run.received} / {run.stored}" if run.received else None

    @admin.display(description=gettext_lazy("outcome"))
    def run_result(self, run: Fetch) -> str:
        if run.is_running:
            state, text = "scheduled", _("running")
        elif run.error:
            state, text = "withdrawn", _("failed")
        else:
            state, text = "published", _("succeeded")
        return format_html('<span class="state state-{}">{}</span>', state, text)

    @admin.display(description=gettext_lazy("what went wrong"))
    def what_went_wrong(self, run: Fetch) -> str:
        if run.error:
            return run_summary(run)
        count = len(run.problems.splitlines())
        return _("%d problems") % count if count else ""


def short_time(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "n월 j일 H:i")


def show_result(request: HttpRequest, run: Fetch) -> None:
    if run.error:
        kept = _("Nothing could be had; the readings stay as they are.")
        messages.error(request, f"{kept} {run_summary(run)}")
    else:
        messages.success(request, run_summary(run))
    if run.problems:
        messages.warning(request, _("Problems: %s") % " · ".join(run.problems.splitlines()[:5]))
