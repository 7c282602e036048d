"""What kind of answer a body is, whatever its status and content type say."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from .errors import InvalidAnswer, KeyRefused, LimitReached, ServiceDown, WeatherServiceError
from .web import RawAnswer

NOTICE_PAGE = re.compile(
    r"\s*(<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|meta|script)\b", re.I | re.S
)
DOCTYPE = re.compile(r"<!(doctype|entity)", re.I)
BROKEN = "\ufffd"

Result = TypeVar("Result")


def parse_page(page: RawAnswer, read: Callable[[bytes], Result]) -> Result:
    """What `read` makes of a page; or, as a `WeatherServiceError`, the truest reason why it makes nothing.

    What a body says of itself comes before its status: a refused key may come with 200, 400 or 403.
    """
    try:
        found = read(page.content)
    except (InvalidAnswer, ServiceDown) as error:
        raise status_error(page) or page.transport_error or error from None
    if refused := status_error(page):
        raise refused
    return found


def status_error(page: RawAnswer) -> WeatherServiceError | None:
    """What an HTTP status says."""
    if page.status < 400:
        return None
    if page.has_key and page.status in (401, 403) and not NOTICE_PAGE.match(decode_body(page.content)):
        if page.status == 401:
            return KeyRefused(_("The service does not know the key (HTTP 401)."))
        return KeyRefused(_("The key was not applied for with this service (HTTP 403)."))
    return ServiceDown(_("The service can't answer now (HTTP %d).") % page.status, retry_after=page.retry_after)


def message_error(message: str) -> WeatherServiceError | None:
    """What an answer's own words say, as the services have been seen to put it."""
    if "호출 한도" in message or "quota" in message.lower() or "LIMITED_NUMBER" in message:
        return LimitReached(_("The day's number of calls is used up."))
    if "인증키" in message or message.strip() == "Unauthorized":
        return KeyRefused(_("The service does not know the key."))
    if "활용신청" in message or message.strip() == "Forbidden":
        return KeyRefused(_("The key was not applied for with this service."))
    return None


def body_text(body: bytes) -> str:
    """The body as text; a notice page is refused as such."""
    if not body.strip():
        raise InvalidAnswer(_("The service's answer is empty."))
    text = decode_body(body)
    if NOTICE_PAGE.match(text):
        raise ServiceDown(_("The service shows a page for people instead of data; it may be down for maintenance."))
    return text


def decode_body(body: bytes) -> str:
    """As UTF-8, else in the Korean code page that older services speak, whatever the answer declares.

    One broken letter does not change the encoding, and costs its own row alone: UTF-8 is left only where less of it
    can be read than not. (Read as the code page, it would be Chinese without a single error.)
    """
    text = body.decode("utf-8-sig", errors="replace")
    broken = text.count(BROKEN)
    readable = sum(1 for sign in text if sign > "\x7f") - broken
    return text if broken <= readable or not broken else body.decode("cp949", errors="replace")


def refuse_doctype(text: str) -> None:
    """Data needs none, and entities are how XML attacks its readers."""
    if DOCTYPE.search(text):
        raise InvalidAnswer(_("The service's answer has a document type, which data should not have."))


def parse_json(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise InvalidAnswer(_("The service's answer is cut off or no JSON.")) from None
    if not isinstance(value, dict):
        raise InvalidAnswer(_("The service's answer is JSON of another shape."))
    return value
