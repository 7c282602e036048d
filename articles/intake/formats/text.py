"""Plain text: which encoding, and a paragraph a line."""

from __future__ import annotations

import codecs

from django.utils.translation import gettext as _

from ..characters import normalized
from ..document import Document, Text, Unreadable

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decode(data: bytes, charset: str = "") -> str:
    """The charset that is named, else UTF-8, else cp949; what neither knows becomes U+FFFD of cp949.

    Every name of the Korean sets means cp949, which holds them all: mails that say euc-kr hold its syllables (샾).
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    named = KOREAN if charset.lower().replace("_", "-") in KOREAN_NAMES else charset
    for each in filter(None, (named, "utf-8", KOREAN)):
        try:
            return data.decode(each)
        except (LookupError, ValueError):
            continue
    return data.decode(KOREAN, "replace")


KOREAN = "cp949"
KOREAN_NAMES = {
    *("ks-c-5601-1987", "ks-c-5601", "ksc5601", "ksc-5601", "csksc56011987", "korean", "euc-kr", "euckr", "x-euc-kr"),
    *("windows-949", "x-windows-949", "ms949", "uhc", "cp949", "iso-ir-149", "ks-c-5601-1989", "949"),
}


def read_text(data: bytes) -> Document:
    """Raises Unreadable for what is no text."""
    if not is_text(data):
        raise UnknownKind()
    return Document("txt", paragraphs(decode(data)))


class UnknownKind(Unreadable):
    def __init__(self) -> None:
        super().__init__(_("This kind of file cannot be read. Ask for 한글 (hwp, hwpx), Word, PDF or plain text."))


def is_text(data: bytes) -> bool:
    if any(data.startswith(mark) for mark, _ in _MARKS):
        return True
    if b"\0" in data:
        return False
    text = decode(data)
    strange = sum(each == "\ufffd" or (each < " " and each not in "\t\r\n\f") for each in text)
    return strange * 50 <= len(text)


def paragraphs(text: str) -> list:
    return [Text(line.rstrip()) for line in normalized(text).replace("\f", "\n").splitlines()]
