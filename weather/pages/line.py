"""The weather line in the head of every page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple, Self

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from newsroom.fast.prepared import Prepared

from ..models import Reading
from ..models.querysets import ReadingQuerySet, days_around
from .sky import icon_of

TENTH = Decimal("0.1")


class LineReading(NamedTuple):
    """What the line reads of a `Reading`, by the same names. The details stand on the pages of the weather alone."""

    station_id: int
    station_name: str
    day: date
    observed_at: datetime
    condition: str
    condition_at: datetime | None
    temperature: Decimal | None
    temperature_at: datetime | None


LINE_COLUMNS = [name.replace("station_name", "station__name") for name in LineReading._fields]


class AgeLimits(NamedTuple):
    """What an observation's age means at a moment: the same for all stations."""

    shown_after: datetime
    """Older values may not be shown as today's."""
    late_before: datetime
    today: date
    """In Seoul."""

    @classmethod
    def at_time(cls, now: datetime) -> Self:
        return cls(
            shown_after=now - timedelta(hours=settings.WEATHER_HIDDEN_AFTER_HOURS),
            late_before=now - timedelta(hours=settings.WEATHER_LATE_AFTER_HOURS),
            today=timezone.localdate(now),
        )

    def may_show(self, observed_at: datetime | None) -> bool:
        return observed_at is not None and observed_at > self.shown_after


class Entry(NamedTuple):
    """A station's latest observation as it is printed."""

    name: str
    condition: str
    icon: str
    """A key of `weather.pages.sky.ICONS`, or empty."""
    temperature: str
    """℃ with one decimal, without the unit; empty where there is none that is fresh enough."""
    observed_at: datetime
    """When what is shown was observed; the older one's where sky and temperature differ."""
    is_late: bool
    is_of_today: bool
    reading: Any
    """A `Reading`; in the line a `LineReading`."""

    @classmethod
    def from_reading(cls, reading: Reading | LineReading, ages: AgeLimits) -> Self:
        condition = reading.condition if ages.may_show(reading.condition_at) else ""
        temperature = reading.temperature if ages.may_show(reading.temperature_at) else None
        shown = ((reading.condition_at, bool(condition)), (reading.temperature_at, temperature is not None))
        observed_at = min([time for time, is_shown in shown if is_shown and time], default=reading.observed_at)
        return cls(
            name=reading.station_name,
            condition=condition,
            icon=icon_of(condition),
            temperature="" if temperature is None else format_degrees(temperature),
            observed_at=observed_at,
            is_late=observed_at < ages.late_before,
            is_of_today=reading.day == ages.today,
            reading=reading,
        )

    @property
    def low(self) -> Decimal | None:
        """The day's so far; none just after midnight, while the evening's observation is still shown."""
        return self.reading.low if self.is_of_today else None

    @property
    def high(self) -> Decimal | None:
        return self.reading.high if self.is_of_today else None

    @property
    def has_details(self) -> bool:
        """Whether humidity, wind and precipitation are of the same observation as what stands beside them."""
        return self.reading.details_at == self.reading.observed_at

    @property
    def humidity(self) -> int | None:
        return self.reading.humidity if self.has_details else None

    @property
    def wind_speed(self) -> Decimal | None:
        return self.reading.wind_speed if self.has_details else None

    @property
    def precipitation(self) -> Decimal | None:
        return self.reading.precipitation if self.has_details else None

    @property
    def is_empty(self) -> bool:
        return not self.condition and not self.temperature


@dataclass(frozen=True)
class WeatherLine:
    """The stations of the desk's choice, without those whose reading is too old to show."""

    entries: list[Entry]

    @classmethod
    def from_rows(cls, rows: Iterable[Any], now: datetime) -> WeatherLine | None:
        """Of the rows of `line_readings`; None where no station has one that may be shown."""
        entries = latest_entries(map(LineReading._make, rows), now)
        return cls(list(entries.values())) if entries else None

    @property
    def shown_values(self) -> tuple[Any, ...]:
        """All that decides how the line looks on a day."""
        return tuple((entry.reading.station_id, *entry[:-1]) for entry in self.entries)

    @cached_property
    def observed_at(self) -> datetime:
        return max([entry.observed_at for entry in self.entries])

    @property
    def is_late(self) -> bool:
        return all(entry.is_late for entry in self.entries)


def latest_entries(readings: Iterable[Reading | LineReading], now: datetime) -> dict[int, Entry]:
    """The entry of each station that may be shown as today's, by its number. `readings` are the newest first."""
    newest: dict[int, Reading | LineReading] = {}
    for reading in readings:
        if reading.observed_at <= now:
            newest.setdefault(reading.station_id, reading)
    ages = AgeLimits.at_time(now)
    entries = {number: Entry.from_reading(reading, ages) for number, reading in newest.items()}
    return {number: entry for number, entry in entries.items() if not entry.is_empty}


def newest_readings(now: datetime) -> Prepared:
    """What may be shown of all stations, in the desk's order, a station's newest first.

    A day's row and, just after midnight, the evening's one of the day before.
    """
    return Prepared(readings_since, **visible_range(now))


def line_readings(now: datetime) -> Prepared:
    """The same of the stations of the line, as rows that `WeatherLine.from_rows` takes."""
    return Prepared(line_readings_since, **visible_range(now))


def visible_range(now: datetime) -> dict[str, date]:
    oldest = now - timedelta(hours=settings.WEATHER_HIDDEN_AFTER_HOURS)
    return {"observed_after": oldest, **days_around(oldest, now)}


def readings_since(*, observed_after: datetime, first_day: date, last_day: date) -> ReadingQuerySet:
    return Reading.objects.observed_since(observed_after, first_day=first_day, last_day=last_day)


def line_readings_since(*, observed_after: datetime, first_day: date, last_day: date) -> QuerySet[Any]:
    found = Reading.objects.observed_since(observed_after, first_day=first_day, last_day=last_day)
    return found.filter(station__in_header=True).values_list(*LINE_COLUMNS)


def format_degrees(temperature: Decimal) -> str:
    """`-2.6`; never `-0.0`."""
    return f"{temperature.quantize(TENTH) + 0:.1f}"
