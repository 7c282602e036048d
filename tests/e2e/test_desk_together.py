"""The desk's whole day with several people at once, in a real browser, each step looked at on the public page."""

import pytest
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.desk.roles import DESK, REPORTER, ensure_roles
from articles.models import Article, Correction, OpenForm, Photo, Placement
from tests.articles.desk import picture
from tests.factories import (
    ArticleFactory,
    BlockFactory,
    PublicationFactory,
    ReporterFactory,
    SectionFactory,
    UserFactory,
)

from .desk import choose, editor, sign_in


@pytest.fixture
def people(live_server):
    """A reporter and two of the desk, with the roles that every paper has."""
    roles = ensure_roles()
    found = {}
    for username, role in [("haneul", REPORTER), ("seojun", DESK), ("garam", DESK)]:
        found[username] = UserFactory(staff=True, username=username)
        found[username].groups.add(roles[role])
    ReporterFactory(user=found["haneul"], name="김하늘")
    PublicationFactory(name="새솔뉴스", credit_tag="(새솔뉴스)")
    SectionFactory(name="경제", slug="economy")
    BlockFactory(name="톱", slug="top", layout="top", rule="none", size=3)
    return found


@pytest.fixture
def window(window, people, live_server):
    """Opens a window of somebody, signed in or not."""

    def of(username=None):
        context = window()
        if username:
            sign_in(context, people[username], live_server.url)
        return context.new_page()

    return of


def change(article):
    return f"/admin/articles/article/{article.pk}/change/"


def type_body(page, text):
    editor(page)
    page.evaluate("text => Object.values(CKEDITOR.instances)[0].setData(text)", text)


def kept(answer):
    """The server's answer to what was typed."""
    return answer.url.endswith("/open/") and "typed" in (answer.request.post_data or "")


def press(page, step):
    page.locator(f"button[value={step}]").click()
    page.locator(".messagelist .success").wait_for()


