from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom.shared.paths import path_to

from .addressed import Addressed
from .querysets import BlockQuerySet


class Block(Addressed):
    """편집 영역: a named area of a page. First its live placements, then filled up by its rule to `size` articles."""

    class Zone(models.TextChoices):
        FRONT = "front", _("front page")
        SIDEBAR = "sidebar", _("sidebar")

    class Layout(models.TextChoices):
        TOP = "top", _("top: one lead and seconds")
        LEAD = "lead", _("lead with excerpt, then headlines")
        HEADLINES = "headlines", _("headlines")
        TILES = "tiles", _("picture tiles")
        CARDS = "cards", _("cards with picture and excerpt")
        RANKING = "ranking", _("headlines with their rank")

    class Rule(models.TextChoices):
        NONE = "none", _("nothing: only what the desk places")
        LATEST = "latest", _("newest of all")
        SECTION = "section", _("newest of a section")
        SOURCE = "source", _("newest of a source")
        PHOTO_STORIES = "photo_stories", _("newest photo stories")
        MOST_READ_DAY = "most_read_day", _("most read of the last 24 hours")
        MOST_READ_WEEK = "most_read_week", _("most read of the last 7 days")

    name = models.CharField(_("name"), max_length=40, help_text=_("Stands above the block: 포토이슈"))
    slug = models.SlugField(_("address"), max_length=50, unique=True)
    zone = models.CharField(_("zone"), max_length=10, choices=Zone)
    section = models.ForeignKey(
        "articles.Section",
        models.CASCADE,
        verbose_name=_("sidebar of section"),
        related_name="sidebar_blocks",
        null=True,
        blank=True,
        help_text=_("Empty: the sidebar of every section that has none of its own."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    layout = models.CharField(_("layout"), max_length=12, choices=Layout, default=Layout.LEAD)
    size = models.PositiveSmallIntegerField(
        _("number of articles"), default=5, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    rule = models.CharField(_("filled by"), max_length=16, choices=Rule, default=Rule.NONE)
    rule_section = models.ForeignKey(
        "articles.Section", models.PROTECT, verbose_name=_("of section"), related_name="+", null=True, blank=True
    )
    rule_source = models.ForeignKey(
        "articles.Source", models.PROTECT, verbose_name=_("of source"), related_name="+", null=True, blank=True
    )
    is_active = models.BooleanField(_("shown"), default=True)

    objects = BlockQuerySet.as_manager()

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        ordering = ["zone", "section__position", "position", "pk"]
        indexes = [models.Index(fields=["zone", "section", "position"], name="block_by_zone")]
        constraints = [
            models.CheckConstraint(
                condition=Q(section__isnull=True) | Q(zone="sidebar"), name="block_of_a_section_is_a_sidebar"
            ),
            models.CheckConstraint(
                condition=Q(rule="section", rule_section__isnull=False)
                | (~Q(rule="section") & Q(rule_section__isnull=True)),
                name="block_names_its_rule_section",
            ),
            models.CheckConstraint(
                condition=Q(rule="source", rule_source__isnull=False)
                | (~Q(rule="source") & Q(rule_source__isnull=True)),
                name="block_names_its_rule_source",
            ),
            models.CheckConstraint(condition=Q(size__gte=1, size__lte=30), name="block_size_is_sensible"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_shown(self) -> bool:
        return self.is_active

    def more_url(self) -> str:
        """Where 더보기 leads. Reads `rule_section` and `rule_source`; if not loaded, each costs a query."""
        if self.rule_section:
            return self.rule_section.get_absolute_url()
        if self.rule_source:
            return self.rule_source.get_absolute_url()
        if self.rule == self.Rule.PHOTO_STORIES:
            return path_to("photo_stories")
        return self.get_absolute_url() if self.pk else path_to("front")

    def clean(self) -> None:
        errors = {}
        if self.section and self.zone != self.Zone.SIDEBAR:
            errors["section"] = _("Only a sidebar block belongs to a section.")
        if self.rule == self.Rule.SECTION and not self.rule_section:
            errors["rule_section"] = _("Choose the section whose newest articles fill this block.")
        if self.rule == self.Rule.SOURCE and not self.rule_source:
            errors["rule_source"] = _("Choose the source whose newest articles fill this block.")
        if errors:
            raise ValidationError(errors)
        if self.rule != self.Rule.SECTION:
            self.rule_section = None
        if self.rule != self.Rule.SOURCE:
            self.rule_source = None
