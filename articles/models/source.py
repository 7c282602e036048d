from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .addressed import Addressed
from .named import Named


class Source(Named, Addressed):
    """뉴스출처: who supplied a text, such as a district office, and on which terms it may be used."""

    class Kind(models.TextChoices):
        MINISTRY = "ministry", _("ministry")
        GOVERNMENT = "government", _("local government")
        PUBLIC_BODY = "public_body", _("public body")
        AGENCY = "agency", _("news agency")
        COMPANY = "company", _("company")
        ORGANISATION = "organisation", _("organisation")
        OTHER = "other", _("other")

    class Licence(models.TextChoices):
        """공공누리 (Korea Open Government Licence), as of 2026."""

        NONE = "", _("no licence named")
        KOGL_0 = "kogl-0", _("공공누리 제0유형 (free use)")
        KOGL_1 = "kogl-1", _("공공누리 제1유형 (credit)")
        KOGL_2 = "kogl-2", _("공공누리 제2유형 (credit, no commercial use)")
        KOGL_3 = "kogl-3", _("공공누리 제3유형 (credit, no changes)")
        KOGL_4 = "kogl-4", _("공공누리 제4유형 (credit, no commercial use, no changes)")

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.GOVERNMENT)
    url = models.URLField(_("web address"), blank=True)
    licence = models.CharField(_("licence"), max_length=10, choices=Licence, default=Licence.NONE, blank=True)
    licence_credit = models.CharField(
        _("licence credit"), max_length=300, blank=True, help_text=_("Stands after the source credit of an article.")
    )

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def licence_mark(self) -> str:
        """`공공누리 제1유형`, without the explanation that the admin shows; empty where no licence is named."""
        return f"공공누리 제{self.licence[-1]}유형" if self.licence else ""
