"""Mails, from their bytes: charsets that lie, names in five spellings, photos shown in the text, forwarded mails."""

from __future__ import annotations

import base64
import binascii
import email
import quopri
import re
from dataclasses import dataclass, field
from email.message import Message
from urllib.parse import unquote_to_bytes

from django.utils.translation import gettext as _

from ..characters import normalized
from ..document import Attachment, Block, Picture, Unreadable
from ..photos import pixel_size
from .html import read_html
from .text import decode, paragraphs

MOST_PARTS = 200
MAX_DEPTH = 5

_HEADER = re.compile(rb"(?:From |[A-Za-z][\w\-]*:)")
_KNOWN = re.compile(
    rb"(?im)^(?:from|to|subject|date|mime-version|received|message-id|content-type|return-path|delivered-to):"
)
_WORD = re.compile(r"=\?([\w\-]+)(?:\*[\w\-]*)?\?([BbQq])\?([^?]*)\?=")
_PARAMETER = re.compile(r";\s*([\w\-]+\*?\d*\*?)\s*=\s*(\"(?:\\.|[^\"\\])*\"|[^;]*)", re.S)
_SIGNATURE = re.compile(r"(?m)^-- ?$.*", re.S)


@dataclass
class Mail:
    subject: str
    blocks: list[Block] = field(default_factory=list)
    """Its own text, with the photos shown in it."""
    attachments: list[Attachment] = field(default_factory=list)
    forwarded: list[Mail] = field(default_factory=list)


def is_mail(data: bytes) -> bool:
    start = data[:8_000].lstrip(b"\xef\xbb\xbf\r\n")
    head = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    return bool(_HEADER.match(start)) and len({each.lower() for each in _KNOWN.findall(head)}) >= 2


def read_mail(data: bytes) -> Mail:
    """Raises Unreadable for one of too many parts."""
    try:
        return _mail(email.message_from_bytes(data), depth=1)
    except RecursionError as error:
        raise Unreadable(_("The mail has too many parts, or too many mails in it.")) from error


def _mail(message: Message, depth: int) -> Mail:
    mail = Mail(decode_words(_raw(message, "subject")))
    collected = _Collected()
    _collect(message, collected, mail, depth)
    shown: set[int] = set()
    for source, is_html in collected.texts:
        if isinstance(source, Picture):
            mail.blocks.append(source)
        elif is_html:
            blocks = read_html(source, collected.by_id)
            shown |= {id(each) for each in blocks if isinstance(each, Picture)}
            mail.blocks += blocks
        else:
            mail.blocks += [*paragraphs(_SIGNATURE.sub("", source)), *paragraphs("\n")]
    for picture in collected.by_id.values():
        if id(picture) not in shown:
            mail.attachments.append(Attachment(picture.name, picture.data))
    return mail


@dataclass
class _Collected:
    texts: list[tuple[str | Picture, bool]] = field(default_factory=list)
    """Text and whether it is HTML, or a picture between two texts."""
    by_id: dict[str, Picture] = field(default_factory=dict)
    parts: int = 0


def _collect(part: Message, found: _Collected, mail: Mail, depth: int) -> None:
    found.parts += 1
    if found.parts > MOST_PARTS:
        raise Unreadable(_("The mail has too many parts, or too many mails in it."))
    kind = part.get_content_type()
    if kind == "message/rfc822":
        _forwarded(part, mail, depth)
    elif kind == "multipart/alternative":
        _collect_best(part, found, mail, depth)
    elif part.is_multipart():
        for inner in _parts(part):
            _collect(inner, found, mail, depth)
    else:
        _collect_leaf(part, kind, found, mail)


