"""The weather line in the head of every page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Self

from django.conf import settings
from django.utils import timezone

from newsroom.prepared import Prepared

from .models import Reading
from .querysets import ReadingQuerySet, days_around
from .sky import icon_of


@dataclass(frozen=True)
class Entry:
    """A station's latest observation as it is printed."""

    name: str
    condition: str
    icon: str
    """A key of `weather.sky.ICONS`, or empty."""
    temperature: str
    """℃ with one decimal, without the unit; empty where there is none that is fresh enough."""
    observed_at: datetime
    """When what is shown was observed; the older one's where sky and temperature differ."""
    is_late: bool
    low: Decimal | None
    """The day's so far; none just after midnight, while the evening's observation is still shown."""
    high: Decimal | None
    humidity: int | None
    """This, wind and precipitation: only of the same observation as what stands beside them."""
    wind_speed: Decimal | None
    precipitation: Decimal | None
    reading: Reading

    @classmethod
    def of(cls, reading: Reading, now: datetime) -> Self:
        condition = reading.condition if is_fresh(reading.condition_at, now) else ""
        temperature = reading.temperature if is_fresh(reading.temperature_at, now) else None
        times = [
            reading.condition_at if condition else None,
            reading.temperature_at if temperature is not None else None,
        ]
        observed_at = min((time for time in times if time), default=reading.observed_at)
        is_today = reading.day == timezone.localdate(now)
        has_details = reading.details_at == reading.observed_at
        return cls(
            name=reading.station.name,
            condition=condition,
            icon=icon_of(condition),
            temperature="" if temperature is None else degrees(temperature),
            observed_at=observed_at,
            is_late=observed_at < now - timedelta(hours=settings.WEATHER_LATE_AFTER_HOURS),
            low=reading.low if is_today else None,
            high=reading.high if is_today else None,
            humidity=reading.humidity if has_details else None,
            wind_speed=reading.wind_speed if has_details else None,
            precipitation=reading.precipitation if has_details else None,
            reading=reading,
        )

    @property
    def is_empty(self) -> bool:
        return not self.condition and not self.temperature


@dataclass(frozen=True)
class WeatherLine:
    """The stations of the desk's choice, without those whose reading is too old to show."""

    entries: list[Entry]

    @classmethod
    def at(cls, now: datetime) -> WeatherLine | None:
        """None where no station has a reading that may be shown. One query."""
        oldest = now - timedelta(hours=settings.WEATHER_HIDDEN_AFTER_HOURS)
        newest: dict[int, Reading] = {}
        for reading in newest_readings(oldest, now, in_header=True):
            newest.setdefault(reading.station_id, reading)
        entries = [Entry.of(reading, now) for reading in newest.values()]
        shown = [entry for entry in entries if not entry.is_empty]
        return cls(shown) if shown else None

    @property
    def observed_at(self) -> datetime:
        return max(entry.observed_at for entry in self.entries)

    @property
    def is_late(self) -> bool:
        return all(entry.is_late for entry in self.entries)


def newest_readings(observed_after: datetime, until: datetime, *, in_header: bool = False) -> list[Reading]:
    """Of all stations or those of the line, in the desk's order, a station's newest first. One query.

    A day's row and, just after midnight, the evening's one of the day before.
    """
    days = days_around(observed_after, until)
    return Prepared(readings_between, in_header, observed_after=observed_after, until=until, **days).rows()


def readings_between(
    in_header: bool, *, observed_after: datetime, until: datetime, first_day: date, last_day: date
) -> ReadingQuerySet:
    found = Reading.objects.between(observed_after=observed_after, until=until, first_day=first_day, last_day=last_day)
    return found.filter(station__in_header=True) if in_header else found


def is_fresh(observed_at: datetime | None, now: datetime) -> bool:
    """Whether a value may still be shown as today's."""
    return observed_at is not None and observed_at > now - timedelta(hours=settings.WEATHER_HIDDEN_AFTER_HOURS)


def degrees(temperature: Decimal) -> str:
    """`-2.6`; never `-0.0`."""
    return f"{temperature.quantize(Decimal('0.1')) + 0:.1f}"
