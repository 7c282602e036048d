"""The page that everything starts from (DESIGN, section 1), built by a chief editor through the admin alone."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from lxml import html

from articles.desk.roles import CHIEF, ensure_roles
from articles.models import Article, Block, Photo, Section, Source
from tests.factories import UserFactory

from .desk import errors, fill, picture, rows, step

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 24, 1, 0, tzinfo=UTC)  # ten in the morning in Seoul, a Saturday

WEATHER = [
    (98, "동두천", "맑음", "-6.4"),
    (105, "강릉", "맑음", "1.2"),
    (108, "서울", "맑음", "-2.6"),
    (133, "대전", "맑음", "-1.9"),
    (143, "대구", "맑음", "0.8"),
    (152, "울산", "맑음", "1.7"),
    (156, "광주", "구름조금", "1.5"),
    (159, "부산", "맑음", "2.9"),
    (172, "고창", "구름많음", "0.4"),
    (184, "제주", "구름조금", "7.5"),
    (201, "강화", "맑음", "-4.1"),
    (226, "보은", "맑음", "-3.3"),
    (238, "금산", "맑음", "-2.8"),
    (259, "강진군", "흐림", "2.0"),
    (283, "경주시", "맑음", "0.0"),
    (294, "거제", "맑음", "3.6"),
]

HEADLINE = "동작구, 직업교육특구로 다시 지정"
SUBHEADLINE = ["2029년까지 거점 세 곳에서 직업교육", "배움에서 일자리까지 한 번에 잇는다"]
BODY = """
<p>서울특별시 동작구는 직업교육특구로 다시 지정됐다고 24일 밝혔다. 지정 기간은 2029년까지다.</p>
<p>◆ 거점 세 곳에서 배운다</p>
<p>구는 ▲직업교육 거점 운영 ▲동네 일터 실습 ▲청소년 진로 체험 ▲중장년 다시 배움 등 네 갈래 사업을 편다.</p>
<p>◆ 배움에서 일자리까지</p>
<p>구는 교육을 마친 주민이 동네 기업에서 일할 수 있게 「동작구 일자리 조례」에 따라 돕는다.</p>
"""

POLITICS = "구의회, 새해 첫 임시회 연다"
SOCIETY = "겨울 한파 쉼터 스무 곳 늘린다"
HOT = ["전통시장 상품권 다시 나온다", "동네 가게 간판 바꿔 드립니다"]
PHOTO_STORIES = ["얼음 위의 아이들", "새벽 시장의 불빛"]
LONG = "새솔구의회는 오는 26일부터 닷새 동안 임시회를 연다. " + "이번 임시회에서는 조례안 열두 건을 다룬다. " * 8


@pytest.fixture
def chief(client):
    user = UserFactory(staff=True, username="chief")
    user.groups.add(ensure_roles()[CHIEF])
    client.post(reverse("admin:login"), {"username": "chief", "password": "correct-horse-battery"})
    assert client.get(reverse("admin:index")).status_code == 200
    return user


def enter(client, form: str, /, **typed) -> None:
    """Fills in a form and saves it; no error may come of it."""
    response = fill(client, form, **typed)
    assert response.status_code == 200
    assert errors(response) == []


def section(client, name: str, slug: str, position: int) -> int:
    enter(client, "articles_section", name=name, slug=slug, position=position)
    return Section.objects.get(name=name).pk


def upload(client) -> int:
    answer = client.post(reverse("admin:articles_photo_upload"), {"upload": picture()}).json()
    assert answer["uploaded"] == 1
    return answer["id"]


def article(client, headline: str, of: int, body: str = f"<p>{LONG}</p>", **typed) -> int:
    """Writes an article and publishes it."""
    response = fill(
        client, "articles_article", headline=headline, section=of, body=body, button=step("publish"), **typed
    )
    assert errors(response) == []
    return Article.objects.get(headline=headline).pk


def block(client, name: str, slug: str, position: int, of: int, **typed) -> None:
    fields = {"zone": "sidebar", "section": of, "layout": "lead", **typed}
    enter(client, "articles_block", name=name, slug=slug, position=position, **fields)


@pytest.fixture
def example(client):
    """The article's page, as an anonymous reader gets it once the chief has built it."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield build(client, clock)


