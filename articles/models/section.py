from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .addressed import Addressed
from .named import Named


class Section(Named, Addressed):
    """A part of the paper, such as 정치 or 경제. At most two levels deep."""

    name = models.CharField(_("name"), max_length=30)
    slug = models.SlugField(_("address"), max_length=40, unique=True, help_text=_("Latin letters: /sections/economy/"))
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("parent"), related_name="children", null=True, blank=True
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0, db_index=True)
    in_navigation = models.BooleanField(_("in the navigation"), default=True)
    description = models.CharField(_("description"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint("name", name="section_name_unique"),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("pk")),
                name="section_is_not_its_own_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if Section.objects.filter(name=self.name).exclude(pk=self.pk).exists():
            raise ValidationError({"name": _("There is a section of this name already.")})
        if self.parent is None:
            return
        if self.parent_id == self.pk or self.parent.parent_id:
            raise ValidationError({"parent": _("A section stands under a section of the first level.")})
        if self.pk and self.children.exists():
            raise ValidationError({"parent": _("This section has sections under it, so it stays on the first level.")})
