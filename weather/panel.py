"""The weather on the desk's start page: whether observations come in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings

from .fetching import is_running
from .models import Fetch


@dataclass(frozen=True)
class WeatherPanel:
    """At most two queries."""

    success: Fetch | None
    """The last run that brought something."""
    failure: Fetch | None
    """The last run, where it has failed since."""
    is_running: bool
    is_late: bool
    """Whether the newest observation is older than the paper likes."""
    may_fetch: bool
    template: str = "admin/panels/weather.html"

    @classmethod
    def for_user(cls, user: Any, now: datetime) -> Self | None:
        """None for those whom it does not concern."""
        if not user.has_perms(["weather.view_fetch"]):
            return None
        newest = Fetch.objects.first()
        is_success = newest is not None and not newest.is_running and not newest.error and newest.observed_at
        success = newest if is_success else Fetch.objects.filter(error="", observed_at__isnull=False).first()
        late_after = now - timedelta(hours=settings.WEATHER_LATE_AFTER_HOURS)
        return cls(
            success=success,
            failure=newest if newest and newest.error else None,
            is_running=newest is not None and is_running(newest, now),
            is_late=success is not None and success.observed_at is not None and success.observed_at < late_after,
            may_fetch=user.has_perm("weather.fetch_weather"),
        )
