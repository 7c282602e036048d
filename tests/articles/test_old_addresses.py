"""What has moved is found where it was; what is asked for in another spelling, where it is."""

import unicodedata
from urllib.parse import quote, unquote

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from articles.admin.section import SectionAdmin
from articles.models import Block, OldAddress, Page, Section, Tag
from newsroom.fast import edition
from tests.caches import clear_all
from tests.factories import (
    ArticleFactory,
    PublicationFactory,
    ReporterFactory,
    SectionFactory,
    SourceFactory,
    TagFactory,
)

pytestmark = pytest.mark.django_db


def nfd(text):
    return unicodedata.normalize("NFD", text)


def page(slug):
    return Page.objects.create(title=slug, slug=slug)


def block(slug, **more):
    return Block.objects.create(name=slug, slug=slug, zone="front", **more)


def move(noun, slug):
    noun.slug = slug
    noun.save()
    return noun


def moved_to(client, path, **more):
    """Where a permanent redirect leads, as a person reads it; None for a page that is not there."""
    response = client.get(path, **more)
    assert response.status_code in (301, 404), response.status_code
    return unquote(response.headers["Location"]) if response.status_code == 301 else None


MAKE = {
    "sections": lambda slug: SectionFactory(slug=slug),
    "sources": lambda slug: SourceFactory(slug=slug),
    "reporters": lambda slug: ReporterFactory(slug=slug),
    "tags": lambda slug: TagFactory(slug=slug),
    "pages": page,
    "blocks": block,
}
WITH_FEEDS = ["sections", "sources", "reporters", "tags"]


@pytest.mark.parametrize("place", MAKE)
def test_what_has_moved_is_found_under_its_old_address(place, client):
    move(MAKE[place]("old"), "new")

    assert moved_to(client, f"/{place}/old/") == f"/{place}/new/"
    assert client.get(f"/{place}/new/").status_code == 200


@pytest.mark.parametrize("kind", ["xml", "atom"])
@pytest.mark.parametrize("place", WITH_FEEDS)
def test_and_so_are_its_feeds(place, kind, client):
    move(MAKE[place]("old"), "new")

    assert moved_to(client, f"/feeds/{place}/old.{kind}") == f"/feeds/{place}/new.{kind}"
    assert client.get(f"/feeds/{place}/new.{kind}").status_code == 200


@pytest.mark.parametrize("path", ["/tags/{}/", "/feeds/tags/{}.xml", "/feeds/tags/{}.atom"])
@pytest.mark.parametrize("slug", ["직업교육특구", "café-데이"])
def test_a_tag_that_is_asked_for_in_syllables_taken_apart_is_found(path, slug, client):
    """As a Mac writes what is typed or dragged into its address line."""
    TagFactory(slug=slug)

    assert nfd(slug) != slug
    assert moved_to(client, path.format(quote(nfd(slug)))) == path.format(slug)
    assert client.get(path.format(quote(slug))).status_code == 200


def test_taken_apart_and_without_the_slash_it_is_one_step(client):
    TagFactory(slug="직업교육특구")

    assert moved_to(client, "/tags/" + quote(nfd("직업교육특구"))) == "/tags/직업교육특구/"


@pytest.mark.parametrize("spelled", [str.upper, str.lower])
def test_escapes_are_read_in_either_case(spelled, client):
    move(TagFactory(slug="옛이름"), "새이름")

    assert moved_to(client, "/tags/" + spelled(quote("옛이름")) + "/") == "/tags/새이름/"
    assert moved_to(client, "/tags/" + spelled(quote(nfd("옛이름"))) + "/") == "/tags/새이름/"
    assert client.get("/tags/" + spelled(quote("새이름")) + "/").status_code == 200


def test_an_old_address_without_its_slash_is_one_step_from_the_new_one(client):
    move(SectionFactory(slug="old"), "new")

    assert moved_to(client, "/sections/old") == "/sections/new/"


def test_a_tag_is_kept_put_together_whoever_writes_it(client):
    tag = TagFactory(slug=nfd("직업교육특구"))

    assert tag.slug == "직업교육특구"
    assert client.get("/tags/" + quote("직업교육특구") + "/").status_code == 200


def test_a_search_in_syllables_taken_apart_finds_the_same(client):
    PublicationFactory()
    SourceFactory(name="동작구", slug="dongjak")
    ArticleFactory(headline="새 도서관", published=True)

    suggested = [client.get("/search/suggestions.json", {"q": form("동작")}).json() for form in (str, nfd)]

    assert suggested[0] == suggested[1] and suggested[0]["suggestions"]
    assert "새 <mark>도서관</mark>" in client.get("/search/", {"q": nfd("도서관")}).text


def test_however_often_it_moves_the_way_is_straight(client):
    section = SectionFactory(slug="first")
    for slug in ("second", "third", "fourth"):
        move(section, slug)

    assert [moved_to(client, f"/sections/{slug}/") for slug in ("first", "second", "third")] == [
        "/sections/fourth/"
    ] * 3


