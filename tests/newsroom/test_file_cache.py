"""The cache in files, as pages ask it."""

import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from newsroom.fast import file_cache
from newsroom.fast.file_cache import FileCache


@pytest.fixture
def cache(tmp_path):
    return FileCache(str(tmp_path / "cache"), {"OPTIONS": {"MAX_ENTRIES": 20}})


@pytest.mark.parametrize("value", [7, "면", b"\x00\xff", ("a", None), {"page": [1.5]}])
def test_what_is_kept_is_what_was_given(cache, value):
    cache.set("page", value, timeout=60)

    assert cache.get("page") == value
    assert cache.get("another", default="none") == "none"
    assert cache.get_many(["page", "another"]) == {"page": value}


def test_it_is_kept_as_long_as_was_said(cache, time_machine):
    cache.set("a while", 1, timeout=60)
    cache.set("for ever", 1, timeout=None)
    cache.set("never", 1, timeout=0)
    assert cache.get_many(["a while", "for ever", "never"]) == {"a while": 1, "for ever": 1}

    time_machine.move_to(time.time() + 61)

    assert cache.get_many(["a while", "for ever"]) == {"for ever": 1}
    assert cache.touch("a while") is False
    assert cache.add("a while", 2, timeout=60) is True


def test_what_is_touched_is_kept_on(cache, time_machine):
    cache.set("page", 1, timeout=60)
    assert cache.touch("page", timeout=600) is True

    time_machine.move_to(time.time() + 61)

    assert cache.get("page") == 1


def test_of_many_that_add_at_once_one_does(cache):
    with ThreadPoolExecutor(8) as threads:
        added = list(threads.map(lambda number: cache.add("begun", number), range(200)))

    assert added.count(True) == 1
    assert cache.get("begun") == added.index(True)


def test_what_was_deleted_is_gone(cache):
    cache.set("page", 1)

    assert (cache.delete("page"), cache.delete("page")) == (True, False)
    cache.set("page", 1)
    cache.clear()
    assert cache.get("page") is None
    assert list(cache.folder.iterdir()) == []


def test_the_folder_stays_within_its_bound(cache, monkeypatch):
    """And what an earlier version, or a process that was killed, has left there goes."""
    cache.set("first", 1)
    for name in ("old.djcache", "killed.new"):
        (cache.folder / name).write_text("left")
        os.utime(cache.folder / name, (0, 0))
    monkeypatch.setattr(file_cache, "CULL_RATE", 1)

    for number in range(50):
        cache.set(f"page {number}", number, timeout=1000 + number)

    assert len(list(cache.folder.iterdir())) == 20
    assert cache.get("page 49") == 49 and cache.get("page 0") is None
