"""Which rows, and how much of each. Every public page begins with `published()`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Aggregate, Case, CharField, DateField, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.expressions import RawSQL
from django.utils import timezone

from newsroom.fast.prepared import Prepared
from newsroom.models import Change

from .fields import new_row_version
from .leading import first_of_gallery
from .uses import Use, fields_for

if TYPE_CHECKING:
    from newsroom.shared.cursors import Cursor

    from . import Publication

NEXT_CHANGES = (
    *["next_article_at", "next_placement_at", "next_end_at", "next_correction_at"],
    *["next_breaking_end_at", "next_correction_end_at"],
)

CARD_FIELDS = (
    *fields_for(Use.CARD),
    *["section__name", "section__slug"],
    *[f"lead_photo__{name}" for name in ("file", "width", "height", "widths", "focal_x", "focal_y")],
)


def get_model(*names: str) -> list[Any]:
    """Models that stand on this module, so that it can't import them."""
    return [apps.get_model("articles", name) for name in names]


class ByTimeQuerySet(models.QuerySet[Any]):
    """Rows with `published_at`, in the order of every list, and where a page of it begins."""

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")

    def older_than(self, cursor: Cursor) -> Self:
        return self.filter(
            Q(published_at__lt=cursor.at) | Q(published_at=cursor.at, pk__lt=cursor.pk),
            published_at__lte=cursor.at,  # the same once more, in the form that an index can seek
        )

    def newer_than(self, cursor: Cursor) -> Self:
        return self.filter(
            Q(published_at__gt=cursor.at) | Q(published_at=cursor.at, pk__gt=cursor.pk),
            published_at__gte=cursor.at,
        )


class ArticleQuerySet(ByTimeQuerySet):
    def update(self, **values: Any) -> int:
        """As Django's, and another row version."""
        return super().update(**{"row_version": new_row_version(), **values})

    # Which articles?
    def published(self, at: datetime | None = None) -> Self:
        """What a reader may see. Every public page starts here."""
        return self.filter(state="published", published_at__lte=at or timezone.now())

    def scheduled(self, at: datetime | None = None) -> Self:
        return self.filter(state="published", published_at__gt=at or timezone.now())

    def breaking(self, at: datetime) -> Self:
        """Of the published ones, what is news of the hour: until it is switched off, or its time is over."""
        return self.published(at).filter(Q(breaking_until__isnull=True) | Q(breaking_until__gt=at), is_breaking=True)

    def of_section(self, pk: int | OuterRef) -> Self:
        """By the index of sections. A plan that serves for all values is made without knowing the section: the second
        condition, which says nothing new, tells it that a section is but a part of the archive."""
        return self.filter(section=pk, section__lte=pk)

    def of_source(self, pk: int | OuterRef) -> Self:
        """By the index of sources, as `of_section`."""
        return self.filter(source=pk, source__lte=pk)

    def in_sections(self, sections: Sequence[int], at_most: int) -> Self:
        """The first `at_most` of articles, newest first or reversed, that stand in any of these sections.

        Each section has an index in the order of lists, and the database merges them and goes no further than it must:
        told to look for all sections at once, PostgreSQL reads the whole archive where their newest articles are old.
        """
        if self.query.order_by != ("-published_at", "-pk"):
            raise ValueError("Sections are merged in the order of lists")
        if len(sections) == 1:
            return self.of_section(sections[0])
        parts = [self.of_section(pk).values("pk", "published_at")[:at_most].query.sql_with_params() for pk in sections]
        union = " UNION ALL ".join(
            f"SELECT * FROM ({part}) AS of_section_{number}" for number, (part, _) in enumerate(parts)
        )
        order = "published_at DESC, pk DESC" if self.query.standard_ordering else "published_at, pk"
        sql = f"SELECT pk FROM ({union}) AS of_sections ORDER BY {order} LIMIT {int(at_most)}"
        return self.filter(pk__in=RawSQL(sql, [value for _, values in parts for value in values]))

    def most_read(self, period: str) -> Self:
        """Of a `MostRead.Period`, the most read first."""
        return self.filter(most_read__period=period).order_by("-most_read__reads", "-pk")

    # How much of each?
    def with_photo(self) -> Self:
        """The photo that stands for each, `Article.photo`: its lead photo, else the first of its gallery."""
        return self.select_related("lead_photo").annotate(first_of_gallery=first_of_gallery())

    def with_card_parts(self) -> Self:
        """All that a card or a list row reads, and nothing else of the row; without bylines."""
        return self.with_photo().select_related("section").only(*CARD_FIELDS)

    def with_page_parts(self) -> Self:
        """Of what the article page reads, what comes with the row itself, and whether there is what most articles do
        not have; `articles.models.related` has the rest.
        """
        ArticlePhoto, Claim, Correction = get_model("ArticlePhoto", "Claim", "Correction")
        claims = Claim.objects.filter(article=OuterRef("pk"), outcome="running", shows_notice=True)
        articles = self.annotate(
            claimed=Subquery(claims.order_by("received_on").values("kind")[:1]),
            has_gallery=Exists(ArticlePhoto.objects.filter(article=OuterRef("pk"))),
            has_corrections=Exists(Correction.objects.filter(article=OuterRef("pk"))),
        )
        return articles.select_related("section", "section__parent", "source", "lead_photo", "helpline")


