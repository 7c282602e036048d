"""The way into the photo library, the only one: an upload is decoded, and what is stored is drawn anew from its pixels.

So nothing of the file itself gets through: no GPS position that betrays a source, no trailing bytes, no name. Of an
animation the first frame is kept.

Renditions are WebP, which every browser of the last years shows, so that one file a width is enough. Measured on two
cores: a 12-megapixel JPEG takes 0.9 s in all, 0.6 s of it the five WebP files. AVIF of like quality came out a quarter
smaller at the same speed (speed 8), or 45 % smaller in seven times the time (speed 6), but older phones don't show it.
"""

from __future__ import annotations

import io
import logging
import secrets
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from typing import Any, BinaryIO

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from huey.contrib.djhuey import db_task
from PIL import Image

from newsroom.fast import edition
from newsroom.storage.errors import StorageDown, StorageError

from ..models import Photo
from ..models.crops import SHAPES
from . import cicp
from .cropping import crop_picture
from .pixels import flatten_image, normalize_image

logger = logging.getLogger(__name__)

FORMATS = ["JPEG", "PNG", "WEBP", "GIF", "AVIF"]
MAX_SIDE = 2560
RENDITION_WIDTHS = (320, 640, 960, 1280, 1920)
MASTER = {"format": "JPEG", "quality": 88, "progressive": True, "optimize": True}
CROP = {"format": "JPEG", "quality": 82, "progressive": True, "optimize": True}
RENDITION = {"format": "WEBP", "quality": 78, "method": 4}

REMOVE_RETRY_DELAY = 600
REMOVE_RETRY_LIMIT = 144
"""How often the worker tries to remove what the store would not, and after how many seconds each."""


_NOT_STORED = gettext_lazy(
    "The photo could not be stored: the server has no room left for it, or can't write. Nothing else is lost. Tell "
    "whoever looks after the server, and upload it again later."
)


_STORE_FAILS = gettext_lazy(
    "The photo could not be stored: the photo store does not answer, or refuses it. Everything else that you typed is "
    "kept. Upload the photo again in some minutes; if that fails too, tell whoever looks after the server."
)
_NOT_DELETED = gettext_lazy(
    "The photo was not deleted: the photo store does not answer. The photo, its texts and its files are all still "
    "there. Delete it again in some minutes; if that fails too, tell whoever looks after the server."
)


class InvalidPhoto(ValidationError):
    """The upload can't become a photo; the message tells the reporter why, and what would help."""


def store_photo(
    upload: UploadedFile | BinaryIO | bytes,
    *,
    uploaded_by: User | None = None,
    caption: str = "",
    credit: str = "",
    alt_text: str = "",
) -> Photo:
    """Puts a picture into the library: a master and its renditions, in a folder with a name of our own.

    Raises `InvalidPhoto`, for want of room on the disk too. If the row can't be written, neither are the files. A
    transaction around it that is rolled back later leaves files behind that no row names and no page shows.
    """
    master = _decode_image(_read_bytes(upload))
    folder = f"photos/{timezone.localtime():%Y/%m}/{secrets.token_hex(8)}"
    photo = Photo(
        file=f"{folder}/master.jpg",
        width=master.width,
        height=master.height,
        widths=_rendition_widths(master.width),
        uploaded_by=uploaded_by,
        caption=caption,
        credit=credit,
        alt_text=alt_text,
    )
    photo.crops_for = photo.focal_point if photo.is_croppable else ""
    photo.clean_fields(exclude={"file", "widths"})
    _store(photo, master)
    return photo


def _store(photo: Photo, master: Image.Image) -> None:
    storage, begun = photo.file.storage, [photo.folder]
    try:
        for name, content in _render_files(photo, master):
            begun.insert(0, name)  # one that breaks off may have arrived
            storage.save(name, ContentFile(content))
        with transaction.atomic():
            photo.save()
    except BaseException as error:
        remove_names(storage, begun)
        if isinstance(error, OSError):
            logger.exception("A photo could not be stored")
            raise InvalidPhoto(_STORE_FAILS if isinstance(error, StorageError) else _NOT_STORED) from error
        raise


