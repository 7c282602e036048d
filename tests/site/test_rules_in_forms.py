"""Every rule that the database keeps, broken through the form that can break it: the form again, with a word at it."""

import logging
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import Group
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from articles.models import (
    Article,
    ArticlePhoto,
    Block,
    Byline,
    Helpline,
    Page,
    Photo,
    Placement,
    RelatedArticle,
    Reporter,
    Section,
    Source,
    Tag,
)
from tests.articles.desk import errors, form_of, rows, said
from tests.factories import (
    ArticleFactory,
    BlockFactory,
    PageFactory,
    ReadingFactory,
    ReporterFactory,
    SectionFactory,
    SourceFactory,
    StationFactory,
    TagFactory,
    UserFactory,
    earlier_today,
)
from weather.models import Station

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def chief(client):
    user = UserFactory(superuser=True, username="chief")
    client.force_login(user)
    return user


def address_of(name, pk=None):
    return reverse(f"admin:{name}_change", args=[pk]) if pk else reverse(f"admin:{name}_add")


def opened(client, name, pk=None):
    return form_of(client.get(address_of(name, pk)), f"{name.split('_')[1]}_form")


def save(client, name, pk, fields):
    return client.post(address_of(name, pk), {**fields, "_save": ""}, follow=True)


def photo(number):
    return Photo.objects.create(file=f"photos/{number}/master.jpg", width=10, height=10)


STARTS = "2026-11-29T09:00"
PASSWORDS = {"password1": "correct-horse-battery", "password2": "correct-horse-battery", "usable_password": "true"}
ALREADY = "이미 존재합니다"
ABOVE = "이미 위에 있는"
TODAY = f"{timezone.localdate():%Y-%m-%d}"


def own_rows(name, **typed):
    """An article of its own, and these rows of it."""
    return "articles_article", ArticleFactory().pk, rows(name, *typed["rows"])


def block_with(**typed):
    return "articles_block", None, {"name": "톱", "slug": "top", "zone": "front", **typed}


def correction(**typed):
    article = ArticleFactory(published=True)
    fields = {"article": article.pk, "kind": "own", "title": "제목", "text": "글"}
    return "articles_correction", None, fields | typed


def claim(**typed):
    return "articles_claim", None, {"article": ArticleFactory(published=True).pk, "received_on": TODAY, **typed}


def reading(**typed):
    observed = f"{earlier_today(minutes=1):%Y-%m-%dT%H:%M}"
    fields = {"station": StationFactory().pk, "day": observed[:10], "observed_at": observed, "condition": "맑음"}
    return "weather_reading", None, fields | typed


def placements(*typed):
    placed = [{"article": ArticleFactory(published=True).pk, "starts_at": STARTS} | each for each in typed]
    return "articles_block", BlockFactory().pk, rows("placements", *placed)


def twice(value):
    return [value, value]


