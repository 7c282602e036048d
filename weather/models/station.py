from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Station(models.Model):
    """관측지점: a surface station of the Korea Meteorological Administration, under its number there."""

    number = models.PositiveSmallIntegerField(_("number"), primary_key=True, help_text=_("As the KMA numbers it: 108"))
    name = models.CharField(_("name"), max_length=20)
    latitude = models.FloatField(_("latitude"), validators=[MinValueValidator(-90), MaxValueValidator(90)])
    longitude = models.FloatField(_("longitude"), validators=[MinValueValidator(-180), MaxValueValidator(180)])
    in_header = models.BooleanField(_("in the weather line"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("station")
        verbose_name_plural = _("stations")
        ordering = ["position", "number"]

    def __str__(self) -> str:
        return self.name
