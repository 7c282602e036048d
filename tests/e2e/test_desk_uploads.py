"""Buttons that are pressed while pictures upload: nothing goes without them."""

import base64

import pytest

from articles.body import render_body
from articles.models import Article, Page, Photo, Reporter
from articles.pictures.store import store_photo
from tests.articles.desk import DESK, REPORTER, picture, staff
from tests.factories import PublicationFactory, SectionFactory

from .desk import choose, editor, paste, sign_in, wait_until

NEW = "/admin/articles/article/add/"
UPLOAD = "**/photo/upload/"


@pytest.fixture
def paper(context, live_server):
    PublicationFactory(name="새솔뉴스", credit_tag="(새솔뉴스)")
    section = SectionFactory(name="경제", slug="economy")
    user = staff(*DESK, username="seojun")
    sign_in(context, user, live_server.url)
    return section


@pytest.fixture
def files(tmp_path):
    found = []
    for number in range(4):
        found.append(tmp_path / f"{number}.jpg")
        found[-1].write_bytes(picture(size=(300 + number, 200)).read())
    return found


class SlowLine:
    """Holds back what is uploaded until it is let through."""

    def __init__(self, page):
        self.page, self.held = page, []
        page.route(UPLOAD, lambda route: self.held.append(route))

    def let_through(self, count=1, act=lambda route: route.continue_()):
        for _ in range(count):
            for _ in range(100):
                if self.held:
                    break
                self.page.wait_for_timeout(50)
            act(self.held.pop(0))


def begin(page, headline="사진 이야기"):
    page.goto(NEW)
    editor(page)
    page.locator("#id_headline").fill(headline)
    choose(page, "section", "경제")


def note(page):
    return page.locator(".upload-note [role=status]").inner_text()


def gallery(page, files):
    page.locator("photo-gallery > label input[type=file]").set_input_files(files)


def picture_data(width=300):
    return base64.b64encode(picture(size=(width, 200)).read()).decode()


def press_by_click(page, name):
    page.locator(name).click()


def press_by_key(page, name):
    page.locator(name).focus()
    page.keyboard.press("Enter")


@pytest.mark.parametrize("press", [press_by_click, press_by_key])
def test_handing_in_waits_for_every_picture_of_the_gallery(page, paper, files, press):
    line = SlowLine(page)
    begin(page)
    gallery(page, files)
    line.let_through()
    page.locator("#gallery-0 .photo-preview:visible").wait_for()

    press(page, "button[value=submit]")
    wait_until(page, "() => document.querySelector('.upload-note').textContent.includes('데스크에 보내기')")
    assert "사진 3장" in note(page)
    assert not Article.objects.exists()
    line.let_through(3)
    page.locator(".messagelist .success").wait_for()

    article = Article.objects.get()
    assert article.state == "submitted"
    assert [each.photo.width for each in article.gallery.all()] == [300, 301, 302, 303]


def test_enter_in_the_headline_waits_too(page, paper, files):
    line = SlowLine(page)
    begin(page)
    page.locator(".field-lead_photo input[type=file]").set_input_files(files[0])

    page.locator("#id_headline").press("Enter")
    page.wait_for_timeout(300)
    assert "사진 1장" in note(page)
    line.let_through()
    page.locator(".messagelist .success").wait_for()

    assert Article.objects.get().lead_photo.width == 300


def test_pictures_in_the_body_are_waited_for(page, paper):
    line = SlowLine(page)
    begin(page)
    editor(page).locator("body").click()
    paste(page, html=f'<p><img src="data:image/jpeg;base64,{picture_data(301)}"></p><p>뒤</p>')
    paste(page, files=[("광장.jpg", picture_data())])

    page.locator("button[value=publish]").click()
    page.wait_for_timeout(300)
    assert "사진 2장" in note(page)
    line.let_through(2)
    page.locator(".messagelist .success").wait_for()

    body = Article.objects.get().body
    assert body.count("<img") == 2
    assert all(photo.medium_url in render_body(body) for photo in Photo.objects.all())


