"""What the desk arranges the paper with: the publication, sections, blocks, corrections, tags, pages."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from articles.models import Block, Correction, Page, Publication, Section, Source, Tag
from newsroom.fast import edition
from tests.factories import (
    ArticleFactory,
    BlockFactory,
    CorrectionFactory,
    PageFactory,
    PublicationFactory,
    SectionFactory,
)

from .desk import errors, fill, form_of, picture, rows, staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def chief(client):
    user = staff(username="chief", is_superuser=True)
    client.force_login(user)
    return user


# The publication


def test_the_publication_is_one_row_and_its_list_leads_there(client):
    url = reverse("admin:articles_publication_changelist")

    assert client.get(url).url == reverse("admin:articles_publication_add")

    fill(client, "articles_publication", name="새솔뉴스", credit_tag="(새솔뉴스)")

    assert Publication.objects.get().name == "새솔뉴스"
    assert client.get(url).url == reverse("admin:articles_publication_change", args=[1])
    assert client.get(reverse("admin:articles_publication_add")).status_code == 403


def test_a_logo_is_drawn_anew(client, own_media):
    fill(client, "articles_publication", name="새솔뉴스", logo=picture("logo.jpg", size=(2400, 400)))

    logo = Publication.objects.get().logo
    assert logo.name.endswith(".png")
    assert (logo.width, logo.height) == (1200, 200)
    page = client.get("/").content.decode()
    assert f'<img class="masthead-logo" src="{logo.url}" width="1200" height="200" alt="새솔뉴스">' in page


@pytest.mark.parametrize("content", [b"<svg onload=x()>", b"GIF89a", b"%!PS-Adobe-3.0 EPSF-3.0"])
def test_a_logo_that_is_no_picture_is_refused(client, content):
    response = fill(client, "articles_publication", name="새솔뉴스", logo=SimpleUploadedFile("logo.png", content))

    assert not Publication.objects.exists()
    assert errors(response)
    assert "새솔뉴스" in response.text


def test_the_admin_stands_under_the_papers_name(client):
    PublicationFactory(name="새솔뉴스")

    assert "새솔뉴스" in client.get("/admin/").text
    client.logout()
    assert "새솔뉴스" in client.get("/admin/login/").text


def test_the_start_page_lists_in_the_order_of_work(client):
    models = [model["object_name"] for app in client.get("/admin/").context["app_list"] for model in app["models"]]

    assert models[:3] == ["Article", "Photo", "Claim"]
    assert models.index("Publication") < models.index("Station") < models.index("User")


# Addresses


def test_a_korean_name_without_an_address_gets_one(client):
    fill(client, "articles_source", name="서울특별시동작구", slug="")

    source = Source.objects.get()
    assert source.slug == f"source-{source.pk}"
    assert client.get(reverse("admin:articles_source_change", args=[source.pk])).status_code == 200


def test_an_address_that_is_emptied_stays_what_it_was(client):
    section = SectionFactory(slug="economy")

    fill(client, "articles_section", section.pk, slug="")

    section.refresh_from_db()
    assert section.slug == "economy"


def test_two_of_one_address_are_told_apart_with_a_sentence(client):
    SectionFactory(name="경제", slug="economy")

    response = fill(client, "articles_section", name="산업", slug="economy")

    assert Section.objects.count() == 1
    assert len(errors(response)) == 1


def test_a_tag_needs_only_its_name(client):
    fill(client, "articles_tag", name="직업교육 특구")

    assert Tag.objects.get().slug == "직업교육-특구"


def test_a_tag_of_nothing_but_signs_is_refused(client):
    response = fill(client, "articles_tag", name="!!!")

    assert not Tag.objects.exists()
    assert errors(response)


# Order


def test_sections_are_put_in_order_in_their_list(client):
    first, second = SectionFactory(slug="politics"), SectionFactory(slug="economy")
    url = reverse("admin:articles_section_changelist")
    fields = form_of(client.get(url), "changelist-form")
    places = {fields[f"form-{row}-id"]: f"form-{row}-position" for row in range(2)}

    client.post(url, fields | {places[str(first.pk)]: 2, places[str(second.pk)]: 1, "_save": ""})

    assert list(Section.objects.all()) == [second, first]


def test_a_block_takes_placements_in_order_with_headlines_of_their_own(client):
    one, other = ArticleFactory(published=True), ArticleFactory(published=True)
    now = f"{timezone.localtime():%Y-%m-%dT%H:%M}"
    placements = rows(
        "placements",
        {"article": one.pk, "position": 2, "starts_at": now},
        {"article": other.pk, "position": 1, "headline": "여기서의 제목", "starts_at": now},
    )

    fill(client, "articles_block", name="톱", slug="top", zone="front", **placements)

    placed = Block.objects.get().placements.all()
    assert [(each.article, each.headline) for each in placed] == [(other, "여기서의 제목"), (one, "")]


def test_a_block_that_ends_before_it_starts_is_refused(client):
    placements = rows(
        "placements",
        {"article": ArticleFactory().pk, "starts_at": "2026-01-24T10:00", "ends_at": "2026-01-24T09:00"},
    )

    response = fill(client, "articles_block", name="톱", slug="top", zone="front", **placements)

    assert not Block.objects.exists()
    assert len(errors(response)) == 1


def test_a_rule_without_its_section_is_refused_with_a_sentence(client):
    response = fill(client, "articles_block", name="경제", slug="economy", zone="front", rule="section")

    assert not Block.objects.exists()
    assert len(errors(response)) == 1


# Corrections


def test_a_correction_revises_its_article(client):
    article = ArticleFactory(published=True)
    typed = {"kind": "own", "title": "바로잡습니다", "text": "26일입니다."}

    fill(client, "articles_correction", article=article.pk, **typed)

    article.refresh_from_db()
    assert Correction.objects.get().article == article
    assert article.revised_at is not None


def test_a_correction_saved_as_it_was_revises_nothing(client):
    correction = CorrectionFactory(published_at=timezone.now())

    fill(client, "articles_correction", correction.pk)

    correction.article.refresh_from_db()
    assert correction.article.revised_at is None


def test_a_correction_is_never_deleted(client):
    correction = CorrectionFactory()
    url = reverse("admin:articles_correction_delete", args=[correction.pk])

    assert client.post(url, {"post": "yes"}).status_code == 403
    assert Correction.objects.exists()


# Pages, and the edition


def test_a_page_says_when_its_text_was_revised(client):
    page = PageFactory(revised_at=timezone.now() - timedelta(days=30))
    before = page.revised_at

    fill(client, "articles_page", page.pk, position=4)
    page.refresh_from_db()
    assert page.revised_at == before

    fill(client, "articles_page", page.pk, body="<p>새 글</p>")
    page.refresh_from_db()
    assert page.revised_at > before
    assert Page.objects.get().position == 4


def test_whatever_readers_see_raises_the_edition(client, django_capture_on_commit_callbacks):
    def edition_after(change) -> str | None:
        with django_capture_on_commit_callbacks(execute=True):
            change()
        return edition.current()

    section, block = SectionFactory(), BlockFactory()
    url = reverse("admin:articles_block_delete", args=[block.pk])
    editions = [
        edition.current(),
        edition_after(lambda: fill(client, "articles_section", section.pk, name="생활")),
        edition_after(lambda: fill(client, "articles_publication", name="새솔뉴스")),
        edition_after(lambda: client.post(url, {"post": "yes"})),
    ]

    assert len(set(editions)) == 4
