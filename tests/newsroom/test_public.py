"""The way to readers' pages: past what is for those who sign in, and without leaving anything behind."""

import gc

import pytest
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.db import connection
from django.test import RequestFactory

from articles.models import Photo
from articles.pages.front import front_page
from newsroom.fast import edition, pages
from tests.paper import addresses, make_paper
from weather.models import Reading, Station

came = []


def noting(get_response):
    """Stands where sessions and accounts do."""

    def note(request):
        came.append(request.path)
        return get_response(request)

    return note


@pytest.fixture
def behind(settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.noting"]
    came.clear()
    return came


@pytest.mark.django_db
def test_readers_pages_do_not_pass_sessions_and_accounts(client, behind):
    published, _ = make_paper()
    for address in addresses(published).values():
        client.get(address)
    admin, nothing = client.get("/admin/login/"), client.get("/no-such-page/")

    assert admin.status_code == 200 and nothing.status_code == 404
    assert set(behind) <= {"/admin/login/", "/no-such-page/", *not_for_all(published)}
    assert "/" not in behind


def not_for_all(published):
    """What is no `public_page`: a picture or a script, kept for good by its address."""
    of_files = ("card-", "/icons/", "/service-worker.js", "/robots.txt")
    return [address for address in addresses(published).values() if any(part in address for part in of_files)]


@pytest.mark.django_db
def test_who_is_signed_in_gets_the_page_of_all(admin_client):
    make_paper()
    response = admin_client.get("/")

    assert response.status_code == 200
    assert "Cookie" not in response.headers.get("Vary", "")
    assert not response.cookies
    assert isinstance(getattr(response.wsgi_request, "user", AnonymousUser()), AnonymousUser)


def test_what_somebody_puts_around_a_public_page_is_none():
    """It may ask who is signed in."""
    assert front_page in pages.PUBLIC_PAGES
    assert login_required(front_page) not in pages.PUBLIC_PAGES


def test_a_page_leaves_its_rows_to_nobody(transactional_db, monkeypatch):
    """What refers to itself waits for the garbage collector, and the next page begins on memory that is not at hand."""
    published, _ = make_paper()
    assert Station.objects.filter(in_header=True)
    monkeypatch.setattr(edition, "current", iter(map(str, range(100))).__next__)
    application = WSGIHandler()

    def get(path):
        environ = RequestFactory().get(path).environ
        assert b"".join(application(environ, lambda status, headers: status))

    get("/")
    gc.collect()
    gc.disable()
    try:
        get("/")
        get(published[0].get_absolute_url())
        gc.set_debug(gc.DEBUG_SAVEALL)
        gc.collect()
        left = {type(thing) for thing in gc.garbage}
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()

    assert not left & {Photo, Reading, Station, WSGIRequest}


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_connection_goes_back_when_the_page_is_put_together(monkeypatch):
    make_paper()
    held = []
    write = pages.put_page

    def noted(*args):
        held.append(connection.connection)
        write(*args)

    monkeypatch.setattr(pages, "put_page", noted)
    application = WSGIHandler()
    b"".join(application(RequestFactory().get("/").environ, lambda status, headers: status))

    assert held == [None]
