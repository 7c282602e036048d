"""The stations of the weather line on a map: what an SVG template draws, in the picture's own units."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, Self

from .line import Entry
from .scale import color_of

MAINLAND = """
126.67 37.78  126.68 37.95  126.90 38.08  127.12 38.29  127.55 38.33  128.05 38.30  128.28 38.42  128.36 38.61
128.47 38.42  128.60 38.20  128.68 38.08  128.83 37.90  128.95 37.76  129.12 37.52  129.32 37.27  129.42 37.00
129.42 36.78  129.38 36.55  129.43 36.38  129.38 36.15  129.38 36.04  129.48 36.03  129.57 36.09  129.54 35.94
129.50 35.80  129.45 35.57  129.36 35.38  129.22 35.20  129.12 35.09  129.00 35.05  128.83 35.06  128.70 35.10
128.58 35.17  128.56 35.05  128.44 34.98  128.43 34.84  128.32 34.86  128.18 34.92  128.05 34.93  127.98 35.03
127.90 34.96  127.74 34.94  127.77 34.76  127.66 34.72  127.55 34.85  127.42 34.82  127.49 34.62  127.42 34.46
127.24 34.46  127.13 34.54  127.22 34.68  127.12 34.72  126.98 34.60  126.90 34.44  126.82 34.50  126.79 34.62
126.70 34.48  126.53 34.29  126.44 34.38  126.28 34.56  126.36 34.74  126.30 34.92  126.28 35.06  126.38 35.15
126.34 35.25  126.44 35.38  126.46 35.50  126.67 35.57  126.48 35.63  126.58 35.76  126.52 35.95  126.66 36.00
126.53 36.10  126.56 36.20  126.49 36.33  126.51 36.48  126.38 36.42  126.30 36.60  126.13 36.73  126.16 36.83
126.32 36.95  126.46 37.02  126.64 37.02  126.86 36.93  126.82 37.02  126.70 37.10  126.60 37.22  126.73 37.34
126.61 37.46  126.62 37.58  126.54 37.68
"""
"""Longitude and latitude of a coarse outline, drawn by hand for this map: enough to know where one is."""
ISLANDS = [
    "126.38 37.62  126.51 37.61  126.53 37.76  126.43 37.83  126.36 37.74",  # 강화도
    "128.52 34.88  128.62 35.01  128.73 34.97  128.70 34.82  128.62 34.72  128.52 34.80",  # 거제도
    "127.86 34.82  127.97 34.93  128.06 34.83  127.98 34.72",  # 남해도
    "126.10 34.42  126.26 34.36  126.37 34.44  126.31 34.57  126.17 34.54",  # 진도
    "126.15 33.30  126.28 33.46  126.52 33.52  126.70 33.55  126.87 33.53  126.94 33.46  126.86 33.37  126.75 33.31"
    "  126.58 33.24  126.40 33.23  126.27 33.20  126.17 33.25",  # 제주도
    "130.78 37.50  130.84 37.55  130.92 37.54  130.93 37.48  130.86 37.45  130.80 37.46",  # 울릉도
    "131.81 37.26  131.87 37.27  131.89 37.22  131.83 37.20",  # 독도, larger than it is: else nobody saw it
]

FRAME = (129.76, 37.56, 130.66, 36.88)
"""West, north, east and south of a frame as it is drawn. In it stand 울릉도 and 독도, which belong on the map: drawn
where they are, the sea before them would take up a third of it."""
MOVED = [(131.4, -1.44, -0.08), (130.2, -0.83, -0.16)]
"""What is drawn how far from where it is: all that lies east of a longitude, so much in longitude and latitude."""

WIDTH = 360
NARROWER = math.cos(math.radians(36))
"""How much shorter a degree of longitude is than one of latitude, in the middle of the country."""
MARGIN = 14
ROOM_FOR_LABELS = 46
"""West of everything, in the picture's units."""

LETTER = 12
"""Width and height of a Korean letter."""
NARROW = {"-": 0.4, ".": 0.3, "°": 0.4}
"""Width of what is no figure, of a letter's; a figure has six tenths."""
GAP = 4
CHIP = 17
"""Height of the coloured ground on which a temperature stands, and so of a label."""
DOT = 3.5


class Box(NamedTuple):
    left: float
    top: float
    right: float
    foot: float

    def overlaps_with(self, other: Box) -> bool:
        return self.left < other.right and other.left < self.right and self.top < other.foot and other.top < self.foot

    def is_inside(self, other: Box) -> bool:
        return (
            other.left <= self.left and self.right <= other.right and other.top <= self.top and self.foot <= other.foot
        )


@dataclass(frozen=True)
class Label:
    """A name, and after it the temperature on its ground."""

    name_x: float
    chip_x: float
    chip_width: float
    top: float
    box: Box

    @property
    def chip_middle(self) -> float:
        return round(self.chip_x + self.chip_width / 2, 1)

    @property
    def foot_of_letters(self) -> float:
        return round(self.top + CHIP - 4.7, 1)


