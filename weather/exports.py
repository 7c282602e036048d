"""Readings for spreadsheets and programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils import timezone

from .models import Reading

PROVIDER = "기상청"
"""기상법 제12조의3⑤: who passes the data on names the source."""
BOM = "\ufeff"
"""Without it Excel on Korean Windows takes UTF-8 for its own code page."""
HEADER = [
    *["지점번호", "지점", "날짜", "관측시각", "날씨", "기온(℃)", "최저(℃)", "최고(℃)", "습도(%)", "풍속(m/s)"],
    *["강수량(mm)", "직접 고친 값", "자료"],
]
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(readings: Iterable[Reading]) -> str:
    """One line a station and day. Reads `station`; if not loaded, each costs a query."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(HEADER)
    for reading in readings:
        observed_at = timezone.localtime(reading.observed_at)
        writer.writerow(
            [
                reading.station_id,
                harmless(reading.station.name),
                f"{reading.day:%Y-%m-%d}",
                f"{observed_at:%Y-%m-%d %H:%M}",
                harmless(reading.condition),
                *(number(reading, name) for name in NUMBERS),
                "Y" if reading.corrected else "",
                PROVIDER,
            ]
        )
    return BOM + file.getvalue()


NUMBERS = ["temperature", "low", "high", "humidity", "wind_speed", "precipitation"]


def number(reading: Reading, name: str) -> str:
    value = getattr(reading, name)
    return "" if value is None else str(value)


def harmless(text: str) -> str:
    """Spreadsheets run what begins like a formula, and these words come from outside."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def as_json(readings: Iterable[Reading]) -> dict[str, Any]:
    """Units as in the model: ℃, %, m/s, mm. Times with Seoul's offset; what was not observed is null."""
    return {
        "provider": PROVIDER,
        "readings": [
            {
                "station": reading.station_id,
                "name": reading.station.name,
                "day": f"{reading.day:%Y-%m-%d}",
                "observed_at": timezone.localtime(reading.observed_at).isoformat(timespec="minutes"),
                "condition": reading.condition,
                **{name: plain(getattr(reading, name)) for name in NUMBERS},
                "corrected": reading.corrected,
            }
            for reading in readings
        ],
    }


def plain(value: Any) -> float | None:
    """As JSON writes numbers: 79, 2.1."""
    return float(value) if isinstance(value, Decimal) else value