def update_crops(photo: Photo) -> bool:
    """Makes the crops for the photo's focal point as it is now, and removes those of the one before.

    Where the files can't be read or written, the old ones stay in use, and the answer is False.
    """
    try:
        _update_crops(photo)
    except Exception:  # of a store, or of a master that is damaged; the photo can do without
        logger.exception("The crops of photo %s could not be made", photo.pk)
        return False
    return True


def _update_crops(photo: Photo) -> None:
    if photo.crops_for == photo.focal_point or not photo.is_croppable:
        return
    storage, old = photo.file.storage, _crop_names(photo)
    renewed = copy(photo)
    renewed.crops_for = photo.focal_point
    with storage.open(str(photo.file.name)) as file:
        master = Image.open(file).convert("RGB")
    for name in _crop_names(renewed):  # of a half-done earlier attempt
        storage.delete(name)
    for name, content in _render_crops(renewed, master):
        storage.save(name, ContentFile(content))
    photo.crops_for = renewed.crops_for
    photo.save(update_fields=["crops_for"])
    transaction.on_commit(lambda: remove_names(storage, old), robust=True)


def make_missing_crops() -> None:
    """For all that could have them.

    Ends with the first that the store does not answer for: it would keep the worker waiting for each.
    """
    photos = list(Photo.objects.without_crops().order_by("pk"))
    for photo in photos:
        try:
            _update_crops(photo)
        except StorageDown:
            logger.warning("The crops of photo %s and those after it wait for the photo store", photo.pk)
            break
        except Exception:  # the next may go
            logger.exception("The crops of photo %s could not be made", photo.pk)
    if any(photo.crops_for for photo in photos):
        edition.advance()  # they stand beside shared links, and search portals read of them


def delete_files(photo: Photo, if_left: Callable[[], None] = lambda: None) -> None:
    """Removes the master and the renditions, once the transaction that deletes the row is sure to stand.

    Raises `InvalidPhoto` where the store does not answer. If it fails after that, the row is gone and `if_left` is
    called; the worker tries on.
    """
    storage, names = photo.file.storage, _file_names(photo)
    try:
        storage.exists(str(photo.file.name))
    except StorageDown as error:
        raise InvalidPhoto(_NOT_DELETED) from error
    except StorageError:  # with narrow rights, a store refuses to say that a file is missing
        logger.warning("The store does not say whether %s is there", photo.file.name)

    def removed() -> None:
        if not remove_names(storage, names):
            if_left()

    transaction.on_commit(removed, robust=True)


def discard_photo(photo: Photo) -> None:
    """Takes back a photo that nobody has seen yet. What the store does not remove of it the worker tries again."""
    storage, names = photo.file.storage, _file_names(photo)
    photo.delete()
    transaction.on_commit(lambda: remove_names(storage, names), robust=True)


def remove_names(storage: Storage, names: Sequence[str], tried: int = 0) -> bool:
    """Removes these files; what the store does not remove now the worker tries again, for a day.

    A file that a disk can't remove shall not keep the others.
    """
    for place, name in enumerate(names):
        try:
            storage.delete(name)
        except StorageError as error:
            left = names[place:]
            logger.warning("%d files are left in the photo store, from %s on: %s", len(left), name, error)
            _remove_later(left, tried)
            return False
        except OSError:
            logger.warning("%s can't be removed", name, exc_info=True)
    return True


@db_task()
def remove_files(names: list[str], tried: int) -> None:
    """Of photos that are deleted, or never came to be, while the store did not answer."""
    remove_names(default_storage, names, tried)


def _remove_later(names: Sequence[str], tried: int) -> None:
    if tried < REMOVE_RETRY_LIMIT:
        try:
            remove_files.schedule(args=(list(names), tried + 1), delay=REMOVE_RETRY_DELAY)
        except Exception:  # the queue is down, too
            logger.exception("Nobody will remove %s", ", ".join(names))


# --- Files ---------------------------------------------------------------------------------------


