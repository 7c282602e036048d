"""Fills blocks: first the desk's live placements, then the rule, and no article twice on a page.

But for rankings and neighbours: with gaps they would tell readers what is not so. They leave out nothing and take
nothing from others (docs/adr/0008).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from typing import Any, NamedTuple, Self

from django.db.models import Q, QuerySet

from newsroom.fast.fragments import Fragment, Fragments
from newsroom.fast.prepared import Prepared, in_eights

from ..models import Article, Block, Correction, MostRead, Placement, Section
from ..models.querysets import ArticleQuerySet
from .union import Pick, load_cards, run_union, select_picks

RANKINGS: dict[str, str] = {
    Block.Rule.MOST_READ_DAY: MostRead.Period.DAY,
    Block.Rule.MOST_READ_WEEK: MostRead.Period.WEEK,
}
"""Rules that rank, and what period by."""

PLACED, RULED = "placed", "ruled"
"""What stands in a block by the desk's placement, and what by its rule."""


class Slot(NamedTuple):
    """An article in a block, under the headline it has there."""

    article: Article
    headline: str


@dataclass(frozen=True)
class Shelf:
    """A part of a page beside its blocks: at most `size` articles.

    First `picked`, which the desk chose and no block may take, then from the first of `choices` on what blocks have
    not placed. Each is an ordered query for `run_union`, without a limit; one that stands in two parts is asked once.
    """

    size: int
    choices: Sequence[Prepared]
    picked: Sequence[Prepared] = ()
    may_repeat: bool = False
    """Whether it shows what it is about, wherever else that stands."""


@dataclass
class FilledBlock:
    """A block with its articles, loaded as cards unless its fragment was found. What has no article is not drawn."""

    name: str
    slug: str
    layout: str
    more_url: str
    slots: list[Slot]
    corrections: list[Correction] = field(default_factory=list)
    """Those that are to be seen where their article stood."""
    fragment: Fragment = field(default_factory=Fragment)

    @property
    def lead_slot(self) -> Slot:
        return self.slots[0]

    @property
    def other_slots(self) -> list[Slot]:
        return self.slots[1:]


def fill_blocks(
    blocks: Iterable[Block],
    *,
    now: datetime,
    leave_out: Collection[int] = (),
    section: Section | None = None,
    also: Mapping[str, Shelf] | None = None,
    fragments: Fragments | None = None,
    page: str = "",
) -> tuple[list[FilledBlock], dict[str, list[Slot]]]:
    """The blocks as they stand at `now`, without the empty ones, and the slots of each part of `also`, by its name.

    What the desk has put anywhere is settled first, in the parts of `also` and then in blocks; then what else those
    parts choose; and only then rules fill up the blocks, so that none takes what has its place elsewhere.
    `leave_out` are articles that the page shows already. On the page of a `section` what is most read is ranked
    within it. Two queries, three with a block of layout *top*, which prints bylines, and one more while a correction
    stands in a block; whatever the number of blocks. Of a block whose fragment is found nothing is loaded. `page` names
    one that shows these blocks and nothing else (`Fragments.fetch`).
    """
    filling = Allocation.pick_articles(blocks, now=now, leave_out=leave_out, section=section, also=also)
    return filling.load_slots(fragments, page)


