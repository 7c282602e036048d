"""What stands where: a zone arranged as one, seen before it goes live, and noted for the law."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from articles.desk import publishing
from articles.desk.roles import DESK, REPORTER, ensure_roles
from articles.front import arranging, log
from articles.models import Block, FrontSnapshot, Placement, Record, Standing
from tests.factories import ArticleFactory, BlockFactory, PlacementFactory, SectionFactory, SourceFactory, UserFactory

from .desk import errors

pytestmark = pytest.mark.django_db

FRONT = reverse("admin:articles_block_zone", args=["front"])


@pytest.fixture
def desk(client):
    user = UserFactory(staff=True, username="desk")
    user.groups.add(ensure_roles()[DESK])
    client.force_login(user)
    return user


@pytest.fixture
def top():
    return BlockFactory(name="톱", layout="top", size=3, rule="latest", position=1)


def send(client, url=FRONT, revision=None, button="_arrange", **arrangement):
    blocks = arranging.blocks_of("front", None)
    data = {
        "arrangement": json.dumps({name.removeprefix("b"): placed for name, placed in arrangement.items()}),
        "revision": revision or arranging.zone_revision(blocks),
        button: "1",
    }
    return client.post(url, data, follow=True)


def placed(article, **more):
    return {"article": article.pk, "headline": "", "starts_at": "", "ends_at": "", **more}


def headlines(response):
    return [" ".join(h.text_content().split()) for h in html.fromstring(response.text).xpath("//main//h3")]


def test_the_screen_shows_what_is_placed_and_what_fills_up(client, desk, top):
    ArticleFactory(published=True, headline="규칙이 고른 기사")
    PlacementFactory(block=top, article__headline="데스크가 놓은 기사")

    page = client.get(FRONT)

    assert "규칙이 고른 기사" in page.text
    assert (
        "데스크가 놓은 기사"
        in json.loads(page.text.split('id="arrangement" type="application/json">')[1].split("<")[0])[str(top.pk)][0][
            "title"
        ]
    )


def test_an_arrangement_goes_live_as_one(client, desk, top):
    second = BlockFactory(name="둘째", position=2)
    first, other, moved = (ArticleFactory(published=True, headline=name) for name in ("가", "나", "다"))
    PlacementFactory(block=top, article=moved)

    send(
        client,
        **{f"b{top.pk}": [placed(other), placed(first, headline="여기서는 이 제목")], f"b{second.pk}": [placed(moved)]},
    )

    assert [(p.article, p.headline) for p in top.placements.order_by("position")] == [
        (other, ""),
        (first, "여기서는 이 제목"),
    ]
    assert headlines(Client().get("/")) == ["나", "여기서는 이 제목", "다"]
    assert {(r.verb, r.subject, r.by_name) for r in Record.objects.all()} == {
        ("arranged", "톱", "desk"),
        ("arranged", "둘째", "desk"),
    }


def test_a_preview_shows_the_page_at_a_time_and_changes_nothing(client, desk, top):
    later = ArticleFactory(scheduled=True, headline="내일 나갈 기사")
    article = ArticleFactory(published=True, headline="오늘 기사")
    at = timezone.localtime() + timedelta(days=1)
    data = {
        "arrangement": json.dumps({str(top.pk): [placed(later), placed(article)]}),
        "revision": "",
        "_preview": "1",
        "preview_at": f"{at:%Y-%m-%dT%H:%M}",
    }

    then = client.post(FRONT, data)
    now = client.post(FRONT, data | {"preview_at": ""})

    assert headlines(then) == ["내일 나갈 기사", "오늘 기사"]
    assert headlines(now) == ["오늘 기사"]
    assert not Placement.objects.exists()
    assert not Record.objects.exists()
    assert not FrontSnapshot.objects.exists()
    assert "no-store" in then.headers["Cache-Control"]


def test_times_of_a_placement_are_minutes_in_seoul(client, desk, top):
    article = ArticleFactory(published=True)

    send(client, **{f"b{top.pk}": [placed(article, starts_at="2026-01-24T06:00", ends_at="2026-01-24T18:30")]})

    placement = Placement.objects.get()
    assert timezone.localtime(placement.starts_at).strftime("%d %H:%M") == "24 06:00"
    assert timezone.localtime(placement.ends_at).strftime("%d %H:%M") == "24 18:30"


def test_the_second_of_two_who_arrange_is_told_and_loses_nothing(client, desk, top):
    mine, theirs = ArticleFactory(published=True, headline="내 기사"), ArticleFactory(published=True)
    opened = arranging.zone_revision([top])
    PlacementFactory(block=top, article=theirs)

    response = send(client, revision=opened, **{f"b{top.pk}": [placed(mine, title="내 기사")]})

    assert "덮어쓰세요" in errors(response)[0]
    assert [p.article for p in Placement.objects.all()] == [theirs]
    assert "내 기사" in response.text

    send(client, revision=opened, button="_over", **{f"b{top.pk}": [placed(mine)]})
    assert [p.article for p in Placement.objects.all()] == [mine]


@pytest.mark.parametrize(
    "sent",
    ["", "x", "[]", '{"0": []}', '{"B": 1}', '{"B": [1]}', '{"B": [{"article": "x"}]}', '{"B": [{"article": 999999}]}',
     '{"B": [{"article": A}, {"article": A}]}', '{"B": [{"article": A, "starts_at": "gestern"}]}',
     '{"B": [{"article": A, "starts_at": "2026-01-02T00:00", "ends_at": "2026-01-01T00:00"}]}',
     '{"B": [{"article": A, "headline": "' + "긴" * 201 + '"}]}',
     '{"B": [{"article": 99999999999999999999999}]}'],
)  # fmt: skip
def test_what_is_no_arrangement_is_refused_and_changes_nothing(client, desk, top, sent):
    article = ArticleFactory(published=True)
    data = sent.replace('"B"', f'"{top.pk}"').replace("A", str(article.pk))

    response = client.post(FRONT, {"arrangement": data, "revision": arranging.zone_revision([top])})

    assert response.status_code == 200
    assert errors(response)
    assert not Placement.objects.exists()


def test_a_sections_sidebar_has_its_own_screen(client, desk):
    section = SectionFactory(name="스포츠")
    own = BlockFactory(zone="sidebar", section=section, name="스포츠 옆단 영역")
    BlockFactory(zone="sidebar", name="기본 옆단 영역")

    page = client.get(reverse("admin:articles_block_zone_of_section", args=["sidebar", section.pk]))

    assert own.name in page.text
    assert "기본 옆단 영역" not in page.text
    assert client.get(reverse("admin:articles_block_zone", args=["nowhere"])).status_code == 404


def test_a_sidebars_preview_stands_beside_the_sections_own_articles(client, desk):
    section = SectionFactory(name="스포츠")
    block = BlockFactory(zone="sidebar", section=section, name="스포츠 옆단 영역", rule="none")
    in_section = ArticleFactory(published=True, section=section, headline="이 섹션 기사")
    elsewhere = ArticleFactory(published=True, section=SectionFactory(slug="elsewhere"), headline="다른 섹션 기사")
    data = {
        "arrangement": json.dumps({str(block.pk): [placed(elsewhere)]}),
        "revision": "",
        "_preview": "1",
        "preview_at": "",
    }

    page = client.post(reverse("admin:articles_block_zone_of_section", args=["sidebar", section.pk]), data)
    main, beside = (html.fromstring(page.text).xpath(f"//{name}")[0].text_content() for name in ("main", "aside"))

    assert in_section.headline in main.replace(beside, "")
    assert elsewhere.headline in beside and elsewhere.headline not in main.replace(beside, "")
    assert not Placement.objects.exists()


def test_articles_are_found_by_words_and_number(client, desk):
    article = ArticleFactory(published=True, headline="동작구, 직업교육특구로 다시 지정")
    ArticleFactory(headline="동작구 초안")
    url = reverse("admin:articles_block_articles")

    for words in ("동작구 특구", str(article.pk)):
        assert [each["article"] for each in client.get(url, {"q": words}).json()["articles"]] == [article.pk]
    assert client.get(url, {"q": "없는 낱말"}).json()["articles"] == []


def test_a_reporter_sees_and_arranges_nothing(client, top):
    """Among what is placed are articles that are not out yet."""
    user = UserFactory(staff=True)
    user.groups.add(ensure_roles()[REPORTER])
    client.force_login(user)

    assert client.get(FRONT).status_code == 403
    assert client.get(f"/admin/articles/block/{top.pk}/change/").status_code == 403
    assert send(client, **{f"b{top.pk}": [placed(ArticleFactory(published=True))]}).status_code == 403
    assert not Placement.objects.exists()


# The log


def test_every_change_of_the_top_is_noted_with_its_times(top, desk):
    first = ArticleFactory(published=True, headline="첫 기사", source=SourceFactory(name="새솔구"))
    begin = timezone.now()
    log.log_front_page(begin)
    ArticleFactory(published=True, headline="둘째 기사", published_at=begin + timedelta(seconds=30))
    later = begin + timedelta(minutes=1)

    log.log_front_page(later)

    rows = Standing.objects.order_by("began_at", "place").values_list(
        "place", "headline", "source", "began_at", "ended_at"
    )
    assert list(rows) == [
        (1, "첫 기사", "새솔구", begin, later),
        (1, "둘째 기사", "", later, None),
        (2, "첫 기사", "새솔구", later, None),
    ]
    assert first.standings.count() == 2


def test_what_has_not_changed_is_not_noted_again(top):
    ArticleFactory(published=True)

    assert log.log_front_page()
    assert not log.log_front_page(timezone.now() + timedelta(minutes=1))


def test_what_changes_below_the_top_leaves_the_log_of_the_top_alone(top):
    oldest, *_ = [ArticleFactory(published=True) for _ in range(4)]
    below = BlockFactory(position=9)
    log.log_front_page()
    rows = list(Standing.objects.values())
    PlacementFactory(block=below, article=oldest)

    with CaptureQueriesContext(connection) as asked:
        assert log.log_front_page(timezone.now() + timedelta(minutes=1))

    assert not [query for query in asked.captured_queries if "articles_standing" in query["sql"]]
    assert list(Standing.objects.values()) == rows
    assert len(rows) == 3
    assert FrontSnapshot.objects.count() == 2


def test_who_placed_it_stands_in_the_log(client, desk, top):
    article = ArticleFactory(published=True)

    send(client, **{f"b{top.pk}": [placed(article)]})

    assert [(row.by, row.by_name) for row in Standing.objects.all()] == [(desk, "desk")]


def test_a_retitled_article_is_a_change(top):
    article = ArticleFactory(published=True, headline="처음 제목")
    log.log_front_page()

    article.headline = "고친 제목"
    article.save()
    log.log_front_page(timezone.now() + timedelta(minutes=1))

    assert set(Standing.objects.values_list("headline", flat=True)) == {"처음 제목", "고친 제목"}


def test_a_new_edition_notes_the_page_by_itself(top, django_capture_on_commit_callbacks):
    article = ArticleFactory(headline="방금 발행")

    with django_capture_on_commit_callbacks(execute=True):
        publishing.publish(article, by=None)

    assert Standing.objects.get().headline == "방금 발행"


def test_a_past_front_page_is_shown_as_it_stood(client, desk, top):
    article = ArticleFactory(published=True, headline="그때의 제목")
    log.log_front_page()
    article.headline = "지금의 제목"
    article.save()

    page = client.get(reverse("admin:articles_frontsnapshot_change", args=[FrontSnapshot.objects.get().pk]))

    assert headlines(page) == ["그때의 제목"]
    assert Client().get(reverse("admin:articles_frontsnapshot_change", args=[1])).status_code == 302


def test_nobody_changes_the_log(client):
    client.force_login(UserFactory(superuser=True))

    for name in ("standing", "frontsnapshot", "record"):
        assert client.get(reverse(f"admin:articles_{name}_changelist")).status_code == 200
        assert client.get(reverse(f"admin:articles_{name}_add")).status_code == 403


def test_the_log_is_kept_for_longer_than_six_months(top):
    assert timedelta(days=190) < log.FRONT_LOG_LIFETIME
    old = timezone.now() - log.FRONT_LOG_LIFETIME - timedelta(days=1)
    Standing.objects.create(place=1, headline="오래전", began_at=old, ended_at=old)
    Standing.objects.create(place=2, headline="어제", began_at=old, ended_at=timezone.now())

    log.delete_expired(timezone.now())

    assert [row.headline for row in Standing.objects.all()] == ["어제"]


def test_noting_costs_the_same_whatever_the_number_of_blocks(django_assert_max_num_queries):
    for number in range(8):
        BlockFactory(rule="latest", position=number)
    for _ in range(20):
        ArticleFactory(published=True)
    log.log_front_page()

    with django_assert_max_num_queries(8):
        log.log_front_page(timezone.now() + timedelta(minutes=1))
    assert Block.objects.count() == 8
