"""Photos of the library as they stand in a body."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.db.models import Q

from newsroom.shared.paths import url_of_folder

from .characters import collapse_spaces, escape_attribute, escape_text

if TYPE_CHECKING:
    from ..models import Photo

MAX_ADDRESS_LENGTH = 2000
SIZES = "(min-width: 768px) 720px, 100vw"

_PICTURE = re.compile(r"<(?:img|figure)(?: [^>]*)?>")
_ADDRESS = re.compile(r' (?:src|data-from)="([^"]*)"')
_NUMBER = re.compile(r' data-photo="([0-9]{1,18})"', re.ASCII)
FILE = r"photos/(?:[\w-]{1,40}/){1,4}\w[\w.-]{0,79}"
"""How a file of the library is called in the store. Bounded, and not for Unicode: `re.ASCII`."""
_FILE_IN = re.compile(rf"(?:[^?#]*/)?({FILE})(?:[?#]|\Z)", re.ASCII)  # only from an address's beginning: `match`
_FILE_NAME = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|avif|bmp|heic)", re.IGNORECASE)
_CREDITED = re.compile(r"사진|제공|ⓒ|©|=")
_PLACEHOLDERS = ("설명", "Caption")  # what CKEditor puts where a caption may be typed
_CREDIT = '<span class="credit">'


class PhotoLibrary:
    """The photos that a piece of HTML shows. One query if it shows any that could be ours, else none.

    The folder in a picture's address says which photo it is: folders have names that nobody guesses, and keep them on
    whatever host they lie. Where an address and a number name two photos, the address wins: that is what the writer has
    seen. A number without any address is enough by itself in a text that was stored (`by_number`), never in one from
    outside: numbers are small, and any photo could be had by counting. One beside the address of another picture is
    not, as texts come from papers with other libraries.
    """

    def __init__(self, source: str, *, by_number: bool = False) -> None:
        self._by_folder: dict[str, Photo] = {}
        self._by_number: dict[str, Photo] = {}
        pictures = (
            [_named(tag) for tag in _PICTURE.findall(source)] if "<img" in source or "data-from" in source else []
        )
        folders = {folder for folder, _ in pictures if folder}
        numbers = {number for folder, number in pictures if by_number and number and not folder}
        if not folders and not numbers:
            return
        Photo = apps.get_model("articles", "Photo")  # the models stand on this module
        files = [f"{folder}/master.jpg" for folder in folders]
        photos = list(Photo.objects.filter(Q(file__in=files) | Q(pk__in=numbers) if numbers else Q(file__in=files)))
        self._by_folder = {photo.folder: photo for photo in photos}
        self._by_number = {str(photo.pk): photo for photo in photos}

    def get_photo(self, address: str, number: str = "") -> Photo | None:
        if address.strip():
            return self._by_folder.get(folder_in(address))
        return self._by_number.get(number.lstrip("0"))


def _named(tag: str) -> tuple[str, str]:
    """What a picture's tag names: a folder, or where no address stands, the number of a photo."""
    address, number = _ADDRESS.search(tag), _NUMBER.search(tag)
    if address and address[1].strip():
        return folder_in(html.unescape(address[1])), ""
    return "", number[1].lstrip("0") if number else ""


def file_name_in(address: str) -> str:
    """The name in the store of the library file that an address leads to, on whatever host; empty for any other."""
    found = _FILE_IN.match(address.strip()) if len(address) <= MAX_ADDRESS_LENGTH else None
    return found[1] if found else ""


def folder_in(address: str) -> str:
    return file_name_in(address).rpartition("/")[0]


def library_url() -> list[str]:
    """How the address of a library file begins today: as the store gives it, and with our own host before it."""
    address = url_of_folder("photos")
    return [address, settings.SITE_URL + address] if address.startswith("/") else [address]


def image_html(photo: Photo, alt: str) -> str:
    """With the names that its files have in the store, which no setting changes; `showing` writes their addresses."""
    folder = photo.folder
    srcset = ", ".join(f"{folder}/{width}.webp {width}w" for width in photo.widths)
    candidates = f' srcset="{escape_attribute(srcset)}" sizes="{SIZES}"' if photo.widths else ""
    return (
        f'<img src="{escape_attribute(f"{folder}/{photo.file_at_least(960)}")}"{candidates} width="{photo.width}"'
        f' height="{photo.height}" alt="{escape_attribute(collapse_spaces(alt or photo.alt))}"'
        f' loading="lazy" decoding="async" data-photo="{photo.pk}">'
    )


def caption_html(photo: Photo, typed: str, *, is_new: bool) -> str:
    """The caption under a photo. `typed` is HTML.

    A photo that is new in the body and has no caption takes the library's; one that the reporter emptied later stays
    empty. The credit is marked as such wherever it stands, and a new photo is never without it.
    """
    credit = f"{_CREDIT}{escape_text(collapse_spaces(photo.credit))}</span>" if collapse_spaces(photo.credit) else ""
    if typed in _PLACEHOLDERS:
        typed = ""
    if is_new and not typed:
        return " ".join(part for part in (escape_text(collapse_spaces(photo.caption)), credit) if part)
    if not credit or _CREDIT in typed:
        return typed
    before = typed.removesuffix(escape_text(collapse_spaces(photo.credit)))
    if before == typed and (not is_new or _CREDITED.search(typed)):
        return typed
    before = before.rstrip()
    return f"{before}{credit}" if not before or before.endswith("<br>") else f"{before} {credit}"


def alt_without_address(alt: str) -> str:
    """What is kept of an image that is not ours: its alternative text, unless that is only a file name."""
    alt = collapse_spaces(alt)
    return "" if _FILE_NAME.fullmatch(alt) else alt
