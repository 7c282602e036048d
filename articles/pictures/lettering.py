"""Letters in the pictures that the paper draws itself."""

from __future__ import annotations

from functools import lru_cache

from PIL import ImageFont
from pylopdf_fonts_ko import sans_path

LIGHT, DARK = (255, 255, 255), (20, 22, 26)


@lru_cache
def load_font(size: int) -> ImageFont.FreeTypeFont:
    """Noto Sans KR, with Hangul and the Hanja that Korean papers print."""
    return ImageFont.truetype(str(sans_path()), size)


def is_dark(color: str) -> bool:
    """Whether light letters stand out from `#rrggbb` better than dark ones: relative luminance as WCAG reckons it."""
    channels = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.179
