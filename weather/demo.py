"""Readings for the demo edition: made up, but as the season may bring them."""

from __future__ import annotations

import math
import random
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from .models import Reading, Station

DAYS = 15
SKIES = ["맑음", "맑음", "구름조금", "구름많음", "흐림", "박무"]


def build(now: datetime | None = None) -> None:
    """Readings of the last days for the stations of the weather line, observed up to the last full hour.

    Today's are renewed by a later run, so that a demo that is started again has a weather line; those of past days
    stay.
    """
    now = timezone.localtime(now)
    hour = now.replace(minute=0, second=0, microsecond=0)
    for station in Station.objects.filter(in_header=True):
        for back in range(DAYS):
            observed_at = hour if back == 0 else (hour - timedelta(days=back)).replace(hour=23)
            values = reading_of(station, observed_at)
            key: dict[str, Any] = {"station": station, "day": observed_at.date()}
            if back == 0:
                Reading.objects.update_or_create(**key, defaults=values)
            else:
                Reading.objects.get_or_create(**key, defaults=values)


def reading_of(station: Station, observed_at: datetime) -> dict[str, Any]:
    """The same for the same station and hour: colder in the north, in winter and at night."""
    chance = random.Random(f"{station.number}/{observed_at.date()}")
    season = -math.cos((observed_at.timetuple().tm_yday - 20) / 365 * math.tau)
    mean = 12 + 13 * season - (station.latitude - 35.5) * 1.6 + chance.uniform(-3, 3)
    swing = chance.uniform(3.5, 6)
    low, high = mean - swing, mean + swing
    here = mean - swing * math.cos((observed_at.hour - 3) / 24 * math.tau)
    return {
        "observed_at": observed_at,
        "condition": chance.choice(SKIES),
        "temperature": one_decimal(here),
        "low": one_decimal(low),
        "high": one_decimal(high),
        "humidity": chance.randint(35, 90),
        "wind_speed": one_decimal(chance.uniform(0.4, 6)),
    }


def one_decimal(value: float) -> Decimal:
    return Decimal(value).quantize(Decimal("0.1"))
