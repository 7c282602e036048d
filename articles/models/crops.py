"""The shapes of a photo that portals and messengers ask for (`articles.pictures.cropping` makes them).

KakaoTalk shows 2:1, Google wants 16:9, 4:3 and 1:1, and both at least 1200 px wide; so all are. A crop's name holds
the focal point that it was made for: portals keep a picture by its address for days.
"""

from __future__ import annotations

SHAPES = {"2x1": (1200, 600), "16x9": (1200, 675), "4x3": (1200, 900), "1x1": (1200, 1200)}
"""Width and height in pixels."""

MIN_SIZES = (600, 400)
"""Smaller pictures are not blown up to 1200 px: shared links show the article's card instead."""


def is_large_enough(width: int, height: int) -> bool:
    return width >= MIN_SIZES[0] and height >= MIN_SIZES[1]
