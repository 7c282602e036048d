"""What kind of answer a body is, whatever its status and content type say."""

from __future__ import annotations

import json
import re
from typing import Any

from django.utils.translation import gettext as _

from .errors import KeyRefused, LimitReached, ServiceDown, Unreadable, WeatherServiceError

NOTICE = re.compile(r"^\s*(<!doctype\s+html|<html)", re.IGNORECASE)
DOCTYPE = re.compile(r"<!(doctype|entity)", re.IGNORECASE)
LONGEST_LETTER = 3
"""Bytes that a Korean letter takes in the longer of the two encodings."""


def text_of(body: bytes) -> str:
    """UTF-8, else the Korean code page that older services speak; a notice page is refused as such."""
    if not body.strip():
        raise Unreadable(_("The service's answer is empty."))
    text = decoded(body)
    if NOTICE.match(text):
        raise ServiceDown(_("The service shows a page for people instead of data; it may be down for maintenance."))
    return text


def decoded(body: bytes) -> str:
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError as error:
            if error.start >= len(body) - LONGEST_LETTER:  # cut off within a letter
                return body[: error.start].decode(encoding)
    raise Unreadable(_("The service's answer is in no encoding that it should be in."))


def refuse_doctype(text: str) -> None:
    """Data needs none, and entities are how XML attacks its readers."""
    if DOCTYPE.search(text):
        raise Unreadable(_("The service's answer has a document type, which data should not have."))


def json_of(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable(_("The service's answer is cut off or no JSON.")) from None
    if not isinstance(value, dict):
        raise Unreadable(_("The service's answer is JSON of another shape."))
    return value


def refusal(status: int) -> WeatherServiceError | None:
    """What an HTTP status alone says."""
    match status:
        case 401:
            return KeyRefused(_("The service does not know the key (HTTP 401)."))
        case 403:
            return KeyRefused(_("The key was not applied for with this service (HTTP 403)."))
        case status if status >= 400:
            return ServiceDown(_("The service can't answer now (HTTP %d).") % status)
    return None


def said(message: str) -> WeatherServiceError | None:
    """What an answer's own words say, as the services have been seen to put it."""
    if "호출 한도" in message or "quota" in message.lower() or "LIMITED_NUMBER" in message:
        return LimitReached(_("The day's number of calls is used up."))
    if "인증키" in message or message.strip() == "Unauthorized":
        return KeyRefused(_("The service does not know the key."))
    if "활용신청" in message or message.strip() == "Forbidden":
        return KeyRefused(_("The key was not applied for with this service."))
    return None
