"""States by verbs: each step recorded with who and why, by a button or for many articles of the list."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.desk import publishing
from articles.desk.roles import DESK, REPORTER, ensure_roles
from articles.models import Article, Record
from tests.factories import ArticleFactory, ReporterFactory, SectionFactory, UserFactory

from .desk import errors, fill, said, step

pytestmark = pytest.mark.django_db

FORM = "articles_article"
LIST = reverse("admin:articles_article_changelist")


def someone(role, **traits):
    user = UserFactory(staff=True, **traits)
    user.groups.add(ensure_roles()[role])
    return user


@pytest.fixture
def desk(client):
    user = someone(DESK, username="desk")
    client.force_login(user)
    return user


@pytest.fixture
def reporter(client):
    user = someone(REPORTER, username="reporter")
    client.force_login(user)
    return user


def records(article):
    return [(record.verb, record.by_name, record.detail) for record in Record.objects.filter(subject_id=article.pk)]


def state(article):
    article.refresh_from_db()
    return article.state


def take(client, article, name, **asked):
    url = reverse("admin:articles_article_step", args=[article.pk])
    return client.post(url, {"_step": name, **asked}, follow=True)


# One function each


def test_sending_back_says_what_is_missing_and_who_said_so(client, desk):
    article = ArticleFactory(submitted=True)

    fill(client, FORM, article.pk, button=step("send_back"), note="둘째 문단의 수치를 확인해 주세요.")

    assert state(article) == "draft"
    assert records(article) == [("sent_back", "desk", "둘째 문단의 수치를 확인해 주세요.")]


def test_a_withdrawn_article_is_restored_under_its_old_time(client, desk):
    article = ArticleFactory(withdrawn=True)
    published_at = article.published_at

    take(client, article, "restore")

    assert state(article) == "published"
    assert (article.published_at, article.withdrawn_reason) == (published_at, "")
    assert client.get(article.get_absolute_url()).status_code == 200


def test_an_embargo_is_a_schedule_that_says_so(client, desk):
    article = ArticleFactory()
    at = timezone.localtime() + timedelta(days=1)

    response = fill(client, FORM, article.pk, button=step("schedule"), publish_at=f"{at:%Y-%m-%dT%H:%M}", embargo="on")

    assert errors(response) == []
    article.refresh_from_db()
    assert (article.state, article.is_embargoed) == ("published", True)
    assert "엠바고" in said(response)
    assert client.get(article.get_absolute_url()).status_code == 404


def test_an_embargo_ends_with_the_publication(desk):
    article = ArticleFactory()
    publishing.schedule(article, at=timezone.now() + timedelta(hours=1), by=desk, embargo=True)

    publishing.publish(article, by=desk)

    article.refresh_from_db()
    assert not article.is_embargoed


# Breaking news


def test_breaking_news_are_on_with_one_click_and_end_by_themselves(client, desk, time_machine):
    article = ArticleFactory(published=True, headline="새솔에 폭설")

    time_machine.move_to(timezone.now(), tick=False)

    take(client, article, "breaking_on", hours="2")

    assert "새솔에 폭설" in client.get("/sections/none/").text  # the breaking line is on every page
    time_machine.shift(timedelta(hours=2, seconds=1))
    assert "새솔에 폭설" not in client.get("/sections/none/").text
    assert "breaking-label" not in client.get(article.get_absolute_url()).text


def test_breaking_news_are_off_with_one_click(client, desk):
    article = ArticleFactory(published=True, is_breaking=True)

    take(client, article, "breaking_off")

    article.refresh_from_db()
    assert not article.is_breaking


def test_a_flag_ticked_in_the_form_ends_by_itself_too(client, desk):
    article = ArticleFactory(published=True)

    fill(client, FORM, article.pk, is_breaking="on")
    article.refresh_from_db()
    assert article.breaking_until > timezone.now()

    fill(client, FORM, article.pk, is_breaking=[])
    article.refresh_from_db()
    assert (article.is_breaking, article.breaking_until) == (False, None)


# For many at once


def choose(client, name, articles, **confirmed):
    data = {"action": f"step_{name}", "_selected_action": [article.pk for article in articles], **confirmed}
    return client.post(LIST, data, follow=True)


def test_many_are_withdrawn_after_asking_why(client, desk):
    articles = [ArticleFactory(published=True), ArticleFactory(published=True)]

    question = choose(client, "withdraw", articles)
    assert 'name="withdraw_reason"' in question.text
    assert [state(article) for article in articles] == ["published", "published"]
    response = choose(client, "withdraw", articles, _confirmed="1", withdraw_reason="같은 자료의 오류")

    assert [state(article) for article in articles] == ["withdrawn", "withdrawn"]
    assert articles[0].withdrawn_reason == "같은 자료의 오류"
    assert "기사 2건" in said(response)


def test_one_that_can_not_take_the_step_holds_up_no_other(client, desk):
    good, bad = ArticleFactory(submitted=True), ArticleFactory(submitted=True, body="", headline="본문 없는 기사")

    response = choose(client, "publish", [good, bad], _confirmed="1")

    assert (state(good), state(bad)) == ("published", "submitted")
    assert "본문 없는 기사" in said(response)


def test_a_reporter_has_no_steps_of_the_desk_in_the_list(client, reporter):
    article = ArticleFactory(created_by=reporter)

    page = client.get(LIST)
    choose(client, "publish", [article], _confirmed="1")

    assert "step_submit" in page.text
    assert "step_publish" not in page.text
    assert state(article) == "draft"


# Who


STEPS_OF_THE_DESK = ["publish", "schedule", "withdraw", "restore", "unschedule", "send_back", "breaking_on"]


@pytest.mark.parametrize("name", STEPS_OF_THE_DESK)
def test_a_reporter_takes_no_step_of_the_desk(client, reporter, name):
    trait = {"withdraw": "published", "restore": "withdrawn", "unschedule": "scheduled", "breaking_on": "published"}
    article = ArticleFactory(created_by=reporter, **{trait.get(name, "submitted"): True})
    before = Article.objects.values().get(pk=article.pk)

    take(client, article, name, withdraw_reason="x", publish_at="2099-01-01T00:00", hours="1")

    assert Article.objects.values().get(pk=article.pk) == before


def test_a_reporter_sees_own_articles_and_what_is_out_and_changes_own_drafts_alone(client, reporter):
    articles = {
        "own draft": ArticleFactory(created_by=reporter),
        "own submitted": ArticleFactory(created_by=reporter, submitted=True),
        "own published": ArticleFactory(created_by=reporter, published=True),
        "signed draft": ArticleFactory(),
        "another's draft": ArticleFactory(),
        "another's submitted": ArticleFactory(submitted=True),
        "another's published": ArticleFactory(published=True),
    }
    articles["signed draft"].bylines.create(reporter=ReporterFactory(user=reporter))

    def may(article):
        page = client.get(reverse("admin:articles_article_change", args=[article.pk]))
        if page.status_code != 200:
            return "nothing"
        return "change" if 'name="_save"' in page.text else "view"

    assert {name: may(article) for name, article in articles.items()} == {
        "own draft": "change",
        "own submitted": "view",
        "own published": "view",
        "signed draft": "change",
        "another's draft": "nothing",
        "another's submitted": "nothing",
        "another's published": "view",
    }


def test_who_is_limited_to_sections_works_in_these_alone(client):
    economy, culture = SectionFactory(name="경제", slug="economy"), SectionFactory(name="문화", slug="culture")
    user = someone(DESK, username="economy-desk")
    ReporterFactory(user=user).sections.add(economy)
    client.force_login(user)
    inside, outside = ArticleFactory(section=economy, submitted=True), ArticleFactory(section=culture, submitted=True)

    for article in (inside, outside):
        take(client, article, "publish")
    moved = fill(client, FORM, inside.pk, section=culture.pk)
    choose(client, "publish", [outside], _confirmed="1")

    assert (state(inside), state(outside)) == ("published", "submitted")
    assert "이 계정이 맡은 섹션이 아닙니다." in errors(moved)
    inside.refresh_from_db()
    assert inside.section == economy
    assert client.get(reverse("admin:articles_article_change", args=[outside.pk])).status_code == 302


def test_the_list_costs_the_same_for_few_and_for_many_articles(client, desk, django_assert_max_num_queries):
    for _ in range(40):
        ArticleFactory(created_by=UserFactory())

    with django_assert_max_num_queries(12):
        client.get(LIST)


def test_the_form_costs_at_most_25_queries(client, desk, django_assert_max_num_queries):
    article = ArticleFactory(submitted=True, created_by=UserFactory())
    for number in range(30):
        Record.objects.create(
            verb="changed", by_name="desk", subject_type_id=1, subject_id=str(article.pk), subject=f"{number}"
        )

    with django_assert_max_num_queries(25):
        client.get(reverse("admin:articles_article_change", args=[article.pk]))
