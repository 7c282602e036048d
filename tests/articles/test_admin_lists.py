"""The desk's lists: what they show, what narrows them down, what they cost."""

import pytest
from django.urls import reverse

from articles.models import Byline
from tests.factories import ArticleFactory, ReporterFactory, SourceFactory

from .desk import DESK, staff

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"


@pytest.fixture
def desk(client):
    user = staff(*DESK, username="seojun")
    client.force_login(user)
    return user


def test_thirty_articles_cost_the_list_no_more_queries_than_three(client, desk, count_queries):
    def write(count: int) -> None:
        for _ in range(count):
            article = ArticleFactory(published=True, source=SourceFactory())
            Byline.objects.create(article=article, reporter=ReporterFactory())

    write(3)
    few = count_queries(LIST)

    write(27)

    assert count_queries(LIST) == few


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"초고", "송고", "예약", "발행", "철회"}),
        ("state=draft", {"초고"}),
        ("state=submitted", {"송고"}),
        ("state=scheduled", {"예약"}),
        ("state=out", {"발행"}),
        ("state=withdrawn", {"철회"}),
        ("state=nonsense", set()),
        ("is_breaking__exact=1", {"발행"}),
        ("mine=1", {"초고"}),
        ("source_kind=agency", {"발행"}),
        ("q=예약", {"예약"}),
        ("q=김하늘", {"송고"}),
    ],
)
def test_filters_and_search_find_what_they_say(client, desk, query, found):
    ArticleFactory(headline="기사 초고", created_by=desk)
    submitted = ArticleFactory(headline="기사 송고", submitted=True)
    ArticleFactory(headline="기사 예약", scheduled=True)
    ArticleFactory(headline="기사 발행", published=True, is_breaking=True, source=SourceFactory(kind="agency"))
    ArticleFactory(headline="기사 철회", withdrawn=True)
    Byline.objects.create(article=submitted, reporter=ReporterFactory(name="김하늘"))

    response = client.get(f"{LIST}?{query}")

    shown = {article.headline.removeprefix("기사 ") for article in response.context["cl"].result_list}
    assert shown == found


def test_what_waits_for_its_time_does_not_look_published(client, desk):
    ArticleFactory(scheduled=True)

    page = client.get(LIST).text

    assert "state-scheduled" in page
    assert "state-published" not in page


def test_a_headline_is_text_and_not_markup(client, desk):
    ArticleFactory(headline="<b>굵은</b> 제목", kicker="<i>단독</i>")

    page = client.get(LIST).text

    assert "<b>굵은" not in page
    assert "<i>단독" not in page


MODELS = ["article", "photo", "correction", "block", "section", "source", "reporter", "tag", "page"]


@pytest.mark.parametrize("model", MODELS)
def test_every_list_and_form_opens(client, model):
    client.force_login(staff(username="chief", is_superuser=True))

    assert client.get(reverse(f"admin:articles_{model}_changelist")).status_code == 200
    assert client.get(reverse(f"admin:articles_{model}_add")).status_code == 200


BEYOND_ALL = "9" * 30


@pytest.mark.parametrize(
    "address",
    [
        f"/admin/weather/reading/?station={BEYOND_ALL}",
        f"/admin/weather/fetch/?started_at__year={BEYOND_ALL}",
        f"/admin/articles/record/?by={BEYOND_ALL}",
        f"/admin/articles/record/?kind={BEYOND_ALL}",
        f"/admin/articles/article/?section__id__exact={BEYOND_ALL}",
    ],
)
def test_a_filter_that_cannot_be_finds_nothing_or_leads_back_to_the_list(admin_client, address):
    assert admin_client.get(address).status_code in {200, 302}


@pytest.mark.parametrize("ticked", ["abc", BEYOND_ALL, "\0"])
@pytest.mark.parametrize(("model", "action"), [("article", "step_publish"), ("tag", "delete_selected")])
def test_rows_that_cannot_be_are_none(admin_client, model, action, ticked):
    ArticleFactory()
    answer = admin_client.post(f"/admin/articles/{model}/", {"action": action, "_selected_action": ticked})

    assert answer.status_code in {200, 302}
