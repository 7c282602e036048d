from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

ANSWER_WITHIN = timedelta(days=3)
PUBLISH_WITHIN = timedelta(days=7)
EARLIEST = date(2000, 1, 1)


class Claim(models.Model):
    """청구: somebody asks for a correction, a reply or a follow-up (언론중재법 제14–17조), with the law's days.

    제15조: an answer within three days of the claim, publication within seven days of the agreement. Whether a day is
    met is for people to judge; nothing here claims compliance.
    """

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("정정보도 청구")
        REPLY = "reply", _("반론보도 청구")
        FOLLOW_UP = "follow_up", _("추후보도 청구")

    class Outcome(models.TextChoices):
        RUNNING = "running", _("running")
        PUBLISHED = "published", _("correction published")
        REFUSED = "refused", _("refused")
        DROPPED = "dropped", _("dropped by the claimant")

    article = models.ForeignKey("articles.Article", models.PROTECT, verbose_name=_("article"), related_name="claims")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.CORRECTION)
    received_on = models.DateField(_("received on"), default=timezone.localdate)
    agreed_on = models.DateField(
        _("agreed on"),
        null=True,
        blank=True,
        help_text=_("The seven days to publish begin here; until then, at receipt."),
    )
    shows_notice = models.BooleanField(
        _("say it above the article"), default=True, help_text=_("정정보도 청구가 접수된 기사입니다")
    )
    note = models.TextField(
        _("note"), blank=True, help_text=_("For the desk only. No more personal data than the case needs.")
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, default=Outcome.RUNNING)
    closed_on = models.DateField(_("closed on"), null=True, blank=True, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("entered by"),
        related_name="+",
        null=True,
        editable=False,
    )

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["-received_on", "-pk"]
        indexes = [models.Index(fields=["outcome", "received_on"], name="claim_running")]
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_on__isnull=True) | Q(agreed_on__gte=F("received_on")),
                name="claim_is_agreed_after_receipt",
            ),
            models.CheckConstraint(
                condition=Q(outcome="running", closed_on__isnull=True)
                | (~Q(outcome="running") & Q(closed_on__isnull=False)),
                name="claim_that_ended_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.article}"

    def clean(self) -> None:
        """A claim has come in by now; far-off days are slips of the hand, and no day can be counted from the last."""
        today = timezone.localdate()
        for name in ("received_on", "agreed_on"):
            day = getattr(self, name)
            if day is not None and not EARLIEST <= day <= today:
                raise ValidationError({name: _("Choose a day that has been, since 2000.")})

    @property
    def answer_by(self) -> date:
        return self.received_on + ANSWER_WITHIN

    @property
    def publish_by(self) -> date:
        return (self.agreed_on or self.received_on) + PUBLISH_WITHIN


NOTICES: dict[str, str] = {
    Claim.Kind.CORRECTION: "정정보도 청구가 접수된 기사입니다",
    Claim.Kind.REPLY: "반론보도 청구가 접수된 기사입니다",
    Claim.Kind.FOLLOW_UP: "추후보도 청구가 접수된 기사입니다",
}