def test_the_whole_day(window):
    reader, reporter, desk, other = window(), window("haneul"), window("seojun"), window("garam")

    # The reporter drafts and hands in
    reporter.goto("/admin/articles/article/add/")
    reporter.locator("#id_headline").fill("도서관, 주말에도 연다")
    type_body(reporter, "<p>새솔구는 도서관을 주말에도 연다고 밝혔다.</p>")
    choose(reporter, "section", "경제")
    press(reporter, "submit")
    article = Article.objects.get()
    address = article.get_absolute_url()
    assert reporter.locator("button[value=take_back]").is_visible()
    assert not reporter.locator("[name=_save]").count()

    # The desk finds it on its start page and sends it back
    desk.goto("/admin/")
    desk.locator("[aria-labelledby=waiting-panel] a", has_text="도서관").click()
    editor(desk)
    desk.locator("details:has(button[value=send_back]) summary").click()
    desk.locator("[name=note]").fill("몇 시까지 여는지 써 주세요.")
    press(desk, "send_back")
    assert reader.goto(address).status == 404

    # The reporter reads why, and mends it
    reporter.goto("/admin/")
    assert "몇 시까지 여는지" in reporter.locator("[aria-labelledby=mine-panel]").inner_text()
    reporter.locator("[aria-labelledby=mine-panel] a", has_text="도서관").click()
    type_body(reporter, "<p>새솔구는 도서관을 주말 저녁 9시까지 연다고 밝혔다.</p>")
    press(reporter, "submit")

    # The desk publishes
    desk.goto(change(article))
    editor(desk)
    press(desk, "publish")
    reader.goto(address)
    assert "저녁 9시까지" in reader.inner_text("article")

    # and places it, seen before it goes live
    desk.goto("/admin/articles/block/zones/front/")
    search = desk.locator(".zone-block input[type=search]")
    search.fill("도서관")
    desk.locator(".zone-add ul button", has_text="도서관").wait_for()
    search.press("Enter")
    desk.locator(".zone-placed summary").click()
    desk.locator(".own-headline").fill("우리 동네 도서관, 주말에도 연다")
    with desk.context.expect_page() as opened:
        desk.locator("button[name=_preview]").click()
    opened.value.locator("h3", has_text="우리 동네 도서관").wait_for()
    reader.goto("/")
    assert reader.locator("main h3").inner_text() == "도서관, 주말에도 연다"  # the newest, under its own headline
    desk.locator("button[name=_arrange]").click()
    desk.locator(".messagelist .success").wait_for()
    reader.goto("/")
    assert reader.locator("main h3").inner_text() == "우리 동네 도서관, 주말에도 연다"

    # Two of the desk collide, and nothing is lost
    desk.goto(change(article))
    other.goto(change(article))
    editor(desk)
    editor(other)
    desk.locator("#id_headline").fill("도서관, 주말 밤에도 연다")
    desk.locator("[name=_save]").click()
    desk.locator(".messagelist .success").wait_for()
    other.locator("#id_headline").fill("도서관 문 여는 시간 늘었다")
    other.locator("[name=_save]").click()
    other.locator(".conflicts").wait_for()
    assert other.locator(".conflicts ins").first.is_visible()
    assert other.locator("#id_headline").input_value() == "도서관 문 여는 시간 늘었다"
    reader.goto(address)
    assert reader.locator("h1").inner_text() == "도서관, 주말 밤에도 연다"
    other.locator("#id_headline").fill("도서관, 주말 밤 9시까지 연다")
    other.locator("[name=_save]").click()
    other.locator(".messagelist .success").wait_for()
    reader.goto(address)
    assert reader.locator("h1").inner_text() == "도서관, 주말 밤 9시까지 연다"

    # A correction is published
    desk.goto("/admin/articles/correction/add/")
    choose(desk, "article", article.headline[:4])
    desk.locator("#id_kind").select_option("own")
    desk.locator("#id_title").fill("여는 시간을 바로잡습니다")
    desk.locator("#id_text").fill("도서관은 저녁 8시까지 엽니다.")
    desk.locator("[name=_save]").click()
    desk.locator(".messagelist .success").wait_for()
    reader.goto(address)
    assert "저녁 8시까지" in reader.locator(".correction").inner_text()
    assert Correction.objects.get().article == article

    # and the article withdrawn
    desk.goto(change(article))
    editor(desk)
    desk.locator("details:has(button[value=withdraw]) summary").click()
    desk.locator("[name=withdraw_reason]").fill("사실과 다름")
    press(desk, "withdraw")
    assert reader.goto(address).status == 410
    reader.goto("/")
    assert not reader.locator("main h3").count()


def type_until_kept(page, headline):
    """By the server, while nothing is saved."""
    with page.expect_response(
        lambda answer: answer.url.endswith("/open/") and "typed" in (answer.request.post_data or "")
    ):
        page.locator("#id_headline").fill(headline)


def test_a_closed_tab_loses_nothing(window):
    article = ArticleFactory(headline="저장된 제목")
    desk = window("seojun")
    desk.goto(change(article))
    editor(desk)
    desk.wait_for_timeout(1600)
    type_until_kept(desk, "쓰다 만 제목")
    desk.evaluate("window.onbeforeunload = null")
    desk.close()

    again = window("seojun")
    again.goto(change(article))
    again.locator(".unsaved a").click()

    again.wait_for_url("**bring_back=*")
    assert again.locator("#id_headline").input_value() == "쓰다 만 제목"
    editor(again)
    again.locator("[name=_save]").click()
    again.locator(".messagelist .success").wait_for()
    article.refresh_from_db()
    assert article.headline == "쓰다 만 제목"
    assert not OpenForm.objects.filter(typed_at__isnull=False).exists()


def sign_in_again(page):
    page.locator("#id_username").fill("seojun")
    page.locator("#id_password").fill("correct-horse-battery")
    page.keyboard.press("Enter")