@pytest.mark.parametrize("is_there", [True, False])
def test_what_is_pasted_after_a_picture_stands_behind_it_and_not_in_its_place(page, paper, is_there):
    line = SlowLine(page)
    begin(page)
    editor(page).locator("body").click()
    paste(page, text="앞")
    paste(page, files=[("하나.jpg", picture_data(301))])
    if is_there:
        line.let_through()
        editor(page).locator("figure img[width='301']").wait_for()
    paste(page, files=[("둘.jpg", picture_data(302))])
    paste(page, text="뒤")

    page.locator("button[value=submit]").click()
    line.let_through(1 if is_there else 2)
    page.locator(".messagelist .success").wait_for()

    body = Article.objects.get().body
    assert body.index("앞") < body.index('width="301"') < body.index('width="302"') < body.index("뒤")


def test_a_video_after_a_pasted_picture_leaves_it_where_it_stands(page, paper):
    begin(page)
    editor(page).locator("body").click()
    paste(page, files=[("하나.jpg", picture_data(301))])
    page.locator(".cke_button__newsvideo").click()
    page.locator(".cke_dialog_ui_input_text:visible").last.fill("https://youtu.be/dQw4w9WgXcQ")
    page.locator(".cke_dialog_ui_button_ok:visible").click()
    editor(page).locator("div.video").wait_for()

    page.locator("button[value=submit]").click()
    page.locator(".messagelist .success").wait_for()

    body = Article.objects.get().body
    assert body.index('width="301"') < body.index("<iframe")


def test_a_preview_waits_in_its_window(page, paper, files):
    line = SlowLine(page)
    begin(page)
    page.locator(".field-lead_photo input[type=file]").set_input_files(files[0])

    with page.context.expect_page() as opened:
        page.locator("button[formtarget=_blank]").click()
    assert "사진 1장" in opened.value.inner_text("body")
    page.wait_for_timeout(6000)  # by then the browser has forgotten the press
    line.let_through()

    opened.value.locator("h1", has_text="사진 이야기").wait_for()
    assert opened.value.locator("article img").count() == 1
    assert page.locator("button[formtarget]").get_attribute("formtarget") == "_blank"
    with page.context.expect_page():
        page.locator("button[formtarget=_blank]").click()
    assert not Article.objects.exists()


def test_what_was_stopped_by_esc_does_not_go(page, paper, files):
    line = SlowLine(page)
    begin(page)
    gallery(page, files[:2])
    page.locator("button[value=submit]").click()
    page.locator(".upload-note button").wait_for()

    page.keyboard.press("Escape")
    line.let_through(2)
    page.locator("#gallery-1 .photo-preview:visible").wait_for()
    page.wait_for_timeout(400)

    assert not Article.objects.exists()
    assert page.locator(".upload-note").is_hidden()
    page.locator("button[value=submit]").click()
    page.locator(".messagelist .success").wait_for()
    assert Article.objects.get().gallery.count() == 2


def test_the_last_button_that_was_pressed_is_the_one_that_goes_and_once(page, paper, files):
    line = SlowLine(page)
    begin(page)
    gallery(page, files[:1])
    sent = []
    page.on("request", lambda request: sent.append(request.method) if request.url.endswith(NEW) else None)
    page.locator("[name=_save]").click()
    page.locator("button[value=submit]").dblclick()

    line.let_through()
    page.locator(".messagelist .success").wait_for()

    assert sent.count("POST") == 1
    assert Article.objects.get().state == "submitted"


def test_two_presses_send_one(page, paper):
    begin(page)
    sent = []
    page.on("request", lambda request: sent.append(request.method) if request.url.endswith(NEW) else None)

    page.locator("button[value=submit]").evaluate(
        "(button) => { button.click(); setTimeout(() => button.click(), 30); }"
    )
    page.locator(".messagelist .success").wait_for()

    assert sent.count("POST") == 1


