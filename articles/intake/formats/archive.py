"""ZIP archives, also inside one another: the files in them under names that people read."""

from __future__ import annotations

import io
import posixpath
import unicodedata
import zipfile

from django.utils.translation import gettext as _

from ..document import Attachment, Broken, Unreadable
from .package import Package, locked

MAX_DEPTH = 3
MOST_FILES = 300

_UTF8_FLAG, _ENCRYPTED_FLAG = 0x800, 0x1
_CLUTTER = {".ds_store", "thumbs.db", "desktop.ini"}


def read_archive(data: bytes, depth: int = 1) -> tuple[list[Attachment], list[str]]:
    """Files in the order of the archive, and sentences on what could not be read. Raises Unreadable."""
    package = Package(data)
    files: list[Attachment] = []
    errors: list[str] = []
    for entry in package.entries:
        name = readable_name(entry)
        if entry.is_dir() or _is_clutter(name):
            continue
        if len(files) >= MOST_FILES:
            raise Unreadable(_("The archive holds more than %(most)d files.") % {"most": MOST_FILES})
        _add(package, entry, name, depth, files, errors)
    return files, errors


def _add(
    package: Package, entry: zipfile.ZipInfo, name: str, depth: int, files: list[Attachment], errors: list[str]
) -> None:
    if entry.flag_bits & _ENCRYPTED_FLAG:
        errors.append(f"{name}: {locked()}")
        return
    try:
        content = package.read(entry)
    except Broken as error:
        errors.append(f"{name}: {error}")
        return
    if not is_archive(content):
        files.append(Attachment(name, content))
    elif depth >= MAX_DEPTH:
        errors.append(f"{name}: " + _("An archive in too many others was not opened."))
    else:
        inner, more = read_archive(content, depth + 1)
        files += inner
        errors += more


def is_archive(data: bytes) -> bool:
    """A ZIP that is none of the documents which are ZIPs inside."""
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False
    return not names & {"mimetype", "[Content_Types].xml", "version.xml", "content.xml"}


def readable_name(entry: zipfile.ZipInfo) -> str:
    """The last part of a path. Without the UTF-8 flag it is UTF-8 if it can be, else cp949; always NFC."""
    name = entry.filename
    if not entry.flag_bits & _UTF8_FLAG:
        raw = name.encode("cp437", "replace")
        for charset in ("utf-8", "cp949"):
            try:
                name = raw.decode(charset)
                break
            except UnicodeDecodeError:
                continue
    name = unicodedata.normalize("NFC", name).replace("\\", "/")
    return name if name.endswith("/") or "__MACOSX/" in name else posixpath.basename(name)


def _is_clutter(name: str) -> bool:
    return "__MACOSX/" in name or name.startswith("._") or name.lower() in _CLUTTER or not name