def test_an_expired_sign_in_on_save_brings_one_back_to_the_text(window, people):
    article = ArticleFactory(headline="저장된 제목")
    desk = window("seojun")
    desk.goto(change(article))
    editor(desk)
    desk.wait_for_timeout(1600)
    desk.locator("#id_headline").fill("로그인이 끊긴 동안 쓴 제목")
    desk.context.clear_cookies(name="sessionid")

    desk.locator("[name=_save]").click()
    sign_in_again(desk)
    desk.wait_for_url(f"**{change(article)}")
    desk.locator(".unsaved a, .unsaved button:not(.discard)").first.click()

    desk.wait_for_url("**bring_back=*")
    assert desk.locator("#id_headline").input_value() == "로그인이 끊긴 동안 쓴 제목"


def test_what_was_typed_after_the_sign_in_expired_is_offered_rather_than_what_the_server_had(window, people):
    article = ArticleFactory(headline="저장된 제목")
    desk = window("seojun")
    desk.goto(change(article))
    editor(desk)
    desk.wait_for_timeout(1600)
    type_until_kept(desk, "서버에도 남은 제목")
    desk.wait_for_timeout(3500)  # the two clocks may differ by so much
    desk.context.clear_cookies(name="sessionid")
    desk.locator("#id_headline").fill("그 뒤에 쓴 제목")

    desk.locator("[name=_save]").click()
    sign_in_again(desk)
    desk.wait_for_url(f"**{change(article)}")
    desk.locator(".unsaved a, .unsaved button:not(.discard)").click()  # one, and no other

    desk.wait_for_url("**bring_back=*")
    assert desk.locator("#id_headline").input_value() == "그 뒤에 쓴 제목"


def test_what_was_typed_into_a_text_that_was_brought_back_is_offered_too(window, people):
    """The server has the text as it was brought back, this browser the one that was typed on."""
    desk = window("seojun")
    desk.goto("/admin/articles/article/add/")
    editor(desk)
    desk.wait_for_timeout(1600)
    type_until_kept(desk, "처음 쓴 제목")
    desk.goto("/admin/")
    desk.goto("/admin/articles/article/add/")
    desk.locator(".unsaved a").click()
    desk.wait_for_url("**bring_back=*")
    editor(desk)
    desk.wait_for_timeout(3500)  # the two clocks may differ by so much
    desk.context.clear_cookies(name="sessionid")
    desk.locator("#id_headline").fill("이어 쓴 제목")

    desk.locator("[name=_save]").click()
    sign_in_again(desk)
    desk.wait_for_url("**bring_back=*")
    assert desk.locator("#id_headline").input_value() == "처음 쓴 제목"
    with desk.expect_navigation():
        desk.locator(".unsaved button:not(.discard)").click()

    assert desk.locator("#id_headline").input_value() == "이어 쓴 제목"


def test_what_was_saved_is_not_offered_to_the_next_new_article(window, people):
    desk = window("seojun")
    desk.goto("/admin/articles/article/add/")
    editor(desk)
    desk.wait_for_timeout(1600)
    desk.locator("#id_headline").fill("저장한 제목")
    choose(desk, "section", "경제")
    desk.wait_for_timeout(1500)

    desk.locator("[name=_save]").click()
    desk.locator(".messagelist .success").wait_for()
    desk.goto("/admin/articles/article/add/")
    editor(desk)

    assert desk.locator(".unsaved").count() == 0
    assert Article.objects.get().headline == "저장한 제목"


def test_who_signs_in_again_in_another_window_saves_where_they_were(window, people):
    article = ArticleFactory(headline="저장된 제목")
    desk = window("seojun")
    desk.goto(change(article))
    editor(desk)
    desk.locator("#id_headline").fill("다른 창에서 다시 로그인하고 저장한 제목")
    desk.context.clear_cookies(name="sessionid")
    other = desk.context.new_page()
    other.goto("/admin/login/")
    sign_in_again(other)
    other.wait_for_url("**/admin/")

    desk.locator("[name=_save]").click()
    desk.locator(".messagelist .success").wait_for()

    article.refresh_from_db()
    assert article.headline == "다른 창에서 다시 로그인하고 저장한 제목"


