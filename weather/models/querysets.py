"""Which readings a page shows."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Self

from django.db import models


class ReadingQuerySet(models.QuerySet[Any]):
    def observed_since(self, observed_after: datetime, *, first_day: date, last_day: date) -> Self:
        """In the desk's order, a station's newest first. The days (`days_around`) keep it on the index."""
        within = self.filter(day__range=(first_day, last_day), observed_at__gt=observed_after)
        return within.select_related("station").order_by("station__position", "station_id", "-observed_at")


def days_around(observed_after: datetime, until: datetime) -> dict[str, date]:
    """All days whose readings may have been observed then, wherever the clock stands in Seoul."""
    one = timedelta(days=1)
    return {"first_day": observed_after.date() - one, "last_day": until.date() + one}
