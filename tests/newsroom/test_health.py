import pytest
from django.core.cache import cache
from django.db import connection


def broken(*args, **kwargs):
    raise ConnectionError("nobody there")


def test_healthz_asks_nobody(client, monkeypatch):
    monkeypatch.setattr(cache, "get", broken)

    response = client.get("/healthz")  # no database fixture: a query would fail the test

    assert response.status_code == 200


def test_readyz_names_what_answers(client, db):
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {"database": True, "cache": True}


def test_readyz_says_that_the_cache_does_not_answer(client, db, monkeypatch):
    monkeypatch.setattr("newsroom.watch.health.cache.set", broken)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == {"database": True, "cache": False}


def test_readyz_says_that_the_database_does_not_answer(client, db, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(connection, "cursor", broken)
        response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == {"database": False, "cache": True}


def test_readyz_notices_a_cache_that_keeps_nothing(client, db, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

    assert client.get("/readyz").json()["cache"] is False


def test_readyz_asks_a_real_redis(client, db, settings, redis_url):
    settings.CACHES = {"default": {"BACKEND": "newsroom.fast.redis_cache.RedisCache", "LOCATION": redis_url}}

    assert client.get("/readyz").json()["cache"] is True


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_a_container_may_ask_under_any_name_without_https(client, db, settings, address):
    settings.SECURE_SSL_REDIRECT = True

    response = client.get(address, headers={"host": "10.0.0.7"})

    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
