from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .addressed import Addressed
from .named import Named


class Reporter(Named, Addressed):
    """Who signs articles. Joined to an account, or not: freelancers."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("account"),
        related_name="reporter",
        null=True,
        blank=True,
    )
    name = models.CharField(_("name"), max_length=40)
    slug = models.SlugField(_("address"), max_length=40, unique=True)
    title = models.CharField(
        _("job title"), max_length=20, default="기자", help_text=_("Stands after the name: 김하늘 기자")
    )
    email = models.EmailField(_("e-mail"), blank=True)
    shows_email = models.BooleanField(_("show the e-mail to readers"), default=True)
    bio = models.CharField(_("about"), max_length=200, blank=True)
    portrait = models.ForeignKey(
        "articles.Photo", models.SET_NULL, verbose_name=_("portrait"), related_name="+", null=True, blank=True
    )
    sections = models.ManyToManyField(
        "articles.Section",
        verbose_name=_("limited to sections"),
        related_name="+",
        blank=True,
        help_text=_("Whose articles the account may write and edit. Empty: those of every section."),
    )
    is_active = models.BooleanField(_("writes for the paper"), default=True)

    class Meta:
        verbose_name = _("reporter")
        verbose_name_plural = _("reporters")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return f"{self.name} {self.title}".strip()

    @property
    def public_email(self) -> str:
        return self.email if self.shows_email else ""
