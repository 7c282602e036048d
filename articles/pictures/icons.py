"""The paper's icon for home screens and browser tabs: its logo, or the first letter of its name, on a square."""

from __future__ import annotations

import io
import logging
from hashlib import sha256

from PIL import Image, ImageDraw

from newsroom.storage.errors import StorageDown

from ..models import Publication
from .lettering import DARK, LIGHT, is_dark, load_font

logger = logging.getLogger(__name__)

ICON_SIZES = {"96": 96, "180": 180, "192": 192, "512": 512, "maskable-512": 512}
"""Pixels of each. 180 is what iPhones take; of a maskable one a system may cut off all but the middle four fifths."""
_INNER_SHARE = {"180": 0.76, "maskable-512": 0.6}
_DEFAULT_INNER_SHARE = 0.86
ICON_VERSION = 1
"""Raise it with the design: an icon that looks different has another address."""


def icon_digest(publication: Publication) -> str:
    """Names what the icons show, so that they may be kept for ever."""
    shown = [str(ICON_VERSION), str(publication.logo), publication.name[:1], publication.house_color]
    return sha256("\0".join(shown).encode()).hexdigest()[:12]


def render_icon(publication: Publication, kind: str, *, with_logo: bool = True) -> bytes:
    """One of `ICON_SIZES`. Raises `StorageDown` where the logo may be there another time."""
    size = ICON_SIZES[kind]
    inner = round(size * _INNER_SHARE.get(kind, _DEFAULT_INNER_SHARE))
    logo = _load_logo(publication) if with_logo else None
    icon = _draw_logo(logo, size, inner) if logo else _draw_letter(publication, size, inner)
    file = io.BytesIO()
    icon.save(file, "PNG", optimize=True)
    return file.getvalue()


def _load_logo(publication: Publication) -> Image.Image | None:
    if not publication.logo:
        return None
    try:
        with publication.logo.open() as file:
            return Image.open(file).convert("RGBA")
    except StorageDown:
        raise
    except OSError:
        logger.warning("The logo %s can't be read; the icon shows a letter", publication.logo)
        return None


def _draw_logo(logo: Image.Image, size: int, inner: int) -> Image.Image:
    """On white, as it stands on the page."""
    scale = inner / max(logo.size)
    fitted = logo.resize([max(1, round(side * scale)) for side in logo.size], Image.Resampling.LANCZOS)
    icon = Image.new("RGB", (size, size), "white")
    icon.paste(fitted, ((size - fitted.width) // 2, (size - fitted.height) // 2), fitted)
    return icon


def _draw_letter(publication: Publication, size: int, inner: int) -> Image.Image:
    icon = Image.new("RGB", (size, size), publication.house_color)
    ink = LIGHT if is_dark(publication.house_color) else DARK
    letter = publication.name[:1]
    type_size = round(inner * 0.8)
    ImageDraw.Draw(icon).text(
        (size / 2, size / 2), letter, ink, load_font(type_size), anchor="mm", stroke_width=type_size / 40
    )
    return icon
