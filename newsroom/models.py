"""What the project itself keeps."""

from __future__ import annotations

from secrets import randbelow

from axes.models import AccessAttempt
from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def new_mark() -> int:
    """Random, so that no sum comes back when a backup is put back."""
    return 1 + randbelow(2**31)


class Change(models.Model):
    """Something has changed that pages show and no fragment's key says by itself. Written by `newsroom.fast.edition`
    alone.

    The sum of all marks stands in every key: another one after each change that is committed, in whatever order. A row
    for each, because people who save at the same time would wait for each other at a single one.
    """

    mark = models.BigIntegerField(default=new_mark)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.mark)

    @classmethod
    def sum_marks(cls) -> Coalesce:
        """Of all marks, for a query that asks for something else anyway."""
        rows = cls.objects.order_by().annotate(all=models.Value(1)).values("all")
        return Coalesce(models.Subquery(rows.annotate(sum=models.Sum("mark")).values("sum")), 0)

    @classmethod
    def merge_rows(cls) -> None:
        """Makes one row of all. Their sum stays, so no key changes."""
        with transaction.atomic():
            rows = dict(cls.objects.select_for_update().values_list("pk", "mark"))
            if len(rows) > 1:
                cls.objects.create(mark=sum(rows.values()))
                cls.objects.filter(pk__in=rows).delete()


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
    """Failures of one account from one address with one browser, in the paper's words. Kept by
    `newsroom.accounts.sign_in_limits`.
    """

    class Meta:
        proxy = True
        verbose_name = _("failed sign-in")
        verbose_name_plural = _("failed sign-ins")
        default_permissions = ()

    def __str__(self) -> str:
        return self.username or ""


class SentForm(models.Model):
    """A form of the admin that was saved, under the key that its page gave it. Kept by `newsroom.forms.sent_forms`."""

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
