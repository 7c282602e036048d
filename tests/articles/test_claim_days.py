"""The law's days of a claim (언론중재법 제15조, 민법 제157·161조), and a day that was agreed with the claimant."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation
from lxml import html

from articles.desk.records import records_for
from articles.desk.roles import DESK, ensure_roles
from articles.models import Claim, Record
from newsroom.shared.deadlines import Deadline, holiday_reason, holidays_on
from tests.factories import ArticleFactory, UserFactory

from .desk import errors, fill


@pytest.fixture
def in_november(time_machine):
    time_machine.move_to(timezone.make_aware(timezone.datetime(2026, 11, 10, 9)), tick=False)


@pytest.fixture
def desk(client, db):
    user = UserFactory(staff=True)
    user.groups.add(ensure_roles()[DESK])
    client.force_login(user)
    return client


def column(page, name):
    cells = html.fromstring(page.text).xpath(f"//table[@id='result_list']//td[@class='field-{name}']")
    return [" ".join(cell.text_content().split()) for cell in cells]


# Counting


@pytest.mark.parametrize(
    ("received", "answer", "publish"),
    [
        ("2026-11-02", "2026-11-05", "2026-11-09"),
        ("2026-09-22", "2026-09-28", "2026-09-29"),  # 추석
        ("2027-02-04", "2027-02-10", "2027-02-11"),  # 설날 on a Sunday, and its substitute day
        ("2026-07-14", "2026-07-20", "2026-07-21"),  # 제헌절 on a Friday
        ("2026-12-29", "2027-01-04", "2027-01-05"),  # over the end of the year, 1 January on a Friday
        ("2026-05-29", "2026-06-01", "2026-06-05"),  # 지방선거일 within the period moves nothing
        ("2026-05-31", "2026-06-04", "2026-06-08"),  # and at its end does
    ],
)
@pytest.mark.parametrize("agreed", [None, 0, 4])
def test_both_clocks_run_from_receipt_and_end_on_a_working_day(received, answer, publish, agreed):
    received_on = date.fromisoformat(received)
    claim = Claim(received_on=received_on, agreed_on=None if agreed is None else received_on + timedelta(days=agreed))

    assert (claim.answer_by.isoformat(), claim.publish_by.isoformat()) == (answer, publish)
    assert claim.publication_due == claim.publish_by


@pytest.mark.parametrize(
    ("received", "told"),
    [
        ("2026-09-22", "9.25(금)까지, 추석이라 9.28(월)까지"),
        ("2026-11-02", "11.5(목)까지"),
        ("2026-11-05", "11.8(일)까지, 일요일이라 11.9(월)까지"),
        ("2026-11-04", "11.7(토)까지, 토요일이라 11.9(월)까지"),
        ("2025-05-02", "2025.5.5(월)까지, 부처님오신날·어린이날이라 2025.5.7(수)까지"),
        ("2026-12-29", "2027.1.1(금)까지, 신정연휴라 2027.1.4(월)까지"),
    ],
)
def test_the_day_is_told_with_the_one_it_was_moved_from(received, told, in_november):
    assert str(Claim(received_on=date.fromisoformat(received)).answer_deadline) == told


def test_the_day_is_told_in_english_too(in_november):
    with translation.override("en"):
        assert str(Deadline.days_after(date(2026, 9, 22), 3)) == "by 9.25(금); that is 추석, by 9.28(월)"


@pytest.mark.parametrize("lang", ["C.UTF-8", "en_US.UTF-8", "ko_KR.UTF-8"])
def test_holidays_bear_their_korean_names_whatever_the_process_speaks(lang):
    ask = (
        "from datetime import date; from newsroom.shared.deadlines import holidays_on as on;"
        "print(on(date(2026, 9, 25)))"
    )

    answer = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", ask], env={"LANG": lang}, capture_output=True, text=True, check=True
    )

    assert answer.stdout.strip() == "['추석']"


def test_a_year_that_no_calendar_reaches_has_its_weekends():
    assert holidays_on(date(2150, 1, 1)) == []
    assert Deadline.days_after(date(2150, 1, 1), 2).day == date(2150, 1, 5)  # the 3rd is a Saturday


def test_the_calendar_is_read_by_none_who_shows_no_deadline():
    """It costs every process of a paper that imports it 20 MB."""
    ask = "import sys, django; django.setup(); import newsroom.urls; print('holidays' in sys.modules)"

    answer = subprocess.run(
        [sys.executable, "-c", ask],
        env={"DJANGO_SETTINGS_MODULE": "newsroom.settings", "DEBUG": "1", "DATABASE_URL": "sqlite://:memory:"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert answer.stdout.strip() == "False"


# A day that was agreed with the claimant


def test_an_agreed_day_may_be_earlier_and_is_the_one_that_counts(desk, in_november):
    article = ArticleFactory(published=True)

    response = fill(
        desk, "articles_claim", article=article.pk, received_on="2026-11-09", agreed_publication_on="2026-11-11"
    )

    claim = Claim.objects.get()
    assert errors(response) == []
    assert (claim.publication_due, claim.publish_by) == (date(2026, 11, 11), date(2026, 11, 16))
    assert column(desk.get("/admin/articles/claim/"), "publication_deadline") == [
        "합의한 날 11.11(수) (법정 기한 11.16(월)까지)"
    ]
    assert not records_for(article).filter(detail__contains="합의").exists()


def test_a_later_one_asks_why_and_stands_in_the_articles_record(desk, in_november):
    article = ArticleFactory(published=True)
    typed = {"article": article.pk, "received_on": "2026-11-09", "agreed_publication_on": "2026-11-17"}

    refused = fill(desk, "articles_claim", **typed)

    assert errors(refused) == ["법정 기한은 11.16(월)입니다. 더 늦게 싣기로 합의한 사유를 적어 주세요."]
    assert not Claim.objects.exists()

    fill(desk, "articles_claim", **typed, agreed_publication_reason="청구인이 행사 뒤를 원함")
    fill(desk, "articles_claim", Claim.objects.get().pk, note="통화함")

    told = "정정보도 청구: 합의해 11.17(화)에 게재하기로 함(법정 기한 11.16(월)). 사유: 청구인이 행사 뒤를 원함"
    assert [record.detail for record in records_for(article)] == [told]
    assert told in desk.get(reverse("admin:articles_article_change", args=[article.pk])).text


def test_the_laws_day_is_the_moved_one_where_later_is_asked(desk, in_november):
    """11.7 is a Saturday: an agreement on 11.9 is none on a later day."""
    claim = Claim(article=ArticleFactory(), received_on=date(2026, 10, 31), agreed_publication_on=date(2026, 11, 9))

    claim.full_clean()


@pytest.mark.parametrize("agreed", ["2026-11-08", "2027-11-30", "9999-12-31", "0001-01-01"])
def test_an_agreed_day_lies_within_a_year_of_receipt(desk, agreed, in_november):
    typed = {"article": ArticleFactory().pk, "received_on": "2026-11-09", "agreed_publication_on": agreed}

    response = fill(desk, "articles_claim", **typed, agreed_publication_reason="합의")

    assert errors(response) and not Claim.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong", [{"agreed_publication_on": date(2026, 11, 1)}, {"agreed_publication_reason": "날 없는 사유"}]
)
def test_the_database_holds_what_it_can(wrong):
    article = ArticleFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.create(article=article, received_on=date(2026, 11, 2), **wrong)
    with pytest.raises(ValidationError):
        Claim(article=article, received_on=date(2026, 11, 2), **wrong).full_clean()


# Where the days are shown


def test_claims_are_listed_by_the_day_that_really_ends(desk, in_november):
    """An agreed day takes its place among the law's, also where those were moved over a weekend."""
    for number, (received, agreed) in enumerate(
        [
            ("2026-11-05", None),  # 11.12
            ("2026-10-31", None),  # 11.7 → 11.9
            ("2026-10-30", "2026-11-13"),
            ("2026-10-20", "2026-11-08"),  # a Sunday, before 11.9
            ("2026-11-09", "2026-11-11"),
        ]
    ):
        Claim.objects.create(
            article=ArticleFactory(headline=f"기사 {number}"),
            received_on=received,
            agreed_publication_on=agreed,
            agreed_publication_reason="청구인의 뜻" if agreed else "",
        )
    by_due_day = [f"정정보도 청구 · 기사 {number}" for number in (3, 1, 4, 0, 2)]

    start = html.fromstring(desk.get("/admin/").text)
    shown = start.xpath("//section[@aria-labelledby='corrections-panel']//li/a")
    header = html.fromstring(desk.get("/admin/articles/claim/").text).find_class("column-publication_deadline")[0]
    sort = header.xpath(".//div[@class='text']/a/@href")[0]
    listed = html.fromstring(desk.get("/admin/articles/claim/" + sort).text)
    names = listed.xpath("//table[@id='result_list']//tbody//th")

    assert [link.text_content() for link in shown][:5] == by_due_day
    assert [f"정정보도 청구 · {name.text_content().strip()}" for name in names] == by_due_day