def _parts(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [each for each in payload if isinstance(each, Message)] if isinstance(payload, list) else []


def _forwarded(part: Message, mail: Mail, depth: int) -> None:
    for inner in _parts(part):
        if depth >= MAX_DEPTH:
            raise Unreadable(_("The mail has too many parts, or too many mails in it."))
        mail.forwarded.append(_mail(inner, depth + 1))


def _collect_best(part: Message, found: _Collected, mail: Mail, depth: int) -> None:
    """HTML where the plain part is blank or the HTML shows pictures or tables; else the plain one."""
    parts = _parts(part)
    plain = next((each for each in parts if each.get_content_type() == "text/plain"), None)
    rich = next((each for each in reversed(parts) if each.get_content_type() != "text/plain"), None)
    if plain is not None and rich is not None:
        source = _text(rich) if rich.get_content_type() == "text/html" else ""
        is_richer = rich.is_multipart() or re.search(r"<table|<img", source, re.I) is not None
        parts = [rich] if is_richer or not _text(plain).strip() else [plain]
    for each in parts:
        _collect(each, found, mail, depth)


def _collect_leaf(part: Message, kind: str, found: _Collected, mail: Mail) -> None:
    name = file_name(part)
    disposition = _raw(part, "content-disposition").split(";")[0].strip().lower()
    data = part.get_payload(decode=True)
    data = data if isinstance(data, bytes) else b""
    if kind in ("text/plain", "text/html") and disposition != "attachment" and not name:
        if data.strip():
            found.texts.append((_text(part), kind == "text/html"))
        return
    identity = _raw(part, "content-id").strip().strip("<>")
    is_picture = pixel_size(data) is not None
    if is_picture and identity:
        found.by_id[f"cid:{identity}"] = Picture(name or f"{identity}.jpg", data)
    elif is_picture and disposition == "inline" and any(isinstance(source, str) for source, _ in found.texts):
        found.texts.append((Picture(name or "photo.jpg", data), False))
    elif data:
        mail.attachments.append(Attachment(name or kind.replace("/", "."), data))


def _text(part: Message) -> str:
    data = part.get_payload(decode=True)
    charset = _parameters(_raw(part, "content-type")).get("charset", "")
    return decode(data, charset) if isinstance(data, bytes) else ""


def _raw(message: Message, name: str) -> str:
    """As it stands in the mail; bytes beyond ASCII are surrogates."""
    return next((str(value) for key, value in message.raw_items() if key.lower() == name), "")


def file_name(part: Message) -> str:
    """RFC 2231, RFC 2047 with and without quotes, percent-coded, raw UTF-8 or cp949; NFC, without a path."""
    for header, key in (("content-disposition", "filename"), ("content-type", "name")):
        name = _parameters(_raw(part, header)).get(key, "")
        if name:
            return re.split(r"[/\\]", name)[-1].strip()
    return ""


def _parameters(header: str) -> dict[str, str]:
    """Of a header, decoded; `filename` wins over `filename*`, and pieces (`filename*0*`) are put together."""
    plain: dict[str, str] = {}
    pieces: dict[str, list[tuple[int, str, bool]]] = {}
    for key, value in _PARAMETER.findall(header.replace("\r", "").replace("\n", "")):
        value = value.strip()
        if value.startswith('"'):
            value = re.sub(r"\\(.)", r"\1", value[1:-1])
        base, *rest = key.lower().split("*")
        if rest:
            number = int(rest[0]) if rest[0].isdigit() else 0
            pieces.setdefault(base, []).append((number, value, rest[-1] == ""))
        else:
            plain[base] = decode_words(value)
    extended = {base: _extended(sorted(parts)) for base, parts in pieces.items()}
    return {**extended, **{key: value for key, value in plain.items() if value or key not in extended}}


def _extended(parts: list[tuple[int, str, bool]]) -> str:
    """RFC 2231: `utf-8''%EA…`, in pieces or whole."""
    charset, data = "utf-8", b""
    for index, (_number, value, is_coded) in enumerate(parts):
        if is_coded and index == 0 and value.count("'") >= 2:
            charset, _language, value = value.split("'", 2)
        raw = value.encode("utf-8", "surrogateescape")
        data += unquote_to_bytes(raw) if is_coded else raw
    return normalized(decode(data, charset))


def decode_words(value: str) -> str:
    """RFC 2047. Words of one charset are put together before they are decoded: senders split syllables."""
    value = value.replace("\r", "").replace("\n", "")
    if not _WORD.search(value):
        raw = value.encode("utf-8", "surrogateescape")
        text = decode(unquote_to_bytes(raw)) if re.search(r"%[0-9A-Fa-f]{2}%", value) else decode(raw)
        return normalized(text)
    text, end, charset, data = "", 0, "", b""
    for word in _WORD.finditer(value):
        between = value[end : word.start()]
        if between.strip() or word[1].lower() != charset:
            text, data = text + _decoded(data, charset), b""
        text += between if between.strip() or not end else ""
        charset, data, end = word[1].lower(), data + _word_bytes(word[2], word[3]), word.end()
    return normalized(text + _decoded(data, charset) + value[end:].rstrip())


def _decoded(data: bytes, charset: str) -> str:
    return decode(data, charset) if data else ""


def _word_bytes(coding: str, text: str) -> bytes:
    if coding in "Bb":
        try:
            return base64.b64decode(text + "=" * (-len(text) % 4))
        except (binascii.Error, ValueError):
            return text.encode("utf-8", "surrogateescape")
    return quopri.decodestring(text.replace("_", " ").encode("utf-8", "surrogateescape"))