@dataclass(frozen=True)
class Dot:
    entry: Entry
    x: float
    y: float
    color: str
    label: Label | None
    """Placed where it covers no other; None where there is no such place."""


@dataclass(frozen=True)
class Map:
    width: int
    height: int
    coast: str
    """An SVG path of everything."""
    frame: Box
    dots: list[Dot]
    chip_height: int = CHIP

    @classmethod
    def from_entries(cls, entries: Iterable[Entry]) -> Self:
        entries = list(entries)
        outlines = [svg_points(text) for text in (MAINLAND, *ISLANDS)]
        corners = [point for outline in outlines for point in outline] + [map_position(entry) for entry in entries]
        west = min(longitude for longitude, _ in corners)
        north, south = max(latitude for _, latitude in corners), min(latitude for _, latitude in corners)
        unit = (WIDTH - ROOM_FOR_LABELS - GAP) / ((FRAME[2] - west) * NARROWER)

        def place(longitude: float, latitude: float) -> tuple[float, float]:
            by = next(((east, north) for limit, east, north in MOVED if longitude > limit), (0, 0))
            return as_drawn(longitude + by[0], latitude + by[1])

        def as_drawn(longitude: float, latitude: float) -> tuple[float, float]:
            x = ROOM_FOR_LABELS + (longitude - west) * NARROWER * unit
            return round(x, 1), round(MARGIN + (north - latitude) * unit, 1)

        frame = Box(*as_drawn(*FRAME[:2]), *as_drawn(*FRAME[2:]))
        height = round((north - south) * unit + 2 * MARGIN)
        places = [(entry, *place(*map_position(entry))) for entry in entries]
        return cls(
            width=WIDTH,
            height=height,
            coast="".join(svg_path(outline, place) for outline in outlines),
            frame=frame,
            dots=list(make_dots(places, Box(0, 0, WIDTH, height), frame)),
        )

    @property
    def frame_width(self) -> float:
        return round(self.frame.right - self.frame.left, 1)

    @property
    def frame_middle(self) -> float:
        return round((self.frame.left + self.frame.right) / 2, 1)

    @property
    def frame_height(self) -> float:
        return round(self.frame.foot - self.frame.top, 1)

    @property
    def has_late(self) -> bool:
        return any(dot.entry.is_late for dot in self.dots)


def svg_points(text: str) -> list[tuple[float, float]]:
    numbers = [float(number) for number in text.split()]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def svg_path(outline: list[tuple[float, float]], place: Callable[[float, float], tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in (place(*point) for point in outline)) + "Z"


def map_position(entry: Entry) -> tuple[float, float]:
    station = entry.reading.station
    return station.longitude, station.latitude


def make_dots(places: list[tuple[Entry, float, float]], sheet: Box, frame: Box) -> Iterator[Dot]:
    """Each label at the first of its places that is free, the desk's first station first."""
    own = [Box(x - DOT - 1, y - DOT - 1, x + DOT + 1, y + DOT + 1) for _, x, y in places]
    taken = [*own, frame]
    for (entry, x, y), dot in zip(places, own, strict=True):
        in_the_way = [box for box in taken if box is not dot]
        free = (
            label
            for label in possible_labels(entry, x, y)
            if label.box.is_inside(sheet) and not any(label.box.overlaps_with(box) for box in in_the_way)
        )
        label = next(free, None)
        if label:
            taken.append(label.box)
        color = color_of(float(entry.temperature)) if entry.temperature else "gray"
        yield Dot(entry, x, y, color, label)


def possible_labels(entry: Entry, x: float, y: float) -> Iterator[Label]:
    """Where a label may stand, the best place first: beside its dot, a little higher or lower, above or below; and,
    for an island in the frame, outside of that."""
    name = LETTER * len(entry.name)
    chip = chip_width(entry.temperature)
    long = name + (GAP + chip if chip else 0)
    right, left, centred = x + DOT + GAP, x - DOT - GAP - long, min(x - long / 2, WIDTH - long)
    for drop in (0, -0.45 * CHIP, 0.45 * CHIP):
        yield make_label(right, y + drop, name, chip)
        yield make_label(left, y + drop, name, chip)
    for drop in (-CHIP / 2 - DOT - 2, CHIP / 2 + DOT + 2, -2 * CHIP, 2.8 * CHIP):
        for start in (centred, x - DOT, x + DOT - long):
            yield make_label(start, y + drop, name, chip)


def make_label(left: float, middle: float, name: float, chip: float) -> Label:
    chip_x = left + name + GAP
    right = chip_x + chip if chip else left + name
    box = Box(left, middle - CHIP / 2 - 0.5, right, middle + CHIP / 2 + 0.5)
    return Label(round(left, 1), round(chip_x, 1), chip, round(middle - CHIP / 2, 1), box)


def chip_width(temperature: str) -> float:
    if not temperature:
        return 0
    return round(LETTER * sum(NARROW.get(sign, 0.6) for sign in temperature + "°") + 7, 1)
