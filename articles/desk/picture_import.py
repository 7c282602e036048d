"""Pictures of other sites, brought into the library when somebody has asked for it, and put where they stood."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import httpx
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.fast import edition
from newsroom.shared import outbound

from ..body import CleanHTML, clean_stored, render_body
from ..body.absent import AbsentPicture, find_placeholders, remove_pictures, replace_placeholders
from ..models import Article, Page, Photo, Record
from ..pictures.store import InvalidPhoto, delete_files, store_photo
from . import permissions, publishing, versions
from .records import AnyUser, add_record

ACCEPTED = "image/jpeg, image/png, image/webp, image/gif, image/avif"
TIMEOUT = 10.0
"""For one picture."""
TOTAL_TIMEOUT = 25.0
"""Then no other is begun: the server gives a request a minute, and the last one has to be made smaller, too."""


@dataclass
class ImportResult:
    """What came of it, by address."""

    photos: dict[str, Photo] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def import_pictures(pictures: Iterable[AbsentPicture], *, credit: str, by: Any) -> ImportResult:
    """Fetches each address once. One that fails holds up no other. Not to be called within a transaction."""
    brought = ImportResult()
    ends_at = time.monotonic() + TOTAL_TIMEOUT
    for picture in pictures:
        address = picture.address
        if address in brought.photos or address in brought.errors:
            continue
        if why := address_error(picture):
            brought.errors[address] = why
        elif (left := ends_at - time.monotonic()) <= 0:
            brought.errors[address] = _("There was no time left for it. Fetch it once more.")
        else:
            try:
                content = fetch_bytes(address, min(TIMEOUT, left))
                photo = store_photo(content, uploaded_by=by, credit=credit, alt_text=picture.alt[:200])
            except (InvalidPhoto, FetchError) as refused:
                brought.errors[address] = " ".join(refused.messages)
            else:
                add_record(Record.Verb.ADDED, photo, by=by, detail=address)
                brought.photos[address] = photo
    return brought


class FetchError(Exception):
    @property
    def messages(self) -> list[str]:
        return [str(each) for each in self.args]


def address_error(picture: AbsentPicture) -> str:
    """Why there is nothing to fetch; empty for an address of the web."""
    if picture.is_on_the_web:
        return ""
    if picture.address.startswith("file:"):
        return _("It lies on the computer where the text was written. Upload it from there.")
    if picture.is_from_library:
        return _("It is not in the library any more.")
    return _("The text holds no address for it. Save the picture as a file, and upload that.")


def fetch_bytes(address: str, seconds: float) -> bytes:
    try:
        return outbound.fetch_url(address, seconds=seconds, at_most=settings.PHOTO_MAX_BYTES, accept=ACCEPTED)
    except outbound.AddressRefused as error:
        raise FetchError(_("Its address leads into a network that is not public, and is not asked.")) from error
    except outbound.ResponseTooLarge as error:
        limit = settings.PHOTO_MAX_BYTES // 1024**2
        raise FetchError(_("It is larger than %d MB.") % limit) from error
    except httpx.HTTPStatusError as error:
        raise FetchError(_("The other site does not give it (%d).") % error.response.status_code) from error
    except httpx.TimeoutException as error:
        raise FetchError(_("The other site did not answer in time. Try again later.")) from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise FetchError(_("The other site could not be reached.")) from error


@transaction.atomic
def insert_photos(text: Article | Page, photos: dict[str, Photo], *, by: AnyUser) -> int:
    """Puts the photos where their addresses stand in the text as it is now; answers in how many places.

    One whose place has its answer by then, as when the form was sent twice, goes from the library again.
    """
    filled = _rewrite(text, set(photos), lambda body: replace_placeholders(body, photos), by=by)
    for address in photos.keys() - set(filled):
        try:
            delete_files(photos[address])
        except InvalidPhoto:
            continue  # the store does not answer: it stays in the library
        add_record(Record.Verb.DELETED, photos[address], by=by, detail=address)  # first: it names it by its number
        photos[address].delete()
    return len(filled)


@transaction.atomic
def drop_pictures(text: Article | Page, addresses: set[str], *, by: AnyUser) -> int:
    """Takes the places of these addresses away; answers how many there were."""
    return len(_rewrite(text, addresses, lambda body: remove_pictures(body, addresses), by=by))


def _rewrite(text: Article | Page, addresses: set[str], change: Callable[[str], str], *, by: AnyUser) -> list[str]:
    """The addresses whose places were there. Whoever has saved meanwhile keeps what they wrote: it is read again, and
    locked. Raises `DoesNotExist` where somebody has deleted it."""
    lock = type(text)._default_manager.select_for_update(of=("self",))
    text = lock.get(pk=text.pk)
    if isinstance(text, Article) and not permissions.can_change(text, by):
        raise PermissionDenied
    before = text.body
    answered = [place.address for place in find_placeholders(before) if place.address in addresses]
    if not answered:
        return []
    text.body = clean_stored(change(str(before)))
    is_seen = render_body(before) != render_body(text.body)
    if isinstance(text, Article):
        versions.save_version(text, {"body"}, by=by)
        if is_seen:
            publishing.mark_revised(text, by=by)
    else:
        _save_page(text, is_seen=is_seen, by=by)
    if is_seen and (isinstance(text, Page) or text.is_public()):
        edition.advance()
    return answered


def _save_page(page: Page, *, is_seen: bool, by: AnyUser) -> None:
    if is_seen:
        page.revised_at = timezone.now()
    page.save(update_fields=["body", "revised_at"])
    add_record(Record.Verb.CHANGED, page, by=by)


def absent_pictures(text: Article | Page | None) -> list[AbsentPicture]:
    return find_placeholders(text.body) if text is not None and isinstance(text.body, CleanHTML) else []
