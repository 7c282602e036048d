"""The paper's logo: an upload like any other, so what is stored is drawn anew from its pixels."""

from __future__ import annotations

import io
import warnings
from secrets import token_hex

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image

from .pixels import normalize_image

MAX_SIZE = (1200, 400)


def encode_logo(upload: UploadedFile) -> ContentFile:
    """The picture as a PNG of our own, its transparency kept. Raises a `ValidationError` for what is no picture."""
    try:
        with warnings.catch_warnings(action="error", category=Image.DecompressionBombWarning):
            content = upload.read(settings.PHOTO_MAX_BYTES + 1)
            image = Image.open(io.BytesIO(content), formats=["PNG", "JPEG", "WEBP", "GIF"])
        if image.width * image.height > settings.PHOTO_MAX_PIXELS or len(content) > settings.PHOTO_MAX_BYTES:
            raise ValueError("too large")
        drawn = normalize_image(image, content, MAX_SIZE).convert("RGBA")
        file = io.BytesIO()
        drawn.save(file, "PNG", optimize=True)
    except Exception as error:  # decoders raise all kinds of errors on what is not as it should be
        raise ValidationError(_("This logo can't be read. Upload it as PNG, JPG or WebP.")) from error
    return ContentFile(file.getvalue(), name=f"logo-{token_hex(4)}.png")
