"""How blocks fill: the desk first, then the rule, and nothing twice."""

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.front.fill import Shelf, fill_blocks, rule_sections
from articles.front.union import select_picks
from articles.models import Article, Block, MostRead
from newsroom.fast.prepared import Prepared
from tests.factories import ArticleFactory, BlockFactory, PlacementFactory, SectionFactory, SourceFactory

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def headlines(blocks, at=None, **kwargs):
    filled, _ = fill_blocks(blocks, now=at or timezone.now(), **kwargs)
    return {block.slug: [slot.headline for slot in block.slots] for block in filled}


def published(headline, minutes_ago=1, **kwargs):
    return ArticleFactory(
        headline=headline, state="published", published_at=timezone.now() - minutes_ago * MINUTE, **kwargs
    )


def test_the_desks_placements_come_first_in_their_order_then_the_rule_newest_first():
    block = BlockFactory(slug="top", rule="latest", size=4)
    for name, minutes in [("새 기사", 1), ("덜 새 기사", 2), ("오래된 기사", 3)]:
        published(name, minutes)
    PlacementFactory(block=block, article=published("둘째 배치", 50), position=2)
    PlacementFactory(block=block, article=published("첫 배치", 90), position=1, headline="편집자가 쓴 제목")

    assert headlines([block]) == {"top": ["편집자가 쓴 제목", "둘째 배치", "새 기사", "덜 새 기사"]}


def test_no_article_stands_twice_and_a_rule_never_takes_what_the_desk_placed_elsewhere():
    top = BlockFactory(slug="top", rule="latest", size=2)
    below = BlockFactory(slug="below", rule="latest", size=2)
    newest = published("가장 새 기사", 1)
    published("둘째", 2)
    published("셋째", 3)
    published("넷째", 4)
    PlacementFactory(block=below, article=newest)

    assert headlines([top, below]) == {"top": ["둘째", "셋째"], "below": ["가장 새 기사", "넷째"]}


def test_what_the_page_shows_already_is_left_out():
    block = BlockFactory(slug="side", rule="latest", size=1)
    read = published("읽고 있는 기사", 1)
    published("다음 기사", 2)

    assert headlines([block], leave_out=[read.pk]) == {"side": ["다음 기사"]}


@pytest.mark.parametrize(
    ("rule", "fits"),
    [
        ("section", lambda: {"section": SectionFactory(slug="economy")}),
        ("source", lambda: {"source": SourceFactory()}),
        ("photo_stories", lambda: {"is_photo_story": True}),
    ],
)
def test_a_rule_fills_with_its_own_kind_alone(rule, fits):
    values = fits()
    published("맞는 기사", 2, **values)
    published("다른 기사", 1, section=SectionFactory(slug="politics"))
    rule_values = {f"rule_{key}": value for key, value in values.items() if key in ("section", "source")}
    block = BlockFactory(slug="block", rule=rule, **rule_values)

    assert headlines([block]) == {"block": ["맞는 기사"]}


def test_a_block_of_the_desk_alone_holds_only_placements():
    block = BlockFactory(slug="picks", rule=Block.Rule.NONE)
    published("배치하지 않은 기사")
    PlacementFactory(block=block, article=published("배치한 기사"))

    assert headlines([block]) == {"picks": ["배치한 기사"]}


def test_an_empty_block_is_not_drawn():
    assert headlines([BlockFactory(), BlockFactory(rule="latest")]) == {}


@pytest.mark.parametrize("trait", ["submitted", "scheduled", "withdrawn"])
def test_a_placement_of_what_readers_may_not_see_is_not_shown(trait):
    block = BlockFactory()
    PlacementFactory(block=block, article=ArticleFactory(**{trait: True}))

    assert headlines([block]) == {}


def test_a_placement_stands_from_its_start_until_its_end():
    start = timezone.now() + 10 * MINUTE
    block = BlockFactory(slug="top")
    PlacementFactory(block=block, article=published("한 시간짜리"), starts_at=start, ends_at=start + 60 * MINUTE)

    assert headlines([block], at=start - MINUTE) == {}
    assert headlines([block], at=start) == {"top": ["한 시간짜리"]}
    assert headlines([block], at=start + 60 * MINUTE) == {}


def test_filling_costs_the_same_for_one_block_and_for_twelve(count_queries):
    sections = [SectionFactory(slug=f"section-{n}") for n in range(12)]
    for number in range(36):
        published(f"기사 {number}", number, section=sections[number % 12])
    for section in sections:
        BlockFactory(rule="section", rule_section=section, size=3)
    blocks = list(Block.objects.for_filling(timezone.now()))

    def cost(some):
        return count_queries(lambda: fill_blocks(some, now=timezone.now()))

    assert cost(blocks) == cost(blocks[:1]) == 2


def test_what_is_loaded_for_filling_is_enough_for_every_rule(count_queries):
    of_rule = {"section": {"rule_section": SectionFactory()}, "source": {"rule_source": SourceFactory()}}
    for rule in Block.Rule:
        PlacementFactory(block=BlockFactory(rule=rule, **of_rule.get(rule, {})), article=published(f"기사 {rule}"))
    blocks = list(Block.objects.for_filling(timezone.now()))

    filled = []
    assert count_queries(lambda: filled.extend(fill_blocks(blocks, now=timezone.now())[0])) == 2
    assert len(filled) == len(Block.Rule)


