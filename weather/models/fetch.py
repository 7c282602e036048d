from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .reading import Reading


class Fetch(models.Model):
    """수집: one run that asked the weather service for observations, and how it went."""

    started_at = models.DateTimeField(_("started at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    is_running = models.BooleanField(_("running"), default=True)
    provider = models.CharField(_("provider"), max_length=20, choices=Reading.Provider.choices, blank=True)
    observed_at = models.DateTimeField(_("newest observation"), null=True, blank=True)
    received = models.PositiveIntegerField(_("observations received"), default=0)
    stored = models.PositiveIntegerField(_("readings changed"), default=0)
    problems = models.TextField(_("problems"), blank=True, help_text=_("What could not be read, a line each."))
    error = models.TextField(_("error"), blank=True, help_text=_("Why nothing could be had; empty after a success."))

    class Meta:
        verbose_name = _("weather fetch")
        verbose_name_plural = _("weather fetches")
        ordering = ["-started_at"]
        indexes = [models.Index(fields=["-started_at"], name="fetch_newest_first")]
        permissions = [("fetch_weather", _("Can fetch weather observations now"))]
        constraints = [
            models.UniqueConstraint(fields=["is_running"], condition=Q(is_running=True), name="fetch_one_at_a_time"),
            models.CheckConstraint(
                condition=Q(is_running=True) | Q(ended_at__isnull=False), name="fetch_that_ended_says_when"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}Z {self.provider}"