def test_a_press_after_the_sending_was_stopped_is_answered(page, paper):
    begin(page)
    page.route(f"**{NEW}", lambda route: None)
    button = page.locator("button[value=submit]")
    button.evaluate("(button) => { button.click(); setTimeout(() => window.stop(), 50); }")
    page.wait_for_timeout(200)

    button.click(no_wait_after=True)

    assert "초 뒤에 다시 누르세요" in note(page)
    page.locator(".upload-note").wait_for(state="hidden", timeout=15_000)
    page.unroute_all(behavior="ignoreErrors")
    button.click()
    page.locator(".messagelist .success").wait_for()
    assert Article.objects.get().state == "submitted"


def test_a_picture_that_is_refused_stops_the_step_at_its_place(page, paper, files):
    files[1].write_bytes(b"%PDF-1.7 not a picture")
    line = SlowLine(page)
    begin(page)
    gallery(page, files[:3])
    page.locator("button[value=submit]").click()

    line.let_through(3)
    page.locator("#gallery-2 .photo-preview:visible").wait_for()
    failed = page.locator("#gallery-1 photo-field")
    assert "JPG" in failed.locator(".photo-status.is-error").inner_text()
    assert "멈췄습니다" in note(page)
    page.locator("button[value=submit]").click()  # pressed again: still not without it
    page.wait_for_timeout(300)
    assert not Article.objects.exists()
    assert page.evaluate("document.activeElement.matches('#gallery-1 .upload-again')")

    failed.locator("button", has_text="빼기").click()
    page.locator("button[value=submit]").click()
    page.locator(".messagelist .success").wait_for()
    assert [each.photo.width for each in Article.objects.get().gallery.all()] == [300, 302]


def test_what_a_broken_connection_lost_is_tried_again(page, paper, files):
    line = SlowLine(page)
    begin(page)
    page.locator(".field-lead_photo input[type=file]").set_input_files(files[0])
    page.locator("button[value=submit]").click()
    line.let_through(act=lambda route: route.abort())
    again = page.locator(".field-lead_photo .upload-again")
    again.wait_for()
    assert not Article.objects.exists()

    again.click()
    page.locator("button[value=submit]").click()
    line.let_through()
    page.locator(".messagelist .success").wait_for()

    assert Article.objects.get().lead_photo.width == 300


def test_a_picture_of_the_body_that_failed_is_tried_again_where_it_stood(page, paper):
    line = SlowLine(page)
    begin(page)
    editor(page).locator("body").click()
    paste(page, text="앞")
    paste(page, files=[("광장.jpg", picture_data())])
    page.keyboard.press("ArrowRight")
    page.evaluate("CKEDITOR.instances.id_body.insertHtml('<p>뒤</p>')")
    page.locator("button[value=submit]").click()
    line.let_through(act=lambda route: route.fulfill(status=413, body="<html>Too Large</html>"))

    failure = page.locator(".upload-failure:visible")
    failure.wait_for()
    assert "너무 큽니다" in failure.inner_text()
    assert not Article.objects.exists()
    failure.locator(".upload-again").click()
    page.locator("button[value=submit]").click()
    line.let_through()
    page.locator(".messagelist .success").wait_for()

    body = Article.objects.get().body
    assert body.index("앞") < body.index("<img") < body.index("뒤")


def test_a_picture_of_the_body_that_failed_is_taken_out(page, paper):
    line = SlowLine(page)
    begin(page)
    editor(page).locator("body").click()
    paste(page, files=[("광장.jpg", picture_data())])
    line.let_through(act=lambda route: route.abort())
    failure = page.locator(".upload-failure:visible")
    failure.wait_for()
    page.locator("button[value=submit]").click()
    page.wait_for_timeout(300)
    assert not Article.objects.exists()

    failure.locator("button", has_text="빼기").click()
    page.locator("button[value=submit]").click()
    page.locator(".messagelist .success").wait_for()

    assert "<img" not in Article.objects.get().body


