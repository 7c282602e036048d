"""Pictures of the demo edition, drawn by code: the same on every machine.

How pictures of a paper come in is in `articles.pictures`.
"""

from __future__ import annotations

from collections.abc import Callable

from . import city, indoors, nature
from .canvas import Canvas
from .light import LIGHTS, SEASONS

__all__ = ["LIGHTS", "SCENES", "SEASONS", "SIZE", "draw"]

SIZE = (1280, 853)
"""Wide enough for every rendition that a page asks for."""
SCENES: dict[str, Callable[[Canvas], None]] = {
    "riverside": nature.riverside,
    "market": indoors.market,
    "library": indoors.library,
    "playground": nature.playground,
    "mountain": nature.mountain,
    "busstop": city.busstop,
    "festival": nature.festival,
    "stadium": nature.stadium,
    "school": city.school,
    "greenhouse": indoors.greenhouse,
    "rainstreet": city.rainstreet,
    "snowalley": city.snowalley,
    "skyline": city.skyline,
    "cityhall": city.cityhall,
    "hospital": city.hospital,
    "chart": indoors.chart,
    "workshop": indoors.workshop,
    "concert": indoors.concert,
    "park": nature.park,
    "station": city.station,
}


def draw(name: str, season: str, time: str, seed: str, size: tuple[int, int] = SIZE) -> bytes:
    """The scene as a JPEG file. The same arguments draw the same picture."""
    canvas = Canvas(season, time, seed)
    SCENES[name](canvas)
    return canvas.finished(size)
