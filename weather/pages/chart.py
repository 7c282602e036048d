"""A station's days as a picture: what an SVG template draws.

It has no view box. What lies along the days is in hundredths of its width, what goes up and down in pixels: so it
fills a phone and a desk alike, and its words have the size of the words around it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Self

from ..models import Reading
from .scale import color_of

HEIGHT, TOP, BOTTOM = 280, 24, 46
STEPS = (1, 2, 5, 10, 20)
"""℃ between two lines."""
MAX_LINES = 6
NAME_INTERVAL = 5
BAR = 0.56
"""Of a day's width."""
EDGE_WIDTH = 10
"""Hundredths of the width within which words would hang over."""


@dataclass(frozen=True)
class Mark:
    """A line of the picture, or what is written at a place of it."""

    at: float
    text: str
    anchor: str = "middle"
    height: float = 0
    is_zero: bool = False


@dataclass(frozen=True)
class Bar:
    """A day: its low to high, and its last temperature."""

    reading: Reading
    left: float
    """Of the day's whole width, for the pointer."""
    x: float
    middle: float
    top: float
    height: float
    dot: float | None


@dataclass(frozen=True)
class Segment:
    """From one day's last temperature to that of the next day. Over a gap there is none."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Chart:
    bars: list[Bar]
    line: list[Segment]
    degrees: list[Mark]
    """Up the side."""
    days: list[Mark]
    """Along the foot."""
    extremes: list[Mark]
    """The highest high and the lowest low."""
    colors: list[tuple[float, str]]
    """Hundredths of the way from top to foot, and the colour of the temperature there."""
    coldest: Reading | None
    warmest: Reading | None
    day_width: float
    bar_width: float
    height: int = HEIGHT
    top: int = TOP
    foot: int = HEIGHT - BOTTOM
    names_at: int = HEIGHT - 8

    @classmethod
    def from_readings(cls, readings: Sequence[Reading], first: date, last: date) -> Self:
        """Days without a value have no bar, and keep their place."""
        shown = sorted((each for each in readings if reading_temperatures(each)), key=lambda reading: reading.day)
        values = [value for reading in shown for value in reading_temperatures(reading)] or [Decimal(0)]
        ticks = ticks_between(float(min(values)), float(max(values)))
        day_width = 100 / ((last - first).days + 1)

        def y(value: Decimal | float) -> float:
            share = (ticks[-1] - float(value)) / (ticks[-1] - ticks[0])
            return round(TOP + share * (HEIGHT - TOP - BOTTOM), 1)

        def left(day: date) -> float:
            return (day - first).days * day_width

        def middle(day: date) -> float:
            return round(left(day) + day_width / 2, 2)

        def bar(reading: Reading) -> Bar:
            top, foot = y(max(reading_temperatures(reading))), y(min(reading_temperatures(reading)))
            return Bar(
                reading=reading,
                left=round(left(reading.day), 2),
                x=round(left(reading.day) + day_width * (1 - BAR) / 2, 2),
                middle=middle(reading.day),
                top=top,
                height=round(max(foot - top, 2), 1),
                dot=None if reading.temperature is None else y(reading.temperature),
            )

        bars = [bar(reading) for reading in shown]
        coldest = min(shown, key=lambda reading: min(reading_temperatures(reading)), default=None)
        warmest = max(shown, key=lambda reading: max(reading_temperatures(reading)), default=None)
        extremes = []
        if warmest and coldest:
            high, low = max(reading_temperatures(warmest)), min(reading_temperatures(coldest))
            extremes = [
                Mark(middle(warmest.day), f"{high}°", text_anchor(middle(warmest.day)), y(high) - 7),
                Mark(middle(coldest.day), f"{low}°", text_anchor(middle(coldest.day)), y(low) + 15),
            ]
        return cls(
            bars=bars,
            line=list(line_segments(bars)),
            degrees=[Mark(y(tick), f"{tick}°", is_zero=tick == 0) for tick in ticks],
            days=[Mark(middle(day), f"{day.month}.{day.day}") for day in named_days(first, last)],
            extremes=extremes,
            colors=colors_between(ticks[-1], ticks[0]),
            coldest=coldest,
            warmest=warmest,
            day_width=round(day_width, 2),
            bar_width=round(day_width * BAR, 2),
        )


def reading_temperatures(reading: Reading) -> list[Decimal]:
    return [value for value in (reading.low, reading.high, reading.temperature) if value is not None]


def text_anchor(x: float) -> str:
    """Which end of the words stands at their place, so that they stay inside."""
    if x < EDGE_WIDTH:
        return "start"
    return "end" if x > 100 - EDGE_WIDTH else "middle"


def line_segments(bars: Iterable[Bar]) -> Iterable[Segment]:
    for one, other in pairwise(bars):
        if one.dot is not None and other.dot is not None and other.reading.day - one.reading.day == timedelta(days=1):
            yield Segment(one.middle, one.dot, other.middle, other.dot)


def colors_between(top: int, foot: int) -> list[tuple[float, str]]:
    """At so many places that the mixtures between them are those of the scale."""
    count = 8
    return [(round(100 * n / count, 1), color_of(top + (foot - top) * n / count)) for n in range(count + 1)]


def ticks_between(low: float, high: float) -> list[int]:
    """Round temperatures that hold both between them: few, and at least two."""
    for step in STEPS:
        first, last = math.floor(low / step) * step, math.ceil(high / step) * step
        last = last if last > first else first + step
        if (last - first) // step < MAX_LINES:
            break
    return list(range(first, last + step, step))


def named_days(first: date, last: date) -> list[date]:
    """Of a month the first, the fifth, the tenth …; else every fifth day, counted back from the last."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    if first.day == 1:
        return [day for day in days if day.day == 1 or (day.day % NAME_INTERVAL == 0 and day.day <= 30)]
    return days[::-NAME_INTERVAL]
