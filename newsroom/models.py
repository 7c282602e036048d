"""What the project itself keeps."""

from __future__ import annotations

from axes.models import AccessAttempt
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class FailedJob(models.Model):
    """A piece of background work that ended with an error. Shown to the desk for a day, kept for a month."""

    name = models.CharField(_("job"), max_length=120)
    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)
    error = models.CharField(_("error"), max_length=300)

    class Meta:
        verbose_name = _("failed job")
        verbose_name_plural = _("failed jobs")
        ordering = ["-at"]
        default_permissions = ["view"]

    def __str__(self) -> str:
        return self.name


class FailedSignIn(AccessAttempt):
    """Failures of one account from one address with one browser, in the paper's words. Kept by `newsroom.door`."""

    class Meta:
        proxy = True
        verbose_name = _("failed sign-in")
        verbose_name_plural = _("failed sign-ins")
        default_permissions = ()

    def __str__(self) -> str:
        return self.username or ""
