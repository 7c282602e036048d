"""The panel of an article's form that says where it stands, and why not elsewhere."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.articles.desk import DESK, staff
from tests.factories import BlockFactory, PublicationFactory, SectionFactory

from ..factories import ArticleFactory
from .desk import sign_in


@pytest.fixture
def article(live_server):
    PublicationFactory()
    politics = SectionFactory(slug="politics", name="정치")
    BlockFactory(name="톱", rule="latest", size=3, position=1)
    BlockFactory(name="정치", rule="section", rule_section=politics, position=2)
    BlockFactory(name="기획", rule="latest", is_active=False, position=3)
    at = timezone.now() - timedelta(minutes=5)
    return ArticleFactory(headline="구의회, 새해 예산 의결", section=politics, state="published", published_at=at)


@pytest.fixture
def form(context, page, live_server, article):
    sign_in(context, staff(*DESK), live_server.url)
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    return page


def test_it_is_asked_for_when_it_is_opened_and_anew_each_time(form, article):
    asked = []
    form.on("request", lambda request: asked.append(request.url) if "/why/" in request.url else None)
    summary = form.get_by_text("어디에 실렸나")
    assert summary.is_visible() and not form.get_by_text("첫 화면 톱 1번째").is_visible()
    assert asked == []

    summary.click()
    form.get_by_text("첫 화면 톱 1번째").wait_for()

    assert form.get_by_text("첫 화면 정치에는 없음: 위의 톱에서 먼저 실음").is_visible()
    assert form.get_by_text("첫 화면 기획에는 없음: 꺼 둔 영역").is_visible()
    ArticleFactory(headline="더 새 기사", state="published", published_at=timezone.now())
    summary.click()
    summary.click()
    form.get_by_text("첫 화면 톱 2번째").wait_for()
    assert len(asked) == 2


def test_where_nothing_answers_it_says_so_and_leads_to_the_page(form):
    form.route("**/why/?lines", lambda route: route.abort())

    form.get_by_text("어디에 실렸나").click()
    form.get_by_text("알아보지 못했습니다.").wait_for()

    with form.expect_popup() as opened:
        form.get_by_role("link", name="실린 곳 보기").click()
    opened.value.get_by_text("첫 화면 톱 1번째").wait_for()
