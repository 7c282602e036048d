"""Which readings a page shows."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models


class ReadingQuerySet(models.QuerySet[Any]):
    def for_header(self, *, observed_after: datetime, until: datetime) -> Self:
        """The newest readings of the stations in the weather line, in the desk's order, in one query.

        A day's row and, just after midnight, the evening's one of the day before: `weather.line` keeps the newer.
        """
        return self.between(observed_after, until).filter(station__in_header=True)

    def between(self, observed_after: datetime, until: datetime) -> Self:
        """Of all stations, in the desk's order, a station's newest first. The days keep it on the index."""
        return (
            self.filter(
                day__range=(observed_after.date() - timedelta(days=1), until.date() + timedelta(days=1)),
                observed_at__gt=observed_after,
                observed_at__lte=until,
            )
            .select_related("station")
            .order_by("station__position", "station_id", "-observed_at")
        )
