"""The desk's day: what should be known now, preview links, claims and corrections, and a log of it all."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from articles.desk import preview_links, publishing
from articles.desk.roles import CHIEF, DESK, REPORTER, ensure_roles
from articles.models import Claim, Correction, PreviewLink, Record
from newsroom.models import FailedJob
from newsroom.tasks import HUEY, note_failure
from tests.factories import ArticleFactory, BlockFactory, CorrectionFactory, ReporterFactory, SourceFactory, UserFactory

from .desk import errors, fill, said

pytestmark = pytest.mark.django_db


def someone(client, role, **traits):
    user = UserFactory(staff=True, **traits)
    user.groups.add(ensure_roles()[role])
    client.force_login(user)
    return user


@pytest.fixture
def desk(client):
    return someone(client, DESK, username="desk")


def panel(client, name):
    found = html.fromstring(client.get("/admin/").text).xpath(f"//section[@aria-labelledby='{name}-panel']")
    return " ".join(found[0].text_content().split()) if found else None


# The start page


def test_the_desk_sees_what_waits_and_what_comes_out_today(client, desk):
    writer = UserFactory(username="haneul")
    ReporterFactory(user=writer, name="김하늘", title="기자")
    ArticleFactory(submitted=True, headline="검토할 기사", created_by=writer)
    ArticleFactory(
        state="published", published_at=timezone.now() + timedelta(minutes=90, seconds=5), headline="곧 나갈 기사"
    )
    ArticleFactory(published=True, section__name="살림", section__slug="money")

    assert "검토할 기사" in panel(client, "waiting")
    assert "김하늘 기자" in panel(client, "waiting")
    assert "1시간 30분 뒤" in panel(client, "scheduled")
    assert "살림1" in panel(client, "today")


def test_a_reporter_sees_the_own_work_and_why_something_came_back(client):
    reporter = someone(client, REPORTER, username="haneul")
    article = ArticleFactory(submitted=True, headline="돌아온 기사", created_by=reporter)
    ArticleFactory(submitted=True, headline="남의 기사")
    publishing.send_back(article, by=UserFactory(username="desk"), note="수치를 확인해 주세요")

    assert panel(client, "waiting") is None
    assert "돌아온 기사" in panel(client, "mine")
    assert "desk: 수치를 확인해 주세요" in panel(client, "mine")
    assert "남의 기사" not in panel(client, "mine")


def test_the_start_page_costs_the_same_for_few_and_for_many(client, desk, django_assert_max_num_queries):
    for number in range(12):
        writer = UserFactory()
        ArticleFactory(submitted=True, created_by=writer)
        ArticleFactory(scheduled=True, created_by=writer)
        ArticleFactory(published=True, section__slug=f"s{number}", section__name=f"섹션{number}")
        Claim.objects.create(article=ArticleFactory(published=True))
        ArticleFactory(created_by=desk)

    with django_assert_max_num_queries(30):
        client.get("/admin/")


def test_background_work_that_failed_is_told(client, desk):
    assert panel(client, "jobs") is None

    class Job:
        name = "clear_sessions"

    note_failure("error", Job(), RuntimeError("디스크가 가득 찼습니다"))

    assert HUEY.name
    assert "디스크가 가득 찼습니다" in panel(client, "jobs")
    assert FailedJob.objects.get().name == "clear_sessions"


# Preview links


def link_of(client, article, **asked):
    response = client.post(reverse("admin:articles_article_link", args=[article.pk]), asked, follow=True)
    [address] = html.fromstring(response.text).xpath("//ul[@class='preview-links']//input/@value") or [None]
    return address and address.removeprefix("http://testserver")


def test_a_link_shows_a_draft_to_somebody_outside_and_nobody_else(client, desk):
    article = ArticleFactory(headline="아직 나가지 않은 기사")

    address = link_of(client, article, recipient="변호사", days="1")
    page = Client().get(address)

    assert "아직 나가지 않은 기사" in page.text
    assert "다른 곳에 전하지 마세요" in page.text
    assert "no-store" in page.headers["Cache-Control"]
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert Client().get(article.get_absolute_url()).status_code == 404
    assert Client().get(address[:-2] + "x/").status_code == 404


def test_a_link_leads_to_the_papers_own_address_wherever_the_desk_works(client, desk):
    """The office may reach the admin under a name that nobody outside knows."""
    article = ArticleFactory()
    link_of(client, article, days="1")

    form = client.get(reverse("admin:articles_article_change", args=[article.pk]), HTTP_HOST="localhost").text

    [address] = html.fromstring(form).xpath("//ul[@class='preview-links']//input/@value")
    assert address.startswith("http://testserver/preview/")


def test_a_link_ends_by_itself_and_by_revoking(client, desk, time_machine):
    article = ArticleFactory()
    time_machine.move_to(timezone.now(), tick=False)
    address = link_of(client, article, days="1")

    time_machine.shift(timedelta(days=1, seconds=1))
    assert Client().get(address).status_code == 404

    address = link_of(client, article, days="3")
    client.post(reverse("admin:articles_article_unlink", args=[article.pk, PreviewLink.objects.latest("pk").pk]))
    assert Client().get(address).status_code == 404
    assert [record.verb for record in Record.objects.all()] == ["unlinked", "linked", "linked"]


def test_a_link_leads_on_once_the_article_is_out_and_nowhere_once_it_is_withdrawn(client, desk):
    article = ArticleFactory(submitted=True)
    address = link_of(client, article)

    publishing.publish(article, by=desk)
    assert Client().get(address).url == article.get_absolute_url()

    publishing.withdraw(article, by=desk, reason="사실과 다름")
    assert Client().get(address).status_code == 404


def test_an_embargo_ends_its_links_and_has_none(client, desk):
    article = ArticleFactory(submitted=True)
    address = link_of(client, article)

    publishing.schedule(article, at=timezone.now() + timedelta(hours=1), by=desk, embargo=True)

    assert Client().get(address).status_code == 404
    with pytest.raises(publishing.PublishingError):
        preview_links.create_link(article, by=desk, days=1)
    assert link_of(client, article) is None


def test_a_reporter_makes_no_link_to_anothers_draft(client):
    someone(client, REPORTER)
    article = ArticleFactory()

    assert client.post(reverse("admin:articles_article_link", args=[article.pk])).status_code == 404
    assert not PreviewLink.objects.exists()


# Claims and corrections


def test_a_claim_counts_the_laws_days_and_stands_above_the_article(client, desk, time_machine):
    time_machine.move_to(timezone.make_aware(timezone.datetime(2026, 1, 26, 9)), tick=False)
    article = ArticleFactory(published=True, published_at=timezone.now() - timedelta(days=3))

    fill(client, "articles_claim", article=article.pk, received_on="2026-01-24", shows_notice="on")

    claim = Claim.objects.get()
    assert (claim.answer_by, claim.publish_by) == (date(2026, 1, 27), date(2026, 2, 2))
    assert "답할 기한 1.27(화)까지 (1일 남음)" in panel(client, "corrections")
    assert "게재 기한 1.31(토)까지, 토요일이라 2.2(월)까지 (7일 남음)" in panel(client, "corrections")
    assert "정정보도 청구가 접수된 기사입니다" in Client().get(article.get_absolute_url()).text


def test_a_claim_that_has_ended_is_not_shown_any_more(client, desk):
    article = ArticleFactory(published=True)
    claim = Claim.objects.create(article=article)

    fill(client, "articles_claim", claim.pk, outcome="refused")

    claim.refresh_from_db()
    assert claim.closed_on == timezone.localdate()
    assert "청구가 접수된" not in Client().get(article.get_absolute_url()).text


def test_a_correction_is_published_ends_its_claim_and_moves_the_revision(client, desk):
    block = BlockFactory(name="톱", rule="latest", layout="lead")
    article = ArticleFactory(published=True, headline="개관일 기사")
    claim = Claim.objects.create(article=article)

    response = fill(
        client,
        "articles_correction",
        article=article.pk,
        claim=claim.pk,
        kind="correction",
        title="개관일을 바로잡습니다",
        text="개관일은 26일입니다.",
        shown_in=block.pk,
    )

    assert errors(response) == []
    article.refresh_from_db()
    claim.refresh_from_db()
    reader = Client()
    assert claim.outcome == "published"
    assert article.revised_at is not None
    assert "개관일을 바로잡습니다" in reader.get(article.get_absolute_url()).text
    assert "개관일을 바로잡습니다" in reader.get("/corrections/").text
    assert "개관일을 바로잡습니다" in reader.get("/").text
    assert "본문도 함께 고쳐야" in said(response)


def test_a_correction_leaves_its_block_when_its_time_is_over(client, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    block = BlockFactory(rule="latest", layout="lead")
    CorrectionFactory(title="자리를 지키는 정정", shown_in=block, shown_until=now + timedelta(hours=1))

    assert "자리를 지키는 정정" in client.get("/").text
    time_machine.shift(timedelta(hours=1, seconds=1))
    assert "자리를 지키는 정정" not in client.get("/").text


def test_a_published_correction_is_neither_changed_nor_deleted_but_followed(client):
    client.force_login(UserFactory(superuser=True))
    correction = CorrectionFactory(title="처음 정정")
    change, delete = (reverse(f"admin:articles_correction_{act}", args=[correction.pk]) for act in ("change", "delete"))

    assert client.post(change, {"title": "고친 정정"}).status_code == 403
    assert client.post(delete, {"post": "yes"}).status_code == 403
    fill(
        client,
        "articles_correction",
        article=correction.article_id,
        kind="own",
        title="둘째 정정",
        text="다시 바로잡습니다.",
    )

    assert {each.title for each in Correction.objects.all()} == {"처음 정정", "둘째 정정"}


# The log


def test_changes_of_sources_roles_and_accounts_are_recorded(client):
    chief = UserFactory(superuser=True, username="chief")
    client.force_login(chief)
    source = SourceFactory(name="새솔구")

    fill(client, "articles_source", source.pk, name="새솔구청")
    fill(client, "auth_group", ensure_roles()[REPORTER].pk, name="취재기자")

    assert [(record.by_name, record.verb, record.subject) for record in Record.objects.all()] == [
        ("chief", "changed", "취재기자"),
        ("chief", "changed", "새솔구청"),
    ]


def test_the_log_is_filtered_and_leads_to_what_it_is_about(client, desk):
    article = ArticleFactory(submitted=True, headline="찾을 기사")
    publishing.publish(article, by=desk)
    publishing.withdraw(article, by=desk, reason="사실과 다름")
    url = reverse("admin:articles_record_changelist")

    page = client.get(url, {"verb__exact": "withdrawn"})

    assert "사실과 다름" in page.text
    assert reverse("admin:articles_article_change", args=[article.pk]) in page.text
    assert len(html.fromstring(page.text).xpath("//table[@id='result_list']/tbody/tr")) == 1


def test_records_outlive_the_account(client, desk):
    publishing.publish(ArticleFactory(submitted=True), by=desk)

    desk.delete()

    assert [(record.by, record.by_name) for record in Record.objects.all()] == [(None, "desk")]


# The matrix: who opens which screen

SCREENS = {
    "article list": ("articles_article_changelist", {REPORTER, DESK, CHIEF}),
    "new article": ("articles_article_add", {REPORTER, DESK, CHIEF}),
    "photos": ("articles_photo_changelist", {REPORTER, DESK, CHIEF}),
    "new block": ("articles_block_add", {DESK, CHIEF}),
    "new correction": ("articles_correction_add", {DESK, CHIEF}),
    "new claim": ("articles_claim_add", {DESK, CHIEF}),
    "claims": ("articles_claim_changelist", {DESK, CHIEF}),
    "records": ("articles_record_changelist", {DESK, CHIEF}),
    "front log": ("articles_standing_changelist", {DESK, CHIEF}),
    "new section": ("articles_section_add", {CHIEF}),
    "new page": ("articles_page_add", {CHIEF}),
    "new reporter": ("articles_reporter_add", {CHIEF}),
    "new person": ("auth_user_add", {CHIEF}),
    "new role": ("auth_group_add", set()),
    "new source": ("articles_source_add", {REPORTER, DESK, CHIEF}),
}


@pytest.mark.parametrize("role", [REPORTER, DESK, CHIEF])
@pytest.mark.parametrize("screen", SCREENS)
def test_each_role_opens_its_own_screens(client, role, screen):
    someone(client, role)
    name, allowed = SCREENS[screen]

    assert client.get(reverse(f"admin:{name}")).status_code == (200 if role in allowed else 403)


@pytest.mark.parametrize("screen", SCREENS)
def test_nobody_who_is_signed_out_opens_any(client, screen):
    assert client.get(reverse(f"admin:{SCREENS[screen][0]}")).status_code == 302
