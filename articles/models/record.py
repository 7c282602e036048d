from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Record(models.Model):
    """기록: who did what with the paper, and when. Written by `articles.desk.records.add_record`; nobody changes or
    deletes it.

    What it is about may be gone, and so may the person: both stand here by name, too.
    """

    class Verb(models.TextChoices):
        SUBMITTED = "submitted", _("sent to the desk")
        SENT_BACK = "sent_back", _("sent back")
        PUBLISHED = "published", _("published")
        SCHEDULED = "scheduled", _("scheduled")
        UNSCHEDULED = "unscheduled", _("took out of the schedule")
        REVISED = "revised", _("revised after publication")
        WITHDRAWN = "withdrawn", _("withdrew")
        RESTORED = "restored", _("restored")
        REVERTED = "reverted", _("went back to an earlier version")
        BREAKING_ON = "breaking_on", _("breaking news on")
        BREAKING_OFF = "breaking_off", _("breaking news off")
        ARRANGED = "arranged", _("arranged")
        CORRECTED = "corrected", _("published a correction")
        LINKED = "linked", _("made a preview link")
        UNLINKED = "unlinked", _("revoked a preview link")
        ADDED = "added", _("added")
        CHANGED = "changed", _("changed")
        DELETED = "deleted", _("deleted")

    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), related_name="+", null=True, blank=True
    )
    by_name = models.CharField(_("by"), max_length=150, blank=True)
    verb = models.CharField(_("what was done"), max_length=12, choices=Verb)
    subject_type = models.ForeignKey(ContentType, models.CASCADE, verbose_name=_("kind"), related_name="+")
    subject_id = models.CharField(max_length=40)
    subject = models.CharField(_("what it is about"), max_length=200)
    detail = models.TextField(_("in detail"), blank=True)

    class Meta:
        verbose_name = _("record")
        verbose_name_plural = _("records")
        ordering = ["-at", "-pk"]
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="record_newest"),
            models.Index(fields=["subject_type", "subject_id", "-at"], name="record_of_subject"),
            models.Index(fields=["verb", "-at"], name="record_by_verb"),
            models.Index(fields=["by", "-at"], name="record_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.by_name} {self.get_verb_display()}: {self.subject}"
