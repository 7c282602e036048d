"""Pages that list articles, newest first, paged by key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from newsroom.fast.edition import request_moment
from newsroom.fast.pages import public_page
from newsroom.fast.prepared import Prepared
from newsroom.shared.cursors import BadCursor, Cursor

from ..front.fill import RANKINGS, rule_sections
from ..models import Article, Block, Reporter, Section, Source, Tag
from ..portals.structured import section_objects
from . import list_queries
from .assembly import ListPage, PickedPage, list_and_sidebar, load_sidebar
from .publication import fragments_of, load_once

FIRST_YEAR = 1900
CURSOR_PARAMS = ("before", "after")
"""What of the query says where in a list a page begins."""


def get_cursors(request: HttpRequest) -> tuple[Cursor | None, Cursor | None]:
    """What `?before=` and `?after=` ask for; 404 for a cursor that is none."""
    try:
        before, after = (
            Cursor.from_text(request.GET[key]) if key in request.GET else None for key in ("before", "after")
        )
    except BadCursor as error:
        raise Http404("No such place in the list") from error
    return before, after


def render_list(
    request: HttpRequest,
    template: str,
    articles: Prepared,
    context: Mapping[str, object],
    section: Section | None = None,
    sections: Sequence[int] = (),
) -> HttpResponse:
    fragments = fragments_of(request, section)
    picked = PickedPage.pick_page(articles, *get_cursors(request), sections)
    page, beside = list_and_sidebar(template, request.path, picked, section, request_moment(request), fragments)
    return render(request, template, {"page": page, "sidebar": beside, "section": section, **context})


def load_section(slug: str) -> tuple[Section, list[Section]]:
    """With those below it."""
    section = get_object_or_404(Section.objects.select_related("parent"), slug=slug)
    return section, list(section.children.all())


@public_page(params=CURSOR_PARAMS)
def section_detail(request: HttpRequest, slug: str) -> HttpResponse:
    section, subsections = load_once(request, load_section, slug)
    articles = Prepared(list_queries.all_articles, now=request_moment(request))
    context = {"subsections": subsections, "structured": section_objects(section)}
    sections = [each.pk for each in (section, *subsections)]
    return render_list(request, "articles/section.html", articles, context, section, sections)


@public_page
def source_list(request: HttpRequest) -> HttpResponse:
    """Those with articles, by kind. One query."""
    by_kind = sorted(
        list_queries.sources_with_articles(request_moment(request)),
        key=lambda source: Source.Kind.values.index(source.kind),
    )
    kinds = [(Source.Kind(kind).label, list(group)) for kind, group in groupby(by_kind, key=lambda source: source.kind)]
    return render(request, "articles/sources.html", {"kinds": kinds})


def load_source(slug: str) -> Source:
    return get_object_or_404(Source, slug=slug)


@public_page(params=CURSOR_PARAMS)
def source_detail(request: HttpRequest, slug: str) -> HttpResponse:
    source = load_once(request, load_source, slug)
    articles = Prepared(list_queries.of_source, now=request_moment(request), source=source.pk)
    return render_list(request, "articles/source.html", articles, {"source": source})


def load_reporter(slug: str) -> Reporter:
    return get_object_or_404(Reporter.objects.select_related("portrait"), slug=slug)


@public_page(params=CURSOR_PARAMS)
def reporter_detail(request: HttpRequest, slug: str) -> HttpResponse:
    reporter = load_once(request, load_reporter, slug)
    articles = Prepared(list_queries.by_reporter, now=request_moment(request), reporter=reporter.pk)
    return render_list(request, "articles/reporter.html", articles, {"reporter": reporter})


def load_tag(slug: str) -> Tag:
    return get_object_or_404(Tag, slug=slug)


@public_page(params=CURSOR_PARAMS)
def tag_detail(request: HttpRequest, slug: str) -> HttpResponse:
    tag = load_once(request, load_tag, slug)
    articles = Prepared(list_queries.with_tag, now=request_moment(request), tag=tag.pk)
    return render_list(request, "articles/tag.html", articles, {"tag": tag})


@public_page(params=CURSOR_PARAMS)
def photo_story_list(request: HttpRequest) -> HttpResponse:
    articles = Prepared(list_queries.photo_stories, now=request_moment(request))
    return render_list(request, "articles/photo_stories.html", articles, {})


def load_block(slug: str) -> Block:
    return get_object_or_404(Block.objects.select_related("rule_section", "rule_source"), slug=slug, is_active=True)


@public_page(params=CURSOR_PARAMS)
def block_detail(request: HttpRequest, slug: str) -> HttpResponse:
    block = load_once(request, load_block, slug)
    articles = block_articles(block, request_moment(request))
    context: dict[str, object] = {"shown_block": block}
    if block.rule not in RANKINGS:
        return render_list(request, "articles/block.html", articles, context, sections=rule_sections(block))
    page = ListPage.load_ranking(articles)
    beside = load_sidebar(
        request_moment(request), leave_out=[article.pk for article in page.articles], fragments=fragments_of(request)
    )
    context |= {"page": page, "sidebar": beside, "ranked_by": block.get_rule_display()}
    return render(request, "articles/block.html", context)


def block_articles(block: Block, now: datetime) -> Prepared:
    """What stands behind the block's 더보기: its rule's articles, else those that the desk has placed there."""
    if block.rule != Block.Rule.NONE:
        return Prepared(list_queries.of_rule, block.rule, now=now, source=block.rule_source_id)
    return Prepared(list_queries.placed_in, now=now, block=block.pk)


@public_page(params=("day",))
def archive_index(request: HttpRequest) -> HttpResponse:
    """Jumps to a day: the one asked for, else the newest that has articles. One query."""
    asked, now = request.GET.get("day", ""), request_moment(request)
    try:
        day = date.fromisoformat(asked) if asked else timezone.localdate(newest_time(now) or now)
    except ValueError as error:
        raise Http404("No such day") from error
    return redirect("archive_day", day.year, day.month, day.day)


def newest_time(now: datetime) -> datetime | None:
    newest: datetime | None = (
        Article.objects.published(now).newest_first().values_list("published_at", flat=True).first()
    )
    return newest


@public_page(params=CURSOR_PARAMS)
def archive_day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    today = timezone.localdate(request_moment(request))
    try:
        asked = date(year, month, day)
    except (ValueError, OverflowError) as error:
        raise Http404("No such day") from error
    if not asked.year >= FIRST_YEAR or asked > today:
        raise Http404("No such day in the archive")
    midnight = timezone.make_aware(datetime.combine(asked, time.min))
    articles = Prepared(
        list_queries.published_between, now=request_moment(request), first=midnight, end=midnight + timedelta(days=1)
    )
    days = {
        "day": asked,
        "previous_day": asked - timedelta(days=1) if asked > date(FIRST_YEAR, 1, 1) else None,
        "next_day": asked + timedelta(days=1) if asked < today else None,
    }
    return render_list(request, "articles/archive_day.html", articles, days)
