"""The tests stand on `conftest.py`; these hold what it promises."""

import socket

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from tests.factories import ArticleFactory, SectionFactory, UserFactory


@pytest.mark.parametrize("host", ["8.8.8.8", "2001:4860:4860::8888"])
def test_a_test_that_would_call_another_host_fails(host):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET

    with socket.socket(family) as connecting, pytest.raises(AssertionError, match="tried to call"):
        connecting.connect((host, 53))


def test_a_test_may_talk_to_servers_of_its_own():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()


def test_queries_are_counted_as_if_nothing_were_cached(count_queries):
    def ask() -> None:
        cache.get_or_set("sections", lambda: list(SectionFactory._meta.model.objects.all()))

    assert [count_queries(ask), count_queries(ask)] == [1, 1]


def test_an_address_that_does_not_answer_is_not_counted(count_queries):
    with pytest.raises(AssertionError, match="answered 302"):
        count_queries("/admin/logout/")


@pytest.mark.parametrize("turn", ["first", "second"])
def test_no_test_finds_what_another_left(turn, db):
    assert cache.get("left") is None
    assert not default_storage.exists("left.txt")

    cache.set("left", True)
    default_storage.save("left.txt", ContentFile(b"left"))


@pytest.mark.postgresql
def test_postgresql_is_a_real_one(db):
    assert connection.vendor == "postgresql"


def test_redis_is_a_real_one_and_empty(redis_url):
    import redis

    with redis.from_url(redis_url) as server:
        assert server.info("server")["redis_version"]
        assert server.dbsize() == 0


@pytest.mark.parametrize("turn", ["first", "second", "third"])
def test_no_test_finds_rows_that_another_committed(turn, transactional_db):
    permissions = Permission.objects.filter(codename="publish_article")
    assert [
        model for model in apps.get_models() if model not in (Permission, ContentType) and model.objects.exists()
    ] == []
    assert permissions.exists()

    user = UserFactory()
    user.user_permissions.set(permissions)
    ArticleFactory(published=True, section=SectionFactory()).save()
    if turn == "second":
        permissions.delete()
