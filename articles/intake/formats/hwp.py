""".hwp v5: python-hwpx turns it into .hwpx, which our own walk reads; extract-hwp gives the text where that refuses.

The conversion takes a second or more and some 100 MB: only ever in a process of its own (`manage.py read_release`).
"""

from __future__ import annotations

import io
import logging
import tempfile
import warnings

import olefile
from django.utils.translation import gettext as _
from extract_hwp import extract_text_from_hwp
from hwpx import HwpxDocument

from ..characters import normalized
from ..document import Broken, Document, Text, Unreadable
from .hwpx import read_hwpx
from .package import locked

SIGNATURE = b"HWP Document File"
OLD_SIGNATURE = b"HWP Document File V3"
_LOCKED_FLAG, _DISTRIBUTION_FLAG = 2, 4


def read_hwp(data: bytes) -> Document:
    """Raises Unreadable for a password, a distribution copy and for what is broken."""
    flags = _flags(data)
    if flags & _LOCKED_FLAG:
        raise locked()
    if flags & _DISTRIBUTION_FLAG:
        raise Unreadable(
            _("This is a distribution copy (배포용): its text cannot be taken out. Ask the office for the original.")
        )
    converted = _converted(data)
    return read_hwpx(converted, "hwp") if converted else _text_alone(data)


def is_hwp(data: bytes) -> bool:
    try:
        _flags(data)
    except Unreadable:
        return False
    return True


def _flags(data: bytes) -> int:
    """The bits of the stream FileHeader, offset 36."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            header = ole.openstream("FileHeader").read(256)
    except Exception as error:  # olefile raises what it meets
        raise Broken() from error
    if not header.startswith(SIGNATURE) or len(header) < 40:
        raise Broken()
    return int.from_bytes(header[36:40], "little")


def _converted(data: bytes) -> bytes | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return HwpxDocument.open(data).to_bytes()
    except Exception:  # some valid files it refuses, each with an error of its own: extract-hwp reads most of them
        return None


def _extracted(data: bytes) -> str:
    """ "" where it fails. It says so on the root logger, too, which is none of our readers' business."""
    logging.disable(logging.CRITICAL)
    try:
        with tempfile.NamedTemporaryFile(suffix=".hwp") as file:
            file.write(data)
            file.flush()
            return extract_text_from_hwp(file.name)[0] or ""
    except Exception:  # as above: whatever it meets
        return ""
    finally:
        logging.disable(logging.NOTSET)


def _text_alone(data: bytes) -> Document:
    text = _extracted(data)
    if not text.strip():
        raise Broken()
    lines = normalized(text).splitlines()
    note = _("Only the text could be read. See the original for tables, photos and sizes.")
    return Document("hwp", [Text(line) for line in lines], warnings=[note])
