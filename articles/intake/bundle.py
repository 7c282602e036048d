"""Several files that came together, in a mail or an archive: which are releases, whose photos are whose."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from .body import photo_of
from .document import Attachment, LeftOut, Picture, Unreadable
from .formats.text import UnknownKind, decode
from .kinds import kind_of
from .photos import pixel_size
from .release import Release

PREFERRED = ("hwpx", "hwp", "docx", "odt", "pdf")
"""The same release in several formats is read once, in the first of these."""

ReadFile = Callable[[bytes], list[Release]]

_NUMBER = re.compile(r"\s*[\[(]?(\d{1,3})(?!\d)")
_ANNEX_NAME = re.compile(r"\W*\d*\W*(?:붙임|별첨|참고|첨부|신청서|양식|서식|포스터|리플릿)")


@dataclass
class Bundle:
    """Files by what they can be. `texts` are releases only where there is no document."""

    photos: list[Attachment] = field(default_factory=list)
    documents: list[tuple[str, Attachment]] = field(default_factory=list)
    texts: list[Attachment] = field(default_factory=list)
    others: list[Attachment] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def add(self, file: Attachment) -> None:
        if pixel_size(file.data):
            self.photos.append(file)
            return
        try:
            kind = kind_of(file.data)
        except Unreadable as error:
            if not isinstance(error, UnknownKind):
                self.errors.append(f"{file.name}: {error}")
            self.others.append(file)
            return
        if kind == "txt":
            self.texts.append(file)
        else:
            self.documents.append((kind, file))


def sort_files(files: list[Attachment]) -> Bundle:
    bundle = Bundle()
    for file in files:
        bundle.add(file)
    _put_annexes_aside(bundle)
    _put_doubles_aside(bundle)
    return bundle


def _put_annexes_aside(bundle: Bundle) -> None:
    """A form or an annex beside a release is no release."""
    main = [(kind, file) for kind, file in bundle.documents if not _ANNEX_NAME.match(file.name)]
    if main:
        bundle.others += [file for kind, file in bundle.documents if (kind, file) not in main]
        bundle.documents = main


def _put_doubles_aside(bundle: Bundle) -> None:
    best: dict[str, tuple[str, Attachment]] = {}
    for kind, file in bundle.documents:
        stem = posixpath.splitext(file.name)[0]
        rank = PREFERRED.index(kind) if kind in PREFERRED else -1
        known = best.get(stem)
        if known is None or rank < (PREFERRED.index(known[0]) if known[0] in PREFERRED else -1):
            best[stem] = (kind, file)
    kept = list(best.values())
    bundle.others += [file for kind, file in bundle.documents if (kind, file) not in kept]
    bundle.documents = kept


def read_bundle(bundle: Bundle, read: ReadFile, cover: str = "") -> list[Release]:
    """A release a document; photos and other files go to the release of the same leading number, else to the first.

    `cover`: the words of the mail around them, kept apart. What cannot be read is said in `bundle.errors`.
    """
    found = _read_each([file for _, file in bundle.documents], read, bundle)
    texts = bundle.texts
    if not found and not bundle.documents and not cover.strip():
        found, texts = _read_each(texts, read, bundle), []
    if not found:
        return []
    for file, releases in found:
        releases[0].attachments.insert(0, file)
    for photo in bundle.photos:
        _add_photo(photo, _owner(photo.name, found))
    for other in bundle.others:
        _owner(other.name, found).attachments.append(other)
    first = found[0][1][0]
    words = [cover, *(decode(each.data) for each in texts)]
    first.left_out += [LeftOut("letterhead", text.strip()) for text in words if text.strip()]
    releases = [release for _, group in found for release in group]
    for release in releases:
        release.files = [each.name for each in release.attachments]
    return releases


def _read_each(files: list[Attachment], read: ReadFile, bundle: Bundle) -> list[tuple[Attachment, list[Release]]]:
    found = []
    for file in files:
        try:
            releases = read(file.data)
            if releases:
                found.append((file, releases))
        except Unreadable as error:
            bundle.errors.append(f"{file.name}: {error}")
            bundle.others.append(file)
    return found


def _owner(name: str, found: list[tuple[Attachment, list[Release]]]) -> Release:
    number = _NUMBER.match(name)
    if number and len(found) > 1:
        for file, releases in found:
            own = _NUMBER.match(file.name)
            if own and int(own[1]) == int(number[1]):
                return releases[0]
    return found[0][1][0]


def add_photos(photos: list[Attachment], release: Release) -> None:
    for photo in photos:
        _add_photo(photo, release)


def _add_photo(file: Attachment, release: Release) -> None:
    photo = photo_of(Picture(file.name, file.data))
    if photo is None:
        release.left_out.append(LeftOut("decoration", file.name))
    else:
        release.photos.append(photo)
