"""One file in, its releases out: `read_file`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from .bundle import add_photos, read_bundle, sort_files
from .document import Block, Document, LeftOut, Text, Unreadable, plain_text
from .formats.archive import read_archive
from .formats.docx import read_docx
from .formats.feed import Feed, Item, read_feed
from .formats.hwp import read_hwp
from .formats.hwpx import read_hwpx
from .formats.mail import Mail, read_mail
from .formats.odt import read_odt
from .formats.pdf import read_pdf
from .formats.text import read_text
from .kinds import kind_of
from .organisation import from_title
from .release import Release, clean_title, read_release
from .wording import is_greeting

LARGEST_FILE = 200 * 2**20
MAX_DEPTH = 4

_DOCUMENTS: dict[str, Callable[[bytes], Document]] = {
    **{"hwpx": read_hwpx, "hwp": read_hwp, "docx": read_docx},
    **{"odt": read_odt, "pdf": read_pdf, "txt": read_text},
}
_COVER_SUBJECT = re.compile(
    r"(?:오늘의\s*|금일\s*)?(?:보도\s*)?자료"
    r"(?:\W|\d|건|를|을|송부|배포|제공|전달|요청|부탁|드립니다|드려요|보내|보냅니다|입니다|최종|수정)*"
    r"|제목\s*없음|no subject",
    re.I,
)
_SEE_ATTACHMENT = re.compile(r"첨부\s*(?:파일|문서|자료)?[을를은는]?.{0,12}(?:참고|참조|확인|보시)|자세한 내용은 첨부")


@dataclass
class Reading:
    kind: str
    releases: list[Release] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The contract of `manage.py read_release --json`."""
        return {"kind": self.kind, "releases": [each.as_json() for each in self.releases], "errors": self.errors}


def read_file(data: bytes) -> Reading:
    """At least one release, or Unreadable with the sentence that says what to ask for. Decided by content alone."""
    if len(data) > LARGEST_FILE:
        raise Unreadable(_("The file is larger than %(most)d MB.") % {"most": LARGEST_FILE // 2**20})
    reading = _read(data, depth=1)
    if not reading.releases:
        raise Unreadable(" ".join(reading.errors)[:380] or _("Nothing that could be a press release was found in it."))
    return reading


def _read(data: bytes, depth: int) -> Reading:
    if depth > MAX_DEPTH:
        raise Unreadable(_("A file in too many others was not opened."))
    kind = kind_of(data)
    if kind == "feed":
        return Reading(kind, _feed_releases(read_feed(data)))
    if kind == "zip":
        return _read_archive(data, depth)
    if kind == "eml":
        return _read_mail(read_mail(data), depth)
    document = _DOCUMENTS[kind](data)
    if not plain_text(document.blocks).strip():
        raise Unreadable(_("The document holds no text."))
    return Reading(kind, [read_release(document)])


def _read_archive(data: bytes, depth: int) -> Reading:
    files, errors = read_archive(data)
    bundle = sort_files(files)
    bundle.errors += errors
    releases = read_bundle(bundle, lambda content: _read(content, depth + 1).releases)
    return Reading("zip", releases, bundle.errors)


def _read_mail(mail: Mail, depth: int) -> Reading:
    """A document attached is the release; else a forwarded mail; else the mail's own text."""
    bundle = sort_files(mail.attachments)
    releases = read_bundle(bundle, lambda content: _read(content, depth + 1).releases, plain_text(mail.blocks) or " ")
    if not releases and mail.forwarded:
        releases = _forwarded_releases(mail, bundle.errors, depth)
    if not releases and plain_text(mail.blocks).strip():
        releases = [_mail_release(mail)]
        add_photos(bundle.photos, releases[0])
        releases[0].attachments = [*bundle.texts, *bundle.others]
        releases[0].files = [each.name for each in releases[0].attachments]
    return Reading("eml", releases, bundle.errors)


def _forwarded_releases(mail: Mail, errors: list[str], depth: int) -> list[Release]:
    releases: list[Release] = []
    for inner in mail.forwarded:
        reading = _read_mail(inner, depth + 1)
        releases += reading.releases
        errors += reading.errors
    if releases and plain_text(mail.blocks).strip():
        releases[0].left_out.append(LeftOut("letterhead", plain_text(mail.blocks).strip()))
    return releases


def _mail_release(mail: Mail) -> Release:
    title = clean_title(mail.subject)
    blocks, greetings = _without_greetings(mail.blocks)
    release = read_release(Document("eml", blocks), "" if _COVER_SUBJECT.fullmatch(title) else title)
    release.left_out += [LeftOut("letterhead", text) for text in greetings]
    return release


def _without_greetings(blocks: list[Block]) -> tuple[list[Block], list[str]]:
    """Of the first paragraphs, and of the last (감사합니다)."""
    worded = [block for block in blocks if not isinstance(block, Text) or block.text.strip()]
    found = []
    for candidates in (worded, worded[::-1]):
        for block in candidates:
            if not isinstance(block, Text) or not is_greeting(block.text.strip()):
                break
            found.append(block)
    greetings = {id(block) for block in found}
    return [block for block in blocks if id(block) not in greetings], [block.text.strip() for block in found]


def _feed_releases(feed: Feed) -> list[Release]:
    office = from_title(feed.title)
    return [_item_release(item, office) for item in feed.items]


def _item_release(item: Item, office: str | None) -> Release:
    document = Document("feed", item.blocks)
    release = read_release(document, item.title, office)
    release.online_from = release.online_from or item.when
    release.files = item.files
    text = plain_text(item.blocks)
    if item.files and (len(text) < 150 and _SEE_ATTACHMENT.search(text) or not text.strip()):
        release.warnings.append(_("The text stands in the attached file."))
    return release