def test_a_rule_of_a_section_finds_the_newest_of_it_and_of_those_below(rule_of_sections):
    """However the block was loaded."""
    block, expected = rule_of_sections
    assert headlines([block]) == headlines(Block.objects.for_filling(timezone.now())) == {block.slug: expected}


@pytest.fixture
def rule_of_sections():
    above = SectionFactory(slug="above")
    below = [SectionFactory(slug=f"below-{number}", parent=above) for number in range(2)]
    for number, section in enumerate([above, *below, SectionFactory(slug="elsewhere")] * 2):
        published(f"기사 {number}", number, section=section)
    block = BlockFactory(slug="above", rule="section", rule_section=above, size=5)
    return block, ["기사 0", "기사 1", "기사 2", "기사 4", "기사 5"]


def test_advertising_stands_where_the_desk_has_placed_it_and_nowhere_by_itself():
    block = BlockFactory(slug="top", rule="latest", size=3)
    published("기사", 2)
    advert = published("장터", 1, is_advertising=True)
    assert headlines([block]) == {"top": ["기사"]}
    PlacementFactory(block=block, article=advert)
    assert headlines([block]) == {"top": ["[광고] 장터", "기사"]}


def the_newest(*, now):
    return select_picks(Article.objects.published(now).newest_first())


@pytest.mark.parametrize("repeats_first", [True, False])
def test_a_query_that_stands_in_two_parts_is_asked_once_and_for_enough(count_queries, repeats_first):
    now = timezone.now()
    ArticleFactory.create_batch(6, published=True)
    newest = Prepared(the_newest, now=now)
    parts = {"first": Shelf(1, [newest], may_repeat=True), "rest": Shelf(5, [newest])}
    if not repeats_first:
        parts = dict(reversed(parts.items()))

    _, slots = fill_blocks([], now=now, also=parts)

    in_order = list(Article.objects.published(now).newest_first())
    assert [slot.article for slot in slots["first"]] == in_order[:1]
    assert [slot.article for slot in slots["rest"]] == in_order[:5]


@pytest.mark.parametrize("seed", range(12))
def test_what_is_asked_for_is_always_enough(seed):
    """However blocks take from one another, each holds what it would hold if it could choose from the whole archive."""
    chance = random.Random(seed)
    above = SectionFactory(slug="above")
    sections = [above, *SectionFactory.create_batch(2, parent=above), *SectionFactory.create_batch(2)]
    sources = SourceFactory.create_batch(2)
    archive = [
        published(
            f"{n}",
            n,
            section=chance.choice(sections),
            source=chance.choice([None, *sources]),
            is_photo_story=not chance.randrange(4),
        )
        for n in range(60)
    ]
    MostRead.objects.bulk_create(
        MostRead(article=each, period="day", reads=chance.randrange(1000)) for each in chance.sample(archive, 30)
    )
    for _ in range(10):
        rules = ["none", "latest", *["section"] * 3, "source", "photo_stories", "most_read_day"]
        rule = chance.choice(rules)
        block = BlockFactory(
            rule=rule,
            size=chance.randint(1, 5),
            rule_section=chance.choice(sections) if rule == "section" else None,
            rule_source=chance.choice(sources) if rule == "source" else None,
        )
        for article in chance.sample(archive, chance.choice([0, 0, 0, 2, 7])):
            PlacementFactory(block=block, article=article)
    left_out = chance.sample(archive, 5)
    blocks = list(Block.objects.for_filling(timezone.now()))

    filled, _ = fill_blocks(blocks, now=timezone.now(), leave_out=[each.pk for each in left_out])

    assert {block.slug: [slot.article for slot in block.slots] for block in filled} == chosen(blocks, left_out)


def chosen(blocks, left_out):
    """The rule of filling as it would be written if nothing cost anything."""
    taken, found = set(left_out), {}

    def take(articles, size, beyond):
        free = [each for each in dict.fromkeys(articles) if each not in beyond][:size]
        beyond.update(free)
        return free

    for block in blocks:
        placed = [placement.article for placement in block.placements.order_by("position", "pk")]
        found[block.slug] = take(placed, block.size, taken)
    for block in blocks:
        by_rule = {
            "none": Article.objects.none(),
            "latest": Article.objects.newest_first(),
            "section": Article.objects.filter(section__in=rule_sections(block)).newest_first(),
            "source": Article.objects.filter(source=block.rule_source).newest_first(),
            "photo_stories": Article.objects.filter(is_photo_story=True).newest_first(),
            "most_read_day": Article.objects.most_read("day"),
        }[block.rule]
        beyond = set(found[block.slug]) if block.rule == "most_read_day" else taken
        found[block.slug] += take(by_rule, block.size - len(found[block.slug]), beyond)
    return {slug: articles for slug, articles in found.items() if articles}