BROKEN = {
    "reporter_signs_once": lambda: (own_rows("bylines", rows=twice({"reporter": ReporterFactory().pk})), ABOVE),
    "photo_once_in_a_gallery": lambda: (own_rows("gallery", rows=twice({"photo": photo(1).pk})), ABOVE),
    "related_article_once": lambda: (own_rows("related_links", rows=twice({"related": ArticleFactory().pk})), ABOVE),
    "article_is_not_related_to_itself": lambda: (
        ("articles_article", (pk := ArticleFactory().pk), rows("related_links", {"related": pk})),
        "같은 기사",
    ),
    "article_has_a_headline": lambda: (
        ("articles_article", None, {"headline": " \u3000", "section": SectionFactory().pk}),
        "필수 항목",
    ),
    "article_once_in_a_block": lambda: (placements(*twice({"article": ArticleFactory(published=True).pk})), ABOVE),
    "placement_ends_after_its_start": lambda: (placements({"ends_at": "2026-11-28T09:00"}), "빠릅니다"),
    "block_of_a_section_is_a_sidebar": lambda: (block_with(section=SectionFactory().pk), "사이드바"),
    "block_names_its_rule_section": lambda: (block_with(rule="section"), "섹션을 고르세요"),
    "block_names_its_rule_source": lambda: (block_with(rule="source"), "출처를 고르세요"),
    "block_size_is_sensible": lambda: (block_with(size=31), "30 이하"),
    "articles.block.slug": lambda: (block_with(slug=BlockFactory().slug), ALREADY),
    "claim_is_agreed_after_receipt": lambda: (claim(agreed_on="2026-01-02"), "합의"),
    "claim_is_published_after_receipt": lambda: (claim(agreed_publication_on="2026-01-02"), "접수일"),
    "claim_says_why_of_a_day": lambda: (claim(agreed_publication_reason="휴가"), "게재일"),
    "correction_is_shown_somewhere_until": lambda: (correction(shown_until="2099-01-01T00:00"), "편집 영역을 고르세요"),
    "section_name_unique": lambda: (
        ("articles_section", None, {"name": SectionFactory(name="문화").name, "slug": "x"}),
        "이미 있습니다",
    ),
    "articles.section.slug": lambda: (
        ("articles_section", None, {"name": "새", "slug": SectionFactory().slug}),
        ALREADY,
    ),
    "section_is_not_its_own_parent": lambda: (
        ("articles_section", (pk := SectionFactory().pk), {"parent": pk}),
        "첫 단계",
    ),
    "articles.source.name": lambda: (("articles_source", None, {"name": f"{SourceFactory().name} "}), ALREADY),
    "articles.source.slug": lambda: (("articles_source", None, {"name": "새", "slug": SourceFactory().slug}), ALREADY),
    "articles.tag.name": lambda: (("articles_tag", None, {"name": TagFactory().name, "slug": "x"}), "이미 있습니다"),
    "articles.tag.slug": lambda: (("articles_tag", None, {"name": "새", "slug": TagFactory().slug}), ALREADY),
    "articles.reporter.slug": lambda: (
        ("articles_reporter", None, {"name": "새", "slug": ReporterFactory().slug}),
        ALREADY,
    ),
    "articles.reporter.user": lambda: (
        ("articles_reporter", None, {"name": "새", "user": ReporterFactory(user=UserFactory()).user_id}),
        ALREADY,
    ),
    "articles.page.slug": lambda: (("articles_page", None, {"title": "새", "slug": PageFactory().slug}), ALREADY),
    "articles.helpline.name": lambda: (
        ("articles_helpline", None, {"name": Helpline.objects.create(name="상담", text="1").name, "text": "2"}),
        ALREADY,
    ),
    "photo_focal_point_is_inside": lambda: (("articles_photo", photo(1).pk, {"focal_x": 101}), "100 이하"),
    "reading_one_a_station_and_day": lambda: (
        reading(station=ReadingFactory(observed_at=earlier_today(minutes=2)).station_id),
        ALREADY,
    ),
    "reading_temperature_is_possible": lambda: (reading(temperature="61"), "60 이하"),
    "reading_low_is_below_high": lambda: (reading(low="5", high="4"), "낮"),
    "weather.station.number": lambda: (
        ("weather_station", None, {"number": StationFactory().pk, "name": "서울", "latitude": 1, "longitude": 1}),
        ALREADY,
    ),
    "auth.user.username": lambda: (("auth_user", None, {"username": "chief", **PASSWORDS}), "이미 존재"),
    "auth.group.name": lambda: (("auth_group", None, {"name": Group.objects.create(name="인턴").name}), "이미 존재"),
}
OF_NO_FORM = {
    *["article_state_is_known", "article_is_published_at_a_time", "article_is_withdrawn_at_a_time"],  # publishing.py
    *["article_is_revised_after_publication", "article_under_embargo_has_a_time"],
    "article_ends_breaking_only_once_it_is",  # reckoned anew by the form's admin; a test below
    *["claim_that_ended_says_when", "publication_is_one_row"],  # set when it is saved
    *["readcount_once_an_hour", "most_read_once_a_period", "articles.searchentry.article"],  # the worker's
    *["one_stands_at_a_place", "standing_ends_after_its_start", "articles.frontsnapshot.taken_at"],  # front_log.py
    "old_address_leads_one_way",  # written over: a path that is taken anew is an old one no more
    *["articles.photo.file", "articles.openform.key", "form_is_sent_once"],  # made at random, or got or created
    *["fetch_one_at_a_time", "fetch_that_ended_says_when", "reading_temperature_has_a_time"],  # weather/fetching.py
}


def test_every_rule_of_the_database_is_in_the_table():
    known = set()
    for model in apps.get_models():
        if model._meta.app_label not in ("articles", "weather", "newsroom"):
            continue
        if model._meta.proxy or model.__name__.startswith("Historical"):
            continue
        known |= {rule.name for rule in model._meta.constraints}
        known |= {
            f"{model._meta.label_lower}.{field.name}"
            for field in model._meta.concrete_fields
            if field.unique and (not field.primary_key or field.name not in ("id",))
        }

    assert known - set(BROKEN) - OF_NO_FORM == set()
    assert (set(BROKEN) | OF_NO_FORM) - known == {"auth.user.username", "auth.group.name"}


