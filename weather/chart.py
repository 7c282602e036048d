"""A station's days as a picture: what an SVG template draws, in the picture's own units."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Self

from .models import Reading

WIDTH, HEIGHT = 400, 230
LEFT, RIGHT, TOP, BOTTOM = 34, 8, 12, 24
STEPS = (1, 2, 5, 10, 20)
"""℃ between two lines."""
LINES_AT_MOST = 6
DAYS_BETWEEN_NAMES = 5


@dataclass(frozen=True)
class Bar:
    """A day's low to high, and its last temperature."""

    day: date
    x: float
    width: float
    top: float
    height: float
    dot: float | None
    low: Decimal | None
    high: Decimal | None
    temperature: Decimal | None

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True)
class Mark:
    """A line of the picture, and what is written at it."""

    at: float
    text: str


@dataclass(frozen=True)
class Chart:
    bars: list[Bar]
    degrees: list[Mark]
    """Up the side."""
    days: list[Mark]
    """Along the foot."""
    coldest: Decimal | None
    warmest: Decimal | None
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    foot: int = HEIGHT - 8

    @classmethod
    def of(cls, readings: Sequence[Reading], first: date, last: date) -> Self:
        """Days without a value have no bar, and keep their place."""
        values = [value for reading in readings for value in values_of(reading)]
        if not values:
            return cls([], [], [], None, None)
        coldest, warmest = min(values), max(values)
        ticks = ticks_between(float(coldest), float(warmest))
        room = (WIDTH - LEFT - RIGHT) / ((last - first).days + 1)

        def y(value: Decimal | float) -> float:
            share = (ticks[-1] - float(value)) / (ticks[-1] - ticks[0])
            return round(TOP + share * (HEIGHT - TOP - BOTTOM), 1)

        def x(day: date) -> float:
            return LEFT + (day - first).days * room

        bars = []
        for reading in sorted(readings, key=lambda reading: reading.day):
            if not (its := values_of(reading)):
                continue
            top, foot = y(max(its)), y(min(its))
            bars.append(
                Bar(
                    day=reading.day,
                    x=round(x(reading.day) + room * 0.2, 1),
                    width=round(room * 0.6, 1),
                    top=top,
                    height=round(max(foot - top, 1), 1),
                    dot=None if reading.temperature is None else y(reading.temperature),
                    low=reading.low,
                    high=reading.high,
                    temperature=reading.temperature,
                )
            )
        return cls(
            bars=bars,
            degrees=[Mark(y(tick), f"{tick}°") for tick in ticks],
            days=[Mark(round(x(day) + room / 2, 1), f"{day.month}.{day.day}") for day in named_days(first, last)],
            coldest=coldest,
            warmest=warmest,
        )


def values_of(reading: Reading) -> list[Decimal]:
    return [value for value in (reading.low, reading.high, reading.temperature) if value is not None]


def ticks_between(low: float, high: float) -> list[int]:
    """Round temperatures that hold both between them: few, and at least two."""
    for step in STEPS:
        first, last = math.floor(low / step) * step, math.ceil(high / step) * step
        last = last if last > first else first + step
        if (last - first) // step < LINES_AT_MOST:
            break
    return list(range(first, last + step, step))


def named_days(first: date, last: date) -> Iterable[date]:
    """Every fifth day, counted back from the last."""
    back = range(0, (last - first).days + 1, DAYS_BETWEEN_NAMES)
    return [last - timedelta(days=days) for days in back]