class PublicationQuerySet(models.QuerySet[Any]):
    def current(self, at: datetime) -> Publication:
        """The paper, with `next_change_at`; an empty one, not saved, where it has not been set up. One query."""
        return self.from_rows(self.as_query(at).rows())

    def as_query(self, at: datetime) -> Prepared:
        return Prepared(load_paper, at=at).limited_to(1)

    def from_rows(self, rows: list[Publication]) -> Publication:
        """What was `as_query`, as `current` gives it."""
        (publication_class,) = get_model("Publication")
        publication = next(iter(rows), None) or publication_class()
        publication.surroundings = getattr(publication, "sum_of_changes", None)
        changes = [getattr(publication, name, None) for name in NEXT_CHANGES]
        publication.next_change_at = min((change for change in changes if change), default=None)
        return publication

    def with_next_change(self, at: datetime) -> Self:
        """Annotates when, without anybody's doing, the next thing appears or disappears.

        A scheduled article, placement or correction that comes due, or a placement, a correction's place or breaking
        news that end.
        """
        Article, Correction, Placement = get_model("Article", "Correction", "Placement")

        def soonest(queryset: models.QuerySet[Any], field: str) -> Subquery:
            return Subquery(queryset.filter(**{f"{field}__gt": at}).order_by(field).values(field)[:1])

        return self.annotate(
            next_article_at=soonest(Article.objects.filter(state="published"), "published_at"),
            next_placement_at=soonest(Placement.objects.all(), "starts_at"),
            next_end_at=soonest(Placement.objects.all(), "ends_at"),
            next_correction_at=soonest(Correction.objects.all(), "published_at"),
            next_correction_end_at=soonest(Correction.objects.all(), "shown_until"),
            next_breaking_end_at=soonest(Article.objects.filter(is_breaking=True), "breaking_until"),
        )


def load_paper(*, at: datetime) -> PublicationQuerySet:
    (publication_class,) = get_model("Publication")
    paper = publication_class.objects.select_related("terms_page").defer("terms_page__body")
    return paper.with_next_change(at).annotate(sum_of_changes=Change.sum_marks()).order_by("pk")


class NumberList(Aggregate):
    """Whole numbers as one text, `3,5,8`."""

    function = "GROUP_CONCAT"
    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="STRING_AGG(%(expressions)s::text, ',')", **context)


BLOCK_FIELDS = ("name", "slug", "layout", "size", "section", "rule", "rule_section__slug", "rule_source__slug")
"""Where public pages are put together. What else is asked of one costs a query."""


class BlockQuerySet(models.QuerySet[Any]):
    def for_front(self, at: datetime) -> Self:
        return self.filter(is_active=True, zone="front").for_filling(at)

    def for_sidebar(self, section_id: int | Subquery | None, at: datetime) -> Self:
        """The sidebar's blocks of this section and the default ones; the assembly takes the first kind if any."""
        own_or_default = Q(section=section_id) | Q(section__isnull=True)
        return self.filter(own_or_default, is_active=True, zone="sidebar").for_filling(at)

    def for_filling(self, at: datetime) -> Self:
        """With what `articles.front.fill` reads and nothing else: the rules' sections and addresses, whether placements
        and corrections stand there.
        """
        Correction, Placement, Section = get_model("Correction", "Placement", "Section")
        has_placements = Exists(Placement.objects.live(at).filter(block=OuterRef("pk")))
        has_corrections = Exists(Correction.objects.shown_in_blocks(at).filter(shown_in=OuterRef("pk")))
        below = Section.objects.filter(parent=OuterRef("rule_section")).order_by().values("parent")
        blocks = self.select_related("rule_section", "rule_source").order_by("position", "pk")
        return blocks.only(*BLOCK_FIELDS).annotate(
            has_placements=has_placements,
            has_corrections=has_corrections,
            sections_below=Subquery(below.annotate(ids=NumberList("pk")).values("ids")),
        )


class PlacementQuerySet(models.QuerySet[Any]):
    def live(self, at: datetime | None = None) -> Self:
        """In their time, and of an article that a reader may see."""
        at = at or timezone.now()
        return self.filter(
            Q(ends_at__isnull=True) | Q(ends_at__gt=at),
            starts_at__lte=at,
            article__state="published",
            article__published_at__lte=at,
        )


class CorrectionQuerySet(models.QuerySet[Any]):
    def published(self, at: datetime | None = None) -> Self:
        """What a reader may see: its own time has come, and its article is public."""
        at = at or timezone.now()
        return self.filter(published_at__lte=at, article__state="published", article__published_at__lte=at)

    def shown_in_blocks(self, at: datetime) -> Self:
        """In the block where the article stood, as long as that was agreed."""
        return self.published(at).filter(Q(shown_until__isnull=True) | Q(shown_until__gt=at), shown_in__isnull=False)


class ClaimQuerySet(models.QuerySet[Any]):
    def with_place_by_due(self) -> Self:
        """With `place_by_due`, in the order of which their days of publication come.

        The law's day grows with that of receipt, which so stands for it; an agreed day stands where the last receipt
        does that the law would end no later. One query, for the few days that were agreed.
        """
        agreed = self.order_by().values_list("agreed_publication_on", flat=True).distinct()
        places = [
            When(agreed_publication_on=day, then=Value(self.model.last_receipt_for(day)))
            for day in agreed.filter(agreed_publication_on__isnull=False)
        ]
        return self.annotate(place_by_due=Case(*places, default=F("received_on"), output_field=DateField()))
