"""Pages are kept for an edition, and never longer than they are true."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.utils import timezone

from articles import publishing
from newsroom import edition
from newsroom.edition import public_page
from tests.factories import ArticleFactory, PlacementFactory, PublicationFactory


@pytest.fixture
def counted(rf):
    """A public page that counts how often it is assembled, and a function that asks for it."""
    calls = []

    @public_page
    def page(request):
        calls.append(request.path)
        if when := request.META.get("NEXT_CHANGE"):
            request.next_change_at = when
        return HttpResponse("면")

    return calls, lambda path="/", **extra: page(rf.get(path, **extra))


def test_a_page_is_assembled_once_for_an_edition(counted):
    calls, get = counted

    answers = [get().content for _ in range(3)]

    assert answers == ["면".encode()] * 3
    assert len(calls) == 1


@pytest.mark.django_db(transaction=True)
def test_a_new_edition_has_new_pages(counted):
    calls, get = counted
    get()

    edition.advance()
    get()

    assert len(calls) == 2


def test_a_page_is_kept_no_longer_than_until_the_next_change(counted, time_machine):
    calls, get = counted
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    due = now + timedelta(seconds=10)
    get(NEXT_CHANGE=due)

    time_machine.move_to(due - timedelta(milliseconds=10), tick=False)
    get(NEXT_CHANGE=None)
    assert len(calls) == 1

    time_machine.move_to(due, tick=False)
    get()
    assert len(calls) == 2


def test_a_proxy_holds_a_page_not_beyond_the_next_change(counted, time_machine):
    _, get = counted
    now = timezone.now()
    time_machine.move_to(now, tick=False)

    assert "s-maxage=2," in get("/later/")["Cache-Control"]
    assert "s-maxage=0," in get("/soon/", NEXT_CHANGE=now + timedelta(milliseconds=500))["Cache-Control"]


def test_addresses_with_a_query_are_assembled_each_time(counted):
    calls, get = counted

    get("/?a=1")
    get("/?a=1")

    assert len(calls) == 2


@pytest.mark.django_db(transaction=True)
def test_without_a_cache_pages_are_assembled_and_nobody_sees_an_error(counted, settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    }
    calls, get = counted

    assert get().status_code == get().status_code == 200
    edition.advance()

    assert len(calls) == 2


def test_a_head_request_gets_the_headers_of_the_page_alone(rf):
    page = public_page(lambda request: HttpResponse("면"))

    response = page(rf.head("/"))

    assert (response.content, response["Content-Length"]) == (b"", "3")


def test_pages_are_for_reading(rf):
    page = public_page(lambda request: HttpResponse("면"))

    assert page(rf.post("/")).status_code == 405


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
    from articles.models import Publication

    now = timezone.now()
    PublicationFactory()
    assert Publication.objects.current(now).next_change_at is None

    end = PlacementFactory(starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=5)).ends_at
    assert Publication.objects.current(now).next_change_at == end

    start = PlacementFactory(starts_at=now + timedelta(hours=4)).starts_at
    assert Publication.objects.current(now).next_change_at == start

    article = ArticleFactory(state="published", published_at=now + timedelta(hours=3))
    assert Publication.objects.current(now).next_change_at == article.published_at


# --- Parts that pages share ----------------------------------------------------------------------


def test_a_part_is_put_together_once_for_an_edition_and_its_next_change(rf, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    made = []

    def part(next_change=None):
        request = rf.get("/search/", {"q": "말"})
        request.next_change_at = next_change
        return edition.kept_part(request, "footer", lambda: made.append(1) or f"<p>{len(made)}</p>")

    assert [part(now + timedelta(seconds=5)), part(), part()] == ["<p>1</p>"] * 3
    time_machine.move_to(now + timedelta(seconds=5), tick=False)
    assert part() == "<p>2</p>"
    edition._advance()
    assert part() == "<p>3</p>"


def test_without_a_cache_a_part_is_put_together_each_time(rf, monkeypatch):
    def fails(*_args, **_kwargs):
        raise OSError("no cache")

    for name in ("get", "set", "get_or_set"):
        monkeypatch.setattr(edition.cache, name, fails)
    made = []
    for _ in range(2):
        edition.kept_part(rf.get("/"), "footer", lambda: made.append(1) or "")
    assert len(made) == 2


@pytest.mark.django_db(transaction=True)
def test_what_pages_share_is_new_on_all_of_them_after_a_change(client):
    PublicationFactory(name="새솔뉴스")
    assert "새솔뉴스" in client.get("/search/?q=말").text
    publication = PublicationFactory()
    publication.name = "한들신문"
    publication.save()
    edition.advance()
    assert "새솔뉴스" not in client.get("/search/?q=말").text
    assert "한들신문" in client.get("/sources/").text
