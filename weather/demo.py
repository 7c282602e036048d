"""Readings for the demo edition: made up, but as the season may bring them."""

from __future__ import annotations

import math
import random
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from .models import Reading, Station

DAYS = 400
MAX_AGE = timedelta(hours=1)
FAIR = ["맑음", "맑음", "맑음", "구름조금", "박무"]
CLOUDY = ["구름조금", "구름많음", "구름많음", "흐림"]
WET = ["흐림", "비", "비", "비"]


def build_demo(now: datetime | None = None) -> None:
    """Readings of the last days for the stations of the weather line, and today's of all, up to the last full hour.

    Today's are renewed where they are hours old, so that a demo that is started again has a weather line; those
    of past days stay.
    """
    now = timezone.localtime(now)
    hour = now.replace(minute=0, second=0, microsecond=0)
    stations = list(Station.objects.all())
    Reading.objects.filter(day=hour.date(), observed_at__lt=hour - MAX_AGE).delete()
    past = [(hour - timedelta(days=back)).replace(hour=23) for back in range(1, DAYS)]
    Reading.objects.bulk_create(
        [
            reading_of(station, observed_at)
            for station in stations
            for observed_at in [hour, *(past if station.in_header else [])]
        ],
        ignore_conflicts=True,
    )


def reading_of(station: Station, observed_at: datetime) -> Reading:
    """The same for the same station and hour: colder in the north, in winter and at night."""
    country = random.Random(observed_at.date().isoformat())  # fair or foul everywhere, more or less
    chance = random.Random(f"{station.number}/{observed_at.date()}")
    season = -math.cos((observed_at.timetuple().tm_yday - 20) / 365 * math.tau)
    mean = 13 + 13 * season - (station.latitude - 35.5) * 1.6 + country.uniform(-3, 3) + chance.uniform(-1, 1)
    skies = country.choices([FAIR, CLOUDY, WET], weights=[5, 3, 2 + season])[0]
    condition = chance.choice(skies)
    swing = chance.uniform(4.5, 6.5) if skies is FAIR else chance.uniform(2, 4)
    hours = [one_decimal(mean - swing * math.cos((hour - 3) / 24 * math.tau)) for hour in range(observed_at.hour + 1)]
    if condition == "비" and hours[-1] <= 1:
        condition = "눈"
    return Reading(
        station=station,
        day=observed_at.date(),
        observed_at=observed_at,
        condition=condition,
        condition_at=observed_at,
        temperature_at=observed_at,
        details_at=observed_at,
        provider=Reading.Provider.SURFACE_MAP,
        temperature=hours[-1],
        low=min(hours),
        high=max(hours),
        humidity=chance.randint(70, 96) if skies is WET else chance.randint(35, 75),
        wind_speed=one_decimal(chance.uniform(0.4, 6)),
        precipitation=one_decimal(chance.uniform(0.2, 6) if condition in ("비", "눈") else 0),
    )


def one_decimal(value: float) -> Decimal:
    return Decimal(value).quantize(Decimal("0.1"))
