"""Fragments are found by what they show: shared, bounded, forgotten by an update, and never needed."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from threading import Thread
from types import SimpleNamespace
from typing import NamedTuple

import pytest
from django.core.cache import cache
from django.db import connection, transaction

from newsroom.fast import edition, fragments, rows
from newsroom.fast.fragments import Fragments, PageFound
from newsroom.models import Change

REDIS = "newsroom.fast.redis_cache.RedisCache"
DAY = date(2026, 1, 24)


@pytest.fixture(params=["redis", "files"], autouse=True)
def caches(request, settings, tmp_path):
    if request.param == "redis":
        default = {"BACKEND": REDIS, "LOCATION": request.getfixturevalue("redis_url")}
    else:
        default = {"BACKEND": "newsroom.fast.file_cache.FileCache", "LOCATION": str(tmp_path / "cache")}
    settings.CACHES = {"default": default}
    return settings.CACHES


def page(*shown: object, surroundings: int | None = 1, day: date = DAY) -> list[str]:
    """A page of fragments that show this; what was rendered for it."""
    rendered: list[str] = []
    of_page = Fragments(surroundings, day)
    named = [of_page.of("block", each) for each in shown]
    of_page.fetch()
    for each, fragment in zip(shown, named, strict=True):
        if fragment.html is None:
            rendered.append(str(each))
            fragments.render(fragment, f"<p>{each}</p>")
        assert fragment.html == f"<p>{each}</p>"
    of_page.put()
    return rendered


class Finished(NamedTuple):
    """As `CachedPage` is kept."""

    content: bytes


def whole(name: str, *shown: object, beside: str = "", **of_day: object) -> bytes:
    """Of a page of fragments that asks for itself, too: what is answered."""
    of_page = Fragments(of_day.get("surroundings", 1), of_day.get("day", DAY))
    for each in shown:
        of_page.of("block", each)
    try:
        of_page.fetch(name, beside)
    except PageFound as found:
        return b"found " + found.page.content
    made = Finished(f"{name} {shown} {beside}".encode())
    of_page.put(made)
    return made.content


def another_process() -> None:
    fragments.memory.clear()


def with_methods(**own):
    """The cache, with these methods in place of its own."""
    return SimpleNamespace(**{"get_many": cache.get_many, "set_many": cache.set_many, **own})


def fail(*_args, **_kwargs):
    raise OSError("no cache")


def test_what_shows_the_same_is_rendered_once():
    assert page("정치", "경제") == ["정치", "경제"]
    assert page("정치", "경제") == []
    assert page("정치", "사회") == ["사회"]


def test_processes_share_them():
    page("정치")
    another_process()
    assert page("정치") == []


@pytest.mark.parametrize("changed", [{"surroundings": 2}, {"day": date(2026, 1, 25)}])
def test_another_day_and_other_surroundings_have_others(changed):
    page("정치")
    assert page("정치", **changed) == ["정치"]


def test_texts_and_numbers_that_look_alike_have_others():
    page("1", ("a", "b"), ("a, b",))
    assert page(1, ("a, b", ""), ("a", ", b")) == ["1", "('a, b', '')", "('a', ', b')"]


def test_a_page_without_surroundings_takes_none_and_leaves_none():
    """As a preview, which has read what nobody else may see."""
    page("정치")
    assert page("정치", surroundings=None) == ["정치"]
    page("초고", surroundings=None)
    assert page("초고") == ["초고"]


def test_a_page_of_the_same_fragments_is_found_whole():
    made = whole("front page", "정치", "경제")
    assert whole("front page", "정치", "경제") == b"found " + made
    another_process()
    assert whole("front page", "정치", "경제") == b"found " + made


@pytest.mark.parametrize(
    "other",
    [
        lambda: whole("front page", "정치", "사회"),
        lambda: whole("front page", "경제", "정치"),
        lambda: whole("front page", "정치"),
        lambda: whole("section", "정치", "경제"),
        lambda: whole("front page", "정치", "경제", beside="/sections/other/"),
        lambda: whole("front page", "정치", "경제", surroundings=2),
        lambda: whole("front page", "정치", "경제", surroundings=None),
        lambda: whole("front page", "정치", "경제", day=date(2026, 1, 25)),
    ],
)
def test_any_other_page_is_not(other):
    whole("front page", "정치", "경제")
    assert not other().startswith(b"found")


def test_a_page_that_asks_twice_is_kept_under_all_that_it_shows():
    """As a front page whose blocks show nothing, and that shows the newest articles then."""

    def ask(*later: str) -> str:
        of_page = Fragments(1, DAY)
        of_page.of("block", "empty")
        try:
            of_page.fetch("front page")
            for each in later:
                of_page.of("block", each)
            of_page.fetch("front page")
        except PageFound as found:
            return found.page.content.decode()
        of_page.put(Finished(str(later).encode()))
        return "made"

    assert [ask("정치"), ask("경제"), ask("정치")] == ["made", "made", "('정치',)"]


def test_a_page_that_names_more_than_it_was_asked_for_by_is_not_kept():
    for _ in range(2):
        of_page = Fragments(1, DAY)
        of_page.of("block", "정치")
        of_page.fetch("front page")  # never found
        of_page.of("block", "경제")
        of_page.fetch()
        of_page.put(Finished(b"page"))


def test_all_of_a_page_are_one_question_and_one_answer(monkeypatch):
    asked, put = [], []
    watched = with_methods(
        get_many=lambda keys: asked.append(len(keys)) or cache.get_many(keys),
        set_many=lambda found, timeout: put.append(len(found)) or cache.set_many(found, timeout),
    )
    monkeypatch.setattr(fragments, "cache", watched)

    page(*range(20))
    page(*range(20))
    another_process()
    page(*range(21))

    assert (asked, put) == ([20, 21], [20, 1])


def test_what_stands_twice_on_a_page_is_asked_for_once():
    assert page("정치", "정치") == ["정치", "정치"]
    another_process()
    assert page("정치", "정치") == []


def test_with_the_page_itself_they_are_one_question_and_one_answer_too(monkeypatch):
    asked, put = [], []
    watched = with_methods(
        get_many=lambda keys: asked.append(len(keys)) or cache.get_many(keys),
        set_many=lambda found, timeout: put.append(len(found)) or cache.set_many(found, timeout),
    )
    monkeypatch.setattr(fragments, "cache", watched)

    whole("front page", *range(20))
    whole("front page", *range(20))
    another_process()
    whole("front page", *range(20))

    assert (asked, put) == ([21, 21], [1])


def test_memory_is_bounded(monkeypatch):
    monkeypatch.setattr(fragments, "memory", fragments.Memory(10_000, fragments.size))

    page(*range(1000))
    for number in range(1000):
        whole("section", number)

    assert fragments.memory._bytes <= 10_000
    assert len(fragments.memory._values) < 100


def test_the_cache_drops_them_after_a_while(monkeypatch):
    put = []
    watched = with_methods(set_many=lambda found, timeout: put.append(timeout))
    monkeypatch.setattr(fragments, "cache", watched)
    page("정치")
    assert put == [3600]


@pytest.mark.parametrize("fails", ["get_many", "set_many"])
def test_while_the_cache_is_down_all_is_rendered(monkeypatch, fails):
    monkeypatch.setattr(fragments, "cache", with_methods(**{fails: fail}))
    for each in ("정치", "경제"):
        assert page(each) == [each]
        assert whole("front page", each) == f"front page {(each,)} ".encode()


def test_a_cache_that_did_not_answer_is_not_asked_again(monkeypatch):
    put = []
    watched = with_methods(get_many=fail, set_many=lambda *args, **kwargs: put.append(1))
    monkeypatch.setattr(fragments, "cache", watched)
    page("정치")
    assert put == []


# --- What pages are about ------------------------------------------------------------------------


def test_what_a_page_is_about_is_asked_for_once_for_its_surroundings(monkeypatch):
    asked = []

    def section_named(slug: str) -> list[str]:
        asked.append(slug)
        return [slug]

    def tag_named(slug: str) -> list[str]:
        return ["#", slug]

    assert rows.load_once(section_named, "economy", 1) == rows.load_once(section_named, "economy", 1) == ["economy"]
    assert rows.load_once(tag_named, "economy", 1) == ["#", "economy"]
    rows.load_once(section_named, "sports", 1)
    rows.load_once(section_named, "economy", 2)
    rows.load_once(section_named, "economy", None)
    rows.load_once(section_named, "economy", None)
    assert asked == ["economy", "sports", "economy", "economy", "economy"]


def test_what_is_not_there_is_asked_for_again():
    def found_later(slug: str) -> str:
        if not there:
            raise LookupError
        return slug

    there = []
    with pytest.raises(LookupError):
        rows.load_once(found_later, "economy", 1)
    there.append(1)
    assert rows.load_once(found_later, "economy", 1) == "economy"


def test_so_many_of_them_are_kept():
    for number in range(3_000):
        rows.load_once(str, f"{number}", 1)
    assert len(rows.memory._values) == 1_000


# --- Updates -------------------------------------------------------------------------------------


def test_an_update_serves_nothing_old(monkeypatch, settings, tmp_path):
    """Another template, module or translation, or another name of a static file."""
    seen = set()
    settings.BASE_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    for name in (
        "templates/base.html",
        "articles/pages/assembly.py",
        "locale/ko/LC_MESSAGES/django.mo",
        "static/staticfiles.json",
    ):
        for content in (b"one", b"other"):
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            fragments.code_version.cache_clear()
            seen.add(fragments.code_version())
            assert page("정치") == ["정치"]
    settings.SITE_URL = "https://other.example"
    fragments.code_version.cache_clear()
    assert page("정치") == ["정치"]
    assert len(seen) == 8
    fragments.code_version.cache_clear()


def test_all_processes_have_the_same_code():
    command = (
        "import django; django.setup(); import newsroom.fast.fragments as fragments; print(fragments.code_version())"
    )
    told = [
        subprocess.run([sys.executable, "-c", command], check=True, capture_output=True, text=True).stdout.strip()
        for _ in range(2)
    ]
    assert told[0] == told[1] == fragments.code_version()


# --- The surroundings ----------------------------------------------------------------------------


def total() -> int:
    return Change.objects.annotate(total=Change.sum_marks()).values_list("total", flat=True)[0]


@pytest.mark.django_db
def test_the_sum_of_changes_is_another_after_each_and_stays_when_they_are_made_one():
    sums = []
    for _ in range(5):
        Change.objects.create()
        sums.append(total())
    assert sums == sorted(set(sums))
    Change.merge_rows()
    assert (Change.objects.count(), total()) == (1, sums[-1])


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_changes_at_once_wait_for_nobody_and_count_in_whatever_order_they_are_committed():
    totals = []

    def meanwhile() -> None:
        Change.objects.create()
        totals.append(total())
        connection.close()

    with transaction.atomic():
        Change.objects.create()  # begun first, committed last
        other = Thread(target=meanwhile)
        other.start()
        other.join()

    assert total() > totals[0] > 0


@pytest.mark.django_db
def test_the_edition_renews_fragments_unless_it_is_known_that_they_stay():
    edition.advance(surroundings=False)
    assert Change.objects.count() == 0
    edition.advance()
    assert Change.objects.count() == 1
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        edition.advance()
        raise ZeroDivisionError
    assert Change.objects.count() == 1