def test_a_claim_is_over_only_after_the_moved_day(desk, time_machine):
    time_machine.move_to(timezone.make_aware(timezone.datetime(2026, 9, 28, 9)), tick=False)
    Claim.objects.create(article=ArticleFactory(), received_on=date(2026, 9, 22))

    def overdue():
        pages = [desk.get("/admin/").text, desk.get("/admin/articles/claim/").text]
        return [
            " ".join(each.text_content().split())
            for page in pages
            for each in html.fromstring(page).find_class("overdue")
        ]

    assert "9.25(금)까지, 추석이라 9.28(월)까지 (오늘까지)" in desk.get("/admin/").text
    assert overdue() == []

    time_machine.shift(timedelta(days=1))
    assert overdue() == [
        "답할 기한 9.25(금)까지, 추석이라 9.28(월)까지 (1일 지남)",
        "9.25(금)까지, 추석이라 9.28(월)까지",
    ]


def test_the_form_says_from_where_the_days_run(desk):
    page = desk.get(reverse("admin:articles_claim_add")).text

    assert "같은 날부터 7일 안에" in page
    assert "합의한 날부터" not in page and "이날부터 셉니다" not in page


def test_a_list_of_claims_costs_the_same_however_many_there_are(desk, in_november, django_assert_max_num_queries):
    for _ in range(12):
        Claim.objects.create(article=ArticleFactory(), received_on=date(2026, 11, 2))

    with django_assert_max_num_queries(9):
        desk.get("/admin/articles/claim/")


def test_records_of_a_claim_itself_stay_as_they_were(desk, in_november):
    fill(desk, "articles_claim", article=ArticleFactory().pk, received_on="2026-11-09")

    assert [record.verb for record in Record.objects.all()] == ["added"]


def test_a_holiday_is_told_before_a_day_of_the_week():
    assert holiday_reason(date(2027, 2, 7)) == "설날이라"  # a Sunday
