from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Standing(models.Model):
    """게재 기록: what stood at one place of the front page's top, and from when until when.

    언론중재법 제15조⑧ and 시행령 제11조의2 ask large sites for this log (title, source, position, time) for six months.
    Kept by `articles.front.log`. Texts stand here as they stood there: an article may be retitled afterwards.
    """

    place = models.PositiveSmallIntegerField(_("place"))
    """1 is the lead."""
    article = models.ForeignKey(
        "articles.Article", models.SET_NULL, verbose_name=_("article"), related_name="standings", null=True
    )
    headline = models.CharField(_("headline"), max_length=200)
    source = models.CharField(_("source"), max_length=120, blank=True)
    began_at = models.DateTimeField(_("from"))
    ended_at = models.DateTimeField(_("until"), null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("placed by"), related_name="+", null=True
    )
    by_name = models.CharField(_("placed by"), max_length=150, blank=True, help_text=_("Empty: by the block's rule."))

    class Meta:
        verbose_name = _("place on the front page")
        verbose_name_plural = _("log of the front page")
        ordering = ["-began_at", "place"]
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["-began_at"], name="standing_newest"),
            models.Index(fields=["ended_at"], name="standing_by_end"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["place"], condition=Q(ended_at__isnull=True), name="one_stands_at_a_place"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("began_at")),
                name="standing_ends_after_its_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}. {self.headline}"


class FrontSnapshot(models.Model):
    """The whole front page as it stood from a moment on, as plain data: which article in which block, how headed."""

    taken_at = models.DateTimeField(_("from"), unique=True)
    blocks = models.JSONField(_("blocks"))
    """[{"name", "layout", "slots": [{"article", "headline"}]}], in the order of the page."""

    class Meta:
        verbose_name = _("past front page")
        verbose_name_plural = _("past front pages")
        ordering = ["-taken_at"]
        default_permissions = ["view"]

    def __str__(self) -> str:
        return f"{self.taken_at:%Y-%m-%d %H:%M}Z"
