"""Assembles the weather pages: plain data for the templates, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from django.conf import settings
from django.utils import timezone

from .chart import Chart
from .line import Entry
from .map import Map
from .models import Reading, Station

DAYS = 30
"""How many days a station's page shows, today among them."""


@dataclass(frozen=True)
class Today:
    """Every station's latest observation. Two queries."""

    chosen: list[tuple[Station, Entry | None]]
    """The stations of the weather line, in the desk's order; None where nothing fresh was observed."""
    others: list[Entry]
    map: Map

    @classmethod
    def at(cls, now: datetime) -> Self:
        entries = {entry.reading.station_id: entry for entry in entries_at(now)}
        chosen = [(station, entries.get(station.pk)) for station in Station.objects.filter(in_header=True)]
        return cls(
            chosen=chosen,
            others=[entry for entry in entries.values() if not entry.reading.station.in_header],
            map=Map.of(entry for _, entry in chosen if entry),
        )

    @property
    def entries(self) -> list[Entry]:
        return [*(entry for _, entry in self.chosen if entry), *self.others]

    @property
    def observed_at(self) -> datetime | None:
        return max((entry.observed_at for entry in self.entries), default=None)


def entries_at(now: datetime, readings: Iterable[Reading] | None = None) -> list[Entry]:
    """What may be shown as today's, an entry a station, in the desk's order. One query, unless given the readings."""
    if readings is None:
        readings = Reading.objects.between(now - timedelta(hours=settings.WEATHER_HIDDEN_AFTER_HOURS), now)
    newest: dict[int, Reading] = {}
    for reading in readings:
        newest.setdefault(reading.station_id, reading)
    entries = [Entry.of(reading, now) for reading in newest.values()]
    return [entry for entry in entries if not entry.is_empty]


@dataclass(frozen=True)
class Month:
    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return (self.first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


@dataclass(frozen=True)
class StationDays:
    """A station's readings of some days. At most four queries, the station's own among them."""

    station: Station
    month: Month | None
    """None: the last thirty days."""
    first: date
    last: date
    readings: list[Reading]
    """Newest first; a day without a row is a gap."""
    latest: Entry | None
    chart: Chart
    older: Month | None
    """The nearest month before with readings."""
    newer: Month | None

    @classmethod
    def of(cls, station: Station, now: datetime, month: Month | None = None) -> Self:
        today = timezone.localdate(now)
        first, last = (month.first, month.last) if month else (today - timedelta(days=DAYS - 1), today)
        its = Reading.objects.filter(station=station)
        readings = list(its.filter(day__range=(first, last)).order_by("-day"))
        for reading in readings:
            reading.station = station
        before_month = Month.of(today).first if month is None else first
        older = its.filter(day__lt=before_month).order_by("-day").values_list("day", flat=True).first()
        newer = its.filter(day__gt=last).order_by("day").values_list("day", flat=True).first() if month else None
        fresh = [] if month else [reading for reading in readings if reading.observed_at <= now][:2]
        return cls(
            station=station,
            month=month,
            first=first,
            last=last,
            readings=readings,
            latest=next(iter(entries_at(now, fresh)), None),
            chart=Chart.of(readings, first, last),
            older=Month.of(older) if older else None,
            newer=Month.of(newer) if newer else None,
        )
