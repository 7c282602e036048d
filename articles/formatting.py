"""Times as the desk reads them. Templates have the filters of `templatetags/news.py`."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format


def in_seoul(at: datetime | None) -> str:
    """`2026.01.24 10:12`, or empty."""
    return date_format(timezone.localtime(at), "Y.m.d H:i") if at else ""
