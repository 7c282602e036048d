"""Rules that hold on every public page."""

import re
from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from lxml import html

from tests.factories import ArticleFactory
from tests.paper import HTML_PAGES, PAGES, addresses, clear_paper, make_paper


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_for_an_anonymous_reader(name, client, paper):
    response = client.get(addresses(paper[0])[name])

    assert response.status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_no_page_takes_the_papers_address_from_the_request(name, client, paper):
    """What stands in a page is kept, copied and mailed: it names the paper's own host and scheme, whoever asks how."""
    asked = {"HTTP_HOST": "localhost:8080", "secure": True}

    text = client.get(addresses(paper[0])[name], **asked).text

    assert "localhost" not in text and "https://testserver" not in text


@pytest.mark.parametrize("name", PAGES)
def test_no_page_shows_what_a_reader_may_not_see(name, client, paper):
    published, hidden = paper

    text = client.get(addresses(published)[name]).text

    assert "숨은" not in text
    assert "나중에 보일 배치" not in text
    for article in hidden.values():
        assert f"/articles/{article.pk}/" not in text


@pytest.mark.parametrize(
    ("state", "status"), [("draft", 404), ("submitted", 404), ("scheduled", 404), ("withdrawn", 410)]
)
def test_an_article_that_is_not_published_answers_so(state, status, client, paper):
    _, hidden = paper

    response = client.get(f"/articles/{hidden[state].pk}/")

    assert response.status_code == status
    assert "숨은" not in response.text


@pytest.mark.parametrize("state", ["draft", "submitted", "scheduled", "withdrawn"])
def test_search_does_not_find_what_a_reader_may_not_see(state, client, paper):
    assert "숨은" not in client.get("/search/", {"q": "도서관"}).text


def test_an_article_withdrawn_before_its_time_was_never_there(client, no_paper):
    now = timezone.now()
    article = ArticleFactory(state="withdrawn", published_at=now + timedelta(hours=1), withdrawn_at=now)

    assert client.get(f"/articles/{article.pk}/").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/articles/999999/",
        "/sections/none/",
        "/sources/none/",
        "/reporters/none/",
        "/tags/none/",
        "/blocks/none/",
        "/pages/none/",
        "/archive/2026/2/30/",
        "/weather/9/",
        "/weather/108/9999/1/",
        "/weather/108/readings.csv?month=x",
        "/archive/9999/1/1/",
        "/feeds/sections/none.xml",
        "/none/",
        "/news/articleView.html?idxno=1",
    ],
)
def test_what_is_not_there_answers_404_with_a_way_on(path, client, paper):
    response = client.get(path)

    assert response.status_code == 404
    page = html.fromstring(response.text)
    assert page.xpath("//main//a[@href='/']")
    assert page.xpath("//form[@action='/search/']//input[@name='q']")


@pytest.mark.parametrize("name", HTML_PAGES)
def test_a_page_has_one_h1_and_no_step_missing_between_headings(name, client, paper):
    page = html.fromstring(client.get(addresses(paper[0])[name]).text)

    levels = [int(heading.tag[1]) for heading in page.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]

    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False)), levels


@pytest.mark.parametrize("name", HTML_PAGES)
def test_a_page_can_be_kept_by_a_shared_cache(name, client, paper):
    response = client.get(addresses(paper[0])[name])

    assert response["Cache-Control"].startswith("public, ")
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert "csrfmiddlewaretoken" not in response.text


@pytest.mark.parametrize("name", PAGES)
def test_a_page_takes_nothing(name, paper):
    response = Client(enforce_csrf_checks=True).post(addresses(paper[0])[name], {"q": "x"})

    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD"


NO_ARTICLES = {
    "manifest data",
    "standing sitemap",
    *(name for name in PAGES if name.startswith(("station as", "weather as"))),
}


@pytest.mark.parametrize("name", [name for name in PAGES if name not in NO_ARTICLES])
def test_a_page_is_true_until_the_next_thing_that_comes_by_itself(name, client, paper):
    """To the second, not to the minute for which pages are kept."""
    soon = timezone.now() + timedelta(seconds=10)
    ArticleFactory(state="published", published_at=soon, headline="곧 나갈 도서관 기사")

    assert client.get(addresses(paper[0])[name]).fresh_until == soon