def test_who_else_has_it_open_is_seen(window):
    article = ArticleFactory()
    first, second = window("seojun"), window("garam")
    with first.expect_response(lambda answer: answer.url.endswith("/open/")):
        first.goto(change(article))

    second.goto(change(article))

    assert "seojun" in second.locator(".open-note.others").inner_text()


def test_a_zone_is_arranged_by_the_keyboard(window):
    block = BlockFactory(name="아래", slug="below", layout="headlines", rule="none", position=2)
    first, second = (ArticleFactory(published=True, headline=name) for name in ("가 기사", "나 기사"))
    for position, article in enumerate([first, second]):
        Placement.objects.create(block=block, article=article, position=position)
    desk = window("seojun")
    desk.goto("/admin/articles/block/zones/front/")

    up = desk.locator(f"[data-block='{block.pk}'] .zone-placed li", has_text="나 기사").locator("[aria-label='위로']")
    up.focus()
    desk.keyboard.press("Enter")
    assert "1" in desk.locator("zone-screen [role=status]").inner_text()
    desk.locator("button[name=_arrange]").focus()
    desk.keyboard.press("Enter")
    desk.locator(".messagelist .success").wait_for()

    assert [each.article for each in block.placements.order_by("position")] == [second, first]


def test_many_photos_are_uploaded_and_described_at_once(window, tmp_path):
    files = []
    for number in range(3):
        files.append(tmp_path / f"사진{number}.jpg")
        files[-1].write_bytes(picture().read())
    (tmp_path / "글.jpg").write_text("사진이 아님")
    desk = window("seojun")
    desk.goto("/admin/articles/photo/batch/")

    desk.locator("input[type=file]").set_input_files([*files, tmp_path / "글.jpg"])
    desk.locator(".batch-texts:visible").nth(2).wait_for()
    desk.locator(".batch-error:not(:empty)").wait_for()
    desk.locator("li[data-upload=failed] button", has_text="빼기").click()
    desk.locator("[data-name=caption]:visible").first.fill("광장에 모인 사람들")
    desk.locator("button[type=submit].default").click()
    desk.locator(".messagelist .success").wait_for()

    assert Photo.objects.count() == 3
    assert Photo.objects.filter(caption="광장에 모인 사람들").count() == 1

    photo = Photo.objects.get(caption="광장에 모인 사람들")
    desk.goto(f"/admin/articles/photo/{photo.pk}/change/")
    box = desk.locator(".photo-whole").bounding_box()
    desk.mouse.click(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.75)
    desk.locator("[name=_save]").click()
    desk.locator(".messagelist .success").wait_for()
    photo.refresh_from_db()
    assert (photo.focal_x, photo.focal_y) == (25, 75)


def test_two_step_sign_in_is_turned_on_and_asked_for(window, people):
    people["seojun"].set_password("새벽-마감-윤전기")
    people["seojun"].save()
    desk = window("seojun")
    desk.goto("/admin/")
    desk.locator("#user-tools a[href$='/second-factor/']").click()
    assert desk.locator(".qr svg").bounding_box()["width"] > 100
    device = TOTPDevice.objects.get()
    desk.locator("#id_code").fill(f"{totp(device.bin_key):06d}")
    desk.locator("#set_up_form [type=submit]").click()
    code = desk.locator(".recovery-codes").inner_text().strip().splitlines()[0]

    again = window()
    again.goto("/admin/articles/article/")
    again.locator("#id_username").fill("seojun")
    again.locator("#id_password").fill("새벽-마감-윤전기")
    again.locator("[type=submit]").click()
    again.locator("#id_code").fill(code)
    again.locator("#code_form [type=submit]").click()

    again.locator("#changelist").wait_for()
    assert again.url.endswith("/admin/articles/article/")
