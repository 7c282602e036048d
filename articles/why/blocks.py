"""Blocks of the front page and of sidebars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from newsroom.shared.paths import path_to
from newsroom.shared.times import in_seoul

from ..front.fill import Allocation
from ..front.page import FrontPage
from ..front.reasons import Reason, Verdict, verdicts
from ..models import Article, Block, Placement, Section
from ..pages.assembly import sidebar_blocks
from .lines import Line


def front_lines(article: Article, now: datetime) -> list[Line]:
    """As the front page is put together now."""
    allocation = FrontPage.allocation(FrontPage.blocks_query(now).rows(), now)
    off = list(Block.objects.filter(zone=Block.Zone.FRONT, is_active=False).for_filling(now))
    told = verdicts(article, allocation.selection, now, off=off)
    return list(lines_of(told, _("Front page"), path_to("front")))


def sidebar_lines(article: Article, now: datetime) -> list[Line]:
    """Beside other articles of its section, on pages that stand in no section, and where a section has its own."""
    own = Block.objects.filter(zone=Block.Zone.SIDEBAR, is_active=True, section__isnull=False).order_by()
    names = dict(Section.objects.filter(pk__in=own.values("section")).values_list("pk", "name"))
    found: list[Line] = []
    for section in [None, *names]:
        blocks = sidebar_blocks(section, now)
        zone = _("Sidebar of %(section)s") % {"section": names[section]} if section else _("Sidebar")
        is_expected = section is None or section == article.section_id
        told = lines_of(verdicts(article, Allocation.pick_articles(blocks, now=now).selection, now), zone)
        found += [line for line in told if line.is_there or is_expected]
    return found


def lines_of(found: Iterable[Verdict], zone: str, url: str = "") -> Iterator[Line]:
    """A line a block; but that advertising stands in none by itself is said once."""
    says_advertising = False
    for verdict in found:
        where = {"zone": zone, "block": verdict.block.name}
        if verdict.reason == Reason.PLACED:
            text = _("%(zone)s, %(block)s, place %(place)d: the desk has placed it there")
            yield Line(text % {**where, "place": verdict.place}, url=url)
        elif verdict.reason == Reason.RULED:
            yield Line(_("%(zone)s, %(block)s, place %(place)d") % {**where, "place": verdict.place}, url=url)
        elif verdict.reason != Reason.ADVERTISING:
            yield Line(_("%(zone)s, not in %(block)s: %(why)s") % {**where, "why": why_of(verdict)}, is_there=False)
        elif not says_advertising:
            says_advertising = True
            told = _("%(zone)s, in no block by itself: advertising stands only where the desk has placed it")
            yield Line(told % where, is_there=False)


def why_of(verdict: Verdict) -> str:
    match verdict.reason:
        case Reason.TAKEN_BY_PLACEMENT:
            return _("the desk has placed it in %(block)s") % {"block": verdict.other}
        case Reason.TAKEN_BY_RULE:
            return _("%(block)s further up has taken it") % {"block": verdict.other}
        case Reason.FULL_OF_PLACED:
            return _("its %(size)d places are taken by what is placed before it") % {"size": verdict.block.size}
        case Reason.FULL:
            return _("its %(size)d places are taken by newer articles") % {"size": verdict.block.size}
        case Reason.NOT_RANKED:
            return _("it is not among the most read")
        case Reason.SUBSECTION:
            return _("only articles of %(section)s stand there") % {"section": verdict.block.rule_section}
        case Reason.SCHEDULED:
            return _("placed there from %(time)s on") % {"time": in_seoul(verdict.at)}
        case Reason.OVER:
            return _("its placement ended %(time)s") % {"time": in_seoul(verdict.at)}
    return _("the block is switched off")


def placed_and_not_out(article: Article) -> Iterator[Line]:
    """Where it waits, while readers may not see it. One query."""
    for placement in Placement.objects.filter(article=article).select_related("block").order_by("block__zone", "block"):
        zone = _("Front page") if placement.block.zone == Block.Zone.FRONT else _("Sidebar")
        where = {"zone": zone, "block": placement.block.name}
        yield Line(_("%(zone)s, %(block)s: placed, and not out itself") % where, is_there=False)