def test_there_and_back_makes_no_loop(client):
    section = move(move(SectionFactory(slug="a"), "b"), "a")

    assert client.get("/sections/a/").status_code == 200
    assert moved_to(client, "/sections/b/") == "/sections/a/"
    assert list(OldAddress.objects.for_noun(section)) == ["/sections/b/"]


def test_an_address_that_another_takes_is_the_others(client, django_capture_on_commit_callbacks):
    move(SectionFactory(slug="a", name="옛"), "b")
    other = SectionFactory(slug="a", name="새")

    assert client.get("/sections/a/").status_code == 200
    assert not OldAddress.objects.exists()

    with django_capture_on_commit_callbacks(execute=True):
        move(other, "c")

    assert moved_to(client, "/sections/a/") == "/sections/c/"


def test_an_address_that_another_has_taken_and_left_by_being_deleted_leads_nowhere(client):
    move(SectionFactory(slug="a", name="옛"), "b")
    SectionFactory(slug="a", name="새").delete()

    assert moved_to(client, "/sections/a/") is None


def test_a_living_page_wins_over_an_old_address_that_something_has_left_behind(client):
    """As a bulk write does, which no model hears of."""
    section = move(SectionFactory(slug="a"), "b")
    Section.objects.filter(pk=section.pk).update(slug="a")

    assert client.get("/sections/a/").status_code == 200
    assert moved_to(client, "/sections/a/?before=nonsense") is None


def test_two_addresses_that_are_exchanged(client):
    one, other = SectionFactory(slug="a", name="가"), SectionFactory(slug="b", name="나")
    move(one, "between")
    move(other, "a")
    move(one, "b")

    assert [client.get(f"/sections/{slug}/").status_code for slug in "ab"] == [200, 200]
    assert moved_to(client, "/sections/between/") == "/sections/b/"


def test_what_is_deleted_is_not_found_under_any_address(client):
    move(SourceFactory(slug="old"), "new").delete()

    assert [moved_to(client, f"/sources/{slug}/") for slug in ("old", "new")] == [None, None]


def test_what_is_not_shown_is_not_betrayed_by_its_old_address(client):
    hidden = move(block("old", is_active=False), "secret")

    assert moved_to(client, "/blocks/old/") is None

    hidden.is_active = True
    hidden.save()
    assert moved_to(client, "/blocks/old/") == "/blocks/secret/"


def test_the_place_in_a_list_is_kept_and_what_the_page_does_not_read_is_not(client):
    move(SectionFactory(slug="old"), "new")

    move(TagFactory(slug="옛이름"), "새이름")
    asked, kept = "?before=20260124T101200-7&utm_source=x", "?before=20260124T101200-7"

    assert moved_to(client, f"/sections/old/{asked}") == f"/sections/new/{kept}"
    assert moved_to(client, f"/tags/{quote('옛이름')}/{asked}") == f"/tags/새이름/{kept}"
    assert moved_to(client, f"/tags/{quote(nfd('새이름'))}/{asked}") == f"/tags/새이름/{kept}"
    assert moved_to(client, f"/feeds/sections/old.xml{asked}") == "/feeds/sections/new.xml"


def test_a_moved_section_and_source_still_narrow_a_search(client):
    move(SectionFactory(slug="old", name="경제"), "new")
    move(SourceFactory(slug="gu", name="동작구"), "dongjak")

    shown = client.get("/search/?q=도서관&section=old&source=gu").text

    assert '<option value="new" selected' in shown and '<option value="dongjak" selected' in shown


def test_the_answer_may_be_held_for_a_moment_and_by_no_browser_for_ever(client):
    """A browser keeps a permanent redirect as long as it likes, and the address may be taken again."""
    move(SectionFactory(slug="old"), "new")

    control = client.get("/sections/old/").headers["Cache-Control"]

    assert control == client.get("/sections/new/").headers["Cache-Control"]
    assert "public" in control and "max-age=0" in control and "must-revalidate" in control and "s-maxage=1" in control


def test_head_is_answered_too(client):
    move(SectionFactory(slug="old"), "new")

    response = client.head("/sections/old/")

    assert response.status_code == 301 and response.headers["Location"] == "/sections/new/"


@pytest.mark.parametrize("path", ["/news/section.html", "/옛/경제", "/옛/경제/"])
def test_what_is_posted_to_an_old_address_is_not_found(path, client):
    """Nor would it arrive. These are of another system, where no view of ours stands in between."""
    OldAddress.objects.create(path=path, kind="section", noun=SectionFactory(slug="economy").pk)

    assert client.post(path).status_code == 404
    assert moved_to(client, path) == "/sections/economy/"
    assert moved_to(client, quote(nfd(path))) == "/sections/economy/"


@pytest.mark.parametrize("path", ["//evil.example/%E1%84%80%E1%85%A1/", "/%00/", "/" + "a" * 600 + "/", "/nothing/"])
def test_an_address_that_nobody_had_is_not_found(path, client):
    assert client.get(path).status_code == 404


