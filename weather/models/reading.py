from __future__ import annotations

from collections.abc import Iterable

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .querysets import ReadingQuerySet

TIME_FIELDS = {
    "condition": "condition_at",
    "temperature": "temperature_at",
    **dict.fromkeys(["humidity", "wind_speed", "precipitation"], "details_at"),
}
"""Which column says when a value was observed. The day's low and high have none."""


class Reading(models.Model):
    """관측값: a station's reading of one day in Seoul: the latest observation and the day's low and high so far.

    Services do not give every value every hour, and a good value is not lost for an empty one: so the sky, the
    temperature and the rest bear the time at which each was observed, and `observed_at` is the newest of these.
    """

    class Provider(models.TextChoices):
        SURFACE_MAP = "surface_map", _("surface map")
        API_HUB = "api_hub", _("API hub")
        DATA_PORTAL = "data_portal", _("public data portal")
        BY_HAND = "by_hand", _("entered by hand")

    station = models.ForeignKey("weather.Station", models.CASCADE, verbose_name=_("station"), related_name="readings")
    day = models.DateField(_("day"), help_text=_("In Seoul."))
    observed_at = models.DateTimeField(_("observed at"))
    provider = models.CharField(
        _("provider"), max_length=20, choices=Provider.choices, default=Provider.BY_HAND, editable=False
    )

    condition = models.CharField(_("condition"), max_length=20, blank=True, help_text=_("As observed: 맑음, 구름조금"))
    condition_code = models.CharField(_("condition code"), max_length=40, blank=True, editable=False)
    condition_at = models.DateTimeField(_("condition observed at"), null=True, blank=True, editable=False)

    temperature = models.DecimalField(
        _("temperature (℃)"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(-60), MaxValueValidator(60)],
    )
    temperature_at = models.DateTimeField(_("temperature observed at"), null=True, blank=True, editable=False)
    low = models.DecimalField(_("low (℃)"), max_digits=4, decimal_places=1, null=True, blank=True)
    high = models.DecimalField(_("high (℃)"), max_digits=4, decimal_places=1, null=True, blank=True)

    humidity = models.PositiveSmallIntegerField(
        _("humidity (%)"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    wind_speed = models.DecimalField(_("wind (m/s)"), max_digits=4, decimal_places=1, null=True, blank=True)
    precipitation = models.DecimalField(
        _("precipitation (mm)"),
        max_digits=5,
        decimal_places=1,
        null=True,
        blank=True,
        help_text=_("In the hour before."),
    )
    details_at = models.DateTimeField(
        _("humidity, wind and precipitation observed at"), null=True, blank=True, editable=False
    )

    corrected = models.JSONField(_("corrected by hand"), default=list, blank=True, editable=False)
    """Names of the fields that the desk has corrected. A fetch leaves these as they are."""

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ["-day", "station"]
        indexes = [models.Index(fields=["day"], name="reading_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["station", "day"], name="reading_one_a_station_and_day"),
            models.CheckConstraint(
                condition=Q(temperature__isnull=True) | Q(temperature__gte=-60, temperature__lte=60),
                name="reading_temperature_is_possible",
            ),
            models.CheckConstraint(
                condition=Q(temperature__isnull=True) | Q(temperature_at__isnull=False),
                name="reading_temperature_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(low__lte=F("high")),
                name="reading_low_is_below_high",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station} {self.day:%Y.%m.%d}"

    @property
    def station_name(self) -> str:
        """Reads `station`; if not loaded, this costs a query."""
        return self.station.name

    def mark_corrected(self, fields: Iterable[str]) -> None:
        """Takes what stands in these fields as the desk's word, observed when the row was. Saves nothing."""
        for name in fields:
            if name in TIME_FIELDS:
                setattr(self, TIME_FIELDS[name], self.observed_at)
        self.corrected = sorted({*self.corrected, *fields})
