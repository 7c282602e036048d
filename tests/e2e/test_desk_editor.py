"""The body editor under Korean fingers."""

import base64

import pytest

from articles.models import Article, Photo
from articles.pictures.store import store_photo
from tests.articles.desk import DESK, picture, staff
from tests.factories import ArticleFactory, SectionFactory

from .desk import body_html, compose, editor, paste, sign_in, wait_until

NEW = "/admin/articles/article/add/"

FROM_WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><style>p.MsoNormal {font-family:"맑은 고딕"}</style></head><body>
<p class=MsoNormal style='margin:0cm;text-align:justify'><span lang=KO style='font-size:11.0pt;font-family:바탕'>
동작구는 ▲교육 ▲복지 ‧ 안전을 “함께” 키운다고 「조례」로 밝혔다.</span><o:p></o:p></p>
<p class=MsoNormal><b><span style='color:navy'>◆ 직업교육특구</span></b></p></body></html>"""

FROM_HANGUL = """<html><head><meta name="generator" content="Hancom HWP">
<style>P.HStyle0 {line-height:160%}</style></head><body>
<P CLASS=HStyle0 STYLE='line-height:180%'><SPAN STYLE='font-size:15.0pt;font-family:"한컴바탕";letter-spacing:-5%'>
□ 동작구는 ‘특구’에 지정됐다.</SPAN></P>
<P CLASS=HStyle0><SPAN STYLE='font-weight:bold'>◆ 청년 일자리</SPAN></P></body></html>"""


@pytest.fixture
def desk(context, live_server):
    sign_in(context, staff(*DESK), live_server.url)


def test_hangul_arrives_whole_syllable_by_syllable(page, desk):
    page.goto(NEW)
    editor(page).locator("body").click()

    compose(page, "안녕하세요 한글 값진 뷁")
    page.keyboard.press("Enter")
    compose(page, "둘째 줄")

    assert editor(page).locator("p").all_inner_texts() == ["안녕하세요 한글 값진 뷁", "둘째 줄"]


def test_hangul_is_composed_in_the_midst_of_a_word_and_in_a_sub_head(page, desk):
    page.goto(NEW)
    editor(page).locator("body").click()
    compose(page, "동작청")
    page.keyboard.press("ArrowLeft")

    compose(page, "구")

    assert editor(page).locator("body").inner_text().strip() == "동작구청"


@pytest.mark.parametrize(
    ("copied", "kept"),
    [
        (FROM_WORD, ["▲교육 ▲복지 ‧ 안전을 “함께” 키운다고 「조례」로 밝혔다.", "◆ 직업교육특구"]),
        (FROM_HANGUL, ["□ 동작구는 ‘특구’에 지정됐다.", "◆ 청년 일자리"]),
    ],
    ids=["Word", "한글"],
)
def test_a_pasted_press_release_keeps_its_text_and_loses_its_looks(page, desk, copied, kept):
    page.goto(NEW)
    editor(page).locator("body").click()

    paste(page, html=copied)

    html = body_html(page)
    assert all(text in html for text in kept)
    assert not any(look in html for look in ["style", "class", "font", "span", "Mso", "o:p", "&#", "&ldquo;"])


def test_plain_text_becomes_paragraphs(page, desk):
    page.goto(NEW)
    editor(page).locator("body").click()

    paste(page, text="첫 문단.\n\n둘째 문단.")

    assert editor(page).locator("p").all_inner_texts() == ["첫 문단.", "둘째 문단."]


def test_a_picture_pasted_into_the_body_goes_into_the_library(page, desk):
    page.goto(NEW)
    editor(page).locator("body").click()
    compose(page, "사진 앞")

    paste(page, files=[("광장.jpg", base64.b64encode(picture().read()).decode())])

    editor(page).locator("figure.photo img[src*='.webp']").wait_for()
    assert Photo.objects.get().medium_url in body_html(page)
    assert "data:" not in body_html(page)


def test_a_picture_that_word_carries_in_the_text_goes_into_the_library(page, desk):
    page.goto(NEW)
    editor(page).locator("body").click()
    data = base64.b64encode(picture(size=(40, 30)).read()).decode()

    paste(page, html=f'<p>앞</p><p><img src="data:image/jpeg;base64,{data}"></p><p>뒤</p>')

    editor(page).locator("figure.photo img[src*='.webp']").wait_for()
    assert Photo.objects.count() == 1
    assert "data:" not in body_html(page)


def test_a_picture_that_is_none_is_refused_in_a_sentence(page, desk):
    page.goto(NEW)
    editor(page).locator("body").click()

    paste(page, files=[("광장.jpg", base64.b64encode(b"no picture at all").decode())])

    notice = page.locator(".cke_notification_warning")
    notice.wait_for()
    assert "JPG" in notice.inner_text()
    assert "<img" not in body_html(page)


def test_the_picture_button_uploads_into_the_library(page, desk, tmp_path):
    file = tmp_path / "광장.jpg"
    file.write_bytes(picture().read())
    page.goto(NEW)
    editor(page).locator("body").click()

    page.locator(".cke_button__image").click()
    page.locator(".cke_dialog_tab:visible", has_text="업로드").click()
    page.frame_locator(".cke_dialog_ui_input_file iframe").locator("input[type=file]").set_input_files(file)
    page.locator(".cke_dialog_ui_fileButton:visible").click()
    wait_until(page, "() => CKEDITOR.dialog.getCurrent()?.getValueOf('info', 'src')")
    page.locator(".cke_dialog_ui_button_ok:visible").click()

    editor(page).locator("img[src*='.webp']").wait_for()
    assert Photo.objects.count() == 1


def test_a_video_stands_as_a_box_and_is_saved_as_its_player(page, desk):
    section = SectionFactory()
    article = ArticleFactory(section=section, body="<p>앞</p>")
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    editor(page).locator("body").click()

    page.locator(".cke_button__newsvideo").click()
    page.locator(".cke_dialog input.cke_dialog_ui_input_text:visible").fill(
        "https://www.youtube.com/watch?v=abcdefghijk"
    )
    page.locator(".cke_dialog_ui_button_ok:visible").click()
    assert editor(page).locator(".video").count() == 1
    page.locator("button[name=_save]").click()
    page.locator(".messagelist .success").wait_for()

    assert "https://www.youtube-nocookie.com/embed/abcdefghijk" in Article.objects.get().body
    assert editor(page).locator("iframe").count() == 0
    assert editor(page).locator(".video").count() == 1


RICH = """<p>첫 문단 <strong>굵게</strong> &amp; <a href="https://example.com/a">밖</a>.</p>
<h2>◆ 소제목</h2><h3>작은 소제목</h3>
<ul><li>하나</li><li>둘</li></ul><ol start="3"><li>셋</li></ol>
<blockquote><p>“인용”</p></blockquote>
<table><caption>표</caption><thead><tr><th>가</th><th>나</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>
<iframe src="https://www.youtube.com/embed/abcdefghijk" title="영상"></iframe>
<p>끝 문단<br>둘째 줄 ▲하나 ▲둘 ‧ 「법」</p>"""


def test_opening_and_saving_a_published_article_changes_nothing(page, desk):
    photo = store_photo(picture(), caption="광장", credit="사진=동작구 제공")
    image = f'<img src="{photo.medium_url}" alt="광장">'
    article = ArticleFactory(
        published=True, body=f"{RICH}<figure>{image}<figcaption>광장에서</figcaption></figure>{image}"
    )
    before = Article.objects.get().body
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    editor(page)

    page.locator("button[name=_save]").click()
    page.locator(".messagelist .success").wait_for()

    article.refresh_from_db()
    assert article.body == before
    assert article.revised_at is None


def test_the_editor_speaks_korean_and_offers_a_newspapers_buttons(page, desk):
    page.goto(NEW)
    editor(page)

    titles = page.locator(".cke_toolbox .cke_button").evaluate_all("all => all.map((each) => each.title)")
    labels = page.locator(".cke_toolbox .cke_voice_label").all_inner_texts()

    assert len(titles) >= 15
    assert any("굵게" in title for title in titles)
    assert not any(word in "".join(titles + labels) for word in ["Source", "소스", "Flash", "플래시", "Bold"])


def test_the_desk_asks_no_outside_host_for_anything(page, desk, live_server):
    asked = []
    page.context.on("request", lambda request: asked.append(request.url))
    article = ArticleFactory(body=RICH)

    for address in [NEW, f"/admin/articles/article/{article.pk}/change/", "/admin/", "/admin/articles/article/"]:
        page.goto(address, wait_until="networkidle")
    page.goto(NEW)
    editor(page).locator("body").click()
    paste(page, html=FROM_WORD)
    for button in ["image", "newsvideo", "link", "table", "specialchar", "find"]:
        page.locator(f".cke_button__{button}").click()
        page.locator(".cke_dialog:visible").wait_for()
        page.keyboard.press("Escape")
    page.wait_for_load_state("networkidle")

    assert len(asked) > 20
    assert [url for url in asked if not url.startswith((live_server.url, "data:", "blob:"))] == []
