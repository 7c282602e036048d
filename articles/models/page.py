from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .addressed import Addressed
from .fields import BodyField


class Page(Addressed):
    """A static page: 회사소개, 이용약관, 개인정보처리방침."""

    title = models.CharField(_("title"), max_length=60)
    slug = models.SlugField(_("address"), max_length=50, unique=True)
    body = BodyField(_("body"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    in_footer = models.BooleanField(_("in the footer"), default=True)
    is_bold = models.BooleanField(
        _("bold in the footer"), default=False, help_text=_("The law wants 개인정보처리방침 to stand out.")
    )
    revised_at = models.DateTimeField(_("revised at"), default=timezone.now)

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title
