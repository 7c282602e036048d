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

from ..desk import signs
from ..front import arranging
from ..front.arranging import ArrangementError
from ..front.fill import FilledBlock, fill_blocks
from ..front.page import FrontPage
from ..models import Article, Block, Placement, Section
from ..pages import list_queries
from ..pages.lists import render_list

FOUND = 20
MEANWHILE = gettext_lazy(
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
        screen, sent = Screen(zone, section), {}
        if request.method != "POST":
            return self.render_screen(request, screen, screen.arrangement())
        if not request.user.has_perms(["articles.change_block", "articles.change_placement"]):
            raise PermissionDenied
        try:
            sent = json.loads(request.POST.get("arrangement", ""))
            arrangement = arranging.parse_arrangement(sent, screen.blocks)
            if "_preview" in request.POST:
                return self.preview_of(request, screen, arrangement)
            is_new = request.POST.get("revision") != arranging.zone_revision(screen.blocks)
            if is_new and "_over" not in request.POST and not arranging.is_arranged(arrangement):
                raise ArrangementError(MEANWHILE)
            changed = arrange(arrangement, by=request.user)
        except (ArrangementError, ValueError, OverflowError, RecursionError) as error:
            out_of_date = [_("The screen is out of date. Load it again.")]
            told = error.messages if isinstance(error, ArrangementError) else out_of_date
            return self.render_screen(request, screen, sent if isinstance(sent, dict) else {}, errors=told)
        names = ", ".join(block.name for block in changed)
        messages.success(request, _("Live now: %s.") % names if names else _("Nothing was to be changed."))
        typed = Placement.objects.filter(block__in=changed).exclude(headline="")
        if boxes := signs.told([place for placement in typed for place in signs.in_row(placement)]):
            messages.warning(request, boxes)
        return HttpResponseRedirect(screen.address)

    def articles_view(self, request: HttpRequest) -> HttpResponse:
        """Articles to place: those whose headline or number is asked for, else the newest; JSON."""
        if not self.has_view_or_change_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        words = request.GET.get("q", "")[:100].split()
        found = Article.objects.filter(state=Article.State.PUBLISHED).select_related("section")
        for word in words:
            found = found.filter(Q(headline__folded=word) | Q(pk=int(word) if word.isdecimal() else 0))
        newest = found.defer("body").order_by("-published_at", "-pk")[:FOUND]
        return JsonResponse({"articles": [as_choice(article) for article in newest]})

    def preview_of(self, request: HttpRequest, screen: Screen, arrangement: arranging.Arrangement) -> HttpResponse:
        """The real page as it would be at the chosen time, with this arrangement: made, shown and rolled back."""
        at = seoul_minute(request.POST.get("preview_at")) or timezone.now()
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
        self, request: HttpRequest, screen: Screen, arrangement: Any, errors: list[str] | None = None
    ) -> HttpResponse:
        now = timezone.now()
        context = {
            **self.admin_site.each_context(request),
            "title": screen.title,
            "opts": self.opts,
            "screen": screen,
            "blocks": screen.filled(now),
            "arrangement": arrangement,
            "revision": arranging.zone_revision(screen.blocks),
            "errors": errors or [],
            "sections": Section.objects.filter(sidebar_blocks__isnull=False).distinct(),
            "may_arrange": request.user.has_perms(["articles.change_block", "articles.change_placement"]),
            "search_url": reverse("admin:articles_block_articles"),
        }
        return render(request, "admin/articles/block/zone.html", context, status=200)


def arrange(arrangement: arranging.Arrangement, *, by: Any) -> list[Block]:
    """The forms of single blocks write placements too, and articles are deleted: then the database has the word."""
    try:
        return arranging.arrange_blocks(arrangement, by=by)
    except IntegrityError as error:
        raise ArrangementError(MEANWHILE) from error


class Screen:
    """What one screen is about."""

    def __init__(self, zone: str, section: int | None) -> None:
        self.zone, self.section = zone, section
        self.blocks = arranging.blocks_of(zone, section)

    @property
    def address(self) -> str:
        if self.section:
            return reverse("admin:articles_block_zone_of_section", args=[self.zone, self.section])
        return reverse("admin:articles_block_zone", args=[self.zone])

    @property
    def title(self) -> str:
        return _("Arrange the front page") if self.zone == Block.Zone.FRONT else _("Arrange the sidebar")

    def arrangement(self) -> dict[str, list[dict[str, Any]]]:
        """As the page's script reads and sends it."""
        placements = arranging.placements_of(self.blocks)
        return {str(pk): [plain(placement) for placement in placed] for pk, placed in placements.items()}

    def filled(self, now: datetime) -> list[tuple[Block, FilledBlock | None]]:
        """Each block with what stands in it now."""
        active = [block for block in self.blocks if block.is_active]
        by_slug = {block.slug: block for block in fill_blocks(active, now=now)[0]}
        return [(block, by_slug.get(block.slug)) for block in self.blocks]


def as_choice(article: Article) -> dict[str, Any]:
    return {
        "article": article.pk,
        "title": article.headline,
        "note": f"{article.section.name} · {in_seoul(article.published_at)}",
        "headline": "",
        "starts_at": "",
        "ends_at": "",
    }


def plain(placement: Any) -> dict[str, Any]:
    article = placement.article
    return {
        "article": placement.article_id,
        "title": article.headline,
        "note": f"{article.section.name} · {article.get_state_display()}",
        "headline": placement.headline,
        "starts_at": minute(placement.starts_at),
        "ends_at": minute(placement.ends_at),
    }


def minute(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%dT%H:%M}" if at else ""


def seoul_minute(text: str | None) -> datetime | None:
    try:
        return arranging.parse_minute(text)
    except (ValueError, OverflowError):
        return None