@pytest.mark.parametrize("where", ["lead", "body"])
def test_who_is_signed_out_is_told_and_goes_on_after_signing_in_elsewhere(page, paper, files, where):
    begin(page)
    page.context.clear_cookies(name="sessionid")
    if where == "lead":
        page.locator(".field-lead_photo input[type=file]").set_input_files(files[0])
    else:
        editor(page).locator("body").click()
        paste(page, files=[("광장.jpg", picture_data())])
    reason = page.locator(".photo-status.is-error, .upload-failure:visible")
    reason.wait_for()
    assert "로그인" in reason.inner_text()

    other = page.context.new_page()
    other.goto("/admin/login/")
    other.locator("#id_username").fill("seojun")
    other.locator("#id_password").fill("correct-horse-battery")
    other.keyboard.press("Enter")
    other.wait_for_url("**/admin/")
    reason.locator(".upload-again").click()
    page.locator("button[value=submit]").click()
    page.locator(".messagelist .success").wait_for()

    article = Article.objects.get()
    assert article.lead_photo or "<img" in article.body


@pytest.mark.parametrize("where", ["lead", "gallery"])
def test_a_picture_beyond_what_the_server_takes_is_told(page, paper, files, where):
    page.route(UPLOAD, lambda route: route.fulfill(status=413, body="<html>Too Large</html>"))
    begin(page)
    if where == "lead":
        page.locator(".field-lead_photo input[type=file]").set_input_files(files[0])
    else:
        gallery(page, files[:1])

    reason = page.locator(".photo-status.is-error")
    reason.wait_for()

    assert "너무 큽니다" in reason.inner_text()


def test_a_failed_picture_gives_way_to_one_of_the_library(page, paper, files):
    store_photo(picture(), caption="창고 사진")
    page.route(UPLOAD, lambda route: route.abort())
    begin(page)
    page.locator(".field-lead_photo input[type=file]").set_input_files(files[0])
    page.locator(".photo-status.is-error").wait_for()

    choose(page, "lead_photo", "창고")
    page.locator("button[value=submit]").click()
    page.locator(".messagelist .success").wait_for()

    assert Article.objects.get().lead_photo.caption == "창고 사진"


def test_a_page_and_a_portrait_wait_as_well(page, context, live_server, files, admin_user):
    sign_in(context, admin_user, live_server.url)
    line = SlowLine(page)
    page.goto("/admin/articles/page/add/")
    editor(page).locator("body").click()
    page.locator("#id_title").fill("소개")
    paste(page, files=[("광장.jpg", picture_data())])
    page.locator("[name=_save]").click()
    page.wait_for_timeout(300)
    assert not Page.objects.exists()
    line.let_through()
    page.locator(".messagelist .success").wait_for()
    assert "<img" in Page.objects.get().body

    page.goto("/admin/articles/reporter/add/")
    page.locator("#id_name").fill("김하늘")
    page.locator(".field-portrait input[type=file]").set_input_files(files[0])
    page.locator("[name=_save]").click()
    page.wait_for_timeout(300)
    assert not Reporter.objects.exists()
    line.let_through()
    page.locator(".messagelist .success").wait_for()
    assert Reporter.objects.get().portrait


def test_the_texts_of_many_pictures_wait_for_the_last(page, context, live_server, files):
    sign_in(context, staff(*REPORTER), live_server.url)
    line = SlowLine(page)
    page.goto("/admin/articles/photo/batch/")
    page.locator("input[type=file]").set_input_files(files[:3])
    line.let_through()
    page.locator("[data-name=caption]:visible").first.fill("광장에서")

    page.locator("button[type=submit].default").click()
    page.wait_for_timeout(300)
    assert "사진 2장" in note(page)
    line.let_through(2)
    page.locator(".messagelist .success").wait_for()

    assert Photo.objects.count() == 3
    assert Photo.objects.filter(caption="광장에서").count() == 1


def test_a_form_with_a_file_says_that_it_is_being_sent(page, context, live_server, files, admin_user):
    sign_in(context, admin_user, live_server.url)
    page.goto("/admin/articles/photo/add/")
    page.locator("#id_upload").set_input_files(files[0])

    told = page.locator("[name=_save]").evaluate(
        "(button) => { button.click(); return document.querySelector('.upload-note').textContent; }"
    )
    page.locator(".messagelist .success").wait_for()

    assert "보내는 중" in told
