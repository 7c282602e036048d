from __future__ import annotations

from datetime import datetime

from django.db import models


class PortalNoticeQuerySet(models.QuerySet["PortalNotice"]):
    def due(self, now: datetime) -> PortalNoticeQuerySet:
        return self.filter(sent_at=None, due_at__lte=now)


class PortalNotice(models.Model):
    """An address that search portals are to be told of, once it is due; written with what makes it so.

    Sent by the worker (`articles.portals.indexnow`), several at once, and kept for a while to be looked at.
    """

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="portal_notices")
    due_at = models.DateTimeField()
    """A scheduled article is told of when it comes out."""
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = PortalNoticeQuerySet.as_manager()

    class Meta:
        default_permissions = []
        indexes = [
            models.Index(fields=["due_at"], name="portal_notice_due", condition=models.Q(sent_at__isnull=True)),
            models.Index(fields=["sent_at"], name="portal_notice_sent"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} · {self.due_at:%Y-%m-%d %H:%M}"
