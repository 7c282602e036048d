"""The colours that a picture states by numbers (ITU-T H.273) instead of a profile, where Pillow tells nothing of them.

PNG has them in a chunk (cICP), AVIF in a box of its primary item (colr, nclx). Both are read here: strictly, in one
pass over a bounded number of chunks or boxes, and what is not as it should be says nothing.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from PIL import ImageCms

MAX_CHUNKS = 1_000
MAX_BOXES = 256
_PNG = b"\x89PNG\r\n\x1a\n"
_SRGB = ImageCms.createProfile("sRGB")

_BT709, _UNSPECIFIED, _BT2020, _DISPLAY_P3 = 1, 2, 9, 12
_COLORANTS = {
    _BT2020: ((0.67348, 0.27904, -0.00194), (0.16566, 0.67534, 0.02998), (0.12505, 0.04562, 0.79686)),
    _DISPLAY_P3: ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407)),
}
"""Red, green and blue as XYZ under D50, as the profiles of those names have them."""
_SRGB_TRANSFERS = {1, _UNSPECIFIED, 6, 13, 14, 15}
"""Curves that browsers show as sRGB's: that itself, and those of cameras for screens of such a curve."""
_GAMMAS = {4: 2.2, 5: 2.8, 8: 1.0}
_HDR_TRANSFERS = {16, 18}
"""PQ and HLG: their light has to be mapped to a screen's, which is somebody's choice and no conversion."""


class Cicp(NamedTuple):
    primaries: int
    transfer: int

    @property
    def is_hdr(self) -> bool:
        return self.transfer in _HDR_TRANSFERS

    @property
    def is_supported(self) -> bool:
        primaries_known = self.primaries in (_BT709, *_COLORANTS)
        return primaries_known and (self.transfer in _SRGB_TRANSFERS or self.transfer in _GAMMAS)

    @property
    def icc_profile(self) -> bytes | None:
        """None where the numbers are sRGB's."""
        gamma = _GAMMAS.get(self.transfer)
        return None if self.primaries == _BT709 and not gamma else make_profile(_COLORANTS.get(self.primaries), gamma)


def read_cicp(content: bytes) -> Cicp | None:
    """What the file states by numbers, be it known here or not."""
    found = _png_cicp(content) if content.startswith(_PNG) else _avif_cicp(content) if content[4:8] == b"ftyp" else None
    return found if found and found.primaries != _UNSPECIFIED else None


def make_profile(colorants: tuple[tuple[float, ...], ...] | None = None, gamma: float | None = None) -> bytes:
    """sRGB's profile with other primaries, another curve, or both."""
    made = bytearray(ImageCms.ImageCmsProfile(_SRGB).tobytes())
    count = struct.unpack_from(">I", made, 128)[0]
    tags = dict(struct.unpack_from(">4sI", made, 132 + 12 * number) for number in range(count))
    for name, xyz in zip((b"rXYZ", b"gXYZ", b"bXYZ"), colorants or (), strict=False):
        struct.pack_into(">3i", made, tags[name] + 8, *(round(each * 65536) for each in xyz))
    for name in (b"rTRC", b"gTRC", b"bTRC") if gamma else ():
        struct.pack_into(">4s4xH2xi", made, tags[name], b"para", 0, round(gamma * 65536))  # type: ignore[operator]
    return bytes(made)


# --- PNG -----------------------------------------------------------------------------------------


def _png_cicp(content: bytes) -> Cicp | None:
    """Looks at the chunks before the pixels; each is twelve bytes or longer."""
    place = len(_PNG)
    for _ in range(MAX_CHUNKS):
        head = content[place : place + 8]
        if len(head) < 8 or head[4:] in (b"IDAT", b"IEND"):
            return None
        length, name = struct.unpack(">I4s", head)
        end = place + 12 + length
        if name == b"cICP":
            return _parse_chunk(content[place + 4 : end])
        place = end
    return None


def _parse_chunk(chunk: bytes) -> Cicp | None:
    """Its name, four numbers, and its checksum. Pixels of a PNG are red, green and blue, of the full range."""
    if len(chunk) != 12 or chunk[8:] != struct.pack(">I", zlib.crc32(chunk[:8])):
        return None
    primaries, transfer, matrix, is_full_range = chunk[4:8]
    return Cicp(primaries, transfer) if matrix == 0 and is_full_range == 1 else None


# --- AVIF ----------------------------------------------------------------------------------------


def _avif_cicp(content: bytes) -> Cicp | None:
    try:
        meta = _first_box(content, b"meta")[4:]
        item, properties = _primary_item(_first_box(meta, b"pitm")), _first_box(meta, b"iprp")
        described = list(_iter_boxes(_first_box(properties, b"ipco")))
        for number in _item_properties(item, properties):
            name, data = described[number - 1] if 0 < number <= len(described) else (b"", b"")
            if name == b"colr" and data[:4] == b"nclx":
                return Cicp(*struct.unpack_from(">HH", data, 4))
    except (LookupError, struct.error):  # a box that is not there, or shorter than it should be
        return None
    return None


def _first_box(content: bytes, wanted: bytes) -> bytes:
    for name, data in _iter_boxes(content):
        if name == wanted:
            return data
    raise LookupError(wanted)


def _iter_boxes(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each is eight bytes or longer, so this ends; one that is longer than what holds it is the last, and not given."""
    place = 0
    for _ in range(MAX_BOXES):
        if place + 8 > len(content):
            return
        size, name = struct.unpack_from(">I4s", content, place)
        head = 8
        if size == 1 and place + 16 <= len(content):
            head, size = 16, struct.unpack_from(">Q", content, place + 8)[0]
        elif size == 0:
            size = len(content) - place
        if size < head or place + size > len(content):
            return
        yield name, content[place + head : place + size]
        place += size


def _primary_item(box: bytes) -> int:
    number: int = struct.unpack_from(">H" if box[0] == 0 else ">I", box, 4)[0]
    return number


def _item_properties(item: int, properties: bytes) -> Iterator[int]:
    """The numbers of an item's properties among those described, from 1; each entry is three bytes or longer."""
    for name, data in _iter_boxes(properties):
        if name != b"ipma":
            continue
        has_long_items, is_wide = data[0] >= 1, data[3] & 1
        place = 8
        for _ in range(min(struct.unpack_from(">I", data, 4)[0], len(data))):
            found = struct.unpack_from(">IB" if has_long_items else ">HB", data, place)
            place += 5 if has_long_items else 3
            numbers = struct.unpack_from(f">{found[1]}{'H' if is_wide else 'B'}", data, place)
            place += found[1] * (2 if is_wide else 1)
            if found[0] == item:
                yield from (number & (0x7FFF if is_wide else 0x7F) for number in numbers)
