from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom.shared.deadlines import Deadline, format_day, last_working_day

from .querysets import ClaimQuerySet

ANSWER_WITHIN = 3
PUBLISH_WITHIN = 7
"""Days from the receipt of the claim (언론중재법 제15조②③)."""
EARLIEST = date(2000, 1, 1)
AGREED_WITHIN = timedelta(days=366)
"""A day of publication further off than this is a slip of the hand."""


class Claim(models.Model):
    """청구: somebody asks for a correction, a reply or a follow-up (언론중재법 제14–17조), with the law's days.

    제15조: an answer within three days of the claim's receipt, publication within seven days of its receipt. The
    agreement with the claimant starts no days of its own. Whether a day is met is for people to judge; nothing here
    claims compliance.

    A day of publication agreed with the claimant counts in the place of the law's. That a later one says why is for
    `clean` to see to: the law's day moves with the public holidays, which a constraint in the database can't know.
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
        help_text=_("The day on which agreement was reached. A note: the law's days run from the claim's receipt."),
    )
    agreed_publication_on = models.DateField(
        _("agreed day of publication"),
        null=True,
        blank=True,
        help_text=_("Only where a day was agreed with the claimant; a day after the law's asks for a reason."),
    )
    agreed_publication_reason = models.CharField(
        _("why later than the law's day"), max_length=200, blank=True, help_text=_("It goes into the article's record.")
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

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["-received_on", "-pk"]
        indexes = [models.Index(fields=["outcome", "received_on"], name="claim_running")]
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_on__isnull=True) | Q(agreed_on__gte=F("received_on")),
                name="claim_is_agreed_after_receipt",
                violation_error_message=_("Agreement comes after receipt."),
            ),
            models.CheckConstraint(
                condition=Q(agreed_publication_on__isnull=True) | Q(agreed_publication_on__gte=F("received_on")),
                name="claim_is_published_after_receipt",
                violation_error_message=_("A claim is met after its receipt."),
            ),
            models.CheckConstraint(
                condition=Q(agreed_publication_reason="") | Q(agreed_publication_on__isnull=False),
                name="claim_says_why_of_a_day",
                violation_error_message=_("Choose the day of publication that the reason is for."),
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

        self.clean_agreed_publication()

    def clean_agreed_publication(self) -> None:
        agreed = self.agreed_publication_on
        if agreed is None or self.received_on is None:
            return
        if agreed > self.received_on + AGREED_WITHIN:
            raise ValidationError({"agreed_publication_on": _("Choose a day within a year of the claim's receipt.")})
        if self.is_agreed_later and not self.agreed_publication_reason.strip():
            told = _("The law's last day is %(day)s. Say why a later one was agreed.")
            raise ValidationError({"agreed_publication_reason": told % {"day": format_day(self.publish_by)}})

    @property
    def answer_deadline(self) -> Deadline:
        return Deadline.days_after(self.received_on, ANSWER_WITHIN)

    @property
    def publication_deadline(self) -> Deadline:
        """The law's, whatever was agreed."""
        return Deadline.days_after(self.received_on, PUBLISH_WITHIN)

    @property
    def answer_by(self) -> date:
        return self.answer_deadline.day

    @property
    def publish_by(self) -> date:
        """The law's last day, whatever was agreed."""
        return self.publication_deadline.day

    @property
    def publication_due(self) -> date:
        """The day that counts: the one agreed with the claimant, else the law's."""
        return self.agreed_publication_on or self.publish_by

    @staticmethod
    def last_receipt_for(day: date) -> date:
        """The last day on which a claim can come in that the law wants published by this one."""
        return last_working_day(day) - timedelta(days=PUBLISH_WITHIN)

    @property
    def publication_status(self) -> str:
        """The day that counts, in words, with the law's behind an agreed one."""
        if self.agreed_publication_on is None:
            return str(self.publication_deadline)
        told = {"agreed": format_day(self.agreed_publication_on), "law": self.publication_deadline}
        return gettext("%(agreed)s as agreed (the law: %(law)s)") % told

    @property
    def is_agreed_later(self) -> bool:
        return self.agreed_publication_on is not None and self.agreed_publication_on > self.publish_by


NOTICES: dict[str, str] = {
    Claim.Kind.CORRECTION: "정정보도 청구가 접수된 기사입니다",
    Claim.Kind.REPLY: "반론보도 청구가 접수된 기사입니다",
    Claim.Kind.FOLLOW_UP: "추후보도 청구가 접수된 기사입니다",
}
