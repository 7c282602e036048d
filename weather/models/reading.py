from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..querysets import ReadingQuerySet


class Reading(models.Model):
    """관측값: a station's reading of one day in Seoul: the latest observation and the day's low and high so far."""

    station = models.ForeignKey("weather.Station", models.CASCADE, verbose_name=_("station"), related_name="readings")
    day = models.DateField(_("day"), help_text=_("In Seoul."))
    observed_at = models.DateTimeField(_("observed at"))
    condition = models.CharField(_("condition"), max_length=20, blank=True, help_text=_("As observed: 맑음, 구름조금"))
    temperature = models.DecimalField(
        _("temperature (℃)"),
        max_digits=4,
        decimal_places=1,
        validators=[MinValueValidator(-60), MaxValueValidator(60)],
    )
    low = models.DecimalField(_("low (℃)"), max_digits=4, decimal_places=1, null=True, blank=True)
    high = models.DecimalField(_("high (℃)"), max_digits=4, decimal_places=1, null=True, blank=True)
    humidity = models.PositiveSmallIntegerField(
        _("humidity (%)"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    wind_speed = models.DecimalField(_("wind (m/s)"), max_digits=4, decimal_places=1, null=True, blank=True)
    precipitation = models.DecimalField(_("precipitation (mm)"), max_digits=5, decimal_places=1, null=True, blank=True)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ["-day", "station"]
        indexes = [models.Index(fields=["day"], name="reading_by_day")]
        constraints = [
            models.UniqueConstraint("station", "day", name="reading_one_a_station_and_day"),
            models.CheckConstraint(
                condition=Q(temperature__gte=-60, temperature__lte=60), name="reading_temperature_is_possible"
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(low__lte=F("high")),
                name="reading_low_is_below_high",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station} {self.day:%Y.%m.%d}"
