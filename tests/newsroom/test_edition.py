"""One value stands for what readers may see now, and every process goes by the same one."""

import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.utils import timezone

from articles.desk import publishing
from articles.models import Publication
from newsroom.fast import edition
from tests.factories import ArticleFactory, PlacementFactory, PublicationFactory

DOWN = {"default": {"BACKEND": "newsroom.fast.redis_cache.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}}


def test_it_is_asked_for_once_a_lease(monkeypatch):
    asked = []
    ask = edition.cache.get_or_set
    monkeypatch.setattr(edition, "LEASE", 0.2)
    monkeypatch.setattr(edition.cache, "get_or_set", lambda *args, **kwargs: asked.append(1) or ask(*args, **kwargs))

    first = [edition.current() for _ in range(50)]
    time.sleep(0.2)
    edition.current()

    assert len(set(first)) == 1
    assert len(asked) == 2


def test_who_begins_one_waits_until_no_process_goes_by_the_one_before(monkeypatch):
    monkeypatch.setattr(edition, "LEASE", 0.1)
    before = edition.current()  # another process, which was told this a moment ago

    begun = time.monotonic()
    edition._advance()

    assert time.monotonic() - begun >= 0.1
    assert edition.current() != before


@pytest.mark.django_db(transaction=True)
def test_one_begins_when_what_was_written_can_be_seen():
    before = edition.current()

    with transaction.atomic():
        edition.advance()
        time.sleep(2 * edition.LEASE)
        assert edition.current() == before

    assert edition.current() != before


@pytest.mark.django_db(transaction=True)
def test_none_begins_when_what_was_written_is_taken_back():
    before = edition.current()

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        edition.advance()
        raise ZeroDivisionError

    time.sleep(2 * edition.LEASE)
    assert edition.current() == before


@pytest.mark.django_db(transaction=True)
def test_a_transaction_begins_one_however_much_it_changes(monkeypatch):
    begun = []
    monkeypatch.setattr(edition, "listeners", [lambda: begun.append(1)])

    with transaction.atomic():
        for _ in range(5):
            edition.advance()
        with transaction.atomic():
            edition.advance()
    assert len(begun) == 1

    with transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            edition.advance()
            raise ZeroDivisionError
        edition.advance()
    assert len(begun) == 2


def test_without_a_cache_there_is_none_and_the_cache_is_left_alone_for_a_while(settings, monkeypatch):
    settings.CACHES = DOWN

    assert edition.current() is None

    monkeypatch.setattr(edition, "cache", SimpleNamespace(get_or_set=lambda *_, **__: pytest.fail("asked again")))
    assert edition.current() is None


@pytest.mark.django_db(transaction=True)
def test_what_changed_while_the_cache_was_down_is_a_new_edition_when_it_is_back(settings, monkeypatch, redis_url):
    monkeypatch.setattr(edition, "RETRY_AFTER", 0.05)
    up = {"default": {**DOWN["default"], "LOCATION": redis_url}}
    settings.CACHES = up
    before = edition.current()
    time.sleep(2 * edition.LEASE)
    settings.CACHES = DOWN
    assert edition.current() is None

    edition.advance()
    settings.CACHES = up
    time.sleep(0.3)

    assert edition.current() not in {None, before}


@pytest.mark.django_db(transaction=True)
def test_an_edition_that_could_not_begin_is_owed_although_another_thread_was_answered(monkeypatch):
    before, ask = edition.current(), edition.cache.set

    def fails(*_args, **_kwargs):
        raise OSError("no answer in time")

    with monkeypatch.context() as stalled:
        stalled.setattr(edition.cache, "set", fails)
        edition.advance()
        edition._known = edition.KnownEdition(
            before, time.monotonic() + edition.LEASE
        )  # a thread that had asked before

    assert edition.cache.set == ask
    time.sleep(2 * edition.LEASE)
    assert edition.current() not in {None, before}


@pytest.mark.django_db(transaction=True)
def test_a_publish_is_visible_at_the_next_request_and_a_withdrawal_too(client):
    PublicationFactory()
    article = ArticleFactory(headline="방금 나온 기사")
    assert client.get("/feeds/latest.xml").status_code == 200

    publishing.publish(article, by=None)
    assert "방금 나온 기사" in client.get("/feeds/latest.xml").text

    publishing.withdraw(article, by=None, reason="사실과 다름")
    assert "방금 나온 기사" not in client.get("/feeds/latest.xml").text


@pytest.mark.django_db
def test_the_head_knows_the_next_thing_that_comes_or_goes_by_itself():
    now = timezone.now()
    PublicationFactory()
    assert Publication.objects.current(now).next_change_at is None

    end = PlacementFactory(starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=5)).ends_at
    assert Publication.objects.current(now).next_change_at == end

    start = PlacementFactory(starts_at=now + timedelta(hours=4)).starts_at
    assert Publication.objects.current(now).next_change_at == start

    article = ArticleFactory(state="published", published_at=now + timedelta(hours=3))
    assert Publication.objects.current(now).next_change_at == article.published_at