def _render_files(photo: Photo, master: Image.Image) -> Iterator[tuple[str, bytes]]:
    yield str(photo.file.name), _encode_image(master, MASTER)
    for width in photo.widths:
        height = max(1, round(master.height * width / master.width))
        yield f"{photo.folder}/{width}.webp", _encode_image(master.resize((width, height), reducing_gap=3.0), RENDITION)
    if photo.crops_for:
        yield from _render_crops(photo, master)


def _render_crops(photo: Photo, master: Image.Image) -> Iterator[tuple[str, bytes]]:
    for shape, name in zip(SHAPES, _crop_names(photo), strict=True):
        yield name, _encode_image(crop_picture(master, shape, photo.focal_x, photo.focal_y), CROP)


def _crop_names(photo: Photo) -> list[str]:
    return [photo.crop_name(shape, photo.crops_for) for shape in SHAPES] if photo.crops_for else []


def _file_names(photo: Photo) -> list[str]:
    renditions = (f"{photo.folder}/{width}.webp" for width in photo.widths)
    return [str(photo.file.name), *renditions, *_crop_names(photo), photo.folder]


def _encode_image(image: Image.Image, options: dict[str, Any]) -> bytes:
    file = io.BytesIO()
    image.save(file, **options)
    return file.getvalue()


def _rendition_widths(width: int) -> list[int]:
    """The usual widths up to the master's, and its own where the widest of them would look coarse in its place."""
    usual = [each for each in RENDITION_WIDTHS if each <= width]
    is_coarse = width < RENDITION_WIDTHS[-1] and (not usual or usual[-1] < 0.8 * width)
    return [*usual, width] if is_coarse else usual


# --- From bytes to pixels ------------------------------------------------------------------------


def _read_bytes(upload: UploadedFile | BinaryIO | bytes) -> bytes:
    if isinstance(upload, bytes):
        size, content = len(upload), upload
    else:
        upload.seek(0)
        content = upload.read(settings.PHOTO_MAX_BYTES + 1)
        size = getattr(upload, "size", None) or len(content)
    if size > settings.PHOTO_MAX_BYTES:
        raise InvalidPhoto(
            _("The picture is too large: %(size)d MB. At most %(limit)d MB can be uploaded."),
            code="too_large",
            params={"size": -(-size // 1024**2), "limit": settings.PHOTO_MAX_BYTES // 1024**2},
        )
    return content


def _decode_image(content: bytes) -> Image.Image:
    """The picture upright, in sRGB on white, no larger than a master, and nothing but pixels."""
    image = _open_image(content)
    try:
        pixels = flatten_image(normalize_image(image, content, (MAX_SIDE, MAX_SIDE)))
    except Exception as error:  # decoders raise all kinds of errors on what is not as it should be
        raise InvalidPhoto(
            _("The picture is damaged or incomplete. Save it once more in another program and upload that."),
            code="damaged",
        ) from error
    return pixels


def _open_image(content: bytes) -> Image.Image:
    """The picture before it is decoded: what it says of its format and size."""
    try:
        image = Image.open(io.BytesIO(content), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except Exception as error:
        if content[4:8] == b"ftyp" and content[8:12] in (b"heic", b"heix", b"mif1", b"msf1"):
            raise InvalidPhoto(
                _("HEIC pictures of a phone can't be read. Save it as JPG first."), code="heic"
            ) from error
        raise InvalidPhoto(
            _("This is not a picture that can be read. Upload a JPG, PNG, WebP or GIF."), code="not_a_picture"
        ) from error
    if image.width * image.height > settings.PHOTO_MAX_PIXELS:
        raise _too_many_pixels()
    stated = cicp.read_cicp(content)
    if stated and stated.is_hdr and "icc_profile" not in image.info:
        raise InvalidPhoto(
            _("This is an HDR picture (HLG or PQ): here it would look grey. Save it as JPG first."), code="hdr"
        )
    return image


def _too_many_pixels() -> InvalidPhoto:
    return InvalidPhoto(
        _("The picture has too many pixels. At most %(limit)d million can be uploaded: make it smaller first."),
        code="too_many_pixels",
        params={"limit": settings.PHOTO_MAX_PIXELS // 1_000_000},
    )
