from __future__ import annotations

import re
from datetime import date, datetime
from secrets import token_hex
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .querysets import PublicationQuerySet

_NOT_IN_AUTHORITY = re.compile(r"[^a-z0-9.-]")

VERIFICATION = RegexValidator(
    r"^[\w=.:+/-]+\Z", _("Only the content of the tag: letters, digits and signs such as - _ =.")
)


def robots_lines_are_sound(text: str) -> None:
    """Comments, and groups of their own. A rule without its robot would join the paper's own and could shut it out."""
    robot = ""
    for line in text.splitlines():
        name, _separator, value = (part.strip() for part in line.partition("#")[0].partition(":"))
        match name.lower():
            case "":
                continue
            case "user-agent":
                robot = value
            case "sitemap":
                continue
            case "disallow" | "allow" | "crawl-delay" if robot:
                if robot == "*" and name.lower() == "disallow" and value in ("/", "/*"):
                    raise ValidationError(_("“Disallow: /” for every robot would shut the paper out of all portals."))
            case _:
                raise ValidationError(
                    _("“%(line)s”: a rule stands below the line User-agent: of its robot, and a remark begins with #."),
                    params={"line": line.strip()},
                )


class Publication(models.Model):
    """The paper itself: its name and the imprint that 신문법 제21조 asks for. One row, number 1."""

    class FeedText(models.TextChoices):
        SUMMARY = "summary", _("summaries")
        WHOLE = "whole", _("the whole text")

    name = models.CharField(_("name of the paper"), max_length=60, help_text=_("제호: as registered."))
    legal_name = models.CharField(
        _("publishing company"), max_length=80, blank=True, help_text=_("명칭: the company or person that publishes.")
    )
    slogan = models.CharField(_("slogan"), max_length=80, blank=True)
    description = models.CharField(
        _("description"), max_length=200, blank=True, help_text=_("One sentence for search portals and shared links.")
    )
    credit_tag = models.CharField(
        _("credit tag"),
        max_length=40,
        blank=True,
        help_text=_("Opens every article's body, in its brackets: (포탈뉴스)"),
    )
    logo = models.ImageField(
        _("logo"),
        upload_to="publication/",
        blank=True,
        width_field="logo_width",
        height_field="logo_height",
        help_text=_("Stands for the name on top of every page. Empty: the name is written out."),
    )
    logo_width = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    logo_height = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    house_color = models.CharField(
        _("house colour"),
        max_length=7,
        default="#0b5c4b",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write the colour as # and six digits, such as #0b5c4b."))],
    )

    registration_number = models.CharField(
        _("registration number"), max_length=40, blank=True, help_text=_("As registered: 서울, 아00000")
    )
    registered_on = models.DateField(_("registered on"), null=True, blank=True)
    first_published_on = models.DateField(_("first published on"), null=True, blank=True)
    publisher = models.CharField(_("publisher"), max_length=40, blank=True)
    editor = models.CharField(
        _("editor"), max_length=120, blank=True, help_text=_("Several: each with the field of responsibility.")
    )
    youth_protection_officer = models.CharField(_("youth protection officer"), max_length=40, blank=True)
    address = models.CharField(_("office address"), max_length=160, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    business_number = models.CharField(_("business registration number"), max_length=20, blank=True)
    copyright_notice = models.CharField(
        _("copyright notice"),
        max_length=120,
        default="무단전재 및 재배포 금지",
        help_text=_("Stands under every article."),
    )

    terms_page = models.ForeignKey(
        "articles.Page",
        models.SET_NULL,
        verbose_name=_("page with the terms of use"),
        related_name="+",
        null=True,
        blank=True,
        help_text=_("The copyright notice under every article leads there."),
    )

    feeds_carry = models.CharField(
        _("feeds carry"),
        max_length=8,
        choices=FeedText,
        default=FeedText.SUMMARY,
        help_text=_("The whole text is read in feed readers, and copied more easily."),
    )
    naver_verification = models.CharField(
        _("Naver's verification"),
        max_length=100,
        blank=True,
        validators=[VERIFICATION],
        help_text=_("What 서치어드바이저 gives for the meta tag naver-site-verification: its content alone."),
    )
    google_verification = models.CharField(
        _("Google's verification"),
        max_length=100,
        blank=True,
        validators=[VERIFICATION],
        help_text=_("What Search Console gives for the meta tag google-site-verification: its content alone."),
    )
    robots_lines = models.TextField(
        _("more lines for robots.txt"),
        max_length=2000,
        blank=True,
        validators=[robots_lines_are_sound],
        help_text=_("Such as #DaumWebMasterTool:… They stand at its end."),
    )
    indexnow_key = models.CharField(
        _("IndexNow key"),
        max_length=128,
        blank=True,
        validators=[
            RegexValidator(r"^[a-zA-Z0-9-]{8,128}\Z", _("8 to 128 letters, digits and hyphens, such as a1b2c3d4e5f6."))
        ],
        help_text=_(
            "With a key, Naver, Bing and others are told of each article that comes out, is retitled or withdrawn."
        ),
    )

    identity = models.CharField(max_length=300, blank=True, editable=False)
    """What the paper and its articles are known by in feeds, whatever its address: docs/adr/0019. Made once."""

    next_change_at: datetime | None
    """When the next article or placement comes or goes by itself; set by `PublicationQuerySet.current`."""
    surroundings: int | None
    """The sum of all changes (`newsroom.models.Change`), for the keys of fragments; set by the same."""

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publication")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="publication_is_one_row"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:  # type: ignore[no-untyped-def]
        self.pk = 1
        if not self.identity:
            self.identity = new_identity(timezone.localdate())
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "identity"}
        super().save(*args, **kwargs)


def new_identity(today: date) -> str:
    """The beginning of tag URIs (RFC 4151): a name that was the paper's on that day, and a number of its own, because
    many papers are set up as 127.0.0.1."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    host = host if host.isascii() else host.encode("idna").decode()
    return f"tag:{_NOT_IN_AUTHORITY.sub('-', host)},{today:%Y-%m-%d}:{token_hex(4)}"