@dataclass
class Allocation:
    """Blocks, and parts beside them, with what was picked for each and is not loaded yet."""

    blocks: list[FilledBlock]
    chosen: list[list[Pick]]
    """Of each of them."""
    shelves: dict[str, list[Pick]]
    selection: Selection

    @classmethod
    def pick_articles(
        cls,
        blocks: Iterable[Block],
        *,
        now: datetime,
        leave_out: Collection[int] = (),
        section: Section | None = None,
        also: Mapping[str, Shelf] | None = None,
    ) -> Self:
        """As `fill_blocks` takes them. One query, and one more while a correction stands in a block."""
        blocks = list(blocks)
        selection = allocate_blocks(blocks, also or {}, now=now, leave_out=leave_out, section=section)
        corrections = load_corrections(blocks, now)
        filled = [
            FilledBlock(
                block_name(section, block),
                block.slug,
                block.layout,
                block.more_url(),
                [],
                corrections.get(block.pk, []),
            )
            for block in blocks
        ]
        return cls(filled, selection.chosen, selection.shelves, selection)

    def load_slots(
        self, fragments: Fragments | None, page: str = ""
    ) -> tuple[list[FilledBlock], dict[str, list[Slot]]]:
        """What `fill_blocks` gives."""
        if fragments is not None:
            self.name_fragments(fragments)
            fragments.fetch(page)
        return self.fill_slots(load_cards(self.wanted_ids(), signed=self.signed_ids()))

    def name_fragments(self, fragments: Fragments) -> None:
        """Gives each block the fragment that shows what was picked for it."""
        for block, picked in zip(self.blocks, self.chosen, strict=True):
            corrections = tuple([correction.pk for correction in block.corrections])
            shown = (block.name, block.slug, block.layout, block.more_url, corrections, tuple(picked))
            block.fragment = fragments.of("block", *shown)

    def wanted_ids(self, *, with_parts: bool = True) -> list[int]:
        """The articles that have to be loaded."""
        parts = self.shelves.values() if with_parts else ()
        return [number for picked in [*self.missing_picks(), *parts] for number, _, _ in picked]

    def signed_ids(self) -> list[int]:
        """Those of them whose bylines are printed."""
        return [number for picked in self.missing_picks(Block.Layout.TOP) for number, _, _ in picked]

    def missing_picks(self, layout: str = "") -> list[list[Pick]]:
        """What was picked for blocks whose fragment is still to be rendered."""
        blocks = zip(self.blocks, self.chosen, strict=True)
        return [picked for block, picked in blocks if not block.fragment.is_found and layout in ("", block.layout)]

    def fill_slots(self, articles: Mapping[int, Article]) -> tuple[list[FilledBlock], dict[str, list[Slot]]]:
        """Of the articles that were wanted: what `fill_blocks` gives."""
        shown = []
        for block, picked in zip(self.blocks, self.chosen, strict=True):
            block.slots = [] if block.fragment.is_found else make_slots(picked, articles)
            if picked and (block.slots or block.fragment.is_found):
                shown.append(block)
        return shown, {name: make_slots(picked, articles) for name, picked in self.shelves.items()}


def make_slots(picked: list[Pick], articles: Mapping[int, Article]) -> list[Slot]:
    return [
        Slot(article, slot_headline(article, headline))
        for number, _, headline in picked
        if (article := articles.get(number))
    ]


class Selection(NamedTuple):
    """Who stands where, and who there was to choose from: by these `articles.front.reasons` says why, or why not."""

    blocks: list[Block]
    found: Mapping[Hashable, list[Pick]]
    """By `PLACED` or `RULED` and the number of the block; of a rule no more than its block could need."""
    chosen: list[list[Pick]]
    """Of each block, what is placed before what its rule chose."""
    shelves: dict[str, list[Pick]]


