"""A screen a zone: the front page's blocks, or a sidebar's, as they stand; arranged, and seen before it goes live."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import BigIntegerField, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.fast.prepared import Prepared
from newsroom.shared.times import in_seoul

from ..desk import text_checks
from ..front import arranging
from ..front.arranging import ArrangementError
from ..front.fill import FilledBlock, fill_blocks
from ..front.page import FrontPage
from ..models import Article, Block, Placement, Section
from ..pages import list_queries
from ..pages.lists import render_list

MAX_FOUND = 20
CONFLICT_MESSAGE = gettext_lazy(
    "Somebody else has arranged this meanwhile. What you arranged stands below and has not gone live: look at theirs "
    "first, or put yours over it."
)


class ZoneMixin:
    """Adds `zones/front/`, `zones/sidebar/` and `zones/sidebar/<section>/`: GET shows, POST takes or previews."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.zone_view)
        return [
            path("zones/articles/", self.admin_site.admin_view(self.articles_view), name="articles_block_articles"),
            path("zones/<str:zone>/", view, name="articles_block_zone"),
            path("zones/<str:zone>/<int:section>/", view, name="articles_block_zone_of_section"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def zone_view(self, request: HttpRequest, zone: str, section: int | None = None) -> HttpResponse:
        if zone not in Block.Zone.values or (section and zone != Block.Zone.SIDEBAR):
            raise Http404("No such zone")
        if not self.has_view_or_change_permission(request) or (section or 0) > BigIntegerField.MAX_BIGINT:  # type: ignore[attr-defined]
            raise PermissionDenied
        screen, sent = ZoneScreen(zone, section), {}
        if request.method != "POST":
            return self.render_screen(request, screen, screen.current_arrangement())
        if not request.user.has_perms(["articles.change_block", "articles.change_placement"]):
            raise PermissionDenied
        try:
            sent = json.loads(request.POST.get("arrangement", ""))
            arrangement = arranging.parse_arrangement(sent, screen.blocks)
            if "_preview" in request.POST:
                return self.render_preview(request, screen, arrangement)
            is_new = request.POST.get("revision") != arranging.zone_revision(screen.blocks)
            if is_new and "_over" not in request.POST and not arranging.is_arranged(arrangement):
                raise ArrangementError(CONFLICT_MESSAGE)
            changed = save_arrangement(arrangement, by=request.user)
        except (ArrangementError, ValueError, OverflowError, RecursionError) as error:
            out_of_date = [_("The screen is out of date. Load it again.")]
            told = error.messages if isinstance(error, ArrangementError) else out_of_date
            return self.render_screen(request, screen, sent if isinstance(sent, dict) else {}, errors=told)
        names = ", ".join(block.name for block in changed)
        messages.success(request, _("Live now: %s.") % names if names else _("Nothing was to be changed."))
        typed = Placement.objects.filter(block__in=changed).exclude(headline="")
        if boxes := text_checks.warning_text(
            [place for placement in typed for place in text_checks.describe_row(placement)]
        ):
            messages.warning(request, boxes)
        return HttpResponseRedirect(screen.admin_url)

    def articles_view(self, request: HttpRequest) -> HttpResponse:
        """Articles to place: those whose headline or number is asked for, else the newest; JSON."""
        if not self.has_view_or_change_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        words = request.GET.get("q", "")[:100].split()
        found = Article.objects.filter(state=Article.State.PUBLISHED).select_related("section")
        for word in words:
            found = found.filter(Q(headline__folded=word) | Q(pk=int(word) if word.isdecimal() else 0))
        newest = found.defer("body").order_by("-published_at", "-pk")[:MAX_FOUND]
        return JsonResponse({"articles": [article_json(article) for article in newest]})

    def render_preview(
        self, request: HttpRequest, screen: ZoneScreen, arrangement: arranging.Arrangement
    ) -> HttpResponse:
        """The real page as it would be at the chosen time, with this arrangement: made, shown and rolled back."""
        at = parse_minute(request.POST.get("preview_at")) or timezone.now()
        request.moment = at  # type: ignore[attr-defined]
        with transaction.atomic():
            arranging.arrange_blocks(arrangement, by=request.user, now=min(at, timezone.now()))
            if screen.zone == Block.Zone.FRONT:
                response = render(request, "articles/front_page.html", {"page": FrontPage.load_at(at)})
            else:
                section = Section.objects.filter(pk=screen.section or 0).first() or Section.objects.first()
                articles = Prepared(list_queries.all_articles, now=at)
                context = {"subsections": list(section.children.all()) if section else []}
                sections = [section.pk if section else 0]  # a paper without sections has no articles either
                response = render_list(request, "articles/section.html", articles, context, section, sections)
            transaction.set_rollback(True)
        add_never_cache_headers(response)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def render_screen(
        self, request: HttpRequest, screen: ZoneScreen, arrangement: Any, errors: list[str] | None = None
    ) -> HttpResponse:
        now = timezone.now()
        context = {
            **self.admin_site.each_context(request),
            "title": screen.page_title,
            "opts": self.opts,
            "screen": screen,
            "blocks": screen.load_blocks(now),
            "arrangement": arrangement,
            "revision": arranging.zone_revision(screen.blocks),
            "errors": errors or [],
            "sections": Section.objects.filter(sidebar_blocks__isnull=False).distinct(),
            "may_arrange": request.user.has_perms(["articles.change_block", "articles.change_placement"]),
            "search_url": reverse("admin:articles_block_articles"),
        }
        return render(request, "admin/articles/block/zone.html", context, status=200)


def save_arrangement(arrangement: arranging.Arrangement, *, by: Any) -> list[Block]:
    """The forms of single blocks write placements too, and articles are deleted: then the database has the word."""
    try:
        return arranging.arrange_blocks(arrangement, by=by)
    except IntegrityError as error:
        raise ArrangementError(CONFLICT_MESSAGE) from error


class ZoneScreen:
    """What one screen is about."""

    def __init__(self, zone: str, section: int | None) -> None:
        self.zone, self.section = zone, section
        self.blocks = arranging.blocks_of(zone, section)

    @property
    def admin_url(self) -> str:
        if self.section:
            return reverse("admin:articles_block_zone_of_section", args=[self.zone, self.section])
        return reverse("admin:articles_block_zone", args=[self.zone])

    @property
    def page_title(self) -> str:
        return _("Arrange the front page") if self.zone == Block.Zone.FRONT else _("Arrange the sidebar")

    def current_arrangement(self) -> dict[str, list[dict[str, Any]]]:
        """As the page's script reads and sends it."""
        placements = arranging.placements_of(self.blocks)
        return {str(pk): [placement_json(placement) for placement in placed] for pk, placed in placements.items()}

    def load_blocks(self, now: datetime) -> list[tuple[Block, FilledBlock | None]]:
        """Each block with what stands in it now."""
        active = [block for block in self.blocks if block.is_active]
        by_slug = {block.slug: block for block in fill_blocks(active, now=now)[0]}
        return [(block, by_slug.get(block.slug)) for block in self.blocks]


def article_json(article: Article) -> dict[str, Any]:
    return {
        "article": article.pk,
        "title": article.headline,
        "note": f"{article.section.name} · {in_seoul(article.published_at)}",
        "headline": "",
        "starts_at": "",
        "ends_at": "",
    }


def placement_json(placement: Any) -> dict[str, Any]:
    article = placement.article
    return {
        "article": placement.article_id,
        "title": article.headline,
        "note": f"{article.section.name} · {article.get_state_display()}",
        "headline": placement.headline,
        "starts_at": format_minute(placement.starts_at),
        "ends_at": format_minute(placement.ends_at),
    }


def format_minute(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%dT%H:%M}" if at else ""


def parse_minute(text: str | None) -> datetime | None:
    try:
        return arranging.parse_minute(text)
    except (ValueError, OverflowError):
        return None
