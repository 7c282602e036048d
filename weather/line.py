"""The weather line in the head of every page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Self

from django.conf import settings

from .models import Reading
from .sky import icon_of


@dataclass(frozen=True)
class Entry:
    """A station's latest observation as it is printed."""

    name: str
    condition: str
    icon: str
    """A key of `weather.sky.ICONS`, or empty."""
    temperature: str
    """℃ with one decimal, without the unit."""
    observed_at: datetime
    is_late: bool
    reading: Reading

    @classmethod
    def of(cls, reading: Reading, now: datetime) -> Self:
        return cls(
            name=reading.station.name,
            condition=reading.condition,
            icon=icon_of(reading.condition),
            temperature=degrees(reading.temperature),
            observed_at=reading.observed_at,
            is_late=reading.observed_at < now - timedelta(hours=settings.WEATHER_LATE_AFTER_HOURS),
            reading=reading,
        )


@dataclass(frozen=True)
class WeatherLine:
    """The stations of the desk's choice, without those whose reading is too old to show."""

    entries: list[Entry]

    @classmethod
    def at(cls, now: datetime) -> WeatherLine | None:
        """None where no station has a reading that may be shown. One query."""
        oldest = now - timedelta(hours=settings.WEATHER_HIDDEN_AFTER_HOURS)
        newest: dict[int, Reading] = {}
        for reading in Reading.objects.for_header(observed_after=oldest, until=now):
            newest.setdefault(reading.station_id, reading)
        return cls([Entry.of(reading, now) for reading in newest.values()]) if newest else None

    @property
    def observed_at(self) -> datetime:
        return max(entry.observed_at for entry in self.entries)

    @property
    def is_late(self) -> bool:
        return all(entry.is_late for entry in self.entries)


def degrees(temperature: Decimal) -> str:
    """`-2.6`; never `-0.0`."""
    return f"{temperature.quantize(Decimal('0.1')) + 0:.1f}"
