from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PreviewLink(models.Model):
    """미리보기 링크: shows an unpublished article to somebody outside, such as a lawyer, for a while.

    The address holds the signed number of this row (`articles.desk.preview_links`): deleting the row revokes the link.
    """

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="preview_links")
    recipient = models.CharField(_("for whom"), max_length=60, blank=True, help_text=_("To tell several links apart."))
    expires_at = models.DateTimeField(_("valid until"))
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), related_name="+", null=True
    )

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-created_at"]
        default_permissions = []

    def __str__(self) -> str:
        return self.recipient or str(self.article)

    def is_valid(self, at: datetime) -> bool:
        return self.expires_at > at