@pytest.mark.parametrize("rule", BROKEN)
def test_a_broken_rule_brings_the_form_again_with_a_word_at_it_and_all_that_was_typed(client, rule, caplog):
    (name, pk, typed), word = BROKEN[rule]()
    counts = {model: model.objects.count() for model in (Article, Byline, ArticlePhoto, RelatedArticle, Placement)}

    with caplog.at_level(logging.WARNING):
        response = save(client, name, pk, opened(client, name, pk) | typed)

    assert response.status_code == 200
    assert errors(response) and any(word in each for each in errors(response)), errors(response)
    assert "위반" not in " ".join(errors(response))
    assert "refused" not in caplog.text  # found by the form, before the database had to
    shown = form_of(response, f"{name.split('_')[1]}_form")
    for field, value in typed.items():
        if "password" not in field:
            assert str(shown.get(field, "")).strip() == str(value).strip(), field
    assert counts == {model: model.objects.count() for model in counts}


# Rows that are saved, and rows of the same save

ROWS = {
    "gallery": (ArticlePhoto, "photo", lambda n: photo(n).pk),
    "bylines": (Byline, "reporter", lambda n: ReporterFactory().pk),
    "related_links": (RelatedArticle, "related", lambda n: ArticleFactory().pk),
    "placements": (Placement, "article", lambda n: ArticleFactory(published=True).pk),
}


class Listed:
    """Three saved rows of one thing, its form, and what the rows hold in the order of their places."""

    def __init__(self, client, prefix):
        self.client, self.prefix = client, prefix
        self.model, self.field, make = ROWS[prefix]
        self.name = "articles_block" if prefix == "placements" else "articles_article"
        self.parent = BlockFactory() if prefix == "placements" else ArticleFactory()
        self.values = [make(n) for n in range(4)]
        self.saved = [
            getattr(self.parent, prefix).create(**{f"{self.field}_id": value, "position": number + 1})
            for number, value in enumerate(self.values[:3])
        ]

    def send(self, *changes, extra=()):
        fields = opened(self.client, self.name, self.parent.pk)
        fields |= {f"{self.prefix}-{row}-{name}": value for row, name, value in changes}
        for number, row in enumerate(extra, len(self.saved)):
            new = {"position": 9, "starts_at": STARTS, **row}
            fields |= {f"{self.prefix}-{number}-{name}": value for name, value in new.items()}
        fields[f"{self.prefix}-TOTAL_FORMS"] = len(self.saved) + len(extra)
        return save(self.client, self.name, self.parent.pk, fields)

    def now(self):
        rows = self.model.objects.filter(pk__in=getattr(self.parent, self.prefix).values("pk"))
        return list(rows.order_by("position", "pk").values_list(f"{self.field}_id", flat=True))


@pytest.fixture(params=["gallery", "bylines", "related_links", "placements"])
def listed(request, client):
    return Listed(client, request.param)


def test_a_saved_row_and_a_new_one_like_it_are_told_of_at_the_row(listed):
    a, b, c, _ = listed.values

    response = listed.send(extra=[{listed.field: a}])

    assert [each for each in errors(response) if ABOVE in each]
    assert listed.now() == [a, b, c]


def test_a_saved_row_that_becomes_like_another_is_told_of(listed):
    a, b, c, _ = listed.values

    response = listed.send((2, listed.field, a))

    assert [each for each in errors(response) if ABOVE in each]
    assert listed.now() == [a, b, c]


def test_two_rows_are_exchanged(listed):
    a, b, c, _ = listed.values

    assert errors(listed.send((0, listed.field, b), (1, listed.field, a))) == []

    assert listed.now() == [b, a, c]


def test_three_rows_go_round_and_one_of_them_becomes_another(listed):
    a, b, c, d = listed.values

    assert errors(listed.send((0, listed.field, b), (1, listed.field, c), (2, listed.field, d))) == []

    assert listed.now() == [b, c, d]


def test_a_row_is_deleted_and_added_again_in_one_save(listed):
    a, b, c, _ = listed.values

    assert errors(listed.send((0, "DELETE", "on"), extra=[{listed.field: a}])) == []

    assert listed.now() == [b, c, a]


def test_a_row_becomes_what_another_was_that_is_deleted(listed):
    a, b, c, _ = listed.values

    assert errors(listed.send((0, "DELETE", "on"), (1, listed.field, a))) == []

    assert listed.now() == [a, c]


def test_a_row_stays_and_a_new_one_takes_what_it_was(listed):
    a, b, c, d = listed.values

    assert errors(listed.send((0, listed.field, d), extra=[{listed.field: a}])) == []

    assert listed.now() == [d, b, c, a]


def test_a_zone_with_an_article_twice_in_a_block_says_so(client):
    block, article = BlockFactory(name="톱"), ArticleFactory(published=True)
    fields = form_of(client.get(reverse("admin:articles_block_zone", args=["front"])), "zone-form")
    fields["arrangement"] = f'{{"{block.pk}": [{{"article": {article.pk}}}, {{"article": {article.pk}}}]}}'

    response = client.post(reverse("admin:articles_block_zone", args=["front"]), fields)

    assert response.status_code == 200
    assert "톱" in errors(response)[0]
    assert not Placement.objects.exists()