def allocate_blocks(
    blocks: list[Block],
    also: Mapping[str, Shelf],
    *,
    now: datetime,
    leave_out: Collection[int],
    section: Section | None,
) -> Selection:
    """What stands in each of the blocks, and in each part, by its name. One query."""
    taken = set(leave_out)
    reserved = len(taken) + sum(part.size for part in also.values())
    # What may be taken before a part may choose; where it may repeat what stands elsewhere, nothing is.
    room = in_eights(reserved + sum(block.size for block in blocks if may_have_placements(block)))
    choices = list(shelf_queries(also))
    limits: dict[Prepared, int] = defaultdict(int)
    for choice in choices:
        part = also[choice.name]
        limits[choice.articles] = max(limits[choice.articles], part.size if part.may_repeat else room)
    asked: dict[Hashable, Prepared] = {articles: articles.limited_to(limit) for articles, limit in limits.items()}
    found = run_union(asked | block_queries(blocks, now=now, room=room, section=section))
    parts: dict[str, list[Pick]] = {name: [] for name in also}

    def settle_choices(are_picked: bool) -> None:
        for choice in choices:
            if choice.is_picked == are_picked:
                part, so_far = also[choice.name], parts[choice.name]
                beyond = set() if part.may_repeat else taken
                so_far += take_free(found[choice.articles], beyond, limit=part.size - len(so_far))

    settle_choices(are_picked=True)
    chosen = [take_free(found[PLACED, number], taken, limit=block.size) for number, block in enumerate(blocks)]
    settle_choices(are_picked=False)
    for number, block in enumerate(blocks):
        placed = chosen[number]
        beyond = {pick[0] for pick in placed} if block.rule in RANKINGS else taken
        placed += take_free(found[RULED, number], beyond, limit=block.size - len(placed))
    return Selection(blocks, found, chosen, parts)


class ShelfQuery(NamedTuple):
    name: str
    """Of its part."""
    is_picked: bool
    articles: Prepared


def shelf_queries(also: Mapping[str, Shelf]) -> Iterator[ShelfQuery]:
    for name, part in also.items():
        yield from (ShelfQuery(name, True, articles) for articles in part.picked)
        yield from (ShelfQuery(name, False, articles) for articles in part.choices)


def slot_headline(article: Article, own_headline: str) -> str:
    """The placement's own headline may be any, but not hide that the article is advertising."""
    if not own_headline:
        return article.listed_headline
    return article.listed_headline.removesuffix(article.headline) + own_headline


def load_corrections(blocks: list[Block], now: datetime) -> dict[int, list[Correction]]:
    """By block. Asks only where the blocks were loaded with word of a correction (`for_filling`): most days none."""
    found: dict[int, list[Correction]] = defaultdict(list)
    asked = [block.pk for block in blocks if getattr(block, "has_corrections", False)]
    if asked:
        standing = Correction.objects.shown_in_blocks(now).filter(shown_in__in=asked).select_related("article")
        for correction in standing.defer("article__body").order_by("-published_at"):
            found[correction.shown_in_id or 0].append(correction)
    return found


def block_name(section: Section | None, block: Block) -> str:
    """A ranking within a section says so: 경제 많이 본 기사."""
    return f"{section.name} {block.name}" if section and block.rule in RANKINGS and not block.section_id else block.name


def may_have_placements(block: Block) -> bool:
    return getattr(block, "has_placements", True)


def block_queries(
    blocks: list[Block], *, now: datetime, room: int, section: Section | None = None
) -> dict[Hashable, Prepared]:
    """What to ask for, by whether it is placed or ruled, and the number of the block among these. Of each rule
    as many as its block needs even if all that is taken before its turn comes first.

    That is `room`, which counts blocks with placements, and what rules further up take of the same articles. Rankings
    leave out nothing but what is placed in them.
    """
    parts: dict[Hashable, Prepared] = {}
    above: list[tuple[int, frozenset[int]]] = []  # sizes, and the sections that the rule is limited to
    for number, block in enumerate(blocks):
        if is_placed := may_have_placements(block):
            parts[PLACED, number] = Prepared(live_placements, block=block.pk, now=now).limited_to(room)
        if block.rule == Block.Rule.NONE:
            continue
        sections = rule_sections(block)
        if block.rule in RANKINGS:
            needed = 2 * block.size
        else:
            needed = room + sum([size for size, theirs in above if may_overlap(theirs, sections)])
            if not is_placed:
                needed += block.size
                above.append((block.size, frozenset(sections)))
        parts[RULED, number] = Prepared(
            rule_picks,
            block.rule,
            needed,
            now=now,
            source=block.rule_source_id,
            sections=sections,
            ranked_in=ranked_in(block, section),
        ).limited_to(needed)
    return parts


