"""Pictures of other sites, pasted under Korean fingers."""

import pytest

from articles.models import Article, Photo
from tests import remote_site
from tests.articles.desk import DESK, staff
from tests.factories import ArticleFactory, SectionFactory

from .desk import body_html, compose, editor, paste, sign_in

NEW = "/admin/articles/article/add/"
MIXED = (
    "<p>시는 등불축제를 연다.</p><p><img src='{address}' alt='등불'></p>"
    "<p>강가에서 <img src='https://e.example/2.png'> 열린다.</p>"
    "<figure><img src='file:///C:/3.png'><figcaption>개막식</figcaption></figure>"
    "<p><img src='https://count.example/p.gif' width='1' height='1'></p><p>끝</p>"
)


@pytest.fixture
def site(monkeypatch):
    site = remote_site.RemoteSite()
    site.files["/a.jpg"] = remote_site.jpeg()
    remote_site.resolve_to(monkeypatch, site)
    yield site
    site.shutdown()
    site.server_close()


@pytest.fixture
def desk(context, live_server):
    sign_in(context, staff(*DESK), live_server.url)


@pytest.fixture
def asked(page, live_server):
    """What the browser has asked of other hosts."""
    hosts = []
    page.on("request", lambda request: hosts.append(request.url))
    return lambda: [url for url in hosts if not url.startswith((live_server.url, "data:", "blob:", "about:"))]


def boxes(page):
    return editor(page).locator("div.absent").all_inner_texts()


def test_a_paste_says_what_did_not_come_along_and_leaves_a_box_at_each_place(page, desk, site, asked):
    page.goto(NEW)
    editor(page).locator("body").click()

    paste(page, html=MIXED.format(address=f"{site.url}/a.jpg"))

    notice = page.locator(".cke_notification_warning")
    notice.wait_for()
    assert "사진 3장" in notice.inner_text()
    assert [text.split(" · ")[0] for text in boxes(page)] == ["가져오지 못한 사진"] * 3
    assert "등불" in boxes(page)[0]
    assert editor(page).locator("p").all_inner_texts() == ["시는 등불축제를 연다.", "강가에서 열린다.", "끝"]
    assert "<img" not in body_html(page)
    assert asked() == [] and site.asked == []


def test_from_the_paste_to_the_picture_at_its_place(page, desk, site):
    article = ArticleFactory(section=SectionFactory(), body="<p>처음</p>")
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    editor(page).locator("body").click()
    page.keyboard.press("Control+A")
    paste(page, html=MIXED.format(address=f"{site.url}/a.jpg"))

    page.locator("button[name=_save]").first.click()
    page.get_by_role("link", name="가져오거나 빼기").click()
    page.get_by_label("사진 출처").fill("사진=새솔구 제공")
    page.get_by_label("우리 신문이 이 사진을 써도 됩니다").check()
    page.get_by_role("button", name="가져오기").click()

    editor(page).locator("figure.photo img[src*='.webp']").wait_for()
    assert len(boxes(page)) == 2
    assert "사진 1장을 넣었습니다" in page.locator(".messagelist").inner_text()
    photo = Photo.objects.get()
    assert Article.objects.get().body.index("연다.") < Article.objects.get().body.index(f'data-photo="{photo.pk}"')
    page.locator("button[name=_save]").first.click()
    page.locator(".messagelist .success").wait_for()
    assert f'data-photo="{photo.pk}"' in Article.objects.get().body


def test_boxes_survive_a_save_that_was_refused(page, desk):
    SectionFactory()
    page.goto(NEW)
    editor(page).locator("body").click()
    paste(page, html="<p>앞</p><p><img src='https://example.org/x.png'></p><p>뒤</p>")

    page.locator("button[name=_save]").first.click()
    page.locator(".errornote").wait_for()

    assert len(boxes(page)) == 1
    assert 'data-from="https://example.org/x.png"' in body_html(page)


def test_writing_on_around_a_box_keeps_it(page, desk):
    article = ArticleFactory(section=SectionFactory(), body="<p>앞</p>")
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    editor(page).locator("p", has_text="앞").click()
    page.keyboard.press("End")
    paste(page, html="<p><img src='https://example.org/x.png'></p><p>뒤</p>")

    compose(page, "글")
    page.locator("button[name=_save]").first.click()
    page.locator(".messagelist .warning").wait_for()

    assert len(boxes(page)) == 1
    assert 'data-from="https://example.org/x.png"' in Article.objects.get().body