def test_no_page_is_kept_in_the_way_of_a_redirect(client, django_capture_on_commit_callbacks):
    PublicationFactory()
    section = SectionFactory(slug="old")
    assert client.get("/sections/old/").status_code == 200
    assert client.get("/sections/new/").status_code == 404

    with django_capture_on_commit_callbacks(execute=True):
        move(section, "new")

    assert moved_to(client, "/sections/old/") == "/sections/new/"
    assert client.get("/sections/new/").status_code == 200

    with django_capture_on_commit_callbacks(execute=True):
        move(section, "old")

    assert client.get("/sections/old/").status_code == 200
    assert moved_to(client, "/sections/new/") == "/sections/old/"


def test_a_move_begins_an_edition_whoever_makes_it(django_capture_on_commit_callbacks):
    section = SectionFactory(slug="old")
    before = edition.current()

    with django_capture_on_commit_callbacks(execute=True):
        move(section, "new")

    assert edition.current() != before


def test_what_is_saved_without_its_address_costs_no_more(django_assert_num_queries):
    section = SectionFactory(slug="old")
    section.position = 3

    with django_assert_num_queries(1):
        section.save(update_fields=["position"])


def test_a_move_that_fails_leaves_no_old_address():
    section = SectionFactory(slug="a")
    SectionFactory(slug="b", name="나")

    with pytest.raises(IntegrityError), transaction.atomic():
        move(section, "b")

    assert not OldAddress.objects.exists()


@pytest.mark.parametrize("path", ["/", "/sections/economy/", "/tags/도서관/", "/pages/about/"])
def test_a_living_page_does_not_ask(path, client, django_assert_max_num_queries):
    PublicationFactory()
    page("about")
    ArticleFactory(published=True).tags.add(TagFactory(slug="도서관"))
    clear_all()

    with django_assert_max_num_queries(40) as asked:
        assert client.get(path).status_code == 200

    assert not [query for query in asked.captured_queries if "oldaddress" in query["sql"]]


def test_an_address_that_leads_nowhere_costs_one_look(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(40) as asked:
        assert client.get("/nothing/").status_code == 404

    assert len([query for query in asked.captured_queries if "oldaddress" in query["sql"]]) == 1


# --- At the desk ----------------------------------------------------------------------------------


def test_the_form_says_where_the_old_address_leads(admin_client, client):
    section = SectionFactory(slug="old", name="경제")
    form = {"name": "경제", "slug": "new", "position": "0", "in_navigation": "on", "description": ""}
    address = reverse("admin:articles_section_change", args=[section.pk])

    told = admin_client.post(address, form, follow=True).text

    assert "옛 주소(/sections/old/)는 새 주소로 이어집니다." in told
    assert "/sections/old/" in admin_client.get(address).text
    assert moved_to(client, "/sections/old/") == "/sections/new/"


def test_the_form_of_a_tag_says_so_too(admin_client, client):
    tag = TagFactory(name="옛이름", slug="옛이름")
    address = reverse("admin:articles_tag_change", args=[tag.pk])

    told = admin_client.post(address, {"name": "새이름", "slug": ""}, follow=True).text

    assert "옛 주소(/tags/옛이름/)는 새 주소로 이어집니다." in told
    assert moved_to(client, "/tags/옛이름/") == "/tags/새이름/"


def test_a_form_that_leaves_the_address_alone_says_nothing(admin_client):
    section = SectionFactory(slug="old", name="경제")
    form = {"name": "경제부", "slug": "old", "position": "0", "in_navigation": "on", "description": ""}

    told = admin_client.post(reverse("admin:articles_section_change", args=[section.pk]), form, follow=True).text

    assert "이어집니다" not in told.partition('<ul class="messagelist')[2].partition("</ul>")[0]
    assert not OldAddress.objects.exists()


def test_an_address_that_the_desk_leaves_to_us_was_never_another(admin_client):
    form = {"name": "경제", "slug": "", "position": "0", "in_navigation": "on", "description": ""}

    admin_client.post(reverse("admin:articles_section_add"), form)

    section = Section.objects.get()
    assert section.slug == f"section-{section.pk}"
    assert not OldAddress.objects.exists()


def test_addresses_that_are_changed_in_a_list_are_kept(admin_client, client, monkeypatch):
    monkeypatch.setattr(SectionAdmin, "list_editable", ["slug"])
    one, other = SectionFactory(slug="a", name="가"), SectionFactory(slug="b", name="나")
    rows = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "form-MIN_NUM_FORMS": "0", "form-MAX_NUM_FORMS": "9"}
    for number, section in enumerate((one, other)):
        rows |= {f"form-{number}-id": str(section.pk), f"form-{number}-slug": f"{section.slug}-new"}

    admin_client.post(reverse("admin:articles_section_changelist"), {**rows, "_save": "1"})

    assert [moved_to(client, f"/sections/{slug}/") for slug in "ab"] == ["/sections/a-new/", "/sections/b-new/"]


def test_a_tag_that_was_stored_taken_apart_stays_where_its_readers_find_it(client):
    """What a bulk write has left in another form."""
    Tag.objects.bulk_create([Tag(name="특구", slug=nfd("특구"))])

    tag = Tag.objects.get()
    tag.save()

    assert client.get("/tags/" + quote("특구") + "/").status_code == 200
    assert moved_to(client, "/tags/" + quote(nfd("특구")) + "/") == "/tags/특구/"
