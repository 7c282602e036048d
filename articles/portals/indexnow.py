"""Tells search portals of new, retitled and withdrawn articles by IndexNow, as Naver and Bing take it; Google does not.

Off until the publication has a key. What is to be told is written in the transaction that makes it so; the worker sends
what is due, once a minute, in one request a portal. https://www.indexnow.org/documentation
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import httpx
from django.conf import settings
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from newsroom.shared import outbound

from ..models import Article, PortalNotice, Publication

logger = logging.getLogger(__name__)

MAX_ADDRESSES = 10_000  # of one request, by the protocol
MAX_TRIES = 10
NOTICE_LIFETIME = timedelta(days=30)
TIMEOUT = 10.0
ACCEPTED_STATUSES = {200, 202}
RETRY_STATUSES = {429, 500, 502, 503, 504}
"""Worth asking again in a minute; any other refusal is about the key or the address, and stays."""


class NoticeRefused(Exception):
    """A portal will have none of it: the key file, the key or the host is not as it wants them."""


def add_notice(article: Article, *, at: datetime | None = None) -> None:
    """The article's address is to be told, now or at its time. Two queries; nothing without a key."""
    if not site_key():
        return
    PortalNotice.objects.filter(article=article, sent_at=None).delete()
    PortalNotice.objects.create(article=article, due_at=at or timezone.now())


def delete_notice(article: Article) -> None:
    """It does not come out after all."""
    PortalNotice.objects.filter(article=article, sent_at=None).delete()


def site_key() -> str:
    return Publication.objects.values_list("indexnow_key", flat=True).first() or ""


def send_notices(now: datetime) -> int:
    """Tells every portal of what is due; answers of how many articles.

    What a portal could not take for the moment is told again, ten times at most. Raises `NoticeRefused` after all
    were asked.
    """
    due = list(PortalNotice.objects.due(now).order_by("due_at")[:MAX_ADDRESSES])
    own_key = site_key()
    if not due or not own_key:
        return 0
    addresses = [settings.SITE_URL + reverse("article", args=[notice.article_id]) for notice in due]
    ids = [notice.pk for notice in due]
    body = {
        "host": urlsplit(settings.SITE_URL).netloc,
        "key": own_key,
        "keyLocation": settings.SITE_URL + reverse("indexnow_key", args=[own_key]),
        "urlList": list(dict.fromkeys(addresses)),
    }
    answers = [notify_portal(portal, body) for portal in settings.INDEXNOW_PORTALS]
    tried = PortalNotice.objects.filter(pk__in=ids)
    tried.update(tries=F("tries") + 1)
    if any(answer == "later" for answer in answers):
        tried = tried.filter(tries__gte=MAX_TRIES)
    tried.update(sent_at=now)
    if refusals := [answer for answer in answers if answer not in ("", "later")]:
        raise NoticeRefused("; ".join(refusals))
    return len(due)


def notify_portal(portal: str, body: dict[str, object]) -> str:
    """Empty when the portal has taken it, `later`, or why it will not. Names the portal, never the key."""
    host = urlsplit(portal).netloc
    try:
        status = outbound.post_json(portal, body, seconds=TIMEOUT)
    except httpx.HTTPError as error:
        logger.warning("IndexNow: %s could not be reached: %s", host, type(error).__name__)
        return "later"
    if status in ACCEPTED_STATUSES:
        return ""
    logger.warning("IndexNow: %s answered %d", host, status)
    return "later" if status in RETRY_STATUSES else f"{host} answered {status}"


def delete_expired(now: datetime) -> None:
    PortalNotice.objects.filter(due_at__lt=now - NOTICE_LIFETIME).delete()