def test_a_zone_that_the_database_refuses_is_shown_again(client, monkeypatch):
    block, article = BlockFactory(), ArticleFactory(published=True)
    fields = form_of(client.get(reverse("admin:articles_block_zone", args=["front"])), "zone-form")
    fields["arrangement"] = f'{{"{block.pk}": [{{"article": {article.pk}}}]}}'

    def refuse(*args, **kwargs):
        raise IntegrityError("article_once_in_a_block")

    monkeypatch.setattr("articles.front.arranging.arrange_blocks", refuse)
    response = client.post(reverse("admin:articles_block_zone", args=["front"]), fields)

    assert response.status_code == 200
    assert "다른 사람" in errors(response)[0]


# Between the form's checks and its saving


@pytest.mark.parametrize(
    ("name", "model", "typed", "rival"),
    [
        ("articles_source", Source, {"name": "새솔구", "slug": "saesol"}, {"name": "새솔구", "slug": "gu"}),
        ("articles_page", Page, {"title": "회사소개", "slug": "about"}, {"title": "소개", "slug": "about"}),
        ("articles_tag", Tag, {"name": "도서관", "slug": "도서관"}, {"name": "책방", "slug": "도서관"}),
        ("articles_block", Block, {"name": "톱", "slug": "top", "zone": "front"}, {"slug": "top", "zone": "front"}),
        ("articles_reporter", Reporter, {"name": "김하늘", "slug": "kim"}, {"name": "김", "slug": "kim"}),
        ("articles_section", Section, {"name": "문화", "slug": "culture"}, {"name": "문예", "slug": "culture"}),
        ("articles_helpline", Helpline, {"name": "상담", "text": "109"}, {"name": "상담"}),
        (
            "weather_station",
            Station,
            {"number": 119, "name": "수원", "latitude": 37, "longitude": 127},
            {"number": 119, "latitude": 1, "longitude": 1},
        ),
        ("auth_group", Group, {"name": "인턴"}, {"name": "인턴"}),
        ("auth_user", get_user_model(), {"username": "intern", **PASSWORDS}, {"username": "intern"}),
    ],
)
def test_what_another_saves_between_check_and_save_is_found_by_the_second_check(
    client, monkeypatch, name, model, typed, rival
):
    """As if the other's row had come in just after the first look."""
    fields = opened(client, name) | typed
    model.objects.bulk_create([model(**rival)])
    look, looks = model._perform_unique_checks, []

    def blind_at_first(self, checks):
        looks.append(checks)
        return {} if len(looks) == 1 else look(self, checks)

    monkeypatch.setattr(model, "_perform_unique_checks", blind_at_first)
    monkeypatch.setattr(AdminUserCreationForm, "clean_username", lambda form: form.cleaned_data["username"])
    response = save(client, name, None, fields)

    assert response.status_code == 200
    assert any(ALREADY in each for each in errors(response)), errors(response)
    assert len(looks) == 2
    assert model.objects.filter(**rival).count() == 1


def test_what_no_check_finds_is_said_above_the_form(client, monkeypatch):
    fields = opened(client, "articles_helpline") | {"name": "상담", "text": "109"}

    def refuse(self, *args, **kwargs):
        raise IntegrityError("some_rule")

    monkeypatch.setattr(Helpline, "save_base", refuse)
    response = save(client, "articles_helpline", None, fields)

    assert response.status_code == 200
    assert "이대로는 저장할 수 없습니다" in errors(response)[0]
    assert form_of(response, "helpline_form")["text"].strip() == "109"


def test_breaking_news_that_are_ended_in_the_form_break_no_rule(client):
    article = ArticleFactory(published=True, is_breaking=True, breaking_until=timezone.now() + timedelta(hours=1))
    fields = opened(client, "articles_article", article.pk)
    del fields["is_breaking"]

    assert errors(save(client, "articles_article", article.pk, fields)) == []

    article.refresh_from_db()
    assert (article.is_breaking, article.breaking_until) == (False, None)


def test_an_address_that_is_made_for_one_is_no_address_of_another(client):
    next_pk = Section.objects.create(name="먼저", slug="first").pk + 1
    Section.objects.filter(name="먼저").update(slug=f"section-{next_pk}")

    response = save(client, "articles_section", None, opened(client, "articles_section") | {"name": "나중", "slug": ""})

    assert errors(response) == []
    assert said(response)
    assert Section.objects.get(name="나중").slug.startswith(f"section-{next_pk}-")
