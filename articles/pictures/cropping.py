"""A photo in one of the shapes of `articles.models.crops`, cropped around its focal point."""

from __future__ import annotations

from PIL import Image

from ..models.crops import SHAPES


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
