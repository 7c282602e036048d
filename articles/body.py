"""HTML of a body: the one place that knows of it."""

from __future__ import annotations

import nh3
from django.utils.html import strip_tags
from django.utils.safestring import SafeString


class CleanHTML(SafeString):
    """HTML that has been through `clean`."""


def clean(html: str | None) -> CleanHTML:
    if isinstance(html, CleanHTML):
        return html
    return CleanHTML(nh3.clean(html or ""))


def text_of(html: str) -> str:
    return strip_tags(html)


def excerpt(text: str) -> str:
    return text[:90]


def ends_with_source(body: str) -> bool:
    return False


def with_credit(body: CleanHTML, credit_tag: str) -> CleanHTML:
    return body
