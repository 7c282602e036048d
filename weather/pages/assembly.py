"""Assembles the weather pages: plain data for the templates, in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple, Self

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from ..models import Reading, Station
from ..models.querysets import ReadingQuerySet
from .chart import Chart
from .line import Entry, latest_entries, newest_readings
from .map import Map

DAYS = 30
"""How many days a station's page shows, today among them."""


class StationRow(NamedTuple):
    station: Station
    entry: Entry | None
    """None where nothing was observed that may still be shown."""


@dataclass(frozen=True)
class Today:
    """Every station's latest observation. Two queries."""

    chosen: list[StationRow]
    """The stations of the weather line, in the desk's order."""
    others: list[StationRow]
    """All others, by name."""
    map: Map

    @classmethod
    def load_at(cls, now: datetime) -> Self:
        entries = latest_entries(newest_readings(now).rows(), now)
        rows = [StationRow(station, entries.get(station.pk)) for station in Station.objects.all()]
        chosen = [row for row in rows if row.station.in_header]
        others = [row for row in rows if not row.station.in_header]
        return cls(
            chosen=chosen,
            others=sorted(others, key=lambda row: row.station.name),
            map=Map.from_entries(row.entry for row in chosen if row.entry),
        )

    @property
    def all_entries(self) -> list[Entry]:
        return [row.entry for row in [*self.chosen, *self.others] if row.entry]

    @property
    def observed_at(self) -> datetime | None:
        return max((entry.observed_at for entry in self.all_entries), default=None)


class Month(NamedTuple):
    year: int
    month: int

    @classmethod
    def from_day(cls, day: date) -> Self:
        return cls(day.year, day.month)

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        return (self.first_day + timedelta(days=31)).replace(day=1) - timedelta(days=1)

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"


@dataclass(frozen=True)
class StationDays:
    """A station's readings of some days. At most three queries beside the one that loaded the station."""

    station: Station
    month: Month | None
    """None: the last thirty days."""
    readings: list[Reading]
    """Newest first; a day without a row is a gap."""
    latest: Entry | None
    """What may be shown as the weather of now; never beside a month."""
    chart: Chart
    older: Month | None
    """The nearest month before with readings."""
    newer: Month | None

    @classmethod
    def for_station(cls, station: Station, now: datetime, month: Month | None = None) -> Self:
        today = timezone.localdate(now)
        first, last = (month.first_day, month.last_day) if month else (today - timedelta(days=DAYS - 1), today)
        its = Reading.objects.filter(station=station)
        readings = station_readings(station, first, last)
        latest = None if month else latest_entries(readings, now).get(station.pk)
        older = its.filter(day__lt=first if month else today.replace(day=1)).order_by("-day")
        newer = its.filter(day__gt=last, day__lte=today).order_by("day")
        return cls(
            station=station,
            month=month,
            readings=readings,
            latest=latest,
            chart=Chart.from_readings(readings, first, last),
            older=first_month(older),
            newer=first_month(newer) if month else None,
        )

    @property
    def url(self) -> str:
        if self.month is None:
            return reverse("station", args=[self.station.pk])
        return reverse("station_month", args=[self.station.pk, *self.month])


def station_readings(station: Station, first: date, last: date) -> list[Reading]:
    """Newest first, with their station. One query."""
    readings = list(Reading.objects.filter(station=station, day__range=(first, last)).order_by("-day"))
    for reading in readings:
        reading.station = station
    return readings


def first_month(readings: ReadingQuerySet) -> Month | None:
    """One look into the index of station and day."""
    day = readings.values_list("day", flat=True).first()
    return Month.from_day(day) if day else None


def sitemap_paths() -> list[str]:
    """For the sitemap: the weather of today, and every station that has been observed. One query."""
    observed = Station.objects.filter(Exists(Reading.objects.filter(station=OuterRef("pk"))))
    numbers = observed.order_by("pk").values_list("pk", flat=True)
    return [reverse("weather"), *(reverse("station", args=[number]) for number in numbers)]