def build(client, clock) -> html.HtmlElement:
    enter(client, "articles_publication", name="포탈뉴스", credit_tag="(포탈뉴스)")

    politics = section(client, "정치", "politics", 1)
    society = section(client, "사회", "society", 2)
    economy = section(client, "경제", "economy", 3)
    enter(client, "articles_source", name="서울특별시동작구", slug="dongjak", kind="government")

    for position, (number, name, condition, temperature) in enumerate(WEATHER):
        enter(
            client,
            "weather_station",
            number=number,
            name=name,
            latitude="37.5",
            longitude="127.0",
            in_header="on",
            position=position,
        )
        enter(
            client,
            "weather_reading",
            station=number,
            day="2026-01-24",
            observed_at="2026-01-24T10:00",
            condition=condition,
            temperature=temperature,
        )

    for headline in PHOTO_STORIES:
        article(client, headline, society, is_photo_story="on", lead_photo=upload(client))
    article(client, POLITICS, politics, lead_photo=upload(client))
    article(client, SOCIETY, society)
    hot = [article(client, headline, economy) for headline in HOT]

    block(client, "포토이슈", "photo-issue", 1, economy, layout="tiles", rule="photo_stories", size=2)
    block(client, "정치", "side-politics", 2, economy, rule="section", rule_section=politics)
    block(client, "사회", "side-society", 3, economy, rule="section", rule_section=society)
    now = "2026-01-24T09:00"
    placements = rows("placements", *({"article": each, "starts_at": now} for each in hot))
    block(client, "경제핫이슈", "economy-hot", 4, economy, **placements)

    clock.shift(timedelta(minutes=5))
    source = Source.objects.get().pk
    pk = article(client, HEADLINE, economy, BODY, subheadline="\n".join(SUBHEADLINE), source=source)
    client.logout()
    response = client.get(f"/articles/{pk}/")
    assert response.status_code == 200
    return html.fromstring(response.text)


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def find_only(page: html.HtmlElement, path: str) -> html.HtmlElement:
    (found,) = page.xpath(path)
    return found


def test_the_chief_rebuilds_the_example_page(chief, example):
    page = example

    # On top: the day with its weekday, and the weather
    assert words(page.xpath("//time[@datetime='2026-01-24']")[0]) == "2026.01.24 (토)"
    stations = [words(station) for station in page.xpath("//weather-line//li")]
    assert stations == [f"{condition} {name} {degrees}℃" for _, name, condition, degrees in WEATHER]
    assert "맑음 서울 -2.6℃" in stations
    assert "구름조금 제주 7.5℃" in stations
    assert "기상청 제공" in words(page)

    # The article: section, headline, sub-headline, body, source
    text = find_only(page, "//main//article[h1 or .//h1]")
    assert [words(link) for link in text.xpath(".//nav//a[contains(@href, '/sections/')]")] == ["경제"]
    assert words(find_only(page, "//h1")) == HEADLINE
    assert [words(line) for line in text.xpath(".//*[contains(@class, 'subheadline')]/li")] == SUBHEADLINE
    body = find_only(text, ".//*[@class='body']")
    assert words(body).startswith("(포탈뉴스) 서울특별시 동작구는 직업교육특구로 다시 지정됐다고 24일 밝혔다.")
    assert words(body).count("(포탈뉴스)") == 1
    assert [words(head) for head in body.iter("h2")] == ["◆ 거점 세 곳에서 배운다", "◆ 배움에서 일자리까지"]
    enumerations = [words(paragraph) for paragraph in body.iter("p") if "▲" in paragraph.text_content()]
    assert len(enumerations) == 1
    assert enumerations[0].count("▲") == 4
    assert "「동작구 일자리 조례」" in words(body)
    credit = find_only(text, ".//p[contains(., '뉴스출처')]")
    assert words(credit) == "[뉴스출처 : 서울특별시동작구]"
    assert find_only(credit, ".//a").get("href") == "/sources/dongjak/"

    # They stand in the order of the example
    shown = words(page.body)
    parts = [
        "2026.01.24 (토)",
        "맑음 동두천",
        HEADLINE,
        *SUBHEADLINE,
        "(포탈뉴스)",
        "▲",
        "◆ 배움에서",
        "[뉴스출처",
        "포토이슈",
    ]
    assert sorted(parts, key=shown.index) == parts


def test_the_chief_rebuilds_the_sidebar_of_the_example_page(chief, example):
    aside = find_only(example, "//aside")
    blocks = {words(head): head.xpath("ancestor::section[1]")[0] for head in aside.iter("h2")}

    assert list(blocks) == ["포토이슈", "정치", "사회", "경제핫이슈"]

    # Each leads on to where there is more of it
    more = {name: find_only(each, ".//a[contains(., '더보기')]").get("href") for name, each in blocks.items()}
    assert more == {
        "포토이슈": "/photos/",
        "정치": "/sections/politics/",
        "사회": "/sections/society/",
        "경제핫이슈": "/blocks/economy-hot/",
    }

    # and shows its articles, none of them twice
    headlines = {name: [words(head) for head in each.xpath(".//h3")] for name, each in blocks.items()}
    assert sorted(headlines["포토이슈"]) == sorted(PHOTO_STORIES)
    assert headlines["정치"] == [POLITICS]
    assert headlines["사회"] == [SOCIETY]
    assert headlines["경제핫이슈"][:1] == HOT[:1]
    assert HOT[1] in words(blocks["경제핫이슈"])
    links = [link.get("href") for link in aside.xpath(".//a[starts-with(@href, '/articles/')]")]
    assert {href: links.count(href) for href in links if links.count(href) > 1} == {}

    # The lead's excerpt ends with a sentence
    excerpt = words(find_only(blocks["정치"], ".//p[contains(., '임시회')]"))
    assert excerpt.startswith("새솔구의회는 오는 26일부터")
    assert excerpt.endswith("다.")
    assert len(excerpt) < len(LONG)


def test_nothing_of_the_example_is_there_before_it_is_entered(client, db):
    text = html.fromstring(client.get("/").text).text_content()

    assert not any(part in text for part in ["포탈뉴스", "기상청", "포토이슈", "더보기", "서울", "정치"])
    assert not (Block.objects.exists() or Photo.objects.exists())
