from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .querysets import CorrectionQuerySet


class Correction(models.Model):
    """A published correction of an article, shown above its body (언론중재법 제14–17조)."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("correction (정정보도)")
        REPLY = "reply", _("right of reply (반론보도)")
        FOLLOW_UP = "follow_up", _("follow-up report (추후보도)")
        OWN = "own", _("the paper's own correction (바로잡음)")

    article = models.ForeignKey(
        "articles.Article", models.PROTECT, verbose_name=_("article"), related_name="corrections"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), help_text=_("Plain text; an empty line begins a new paragraph."))
    published_at = models.DateTimeField(_("published at"), default=timezone.now)
    claim = models.ForeignKey(
        "articles.Claim", models.PROTECT, verbose_name=_("claim"), related_name="corrections", null=True, blank=True
    )
    shown_in = models.ForeignKey(
        "articles.Block",
        models.SET_NULL,
        verbose_name=_("also in block"),
        related_name="corrections",
        null=True,
        blank=True,
        help_text=_("Where the article stood, if that was asked or agreed (언론중재법 제15조⑥)."),
    )
    shown_until = models.DateTimeField(_("in the block until"), null=True, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-published_at", "-pk"]
        indexes = [models.Index(fields=["-published_at", "-id"], name="correction_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(shown_until__isnull=True) | Q(shown_in__isnull=False, shown_until__gt=F("published_at")),
                name="correction_is_shown_somewhere_until",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.shown_until is None:
            return
        if self.shown_in is None:
            raise ValidationError({"shown_in": _("Choose the block in which it stands until then.")})
        if self.published_at and self.shown_until <= self.published_at:
            raise ValidationError({"shown_until": _("The end is before the publication.")})

    @property
    def label(self) -> str:
        """The word that readers know: 정정보도, 반론보도, 추후보도 or 바로잡습니다."""
        return READER_LABELS[self.kind]


READER_LABELS: dict[str, str] = {
    Correction.Kind.CORRECTION: "정정보도",
    Correction.Kind.REPLY: "반론보도",
    Correction.Kind.FOLLOW_UP: "추후보도",
    Correction.Kind.OWN: "바로잡습니다",
}
