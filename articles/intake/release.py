"""One document becomes one release: what is its headline, what its text, and what an article must not hold."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from newsroom.shared.characters import find_unknown

from . import organisation
from .body import BodyBlock, Photo, read_body
from .contacts import Contact, is_contact_block, is_enquiry, read_contacts
from .document import Attachment, Block, Document, LeftOut, Table, Text, plain_text, split_long
from .embargo import Embargo, read_embargo
from .frames import flatten
from .head import Head, read_head, starts_text
from .wording import is_annex_head, without_head

_MOST_AHEAD = 40
"""Within which text goes on after a line for readers, if it does."""

MOST_UNKNOWN = 10
"""Places that a warning names."""

_SUBJECT_TAG = re.compile(
    r"^(?:(?:re|fwd?|전달|회신)\s*[:：]\s*|[\[(【<]\s*[^\])】>]{0,12}(?:보도|자료|배포|참고)[^\])】>]{0,10}[\])】>]\s*"
    r"|보도\s*자료\s*[:：\-]\s*|제목\s*[:：]\s*)",
    re.I,
)


@dataclass
class Release:
    headline: str
    subheadlines: list[str] = field(default_factory=list)
    body: list[BodyBlock] = field(default_factory=list)
    photos: list[Photo] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list, repr=False)
    organisation: str | None = None
    contacts: list[Contact] = field(default_factory=list)
    online_from: str | None = None
    print_from: str | None = None
    left_out: list[LeftOut] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The contract of `manage.py read_release --json`."""
        return {
            "headline": self.headline,
            "subheadlines": self.subheadlines,
            "body": [asdict(block) for block in self.body],
            "photos": [
                {"name": each.name, "caption": each.caption, "width": each.width, "height": each.height}
                for each in self.photos
            ],
            "files": self.files,
            "organisation": self.organisation,
            "contacts": [asdict(contact) for contact in self.contacts],
            "online_from": self.online_from,
            "print_from": self.print_from,
            "left_out": [asdict(each) for each in self.left_out],
            "warnings": self.warnings,
        }


def read_release(document: Document, title: str = "", office: str | None = None) -> Release:
    """`title`: a mail's subject or a feed's headline, `office`: whose feed it is; both win over what the text says."""
    blocks = flatten(split_long(document.blocks))
    end = _end_of_body(blocks)
    head = read_head(blocks[:end], title)
    rest = blocks[head.length : end]
    body, photos, decoration = read_body([*head.unused, *rest], head.sizes)
    after = blocks[end:]
    contact_blocks = [*head.contacts, *_contact_blocks(after)]
    contacts = read_contacts(contact_blocks)
    embargo = _embargo(head)
    release = Release(
        headline=head.headline,
        subheadlines=head.subheadlines,
        body=body,
        photos=photos,
        contacts=contacts,
        online_from=embargo.online_from,
        print_from=embargo.print_from,
        warnings=[*document.warnings, *embargo.warnings],
    )
    release.left_out = [*document.left_out, *head.left_out, *_left_out_at_end(after), *decoration]
    letterhead = " ".join(each.text for each in release.left_out if each.what == "letterhead")
    texts = [without_head(block.text) for block in body if block.kind == "text"]
    release.organisation = office or organisation.from_text(texts, head.headline, letterhead)
    _warn(release, head, bool(title))
    return release


def _end_of_body(blocks: list[Block]) -> int:
    """Where contacts or the annex begin, after the text has begun."""
    has_begun = False
    for index, block in enumerate(blocks):
        if has_begun and (_begins_annex(block) or (is_contact_block(block) and not _text_goes_on(blocks, index))):
            return index
        if isinstance(block, Text) and not is_contact_block(block):
            has_begun = has_begun or len(block.text.strip()) > 25 or starts_text(block.text)
    return len(blocks)


def _text_goes_on(blocks: list[Block], index: int) -> bool:
    """Whether sentences follow a line for readers, before the contacts proper or an annex."""
    if not is_enquiry(blocks[index]):
        return False
    for block in blocks[index + 1 : index + 1 + _MOST_AHEAD]:
        if _begins_annex(block) or (is_contact_block(block) and not is_enquiry(block)):
            return False
        if isinstance(block, Text) and starts_text(block.text):
            return True
    return False


def _begins_annex(block: Block) -> bool:
    return is_annex_head(block.text) if isinstance(block, Text) else isinstance(block, Table) and _is_annex_table(block)


def _is_annex_table(table: Table) -> bool:
    first = next((plain_text(cell).strip() for cell in table.cells() if plain_text(cell).strip()), "")
    return is_annex_head(first) and len(first) < 12


def _contact_blocks(blocks: list) -> list:
    """Those at the beginning of what comes after the text, also below a list of what is attached (붙임 사진 2부)."""
    found = []
    has_annex = False
    for block in blocks:
        has_annex |= _begins_annex(block)
        if has_annex and not isinstance(block, Text) and not is_contact_block(block):
            break
        if has_annex and isinstance(block, Text) and starts_text(block.text) and not is_contact_block(block):
            break
        if is_contact_block(block):
            found.append(block)
    return found


def _left_out_at_end(blocks: list) -> list[LeftOut]:
    contacts = _contact_blocks(blocks)
    own = {id(block) for block in contacts}
    annex = [block for block in blocks if id(block) not in own]
    found = [("contacts", plain_text(contacts)), ("annex", plain_text(annex))]
    return [LeftOut(what, text) for what, text in found if text.strip()]


def _embargo(head: Head) -> Embargo:
    return read_embargo(head.embargo, year_from=head.meta) if head.embargo else Embargo()


def _warn(release: Release, head: Head, has_title: bool) -> None:
    if not head.embargo and not release.contacts and not has_title and not head.is_on_letterhead:
        release.warnings.append(_("This does not look like a press release: it names no embargo and nobody to ask."))
    lines = [release.headline, *release.subheadlines, *(block.text for block in release.body)]
    unknown = list(islice(find_unknown("\n".join(lines)), MOST_UNKNOWN))
    if unknown:
        words = {"signs": " · ".join(unknown)}
        release.warnings.append(_("Signs that nobody can tell, see the original: %(signs)s") % words)


def clean_title(subject: str) -> str:
    """A mail's subject without its tags: [보도자료], (보도자료), FW:, 제목:."""
    text = " ".join(subject.split())
    while _SUBJECT_TAG.match(text):
        text = _SUBJECT_TAG.sub("", text, count=1)
    return text.strip()
