"""From signing in to a page that readers read, in a real browser."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from articles.models import Article, Photo
from tests.articles.desk import DESK, REPORTER, picture, staff
from tests.factories import (
    ArticleFactory,
    BlockFactory,
    PublicationFactory,
    ReporterFactory,
    SectionFactory,
    SourceFactory,
)

from .desk import choose, compose, editor, paste, sign_in, wait_until

PASSWORD = "correct-horse-battery"


@pytest.fixture
def paper(live_server):
    PublicationFactory(name="새솔뉴스", credit_tag="(새솔뉴스)")
    section = SectionFactory(name="경제", slug="economy")
    SourceFactory(name="서울특별시동작구", slug="dongjak")
    BlockFactory(name="톱", slug="top", zone="front", layout="top", rule="latest")
    return section


@pytest.fixture
def photo_file(tmp_path):
    file = tmp_path / "광장.jpg"
    file.write_bytes(picture().read())
    return file


def test_a_reporter_writes_and_the_desk_publishes_and_a_reader_finds_it(browser, page, live_server, paper, photo_file):
    reporter = staff(*REPORTER, username="haneul")
    staff(*DESK, username="seojun")
    ReporterFactory(name="김하늘", user=reporter)

    # The reporter signs in and writes
    page.goto("/admin/")
    page.locator("#id_username").fill("haneul")
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.locator("#user-tools").wait_for()
    page.goto("/admin/articles/article/add/")
    page.locator("#id_headline").click()
    compose(page, "동작구 직업교육특구 지정")
    page.locator("#id_subheadline").click()
    compose(page, "청년 일자리 만든다")
    editor(page).locator("body").click()
    compose(page, "동작구는 특구로 지정됐다고 밝혔다.")
    page.keyboard.press("Enter")
    paste(page, html="<p>▲교육 ▲복지</p><p style='color:red'>◆ 새 일자리</p>")
    choose(page, "section", "경제")
    choose(page, "source", "서울특별시동작구")
    page.locator(".own-byline button").click()

    # with a photo
    page.locator(".field-lead_photo input[type=file]").set_input_files(photo_file)
    page.locator(".field-lead_photo .photo-preview:visible").wait_for()
    assert Photo.objects.get().uploaded_by == reporter

    # looks at it
    with page.context.expect_page() as opened:
        page.locator("button[formtarget=_blank]").click()
    preview = opened.value
    preview.locator("h1", has_text="동작구 직업교육특구 지정").wait_for()
    assert "(새솔뉴스)" in preview.inner_text("body")
    assert not Article.objects.exists()
    preview.close()

    # and sends it to the desk
    page.locator("button[value=submit]").click()
    page.locator(".messagelist .success").wait_for()
    article = Article.objects.get()
    assert article.state == "submitted"
    assert article.byline == "김하늘 기자"
    address = f"/articles/{article.pk}/"

    # Readers see nothing of it, nor of its preview
    with browser.new_context(base_url=live_server.url, locale="ko-KR") as reader:
        window = reader.new_page()
        assert window.goto(address).status == 404
        window.goto(f"/admin/articles/article/{article.pk}/preview/")
        assert window.locator("#id_username").is_visible()

    # until the desk publishes
    with browser.new_context(base_url=live_server.url, locale="ko-KR") as desk:
        window = desk.new_page()
        window.goto(f"/admin/login/?next=/admin/articles/article/{article.pk}/change/")
        window.locator("#id_username").fill("seojun")
        window.locator("#id_password").fill(PASSWORD)
        window.keyboard.press("Enter")
        editor(window)
        window.locator("button[value=publish]").click()
        window.locator(f".messagelist a[href='{address}']").click()
        window.locator("h1", has_text="동작구 직업교육특구 지정").wait_for()

    # Then they find it everywhere
    with browser.new_context(base_url=live_server.url, locale="ko-KR") as reader:
        window = reader.new_page()
        for listed in ["/", "/sections/economy/", "/sources/dongjak/"]:
            window.goto(listed)
            assert window.locator(f"a[href='{address}']").count() > 0, listed
        window.locator(f"a[href='{address}']").first.click()
        text = window.inner_text("body")
        assert all(part in text for part in ["청년 일자리 만든다", "▲교육 ▲복지", "김하늘 기자", "서울특별시동작구"])
        assert window.locator("h2", has_text="◆ 새 일자리").count() == 1
        shown = window.locator("article img").first
        shown.scroll_into_view_if_needed()
        wait_until(window, "() => document.querySelector('article img').naturalWidth > 0")


def test_a_refused_picture_says_why_and_loses_nothing(page, context, live_server, paper, tmp_path):
    sign_in(context, staff(*REPORTER), live_server.url)
    page.goto("/admin/articles/article/add/")
    page.locator("#id_headline").fill("사진이 없는 기사")
    file = tmp_path / "문서.jpg"
    file.write_bytes(b"%PDF-1.7 not a picture")

    page.locator(".field-lead_photo input[type=file]").set_input_files(file)

    refusal = page.locator(".field-lead_photo .photo-status.is-error")
    refusal.wait_for()
    assert "JPG" in refusal.inner_text()
    assert page.locator("#id_headline").input_value() == "사진이 없는 기사"
    assert page.locator("#id_lead_photo").input_value() == ""


def test_several_pictures_at_once_become_the_gallery_in_order(page, context, live_server, paper, tmp_path):
    sign_in(context, staff(*REPORTER), live_server.url)
    files = []
    for number in range(3):
        files.append(tmp_path / f"{number}.jpg")
        files[-1].write_bytes(picture(size=(300 + number, 200)).read())
    page.goto("/admin/articles/article/add/")
    page.locator("#id_headline").fill("사진 이야기")
    choose(page, "section", "경제")

    page.locator("photo-gallery > label input[type=file]").set_input_files(files)
    page.locator("#gallery-2 .photo-preview:visible").wait_for()
    page.locator("#gallery-2 .row-moves button").first.click()
    page.locator("button[name=_save]").click()
    page.locator(".messagelist .success").wait_for()

    assert [each.photo.width for each in Article.objects.get().gallery.all()] == [300, 302, 301]


def test_an_article_is_published_by_the_keyboard_alone(page, paper):
    desk = staff(*DESK, username="seojun")
    desk.user_permissions.add(Permission.objects.get(codename="view_reporter"))

    def tab_to(selector: str) -> None:
        for _ in range(120):
            if page.evaluate("(selector) => document.activeElement?.matches(selector)", selector):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"Tab never came to {selector}")

    page.goto("/admin/login/?next=/admin/articles/article/add/")
    page.keyboard.type("seojun")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    editor(page)
    tab_to("#id_headline")
    page.keyboard.insert_text("글쇠만으로 쓴 기사")
    tab_to("iframe.cke_wysiwyg_frame")
    page.keyboard.insert_text("마우스 없이 썼다.")
    tab_to(".field-section .select2-selection")
    page.keyboard.press("Enter")
    page.keyboard.insert_text("경제")
    page.locator(".select2-results__option--highlighted", has_text="경제").wait_for()
    page.keyboard.press("Enter")
    tab_to("button[value=publish]")
    page.keyboard.press("Enter")
    page.locator(".messagelist .success").wait_for()

    article = Article.objects.get()
    assert article.is_public(timezone.now())
    assert "마우스 없이 썼다." in article.body


def test_leaving_with_something_typed_asks_first(page, context, live_server, paper):
    sign_in(context, staff(*REPORTER), live_server.url)
    page.goto("/admin/articles/article/add/")
    editor(page)
    page.locator("#id_headline").press_sequentially("아직")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

    page.locator("#site-name a").click(no_wait_after=True)
    page.wait_for_timeout(500)

    assert asked == ["beforeunload"]
    assert page.locator("#id_headline").input_value() == "아직"


@pytest.mark.parametrize("width", [1280, 390])
def test_an_article_is_scheduled_and_another_withdrawn(page, context, live_server, paper, width):
    sign_in(context, staff(*DESK), live_server.url)
    page.set_viewport_size({"width": width, "height": 800})
    draft, public = ArticleFactory(section=paper), ArticleFactory(section=paper, published=True)
    tomorrow = timezone.localtime() + timedelta(days=1)

    page.goto(f"/admin/articles/article/{draft.pk}/change/")
    page.locator("details:has(#id_publish_at) summary").click()
    page.locator("button[value=schedule]").click()
    page.locator(".step-details .errorlist").wait_for()  # the time is missing, and the panel stays open
    page.locator("#id_publish_at").fill(f"{tomorrow:%Y-%m-%dT%H:%M}")
    page.locator("button[value=schedule]").click()
    page.locator(".messagelist .success").wait_for()

    page.goto(f"/admin/articles/article/{public.pk}/change/")
    page.locator("details:has(#id_withdraw_reason) summary").click()
    page.locator("#id_withdraw_reason").fill("사실과 다름")
    page.locator("button[value=withdraw]").click()
    page.locator(".messagelist .success").wait_for()

    draft.refresh_from_db()
    public.refresh_from_db()
    assert draft.is_scheduled()
    assert (public.state, public.withdrawn_reason) == ("withdrawn", "사실과 다름")
