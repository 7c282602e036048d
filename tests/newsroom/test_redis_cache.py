"""The cache as pages ask it, in a real Redis."""

import pytest
from redis.exceptions import ResponseError

from newsroom.redis_cache import RedisCache


@pytest.fixture
def cache(redis_url):
    return RedisCache(redis_url, {})


def redis_of(cache):
    return cache._cache.get_client()


@pytest.mark.parametrize("value", [7, "면", b"\x00\xff", ("a", None), {"page": [1.5]}])
def test_what_is_kept_is_what_was_given(cache, value):
    cache.set("page", value, timeout=60)

    assert cache.get("page") == value
    assert cache.get("another", default="none") == "none"


def test_it_is_kept_as_long_as_was_said(cache):
    cache.set("a while", 1, timeout=60)
    cache.set("for ever", 1, timeout=None)
    cache.set("never", 1, timeout=60)
    cache.set("never", 1, timeout=0)

    redis = redis_of(cache)
    assert 0 < redis.ttl(cache.make_key("a while")) <= 60
    assert redis.ttl(cache.make_key("for ever")) == -1
    assert cache.get("never") is None


def test_only_the_first_adds(cache):
    assert cache.add("begun", 1, timeout=60) is True
    assert cache.add("begun", 2, timeout=60) is False
    assert cache.add("gone at once", 1, timeout=0) is True
    assert cache.add("gone at once", 2, timeout=60) is True

    assert cache.get("begun") == 1
    assert 0 < redis_of(cache).ttl(cache.make_key("begun")) <= 60


def test_after_a_refusal_the_next_question_has_its_own_answer(cache):
    redis_of(cache).rpush(cache.make_key("a list"), "of somebody else")

    for _ in range(3):
        with pytest.raises(ResponseError, match="WRONGTYPE"):
            cache.get("a list")
        cache.set("page", "면", timeout=60)
        assert cache.get("page") == "면"


def test_a_connection_that_was_lost_is_made_anew(cache):
    cache.set("page", "면", timeout=60)
    redis_of(cache).client_kill_filter(_type="normal", skipme=True)

    assert cache.get("page") == "면"
