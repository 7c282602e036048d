"""What a file is, by its first bytes and what a container holds."""

from __future__ import annotations

import io
import zipfile

from django.utils.translation import gettext as _

from .document import Broken, Unreadable
from .formats.feed import is_feed
from .formats.hwp import OLD_SIGNATURE, is_hwp
from .formats.mail import is_mail
from .formats.text import UnknownKind, is_text
from .photos import pixel_size

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def kind_of(data: bytes) -> str:
    """hwpx, hwp, docx, odt, pdf, txt, eml, zip, feed. Raises Unreadable, saying what to ask for, for any other."""
    if not data.strip():
        raise Unreadable(_("The file is empty."))
    if data.startswith(b"PK"):
        return _zip_kind(data)
    if data.startswith(OLE):
        return _ole_kind(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    sentence = _known_sentence(data)
    if sentence:
        raise Unreadable(sentence)
    if is_feed(data):
        return "feed"
    if is_mail(data):
        return "eml"
    if is_text(data):
        return "txt"
    raise UnknownKind()


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mimetype = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except Exception as error:  # zipfile raises a dozen kinds for what is no archive any more
        raise Broken() from error
    if mimetype.startswith(b"application/hwp+zip") or names & {"Contents/content.hpf", "Contents/section0.xml"}:
        return "hwpx"
    if "word/document.xml" in names:
        return "docx"
    if mimetype.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    if "[Content_Types].xml" in names or mimetype:
        raise UnknownKind()
    return "zip"


def _ole_kind(data: bytes) -> str:
    if is_hwp(data):
        return "hwp"
    raise UnknownKind()


def _known_sentence(data: bytes) -> str:
    if data.startswith(OLD_SIGNATURE):
        return _("This is a 한글 97 document (hwp version 3). Ask for one saved by a newer 한글.")
    if data.startswith((b"ALZ\x01", b"EGGA", b"Rar!", b"7z\xbc\xaf")):
        return _("Archives of this kind (alz, egg, rar, 7z) cannot be opened. Ask for a ZIP or for the files alone.")
    if data.startswith(b"\x78\x9f\x3e\x22"):
        return _("This is Outlook's winmail.dat. Ask the sender to send the mail as plain text or HTML.")
    if pixel_size(data):
        return _("This is a picture, without the text of a release.")
    return ""
