"""The stations of the weather line on a map: what an SVG template draws, in the picture's own units."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, Self

from .line import Entry

MAINLAND = [
    *[(126.67, 37.83), (126.70, 37.95), (127.10, 38.25), (127.60, 38.33), (128.05, 38.31), (128.36, 38.61)],
    *[(128.60, 38.20), (128.92, 37.80), (129.12, 37.50), (129.35, 37.15), (129.42, 36.75), (129.43, 36.40)],
    *[(129.40, 36.05), (129.57, 36.08), (129.50, 35.80), (129.45, 35.55), (129.25, 35.25), (129.08, 35.08)],
    *[(128.80, 35.05), (128.60, 35.06), (128.72, 34.90), (128.60, 34.73), (128.42, 34.85), (128.05, 34.92)],
    *[(127.95, 34.72), (127.75, 34.88), (127.72, 34.62), (127.50, 34.80), (127.38, 34.50), (127.15, 34.72)],
    *[(126.90, 34.42), (126.72, 34.55), (126.53, 34.31), (126.28, 34.42), (126.30, 34.65), (126.38, 34.80)],
    *[(126.30, 35.00), (126.45, 35.20), (126.42, 35.45), (126.60, 35.62), (126.48, 35.72), (126.72, 35.88)],
    *[(126.60, 35.98), (126.55, 36.20), (126.50, 36.40), (126.38, 36.48), (126.30, 36.65), (126.13, 36.78)],
    *[(126.33, 36.93), (126.50, 37.00), (126.78, 36.98), (126.72, 37.18), (126.65, 37.38), (126.55, 37.60)],
    *[(126.40, 37.66), (126.42, 37.80)],
]
"""Longitude and latitude of a coarse outline, drawn by hand for this map: enough to know where one is."""
JEJU = [
    *[(126.16, 33.33), (126.28, 33.45), (126.53, 33.52), (126.80, 33.56), (126.93, 33.46), (126.84, 33.32)],
    *[(126.56, 33.24), (126.27, 33.21)],
]

UNITS_PER_DEGREE = 76
"""Of latitude; a degree of longitude is narrower, as it is in the middle of the country."""
NARROWER = math.cos(math.radians(36))
MARGIN = 0.25
ROOM_FOR_LABELS = 1.1
"""Degrees north and south of everything, and west and east of it."""
TEXT = 11
"""Height of a letter; a Korean one is as wide, a digit about six tenths of it."""

COLORS = [(-5, "#3b6fb6"), (5, "#3d94b8"), (15, "#4d9a6a"), (25, "#d08a1d"), (99, "#c4532d")]
"""Up to so many ℃. The temperature is written beside it: nobody has to tell colours apart."""


class Box(NamedTuple):
    left: float
    top: float
    right: float
    foot: float

    def meets(self, other: Box) -> bool:
        return self.left < other.right and other.left < self.right and self.top < other.foot and other.top < self.foot


class Side(NamedTuple):
    """Where a label could stand."""

    text_x: float
    text_y: float
    anchor: str
    box: Box


@dataclass(frozen=True)
class Dot:
    """A station with its label, placed where it covers no other."""

    entry: Entry
    x: float
    y: float
    color: str
    text_x: float
    text_y: float
    anchor: str
    """`start`, `middle` or `end`, as SVG calls it."""


@dataclass(frozen=True)
class Map:
    width: int
    height: int
    coasts: list[str]
    """Points of polygons."""
    dots: list[Dot]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Self:
        entries = list(entries)
        corners = [*MAINLAND, *JEJU, *(coordinates(entry) for entry in entries)]
        west = min(longitude for longitude, _ in corners) - ROOM_FOR_LABELS
        east = max(longitude for longitude, _ in corners) + ROOM_FOR_LABELS
        north = max(latitude for _, latitude in corners) + MARGIN
        south = min(latitude for _, latitude in corners) - MARGIN

        def place(longitude: float, latitude: float) -> tuple[float, float]:
            x = (longitude - west) * NARROWER * UNITS_PER_DEGREE
            return round(x, 1), round((north - latitude) * UNITS_PER_DEGREE, 1)

        width, height = place(east, south)
        return cls(
            width=round(width),
            height=round(height),
            coasts=[" ".join(f"{x},{y}" for x, y in (place(*point) for point in coast)) for coast in (MAINLAND, JEJU)],
            dots=dots_of([(entry, *place(*coordinates(entry))) for entry in entries], width),
        )


def coordinates(entry: Entry) -> tuple[float, float]:
    station = entry.reading.station
    return station.longitude, station.latitude


def dots_of(places: list[tuple[Entry, float, float]], width: float) -> list[Dot]:
    """Each label at the first of its sides where it covers no dot and no label that is placed already."""
    taken = [Box(x - 5, y - 5, x + 5, y + 5) for _, x, y in places]
    dots = []
    for (entry, x, y), own in zip(places, list(taken), strict=True):
        sides = list(sides_of(entry, x, y))
        inside = [side for side in sides if side.box.left >= 0 and side.box.right <= width]
        free = [side for side in inside if not any(side.box.meets(box) for box in taken if box is not own)]
        best = (free or inside or sides)[0]
        taken.append(best.box)
        dots.append(Dot(entry, x, y, color_of(entry), best.text_x, best.text_y, best.anchor))
    return dots


def sides_of(entry: Entry, x: float, y: float) -> Iterable[Side]:
    """Right and left, a little higher and lower, then above and below."""
    long = TEXT * (len(entry.name) + 0.3 + 0.62 * (len(entry.temperature) + 1))
    for drop in (0, -0.6 * TEXT, 0.6 * TEXT, -1.2 * TEXT, 1.2 * TEXT, -2 * TEXT, 2 * TEXT):
        yield side(x + 7, y + drop, "start", x + 7, long)
        yield side(x - 7, y + drop, "end", x - 7 - long, long)
    for drop in (-1.2 * TEXT, 1.2 * TEXT):
        yield side(x, y + drop, "middle", x - long / 2, long)


def side(text_x: float, middle: float, anchor: str, left: float, long: float) -> Side:
    box = Box(left, middle - TEXT * 0.55, left + long, middle + TEXT * 0.55)
    return Side(round(text_x, 1), round(middle + TEXT * 0.36, 1), anchor, box)


def color_of(entry: Entry) -> str:
    temperature = float(entry.temperature) if entry.temperature else 0.0
    return next(color for up_to, color in COLORS if temperature <= up_to)
