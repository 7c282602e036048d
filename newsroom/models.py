"""What the project itself keeps."""

from __future__ import annotations

from axes.models import AccessAttempt
from django.conf import settings
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


class SentForm(models.Model):
    """A form of the admin that was saved, under the key that its page gave it. Kept by `newsroom.sent_forms`."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    """Whose form it was: a key says nothing to anybody else."""
    kind = models.CharField(max_length=100)
    key = models.UUIDField()
    made = models.CharField(max_length=64, default="")
    """The number of the row that it made or changed; empty where it is about none."""
    was_new = models.BooleanField(default=False)
    typed = models.CharField(max_length=64, default="")
    """A digest of what stood in it."""
    buttons = models.JSONField(default=dict)
    """What was pressed: what is answered once more is the first answer."""
    sent_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["user", "kind", "key"], name="form_is_sent_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.made}"
