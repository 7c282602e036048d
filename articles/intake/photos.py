"""Which pictures are photos and which decorate the paper they came on; their sizes and captions."""

from __future__ import annotations

import hashlib
import io

from PIL import Image, UnidentifiedImageError

from .document import Picture, Text
from .wording import CAPTION

LEAST_HEIGHT = 30
"""Millimetres. Seen in real releases: logos, bands and seals 7 to 22, drawings and photos 50 and more."""

LEAST_PIXELS = 120
"""The shorter side, where the height on the page is not known."""

MAX_RATIO = 5
"""Width by height of a banner, where the height on the page is not known."""

KNOWN_DECORATION = ("f8e0c88413ce", "51bf86ab3ed2")
"""How the SHA-256 of pictures begins that stand at the end of ministries' releases: 정책브리핑, and the KOGL mark."""

LONGEST_CAPTION = 300


def pixel_size(data: bytes) -> tuple[int, int] | None:
    """Width and height as the file says, without decoding it; None where it is no picture that Pillow knows."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            return image.size
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def is_decoration(picture: Picture) -> bool:
    if hashlib.sha256(picture.data).hexdigest().startswith(KNOWN_DECORATION):
        return True
    if picture.shown_height is not None:
        return picture.shown_height < LEAST_HEIGHT
    size = pixel_size(picture.data)
    return size is None or min(size) < LEAST_PIXELS or size[0] > MAX_RATIO * size[1]


def caption_of(block: Text) -> str | None:
    """Of a paragraph that says by its mark that it is a caption."""
    found = CAPTION.match(block.text)
    if not found or len(block.text) > LONGEST_CAPTION:
        return None
    return clean_caption(block.text)


def clean_caption(text: str) -> str:
    mark = CAPTION.match(text)
    return " ".join(text[mark.end() if mark else 0 :].split()).strip(" .<>[]▲△")
