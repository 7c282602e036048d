"""A photo in the shapes that portals and messengers ask for, cropped around its focal point.

KakaoTalk shows 2:1, Google wants 16:9, 4:3 and 1:1, and both at least 1200 px wide; so all are. A crop's name holds
the focal point that it was made for: portals keep a picture by its address for days.
"""

from __future__ import annotations

from PIL import Image

SHAPES = {"2x1": (1200, 600), "16x9": (1200, 675), "4x3": (1200, 900), "1x1": (1200, 1200)}
"""Width and height in pixels."""

MIN_SIZES = (600, 400)
"""Smaller pictures are not blown up to 1200 px: shared links show the article's card instead."""


def is_large_enough(width: int, height: int) -> bool:
    return width >= MIN_SIZES[0] and height >= MIN_SIZES[1]


def crop_picture(picture: Image.Image, shape: str, focal_x: int, focal_y: int) -> Image.Image:
    """The largest part of that shape with the focal point, in per cent, as near its middle as the edges allow."""
    width, height = SHAPES[shape]
    scale = min(picture.width / width, picture.height / height)
    left, right = _span(picture.width, width * scale, focal_x)
    top, bottom = _span(picture.height, height * scale, focal_y)
    box = (left, top, right, bottom)
    return picture.resize((width, height), Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)


def _span(length: int, part: float, focal: int) -> tuple[float, float]:
    """Where a part of a side begins and ends, in pixels; never a hair beyond its ends."""
    start = max(min(length * focal / 100 - part / 2, length - part), 0.0)
    return start, min(start + part, float(length))
