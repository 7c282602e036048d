"""The cache as pages ask it, in a real Redis."""

import pytest
from redis.exceptions import ResponseError

from newsroom.fast.redis_cache import RedisCache
from newsroom.settings import REDIS_OPTIONS


@pytest.fixture
def cache(redis_url):
    return RedisCache(redis_url, {"OPTIONS": REDIS_OPTIONS})


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

    redis = cache.redis
    assert 0 < redis.ttl(cache.make_key("a while")) <= 60
    assert redis.ttl(cache.make_key("for ever")) == -1
    assert cache.get("never") is None


def test_only_the_first_adds(cache):
    assert cache.add("begun", 1, timeout=60) is True
    assert cache.add("begun", 2, timeout=60) is False
    assert cache.add("gone at once", 1, timeout=0) is True
    assert cache.add("gone at once", 2, timeout=60) is True

    assert cache.get("begun") == 1
    assert 0 < cache.redis.ttl(cache.make_key("begun")) <= 60


def test_after_a_refusal_the_next_question_has_its_own_answer(cache):
    cache.redis.rpush(cache.make_key("a list"), "of somebody else")

    for _ in range(3):
        with pytest.raises(ResponseError, match="WRONGTYPE"):
            cache.get("a list")
        cache.set("page", "면", timeout=60)
        assert cache.get("page") == "면"


def test_a_connection_that_was_lost_is_made_anew(cache):
    cache.set("page", "면", timeout=60)
    cache.redis.client_kill_filter(_type="normal", skipme=True)

    assert cache.get("page") == "면"


def test_many_are_one_question_and_one_answer(cache):
    before = cache.redis.info("stats")["total_commands_processed"]
    assert cache.set_many({"one": 1, "other": "면"}, timeout=60) == []
    assert cache.get_many(["one", "other", "none"]) == {"one": 1, "other": "면"}
    assert cache.redis.info("stats")["total_commands_processed"] - before == 4  # SET, SET, MGET and this one
    assert 0 < cache.redis.ttl(cache.make_key("other")) <= 60
    assert cache.get_many([]) == {}


def test_what_is_kept_can_be_kept_longer_and_thrown_away(cache):
    cache.set("page", "면", timeout=60)
    assert cache.touch("page", timeout=600)
    assert 60 < cache.redis.ttl(cache.make_key("page")) <= 600
    assert cache.touch("page", timeout=None)
    assert cache.redis.ttl(cache.make_key("page")) == -1
    assert cache.delete("page")
    assert not cache.delete("page")
    assert not cache.touch("page")
    cache.set("page", "면")
    cache.clear()
    assert "page" not in cache
