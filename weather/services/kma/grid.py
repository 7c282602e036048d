"""The squares of 5 km in which the forecast service thinks: a Lambert projection, as its guide gives it."""

from __future__ import annotations

import math

EARTH = 6371.00877 / 5.0
"""Its radius in squares."""
PARALLELS = (math.radians(30), math.radians(60))
ORIGIN = (math.radians(38), math.radians(126))
"""Latitude and longitude of the square (43, 136)."""
ORIGIN_SQUARE = (43, 136)


def cone_tangent(latitude: float) -> float:
    return math.tan(math.pi / 4 + latitude / 2)


CONE = math.log(math.cos(PARALLELS[0]) / math.cos(PARALLELS[1])) / math.log(
    cone_tangent(PARALLELS[1]) / cone_tangent(PARALLELS[0])
)
SCALE = cone_tangent(PARALLELS[0]) ** CONE * math.cos(PARALLELS[0]) / CONE
ORIGIN_RADIUS = EARTH * SCALE / cone_tangent(ORIGIN[0]) ** CONE


def find_square(latitude: float, longitude: float) -> tuple[int, int]:
    """The service's nx and ny. Takes degrees."""
    radius = EARTH * SCALE / cone_tangent(math.radians(latitude)) ** CONE
    angle = (math.radians(longitude) - ORIGIN[1]) * CONE
    x = radius * math.sin(angle) + ORIGIN_SQUARE[0]
    y = ORIGIN_RADIUS - radius * math.cos(angle) + ORIGIN_SQUARE[1]
    return math.floor(x + 0.5), math.floor(y + 0.5)
