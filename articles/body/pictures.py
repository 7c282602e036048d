"""Photos of the library as they stand in a body."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from django.conf import settings

from .characters import attribute, escaped, tidy

if TYPE_CHECKING:
    from ..models import Photo

SIZES = "(min-width: 768px) 720px, 100vw"

_IMAGE_SRC = re.compile(r'<img(?: [^\s=>]+="[^"]*")*? src="([^"]*)"')
_FOLDER = re.compile(r"(photos/[\w/-]+)/[\w.-]+(?:[?#]|$)", re.ASCII)
_FILE_NAME = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|avif|bmp|heic)", re.IGNORECASE)
_CREDITED = re.compile(r"사진|제공|ⓒ|©|=")
_PLACEHOLDERS = ("설명", "Caption")  # what CKEditor puts where a caption may be typed
_CREDIT = '<span class="credit">'


class Library:
    """The photos that a piece of HTML shows. One query if it shows any that could be ours, else none."""

    def __init__(self, source: str) -> None:
        self._photos: dict[str, Photo] = {}
        if "<img" not in source:
            return
        from ..models import Photo  # the models stand on this module

        self._prefixes = library_addresses()
        folders = {folder for src in _IMAGE_SRC.findall(source) if (folder := self._folder(src))}
        if folders:
            photos = Photo.objects.filter(file__in=[f"{folder}/master.jpg" for folder in folders])
            self._photos = {photo.folder: photo for photo in photos}

    def photo(self, src: str) -> Photo | None:
        return self._photos.get(self._folder(src)) if self._photos else None

    def _folder(self, src: str) -> str:
        src = html.unescape(src).strip()
        for prefix in self._prefixes:
            if src.startswith(prefix):
                found = _FOLDER.match("photos/" + src.removeprefix(prefix))
                return found[1] if found else ""
        return ""


def library_addresses() -> list[str]:
    """How the address of a library file begins: as the storage gives it, and with our own host before it."""
    from ..models import Photo

    address = Photo._meta.get_field("file").storage.url("photos/")
    return [address, settings.SITE_URL + address] if address.startswith("/") else [address]


def image(photo: Photo, alt: str) -> str:
    candidates = f' srcset="{attribute(photo.srcset)}" sizes="{SIZES}"' if photo.widths else ""
    return (
        f'<img src="{attribute(photo.medium_url)}"{candidates} width="{photo.width}" height="{photo.height}"'
        f' alt="{attribute(tidy(alt or photo.alt))}" loading="lazy" decoding="async" data-photo="{photo.pk}">'
    )


def caption(photo: Photo, typed: str, *, is_new: bool) -> str:
    """The caption under a photo. `typed` is HTML.

    A photo that is new in the body and has no caption takes the library's; one that the reporter emptied later stays
    empty. The credit is marked as such wherever it stands, and a new photo is never without it.
    """
    credit = f"{_CREDIT}{escaped(tidy(photo.credit))}</span>" if tidy(photo.credit) else ""
    if typed in _PLACEHOLDERS:
        typed = ""
    if is_new and not typed:
        return " ".join(part for part in (escaped(tidy(photo.caption)), credit) if part)
    if not credit or _CREDIT in typed:
        return typed
    before = typed.removesuffix(escaped(tidy(photo.credit)))
    if before == typed and (not is_new or _CREDITED.search(typed)):
        return typed
    before = before.rstrip()
    return f"{before}{credit}" if not before or before.endswith("<br>") else f"{before} {credit}"


def words_of(alt: str) -> str:
    """What is kept of an image that is not ours: its alternative text, unless that is only a file name."""
    alt = tidy(alt)
    return "" if _FILE_NAME.fullmatch(alt) else alt
