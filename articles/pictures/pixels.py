"""From an opened picture to its pixels as a browser shows them: upright, in sRGB, eight bits, what is clear kept clear.

Whatever picture comes in goes this way: photos (`articles.pictures.store`) and the logo (`articles.pictures.logo`).
"""

from __future__ import annotations

import io
from contextlib import suppress

from PIL import Image, ImageChops, ImageCms

from . import cicp

_SRGB = ImageCms.createProfile("sRGB")
_USUAL_GAMMA = 1 / 2.2
_ORIENTATION_TAG = 0x0112
_TRANSPOSE = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def normalize_image(image: Image.Image, content: bytes, largest: tuple[int, int]) -> Image.Image:
    """In RGB or RGBA, and nothing but pixels. `content` is the file: it tells what Pillow does not.

    Decodes. Raises whatever Pillow raises of a file that is damaged.
    """
    lies = _read_orientation(image)
    as_it_lies = largest if lies < 5 else (largest[1], largest[0])
    image.draft(None, as_it_lies)  # lets a JPEG of a large camera be decoded at half its size
    image.load()
    profile, is_by_numbers = _find_profile(image, content)
    image = _to_resizable(image, content)
    image.thumbnail(as_it_lies)
    image = _convert_to_srgb(image, profile, is_by_numbers)
    if lies in _TRANSPOSE:
        image = image.transpose(_TRANSPOSE[lies])
    pixels = Image.new(image.mode, image.size)
    pixels.paste(image)
    return pixels


def flatten_image(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    white = Image.new("RGBA", image.size, "white")
    white.alpha_composite(image)
    return white.convert("RGB")


def _read_orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION_TAG, 1))
    except Exception:  # what a camera wrote about a picture may be broken while the picture is not
        return 1


# --- What is clear, and how many bits ------------------------------------------------------------


def _to_resizable(image: Image.Image, content: bytes) -> Image.Image:
    """In a mode that can be made smaller well: no palette, no key colour, and 8 bits."""
    if image.mode.startswith("I;16"):
        return _reduce_16_bits(image)
    if image.mode in ("RGBA", "LA"):
        return image
    if image.has_transparency_data:
        _apply_key_color(image, content)
        return image.convert("RGBA")
    return image if image.mode in ("RGB", "L", "CMYK", "LAB") else image.convert("RGB")


def _reduce_16_bits(image: Image.Image) -> Image.Image:
    """Of grey: a plain conversion would cut at 255, not scale; and so would one of its key colour."""
    grey = image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    key = image.info.get("transparency")
    if not isinstance(key, int):
        return grey
    low, high = Image.frombytes("LA", image.size, image.tobytes("raw", "I;16")).split()  # the two bytes of each pixel
    is_key = ImageChops.darker(_equal_mask(high, key >> 8), _equal_mask(low, key & 0xFF))
    return Image.merge("LA", (grey, ImageChops.invert(is_key)))


def _equal_mask(band: Image.Image, value: int) -> Image.Image:
    return band.point([255 if each == value else 0 for each in range(256)])


def _apply_key_color(image: Image.Image, content: bytes) -> None:
    """A PNG's key colour counts as its pixels are stored; Pillow has made eight bits of them, and not of the key."""
    key, depth = image.info.get("transparency"), content[24] if image.format == "PNG" else 8
    if isinstance(key, int) and image.mode == "L" and depth in (2, 4):
        image.info["transparency"] = key * (255 // (2**depth - 1))
    elif isinstance(key, tuple) and depth == 16:
        image.info["transparency"] = tuple(each >> 8 for each in key)


# --- Colours -------------------------------------------------------------------------------------


def _find_profile(image: Image.Image, content: bytes) -> tuple[bytes | None, bool]:
    """The profile, and whether it was made here of numbers, so that it is one of colours for grey pictures too.

    None where the picture is in sRGB, which is what a browser takes it for that says nothing.

    By the PNG standard numbers go before a profile, that before the mark of sRGB, and that before a gamma; in AVIF a
    profile goes before numbers.
    """
    stated, profile = cicp.read_cicp(content), image.info.get("icc_profile")
    if stated and stated.is_supported and (image.format == "PNG" or not profile):
        return stated.icc_profile, True
    gamma = image.info.get("gamma")
    if profile or not gamma or "srgb" in image.info or abs(gamma - _USUAL_GAMMA) < 0.01:
        return profile, False
    return (cicp.make_profile(gamma=1 / gamma) if 0.1 <= gamma <= 10 else None), True


def _convert_to_srgb(image: Image.Image, profile: bytes | None, is_by_numbers: bool) -> Image.Image:
    alpha = image.getchannel("A") if image.mode in ("RGBA", "LA") else None
    if is_by_numbers or alpha:
        image = image.convert("RGB" if is_by_numbers else image.mode.removesuffix("A"))
    image = _apply_profile(image, profile) if profile else image.convert("RGB")
    if alpha:
        image.putalpha(alpha)
    return image


def _apply_profile(image: Image.Image, profile: bytes) -> Image.Image:
    with suppress(ImageCms.PyCMSError, OSError):  # a profile that doesn't fit its picture
        converted = ImageCms.profileToProfile(image, io.BytesIO(profile), _SRGB, outputMode="RGB")
        if converted is not None:
            return converted
    return image.convert("RGB")
