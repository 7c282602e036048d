from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .addressed import Addressed
from .named import Named


class Tag(Named, Addressed):
    """A subject that articles share, such as 직업교육특구."""

    name = models.CharField(_("name"), max_length=30, unique=True)
    slug = models.SlugField(_("address"), max_length=60, unique=True, allow_unicode=True)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
