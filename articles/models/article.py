from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from simple_history.models import HistoricalRecords

from newsroom.shared.paths import path_to

from ..body import CleanHTML, body_text, clean_body, make_excerpt, with_credit
from .claim import NOTICES
from .fields import BodyField, RowVersionField
from .photo import Photo
from .querysets import ArticleQuerySet

OLD_AGE = timedelta(days=365)


class Article(models.Model):
    """기사. What a reader may see of it is decided by `ArticleQuerySet.published`, and by nothing else."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    kicker = models.CharField(
        _("kicker"), max_length=20, blank=True, help_text=_("Stands above the headline: 단독, 기획")
    )
    headline = models.CharField(_("headline"), max_length=200)
    subheadline = models.TextField(
        _("sub-headline"), max_length=600, blank=True, help_text=_("One line each; several lines are usual.")
    )
    body = BodyField(_("body"), blank=True)
    summary = models.TextField(
        _("summary"), max_length=300, blank=True, help_text=_("Empty: made from the first sentences of the body.")
    )
    excerpt = models.CharField(max_length=300, blank=True, editable=False)
    credit_tag = models.CharField(
        _("credit tag"), max_length=40, blank=True, help_text=_("Empty: the paper's own. A hyphen (-) leaves it out.")
    )

    section = models.ForeignKey(
        "articles.Section", models.PROTECT, verbose_name=_("section"), related_name="articles", db_index=False
    )
    source = models.ForeignKey(
        "articles.Source",
        models.PROTECT,
        verbose_name=_("source"),
        related_name="articles",
        null=True,
        blank=True,
        db_index=False,
    )
    reporters = models.ManyToManyField(
        "articles.Reporter", verbose_name=_("reporters"), through="articles.Byline", related_name="articles", blank=True
    )
    byline_text = models.CharField(
        _("free byline"), max_length=80, blank=True, help_text=_("Instead of reporters: 본지 객원논설위원 홍길동")
    )
    lead_photo = models.ForeignKey(
        "articles.Photo", models.PROTECT, verbose_name=_("lead photo"), related_name="lead_of", null=True, blank=True
    )
    photos = models.ManyToManyField(
        "articles.Photo",
        verbose_name=_("gallery photos"),
        through="articles.ArticlePhoto",
        related_name="+",
        blank=True,
    )
    tags = models.ManyToManyField("articles.Tag", verbose_name=_("tags"), related_name="articles", blank=True)
    related = models.ManyToManyField(
        "self", verbose_name=_("related articles"), through="articles.RelatedArticle", symmetrical=False, blank=True
    )

    is_breaking = models.BooleanField(_("breaking news"), default=False)
    breaking_until = models.DateTimeField(_("breaking news until"), null=True, blank=True, editable=False)
    is_photo_story = models.BooleanField(_("photo story"), default=False)
    is_advertising = models.BooleanField(
        _("advertising"), default=False, help_text=_("Paid for: labelled everywhere, and signed by no reporter.")
    )
    ai_text = models.BooleanField(_("text by generative AI"), default=False)
    ai_images = models.BooleanField(_("images by generative AI"), default=False)
    ai_graphs = models.BooleanField(_("graphs by generative AI"), default=False)
    helpline = models.ForeignKey(
        "articles.Helpline", models.SET_NULL, verbose_name=_("helpline"), related_name="+", null=True, blank=True
    )

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("written by"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    is_embargoed = models.BooleanField(_("under embargo"), default=False, editable=False)
    """Nobody outside the newsroom may see it before `published_at`, not even by a preview link."""
    revised_at = models.DateTimeField(_("revised at"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField(_("reason for the withdrawal"), max_length=200, blank=True, editable=False)

    version = models.PositiveIntegerField(default=1, editable=False)
    """Counts the changes of what was typed; a form that was opened at an older one is told so."""

    row_version = RowVersionField()
    """Stands in the keys of fragments that show the article; who writes its bylines, tags or gallery writes it, too."""

    objects = ArticleQuerySet.as_manager()
    history = HistoricalRecords(
        excluded_fields=["excerpt", "row_version"], verbose_name=_("version"), verbose_name_plural=_("versions")
    )

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-created_at", "-pk"]
        permissions = [("publish_article", "Can publish, schedule and withdraw articles")]
        indexes = [
            models.Index(fields=["state", "-published_at", "-id"], name="article_newest"),
            models.Index(fields=["section", "state", "-published_at", "-id"], name="article_newest_of_section"),
            models.Index(fields=["source", "state", "-published_at", "-id"], name="article_newest_of_source"),
            models.Index(
                fields=["state", "-published_at", "-id"],
                name="article_newest_photo_stories",
                condition=Q(is_photo_story=True),
            ),
            models.Index(
                fields=["state", "-published_at", "-id"], name="article_newest_breaking", condition=Q(is_breaking=True)
            ),
            models.Index(
                fields=["breaking_until"], name="article_breaking_by_end", condition=Q(breaking_until__isnull=False)
            ),
            models.Index(fields=["created_by", "-created_at", "-id"], name="article_newest_of_writer"),
            models.Index(fields=["-created_at", "-id"], name="article_newest_written"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted", "published", "withdrawn"]), name="article_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted"], published_at__isnull=True)
                | Q(state__in=["published", "withdrawn"], published_at__isnull=False),
                name="article_is_published_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                | (~Q(state="withdrawn") & Q(withdrawn_at__isnull=True)),
                name="article_is_withdrawn_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(revised_at__isnull=True) | Q(revised_at__gte=F("published_at")),
                name="article_is_revised_after_publication",
            ),
            models.CheckConstraint(condition=~Q(headline=""), name="article_has_a_headline"),
            models.CheckConstraint(
                condition=Q(is_embargoed=False) | Q(state__in=["published", "withdrawn"]),
                name="article_under_embargo_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(breaking_until__isnull=True) | Q(is_breaking=True),
                name="article_ends_breaking_only_once_it_is",
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def save(self, *args, **kwargs) -> None:  # type: ignore[no-untyped-def]
        """Makes the excerpt anew whenever the summary or the body is written, and another row version in any case."""
        fields = kwargs.get("update_fields")
        if fields is None or {"summary", "body"} & set(fields):
            self.body = clean_body(self.body)
            self.excerpt = self.made_excerpt()
            fields = fields and {*fields, "excerpt"}
        if fields:
            kwargs["update_fields"] = {*fields, "row_version"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return path_to("article", self.id)

    def save_step(self, fields: list[str]) -> None:
        """Writes these fields without a version: versions are of texts, and a step has its record."""
        self.save_without_historical_record(update_fields=fields)  # type: ignore[attr-defined]  # simple_history's

    def made_excerpt(self) -> str:
        """The summary, else the first sentences of the body without the credit tag. Reads `body`."""
        return " ".join(self.summary.split()) or make_excerpt(body_text(self.body))

    def is_public(self, at: datetime | None = None) -> bool:
        """Whether a reader may see it: the same rule as `ArticleQuerySet.published`, for one row in hand."""
        return (
            self.state == self.State.PUBLISHED
            and self.published_at is not None
            and self.published_at <= (at or timezone.now())
        )

    def is_breaking_at(self, at: datetime) -> bool:
        return self.is_breaking and (self.breaking_until is None or self.breaking_until > at)

    def is_scheduled(self, at: datetime | None = None) -> bool:
        return self.state == self.State.PUBLISHED and not self.is_public(at)

    def was_public(self) -> bool:
        """Whether readers had seen it before it was withdrawn: the difference between 410 and 404."""
        return bool(self.withdrawn_at and self.published_at and self.published_at <= self.withdrawn_at)

    @property
    def claim_notice(self) -> str:
        """What stands above it while a claim runs. Reads `claimed`, which `with_page_parts` loads; empty otherwise."""
        return NOTICES.get(getattr(self, "claimed", None) or "", "")

    def is_old(self, at: datetime) -> bool:
        return self.published_at is not None and self.published_at < at - OLD_AGE

    @property
    def subheadline_lines(self) -> list[str]:
        return [line.strip() for line in self.subheadline.splitlines() if line.strip()]

    @property
    def listed_headline(self) -> str:
        """As it stands where it is one among others: 신문법 제6조③ asks for advertising to be told apart there too."""
        return f"[{_('Advertising')}] {self.headline}" if self.is_advertising else self.headline

    @property
    def ai_parts(self) -> list[str]:
        """What was made with generative AI, as readers are told near the byline."""
        parts = [
            (self.ai_text, pgettext("made with AI", "text")),
            (self.ai_images, pgettext("made with AI", "images")),
            (self.ai_graphs, pgettext("made with AI", "graphs")),
        ]
        return [name for is_made, name in parts if is_made]

    @property
    def photo(self) -> Photo | None:
        """What stands for it in lists, feeds and shared links: its lead photo, else the first of its gallery.

        Reads what `with_photo` loads, or the gallery; if neither is loaded, this costs a query.
        """
        if self.lead_photo_id:
            return self.lead_photo
        if "first_of_gallery" in vars(self):
            return vars(self)["first_of_gallery"]
        first = next(iter(self.gallery.all()), None) if self.pk else None
        return first.photo if first else None

    @property
    def bylines_in_order(self) -> list[Byline]:
        """Reads `bylines`; if not prefetched, this costs a query. Advertising bears no reporter's name."""
        return [] if self.byline_text or self.is_advertising else list(self.bylines.all())

    @property
    def byline(self) -> str:
        """`김하늘·박서준 기자` as one line of text; empty for a text that only its source signs."""
        if self.is_advertising:
            return ""
        return self.byline_text or "·".join(str(byline.reporter) for byline in self.bylines_in_order)

    def body_with_credit(self, paper_credit_tag: str) -> CleanHTML:
        """The body opened by the credit tag, once: one that the reporter typed stays. Advertising has none."""
        tag = "-" if self.is_advertising else self.credit_tag or paper_credit_tag
        return with_credit(clean_body(self.body), "" if tag == "-" else tag)


class Byline(models.Model):
    """A reporter's signature under an article, at its place among several."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="bylines")
    reporter = models.ForeignKey(
        "articles.Reporter", models.PROTECT, verbose_name=_("reporter"), related_name="bylines"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["reporter", "-article"], name="byline_newest_of_reporter")]
        constraints = [models.UniqueConstraint("article", "reporter", name="reporter_signs_once")]

    def __str__(self) -> str:
        return str(self.reporter)


class RelatedArticle(models.Model):
    """An article that the desk wants read next, at its place among several."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="related_links")
    related = models.ForeignKey(Article, models.CASCADE, verbose_name=_("related article"), related_name="+")
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("related article")
        verbose_name_plural = _("related articles")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint("article", "related", name="related_article_once"),
            models.CheckConstraint(condition=~Q(article=F("related")), name="article_is_not_related_to_itself"),
        ]

    def __str__(self) -> str:
        return str(self.related)

    def clean(self) -> None:
        if self.article_id and self.article_id == self.related_id:
            raise ValidationError({"related": _("An article is not related to itself.")})
