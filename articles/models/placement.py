from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .querysets import PlacementQuerySet


class Placement(models.Model):
    """배치: an article that the desk put into a block, from and until a time."""

    block = models.ForeignKey("articles.Block", models.CASCADE, verbose_name=_("block"), related_name="placements")
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, verbose_name=_("article"), related_name="placements"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    headline = models.CharField(
        _("headline here"), max_length=200, blank=True, help_text=_("Empty: the article's own headline.")
    )
    starts_at = models.DateTimeField(_("from"), default=timezone.now)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True, help_text=_("Empty: until it is removed."))

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        ordering = ["position", "pk"]
        indexes = [
            models.Index(fields=["block", "position"], name="placement_by_block"),
            models.Index(fields=["starts_at"], name="placement_by_start"),
            models.Index(fields=["ends_at"], name="placement_by_end"),
        ]
        constraints = [
            models.UniqueConstraint("block", "article", name="article_once_in_a_block"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")), name="placement_ends_after_its_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.block} · {self.article}"

    def clean(self) -> None:
        if self.ends_at and self.starts_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The end is before the start.")})
