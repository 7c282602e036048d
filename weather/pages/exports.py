"""Readings for spreadsheets and programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Self

from django.utils import timezone

from ..models import Reading, Station
from .line import Entry

PROVIDER = "기상청"
"""기상법 제12조의3⑤: who passes the data on names the source."""
BOM = "\ufeff"
"""Without it Excel on Korean Windows takes UTF-8 for its own code page."""
VALUES = {
    "temperature": ("기온", "℃"),
    "low": ("최저기온", "℃"),
    "high": ("최고기온", "℃"),
    "humidity": ("습도", "%"),
    "wind_speed": ("풍속", "m/s"),
    "precipitation": ("1시간 강수량", "mm"),
}
HEADER = [
    *["지점번호", "지점", "날짜", "관측시각", "날씨"],
    *(f"{name}({unit})" for name, unit in VALUES.values()),
    *["고침", "출처"],
]
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class ExportRow:
    """A station's day, as it is given away."""

    station: Station
    day: date
    observed_at: datetime
    condition: str
    temperature: Decimal | None
    low: Decimal | None
    high: Decimal | None
    humidity: int | None
    wind_speed: Decimal | None
    precipitation: Decimal | None
    corrected: list[str]

    @classmethod
    def from_reading(cls, reading: Reading) -> Self:
        """All that the day's row holds. Reads `station`; if not loaded, this costs a query."""
        return cls(
            station=reading.station,
            day=reading.day,
            observed_at=timezone.localtime(reading.observed_at),
            condition=reading.condition,
            corrected=reading.corrected,
            **{name: getattr(reading, name) for name in VALUES},
        )

    @classmethod
    def from_entry(cls, entry: Entry) -> Self:
        """Only what may be shown as today's."""
        return replace(
            cls.from_reading(entry.reading),
            observed_at=timezone.localtime(entry.observed_at),
            condition=entry.condition,
            temperature=Decimal(entry.temperature) if entry.temperature else None,
            **{name: getattr(entry, name) for name in VALUES if name != "temperature"},
        )


def as_csv(rows: Iterable[ExportRow]) -> str:
    """A line each, under a line of Korean headings with the units."""
    file = io.StringIO()
    writer = csv.writer(file)  # ends lines with CRLF, as the format asks
    writer.writerow(HEADER)
    for row in rows:
        writer.writerow(
            [
                row.station.pk,
                escape_formula(row.station.name),
                f"{row.day:%Y-%m-%d}",
                f"{row.observed_at:%Y-%m-%d %H:%M}",
                escape_formula(row.condition),
                *(getattr(row, name) for name in VALUES),
                "Y" if row.corrected else "",
                PROVIDER,
            ]
        )
    return BOM + file.getvalue()


def escape_formula(text: str) -> str:
    """Spreadsheets run what begins like a formula, and these words come from outside."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_SIGNS) else text


def as_json(rows: Iterable[ExportRow]) -> dict[str, Any]:
    """Times with Seoul's offset; what was not observed is null."""
    return {
        "provider": PROVIDER,
        "units": {name: unit for name, (_, unit) in VALUES.items()},
        "readings": [
            {
                "station": row.station.pk,
                "name": row.station.name,
                "day": f"{row.day:%Y-%m-%d}",
                "observed_at": row.observed_at.isoformat(timespec="minutes"),
                "condition": row.condition,
                **{name: json_value(getattr(row, name)) for name in VALUES},
                "corrected": row.corrected,
            }
            for row in rows
        ],
    }


def json_value(value: Decimal | int | None) -> float | None:
    """As JSON writes numbers: 79, 2.1."""
    return float(value) if isinstance(value, Decimal) else value
