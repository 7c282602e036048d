from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Helpline(models.Model):
    """상담 안내: stands under an article on suicide, violence or the like, for readers who need somebody to talk to."""

    name = models.CharField(_("name"), max_length=60, unique=True, help_text=_("For the desk: 자살예방 상담"))
    text = models.TextField(
        _("text"), max_length=500, help_text=_("Plain text with the number to call and when it answers.")
    )

    class Meta:
        verbose_name = _("helpline")
        verbose_name_plural = _("helplines")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