def ranked_in(block: Block, section: Section | None) -> int | None:
    """The section whose most read articles count, on the page of a section or in its own sidebar."""
    return (block.section_id or (section.pk if section else None)) if block.rule in RANKINGS else None


def may_overlap(sections: frozenset[int], others: list[int]) -> bool:
    """Whether two rules may choose the same article; one that is limited to no sections may choose any."""
    return not sections or not others or not sections.isdisjoint(others)


def live_placements(*, block: int, now: datetime) -> QuerySet[Any]:
    live = Placement.objects.live(now).filter(block=block).order_by("position", "pk")
    return select_picks(live, "article", "headline")


def rule_picks(
    rule: str, room: int, *, now: datetime, source: int | None, sections: Sequence[int], ranked_in: int | None
) -> QuerySet[Any]:
    """`sections` are those of a rule of kind *section*."""
    articles = rule_articles(rule, now, source=source, ranked_in=ranked_in)
    return select_picks(articles.in_sections(sections, room) if sections else articles)


def rule_sections(block: Block) -> list[int]:
    """What a rule of kind *section* chooses from beside what `rule_articles` says: the section and those below it.

    One query, unless the block was loaded `for_filling`.
    """
    if block.rule != Block.Rule.SECTION or block.rule_section_id is None:
        return []
    if hasattr(block, "sections_below"):
        below = [int(pk) for pk in (block.sections_below or "").split(",") if pk]
    else:
        below = list(Section.objects.filter(parent=block.rule_section_id).values_list("pk", flat=True))
    return [block.rule_section_id, *below]


class Missing(Enum):
    """What a rule asks for that an article has not."""

    PUBLIC = auto()
    NO_ADVERTISING = auto()
    SECTION = auto()
    SOURCE = auto()
    PHOTO_STORY = auto()
    READERS = auto()
    RULE = auto()


def rule_articles(
    rule: str, now: datetime, *, source: int | None = None, ranked_in: int | None = None
) -> ArticleQuerySet:
    """What a block's rule chooses from, in its order. `ranked_in` is the section whose most read articles count."""
    *_, (_lacking, articles) = rule_steps(rule, now, source=source, ranked_in=ranked_in)
    return articles


def rule_steps(
    rule: str, now: datetime, *, source: int | None, ranked_in: int | None
) -> Iterator[tuple[Missing, ArticleQuerySet]]:
    """How a rule comes to what it chooses from: what is left after each of its conditions, and what the others lack.

    Advertising stands where the desk has placed it, and nowhere by itself.
    """
    articles = Article.objects.published(now)
    yield Missing.PUBLIC, articles
    articles = articles.filter(is_advertising=False).newest_first()
    yield Missing.NO_ADVERTISING, articles
    match rule:
        case Block.Rule.SOURCE:
            yield Missing.SOURCE, articles.of_source(source) if source else articles.none()
        case Block.Rule.PHOTO_STORIES:
            yield Missing.PHOTO_STORY, articles.filter(is_photo_story=True)
        case Block.Rule.MOST_READ_DAY | Block.Rule.MOST_READ_WEEK:
            articles = articles.most_read(RANKINGS[rule])
            yield Missing.READERS, articles
            if ranked_in:
                yield Missing.SECTION, articles.filter(section__in=with_subsections(ranked_in))
        case Block.Rule.LATEST | Block.Rule.SECTION:
            pass  # of its sections `rule_sections` says which
        case _:
            yield Missing.RULE, articles.none()


def with_subsections(section_id: int | None) -> QuerySet[Section]:
    return Section.objects.filter(Q(pk=section_id) | Q(parent=section_id))


def take_free(found: list[Pick], taken: set[int], limit: int) -> list[Pick]:
    """Of what `run_union` found the first `limit` that are not taken yet; takes them."""
    free: list[Pick] = []
    for pick in found:
        if len(free) >= limit:
            break
        if pick[0] not in taken:
            taken.add(pick[0])
            free.append(pick)
    return free
