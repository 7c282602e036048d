"""The steps an article takes, and the ones it can't."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk import publishing
from articles.models import Article
from newsroom.fast import edition
from tests.factories import ArticleFactory

pytestmark = pytest.mark.django_db


def is_readable(article):
    return Article.objects.published().filter(pk=article.pk).exists()


def test_a_draft_is_submitted_and_sent_back():
    article = ArticleFactory()

    publishing.submit(article, by=None)
    assert Article.objects.get(pk=article.pk).state == "submitted"

    publishing.send_back(article, by=None)
    assert Article.objects.get(pk=article.pk).state == "draft"


def test_a_published_article_is_readable_from_then_on():
    article = ArticleFactory(submitted=True)

    publishing.publish(article, by=None)

    assert is_readable(article)


def test_a_scheduled_article_is_readable_at_its_time_and_not_a_moment_before(time_machine):
    article = ArticleFactory()
    at = timezone.now() + timedelta(hours=2)

    publishing.schedule(article, at=at, by=None)

    time_machine.move_to(at - timedelta(microseconds=1000), tick=False)
    assert not is_readable(article)
    time_machine.move_to(at, tick=False)
    assert is_readable(article)


def test_a_scheduled_article_can_be_moved_published_at_once_or_taken_back():
    article = ArticleFactory(scheduled=True)
    later = timezone.now() + timedelta(days=1)

    publishing.schedule(article, at=later, by=None)
    assert article.published_at == later

    publishing.unschedule(article, by=None)
    assert (article.state, article.published_at) == ("submitted", None)

    publishing.publish(article, by=None)
    assert is_readable(article)


def test_a_withdrawn_article_is_gone_for_readers_and_says_why():
    article = ArticleFactory(published=True)

    publishing.withdraw(article, by=None, reason="사실과 다름")

    article.refresh_from_db()
    assert not is_readable(article)
    assert article.was_public()
    assert article.withdrawn_reason == "사실과 다름"


@pytest.mark.parametrize(
    ("trait", "step"),
    [
        ("published", lambda article: publishing.publish(article, by=None)),
        ("published", lambda article: publishing.submit(article, by=None)),
        ("published", lambda article: publishing.unschedule(article, by=None)),
        ("published", lambda article: publishing.withdraw(article, by=None, reason="  ")),
        ("withdrawn", lambda article: publishing.publish(article, by=None)),
        ("withdrawn", lambda article: publishing.withdraw(article, by=None, reason="또")),
        ("scheduled", lambda article: publishing.withdraw(article, by=None, reason="아직")),
        ("scheduled", lambda article: publishing.schedule(article, at=timezone.now() - timedelta(minutes=1), by=None)),
        ("submitted", lambda article: publishing.submit(article, by=None)),
        ("submitted", lambda article: publishing.unschedule(article, by=None)),
    ],
)
def test_a_step_that_the_state_does_not_allow_changes_nothing(trait, step):
    article = ArticleFactory(**{trait: True})
    before = Article.objects.values().get(pk=article.pk)

    with pytest.raises(publishing.PublishingError):
        step(article)

    assert Article.objects.values().get(pk=article.pk) == before


def test_an_article_without_a_body_is_not_published():
    article = ArticleFactory(body="<p> </p>")

    with pytest.raises(publishing.PublishingError):
        publishing.publish(article, by=None)


def test_of_two_people_pressing_publish_the_second_is_told():
    article = ArticleFactory()
    same_article_elsewhere = Article.objects.get(pk=article.pk)
    publishing.publish(article, by=None)

    with pytest.raises(publishing.PublishingError):
        publishing.publish(same_article_elsewhere, by=None)


def test_publishing_does_not_undo_what_another_person_saved():
    article = ArticleFactory(headline="처음 제목")
    Article.objects.filter(pk=article.pk).update(headline="고친 제목")

    publishing.publish(article, by=None)

    assert Article.objects.get(pk=article.pk).headline == "고친 제목"


def test_a_revision_is_marked_only_after_publication():
    draft, published = ArticleFactory(), ArticleFactory(published=True)

    publishing.mark_revised(draft, by=None)
    publishing.mark_revised(published, by=None)

    draft.refresh_from_db()
    published.refresh_from_db()
    assert draft.revised_at is None
    assert published.revised_at > published.published_at


@pytest.mark.parametrize("step", ["publish", "withdraw"])
def test_what_readers_can_see_begins_a_new_edition(step, django_capture_on_commit_callbacks):
    article = ArticleFactory(published=step == "withdraw")
    before = edition.current()

    with django_capture_on_commit_callbacks(execute=True):
        if step == "publish":
            publishing.publish(article, by=None)
        else:
            publishing.withdraw(article, by=None, reason="사실과 다름")

    assert edition.current() != before