@pytest.mark.parametrize("name", HTML_PAGES)
def test_the_date_above_a_page_changes_at_midnight(name, client, paper):
    midnight = timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=1), time.min))

    with time_machine.travel(midnight - timedelta(seconds=7), tick=False):
        assert client.get(addresses(paper[0])[name]).fresh_until == midnight


def test_a_page_is_kept_as_long_as_any_whatever_age_its_fragments_have(client, paper):
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        until = client.get("/").fresh_until
        clock.shift(40)
        later = client.get("/sources/").fresh_until

    assert (until, later) == (now + timedelta(seconds=60), now + timedelta(seconds=100))


@pytest.mark.parametrize("name", HTML_PAGES)
def test_a_page_that_has_not_changed_is_not_sent_again(name, client, paper):
    address = addresses(paper[0])[name]
    etag = client.get(address)["ETag"]

    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize("name", HTML_PAGES)
def test_a_page_names_itself_and_its_language(name, client, paper):
    page = html.fromstring(client.get(addresses(paper[0])[name]).text)

    assert page.xpath("/html/@lang") == ["ko"]
    assert "새솔뉴스" in page.xpath("//title/text()")[0]
    assert len(page.xpath("//link[@rel='canonical']")) == 1
    assert page.xpath("//main[@id]") and page.xpath("//a[contains(@class, 'skip')]")


@pytest.mark.parametrize("name", HTML_PAGES)
def test_a_page_carries_no_inline_script_or_style_and_calls_no_other_host(name, client, paper):
    page = html.fromstring(client.get(addresses(paper[0])[name]).text)

    assert not page.xpath("//script[not(@src)][not(@type='application/ld+json')] | //style | //*[@style]")
    assert not [each for each in page.xpath("//@*") if each.attrname.startswith("on")]
    assert all(
        address.startswith("/")
        for address in page.xpath("//script/@src | //img/@src | //link[@rel='stylesheet']/@href")
    )


@pytest.mark.parametrize("name", HTML_PAGES)
def test_every_picture_has_its_size_and_every_time_its_zone(name, client, paper):
    page = html.fromstring(client.get(addresses(paper[0])[name]).text)

    for image in page.xpath("//img"):
        assert image.get("alt") is not None and image.get("width") and image.get("height")
    for moment in page.xpath("//time/@datetime"):
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?\+09:00)?", moment), moment


@pytest.mark.parametrize("name", HTML_PAGES)
def test_every_page_bears_the_imprint_that_the_law_asks_for(name, client, paper):
    footer = html.fromstring(client.get(addresses(paper[0])[name]).text).xpath("//footer")[-1].text_content()

    for item in (
        "서울, 아00000",
        "한가람",
        "정다운",
        "윤슬기",
        "새솔시 새솔구 물빛로 1",
        "02-000-0000",
        "무단전재 및 재배포 금지",
    ):
        assert item in footer


def test_a_larger_paper_costs_no_page_more_queries(count_queries, no_paper):
    published, _ = make_paper(3)
    small = {name: count_queries(addresses(published)[name]) for name in PAGES}

    clear_paper()
    published, _ = make_paper(300)

    large = {name: count_queries(addresses(published)[name]) for name in PAGES}
    assert large.pop("search") <= small.pop("search") + 5  # what one page does not show is counted
    assert large == small


@pytest.mark.parametrize("name", ["front", "article"])
def test_the_most_read_pages_cost_at_most_twelve_queries(name, count_queries, paper):
    assert count_queries(addresses(paper[0])[name]) <= 12


@pytest.mark.parametrize("name", HTML_PAGES)
def test_an_empty_paper_still_has_sensible_pages(name, client, no_paper):
    """No publication, no section, no block: what the owner sees on the first day."""
    response = client.get(addresses([ArticleFactory.build(pk=1)])[name])

    assert response.status_code in (200, 404)
    assert html.fromstring(response.text).xpath("count(//h1)") == 1
