"""Pictures of other sites: none is fetched unasked, none vanishes unsaid, and who asks gets them into the library."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from articles.body import body_text, clean_body, make_excerpt, render_body
from articles.body.absent import find_placeholders
from articles.desk import picture_import
from articles.desk.records import records_for
from articles.models import Article, Page, Photo, Publication, Record, SearchEntry
from tests import remote_site
from tests.factories import ArticleFactory, PageFactory, PublicationFactory, SectionFactory

from .desk import DESK, REPORTER, errors, fill, form_of, said, staff, step

pytestmark = pytest.mark.django_db

FORM = "articles_article"
PASTED = '<p>앞</p><p><img src="https://example.org/x.png" alt=""></p><p>뒤</p>'
RIGHTS = {"credit": "사진=새솔구 제공", "may_use": "on"}


@pytest.fixture
def site(monkeypatch):
    site = remote_site.RemoteSite()
    site.files["/a.jpg"] = remote_site.jpeg()
    site.files["/b.jpg"] = remote_site.jpeg("tomato")
    remote_site.resolve_to(monkeypatch, site)
    yield site
    site.shutdown()
    site.server_close()


@pytest.fixture
def desk(client):
    client.force_login(staff(*DESK))
    return client


def someone(*permissions):
    client = Client()
    client.force_login(staff(*permissions))
    return client


def image(address, alt=""):
    return f'<p><img src="{address}" alt="{alt}"></p>'


def written(client, body, **typed):
    """A new article with this body, and what the form says of it."""
    response = fill(client, FORM, headline="제목", section=SectionFactory().pk, body=body, **typed)
    return Article.objects.latest("pk"), response


def pictures_url(article):
    return reverse("admin:articles_article_pictures", args=[article.pk])


def answer(client, article, button="_fetch", /, **typed):
    """Fills in the page of the pictures that did not come along as it stands there, every picture ticked."""
    url = pictures_url(article)
    form = next(form for form in html.fromstring(client.get(url).text).forms if "absent-pictures" in form.classes)
    ticked = [box.get("value") for box in form.xpath(".//input[@name='picture' and @checked]")]
    return client.post(url, {"picture": ticked, button: "1", **typed}, follow=True)


def fetch(client, article, **typed):
    return answer(client, article, **{**RIGHTS, **typed})


# Saving says it


def test_a_picture_that_does_not_come_along_is_told_with_its_place_and_nothing_is_fetched(desk, site):
    article, response = written(desk, f"<p>앞</p>{image(f'{site.url}/a.jpg')}<p>뒤</p>")

    assert "사진 1장은 가져오지 못했" in said(response)
    assert "“앞” 다음" in said(response)
    assert pictures_url(article) in response.text
    assert site.asked == []
    assert Photo.objects.count() == 0


def test_the_notice_stays_until_somebody_has_answered(desk):
    article, _ = written(desk, PASTED)

    assert "가져오지 못했" in said(desk.get(reverse("admin:articles_article_change", args=[article.pk])))
    answer(desk, article, "_leave_out")
    assert "가져오지 못했" not in said(desk.get(reverse("admin:articles_article_change", args=[article.pk])))


def test_each_place_is_named_in_order_also_at_the_beginning(desk):
    _, response = written(desk, f"{image('https://e.example/1.png')}<p>첫 문단.</p>{image('https://e.example/2.png')}")

    assert "사진 2장은 가져오지 못했" in said(response)
    assert said(response).index("글 첫머리") < said(response).index("“첫 문단.” 다음")


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("HTTPS://E.org/x.png", "https://E.org/x.png"),
        (" Http:\\\\E.org/x.png", "http://E.org/x.png"),
        ("//e.org/x.png", "https://e.org/x.png"),
        ("file:///C:/x.png", "file:///C:/x.png"),
        ("x.png", "x.png"),
    ],
)
@pytest.mark.parametrize("picture", ['<img src="{}">', '<figure class="absent" data-from="{}"></figure>'])
def test_an_address_of_the_web_is_known_as_one_however_it_is_typed(picture, source, address):
    (place,) = find_placeholders(clean_body(f"<p>앞</p>{picture.format(source)}", keep_places=True))

    assert place.address == address
    assert place.is_on_the_web == address.startswith("http")


def test_a_save_that_is_refused_for_another_reason_loses_no_place(desk):
    section = SectionFactory().pk
    refused = fill(desk, FORM, headline="", section=section, body=PASTED)
    again = form_of(refused, "article_form") | {"headline": "제목", "_save": ""}

    response = desk.post(reverse("admin:articles_article_add"), again, follow=True)

    assert errors(refused)
    assert "사진 1장은 가져오지 못했" in said(response)
    assert [place.address for place in find_placeholders(Article.objects.get().body)] == ["https://example.org/x.png"]


def test_a_pasted_picture_is_a_change_and_its_place_survives_every_save(desk):
    article = ArticleFactory(body="<p>앞</p>\n<p>뒤</p>")
    fill(desk, FORM, article.pk, body=PASTED)
    first = Article.objects.get().body

    fill(desk, FORM, article.pk, headline="새 제목")

    assert first == Article.objects.get().body
    assert len(find_placeholders(first)) == 1


def test_who_may_not_change_the_article_is_asked_nothing(desk):
    article, _ = written(desk, PASTED)
    desk.post(reverse("admin:articles_article_step", args=[article.pk]), {"_step": "publish"})
    reader = someone(*REPORTER)

    shown_form = reader.get(reverse("admin:articles_article_change", args=[article.pk]))

    assert shown_form.status_code == 200
    assert "가져오지 못했" not in said(shown_form)
    assert reader.get(pictures_url(article)).status_code == 403
    assert reader.post(pictures_url(article), {"_fetch": "1"}).status_code == 403


@pytest.mark.parametrize("size", ['width="1" height="1"', 'width="0"'])
def test_a_pixel_that_counts_readers_is_no_picture(desk, size):
    _, response = written(desk, f'<p>글</p><img src="https://count.example/p.gif" {size}>')

    assert "가져오지 못했" not in said(response)


# Readers see nothing of it


def test_the_place_reaches_no_reader_feed_preview_or_search(desk, client):
    PublicationFactory(feeds_carry=Publication.FeedText.WHOLE)
    figure = '<figure><img src="https://example.org/x.png" alt="말"><figcaption>사라진 그림</figcaption></figure>'
    article, _ = written(desk, f"<p>앞글이다.</p>{figure}<p>뒷글이다.</p>")
    desk.post(reverse("admin:articles_article_step", args=[article.pk]), {"_step": "publish"})
    article.refresh_from_db()

    seen = [
        Client().get(article.get_absolute_url()).text,
        Client().get("/feeds/latest.xml").text,
        Client().get("/search/?q=앞글").text,
        desk.get(reverse("admin:articles_article_preview", args=[article.pk])).text,
        article.excerpt,
        SearchEntry.objects.get().text,
        body_text(article.body),
    ]

    assert article.is_public()
    for text in seen:
        assert "앞글이다" in re.sub("</?mark>| ", "", text)
        assert not re.search("example.org|absent|data-from|사라진", text)


def test_a_list_item_that_held_only_a_picture_leaves_no_empty_one(db):
    body = clean_body('<ul><li>가</li><li><img src="https://e.example/1.png"></li></ul>', keep_places=True)

    assert render_body(body) == "<ul><li>가</li></ul>"
    assert len(find_placeholders(body)) == 1


def test_a_table_of_pictures_alone_leaves_their_places(db):
    cells = "".join(f'<td><img src="https://e.example/{number}.png"></td>' for number in range(3))

    body = clean_body(f"<p>앞</p><table><tr>{cells}</tr></table>", keep_places=True)

    assert [place.after for place in find_placeholders(body)] == ["앞"] * 3
    assert render_body(body) == "<p>앞</p>"


def test_texts_that_no_person_has_at_hand_keep_the_words_of_a_picture(db):
    assert clean_body('<p>가 <img src="https://e.example/1.png" alt="설명"> 나</p>') == "<p>가 설명 나</p>"
    assert make_excerpt(body_text(clean_body(PASTED))) == "앞 뒤"


# Fetching


def test_fetched_pictures_stand_where_they_stood_with_their_caption_and_credit(desk, site):
    figure = f'<figure><img src="{site.url}/a.jpg" alt="등불"><figcaption>강가의 등불</figcaption></figure>'
    article, _ = written(desk, f"<p>앞</p>{figure}<p>뒤</p>")

    response = fetch(desk, article)

    photo = Photo.objects.get()
    article.refresh_from_db()
    assert "사진 1장을 넣었습니다" in said(response)
    assert (photo.credit, photo.alt_text) == ("사진=새솔구 제공", "등불")
    assert re.sub(r"<img [^>]*>", "(그림)", article.body) == (
        '<p>앞</p>\n<figure class="photo">(그림)<figcaption>강가의 등불 <span class="credit">사진=새솔구 제공</span>'
        "</figcaption></figure>\n<p>뒤</p>"
    )
    assert f'data-photo="{photo.pk}"' in article.body
    assert records_for(photo).get().detail == f"{site.url}/a.jpg"
    assert article.version == 2


def test_several_come_and_one_that_stands_twice_is_fetched_once(desk, site):
    a, b = image(f"{site.url}/a.jpg"), image(f"{site.url}/b.jpg")
    article, _ = written(desk, f"<p>가</p>{a}<p>나</p>{b}<p>다</p>{a}")

    response = fetch(desk, article)

    article.refresh_from_db()
    assert "사진 3장을 넣었습니다" in said(response)
    assert site.asked == ["/a.jpg", "/b.jpg"]
    numbers = re.findall(r'data-photo="(\d+)"', article.body)
    assert numbers[0] == numbers[2] != numbers[1]


def test_one_that_fails_says_why_keeps_its_place_and_holds_up_no_other(desk, site):
    site.files["/text.jpg"] = b"no picture"
    bodies = [image(f"{site.url}/{name}") for name in ("gone.jpg", "text.jpg", "a.jpg")]
    article, _ = written(desk, "<p>글</p>" + "".join(bodies))

    response = fetch(desk, article)

    article.refresh_from_db()
    assert Photo.objects.count() == 1
    assert "사진 1장을 넣었습니다" in said(response)
    assert f"그 사이트가 사진을 내주지 않습니다(404). ({site.url}/gone.jpg)" in said(response)
    assert "읽을 수 있는 사진 파일이 아닙니다" in said(response)
    assert [place.address[-8:] for place in find_placeholders(article.body)] == ["gone.jpg", "text.jpg"]
    assert "사진 2장은 가져오지 못했" in said(response)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("file:///C:/Users/kim/x.png", "글을 쓴 컴퓨터에 있습니다"),
        ("data:image/png;base64,iVBORw0KGgo=", "주소가 글에 없습니다"),
        ("cid:image001.png@01DA", "주소가 글에 없습니다"),
        ("", "주소가 글에 없습니다"),
        ("http://127.0.0.1:8000/x.png", "공개된 인터넷이 아닌"),
        ("http://169.254.169.254/latest/meta-data/", "공개된 인터넷이 아닌"),
        ("http://[::1]/x.png", "공개된 인터넷이 아닌"),
        ("http://2130706433/x.png", "공개된 인터넷이 아닌"),
        ("http://localhost/x.png", "공개된 인터넷이 아닌"),
    ],
)
def test_hostile_addresses_are_not_asked_and_it_is_said_kindly(desk, site, address, reason):
    article, response = written(desk, f"<p>글</p>{image(address)}{image(f'{site.url}/a.jpg')}")
    assert "사진 2장은 가져오지 못했" in said(response)

    page = desk.get(pictures_url(article)).text
    response = fetch(desk, article)

    assert reason in page + said(response)
    assert Photo.objects.count() == 1
    assert len(find_placeholders(Article.objects.get().body)) == 1


def test_a_redirect_inside_is_refused_like_any_other_way(desk, site):
    site.files["/inside.jpg"] = "http://127.0.0.1:1/secret"
    article, _ = written(desk, f"<p>글</p>{image(f'{site.url}/inside.jpg')}")

    assert "공개된 인터넷이 아닌" in said(fetch(desk, article))


def test_what_is_too_large_is_not_read_to_its_end(desk, site, settings):
    settings.PHOTO_MAX_BYTES = 1024**2
    site.files["/large.jpg"] = b"\xff\xd8" + b"0" * 3 * 1024**2
    article, _ = written(desk, f"<p>글</p>{image(f'{site.url}/large.jpg')}")

    assert "1MB보다 큽니다" in said(fetch(desk, article))


def test_when_the_time_is_over_the_rest_can_be_fetched_once_more(desk, site, monkeypatch):
    article, _ = written(desk, f"<p>글</p>{image(f'{site.url}/a.jpg')}")
    monkeypatch.setattr(picture_import, "TOTAL_TIMEOUT", 0.0)
    assert "한 번 더" in said(fetch(desk, article))

    monkeypatch.undo()

    assert len(find_placeholders(Article.objects.get().body)) == 1


@pytest.mark.parametrize("missing", ["credit", "may_use"])
def test_without_an_answer_about_rights_nothing_is_fetched(desk, site, missing):
    article, _ = written(desk, f"<p>글</p>{image(f'{site.url}/a.jpg')}")

    response = answer(desk, article, **{name: value for name, value in RIGHTS.items() if name != missing})

    assert errors(response)
    assert site.asked == []
    assert Article.objects.get().version == 1


def test_no_address_is_fetched_that_does_not_stand_in_the_text(desk, site):
    article, _ = written(desk, f"<p>글</p>{image(f'{site.url}/a.jpg')}")

    desk.post(pictures_url(article), {"picture": f"{site.url}/b.jpg", "_fetch": "1", **RIGHTS})

    assert site.asked == []


def test_who_may_not_upload_may_not_fetch_but_leave_out(site):
    client = someone("add_article", "change_article", "view_article", "view_section")
    article, _ = written(client, f"<p>글</p>{image(f'{site.url}/a.jpg')}")

    assert 'name="_fetch"' not in client.get(pictures_url(article)).text
    asked = {"picture": f"{site.url}/a.jpg", "_fetch": "1", **RIGHTS}
    assert client.post(pictures_url(article), asked).status_code == 403
    answer(client, article, "_leave_out")
    assert find_placeholders(Article.objects.get().body) == []


def test_left_out_pictures_leave_their_captions_and_not_what_readers_were_never_to_read(desk):
    figure = '<figure><img src="https://e.example/1.png"><figcaption>강가의 등불</figcaption></figure>'
    article, _ = written(desk, f"<p>앞</p>{figure}{image('https://e.example/2.png', '설명하는 말')}<p>뒤</p>")

    answer(desk, article, "_leave_out")

    assert Article.objects.get().body == "<p>앞</p>\n<p>강가의 등불</p>\n<p>뒤</p>"


def test_leaving_out_a_picture_without_a_caption_is_no_revision(desk):
    article, _ = written(desk, f"<p>앞</p>{image('https://e.example/2.png', '담당자 010-1234')}<p>뒤</p>")
    desk.post(reverse("admin:articles_article_step", args=[article.pk]), {"_step": "publish"})

    answer(desk, article, "_leave_out")

    article.refresh_from_db()
    assert article.body == "<p>앞</p>\n<p>뒤</p>"
    assert article.revised_at is None


def test_a_place_that_is_put_in_or_taken_away_in_the_form_is_no_revision(desk):
    article = ArticleFactory(published=True, body="<p>앞</p>\n<p>뒤</p>")

    fill(desk, FORM, article.pk, body=PASTED)
    first = Article.objects.get()
    fill(desk, FORM, article.pk, body="<p>앞</p><p>뒤</p>")

    last = Article.objects.get()
    assert len(find_placeholders(first.body)) == 1 and not find_placeholders(last.body)
    assert (first.revised_at, last.revised_at) == (None, None)
    assert (first.version, last.version) == (2, 3)
    fill(desk, FORM, article.pk, body="<p>앞</p><p>뒤다</p>")
    assert Article.objects.get().revised_at


def test_a_sign_in_the_caption_of_a_place_holds_nothing_back(desk):
    figure = '<figure><img src="https://e.example/1.png"><figcaption>\U000f080f</figcaption></figure>'
    article, response = written(desk, f"<p>앞</p>{figure}")
    assert "네모" not in said(response)

    desk.post(reverse("admin:articles_article_step", args=[article.pk]), {"_step": "publish"})

    article.refresh_from_db()
    assert article.is_public()


@pytest.mark.django_db(transaction=True)
def test_fetching_into_a_published_text_is_an_editorial_change_and_readers_see_it_at_once(desk, site):
    article, _ = written(desk, f"<p>글이다.</p>{image(f'{site.url}/a.jpg')}")
    desk.post(reverse("admin:articles_article_step", args=[article.pk]), {"_step": "publish"})
    assert "<figure" not in Client().get(article.get_absolute_url()).text

    fetch(desk, article)

    article.refresh_from_db()
    assert article.revised_at
    assert Photo.objects.get().folder in Client().get(article.get_absolute_url()).text


# Others at the same text


def test_what_another_has_saved_while_pictures_were_fetched_stays(desk, site, monkeypatch):
    article, _ = written(desk, f"<p>앞</p>{image(f'{site.url}/a.jpg')}")
    real = picture_import.fetch_bytes

    def meanwhile(address, seconds):
        body = Article.objects.get().body
        Article.objects.update(body=clean_body(f"{body[:]}<p>남이 쓴 글</p>"), version=5)
        return real(address, seconds)

    monkeypatch.setattr(picture_import, "fetch_bytes", meanwhile)

    fetch(desk, article)

    article.refresh_from_db()
    assert "<p>남이 쓴 글</p>" in article.body
    assert f'data-photo="{Photo.objects.get().pk}"' in article.body
    assert article.version == 6


def test_a_form_that_was_open_while_pictures_came_shows_both_texts_and_loses_neither(desk, site):
    article, _ = written(desk, f"<p>앞</p>{image(f'{site.url}/a.jpg')}")
    other = someone(*DESK)
    url = reverse("admin:articles_article_change", args=[article.pk])
    opened = form_of(other.get(url), "article_form")
    fetch(desk, article)

    clash = other.post(url, {**opened, "body": opened["body"] + "<p>내가 쓴 글</p>", "_save": ""}, follow=True)

    assert "사진 " in clash.text and errors(clash)
    assert f'data-photo="{Photo.objects.get().pk}"' in Article.objects.get().body


def test_a_form_that_was_open_meanwhile_and_changed_something_else_keeps_the_picture(desk, site):
    article, _ = written(desk, f"<p>앞</p>{image(f'{site.url}/a.jpg')}")
    other = someone(*DESK)
    url = reverse("admin:articles_article_change", args=[article.pk])
    opened = form_of(other.get(url), "article_form")
    fetch(desk, article)

    other.post(url, {**opened, "summary": "남의 요약", "_save": ""}, follow=True)

    after = Article.objects.get()
    assert after.summary == "남의 요약"
    assert f'data-photo="{Photo.objects.get().pk}"' in after.body


def test_a_picture_put_in_while_another_rewrote_the_text_is_not_dropped_unsaid(desk):
    """Kind: a body that differs by its pictures alone is another body."""
    from articles.pictures.store import store_photo

    photo = store_photo(remote_site.jpeg())
    article = ArticleFactory(body="<p>처음</p>")
    url = reverse("admin:articles_article_change", args=[article.pk])
    opened = form_of(desk.get(url), "article_form")
    fill(desk, FORM, article.pk, body="<p>남이 고친 글</p>")

    mine = f'<p>처음</p><img src="{photo.medium_url}">'
    response = desk.post(url, {**opened, "body": mine, "_save": ""}, follow=True)

    assert errors(response)
    assert photo.medium_url in form_of(response, "article_form")["body"]


def test_whoever_loses_the_article_meanwhile_finds_the_pictures_in_the_library(site, monkeypatch):
    client = someone(*REPORTER)
    article, _ = written(client, f"<p>앞</p>{image(f'{site.url}/a.jpg')}")
    real = picture_import.fetch_bytes

    def handed_in(address, seconds):
        Article.objects.update(state="submitted")
        return real(address, seconds)

    monkeypatch.setattr(picture_import, "fetch_bytes", handed_in)

    response = fetch(client, article)

    assert "사진 보관함에" in said(response)
    assert Photo.objects.count() == 1
    assert len(find_placeholders(Article.objects.get().body)) == 1


@pytest.mark.parametrize("came", [True, False])
def test_an_article_that_is_deleted_while_its_pictures_are_fetched_leads_to_the_list(desk, site, monkeypatch, came):
    name = "a.jpg" if came else "gone.jpg"
    article, _ = written(desk, f"<p>앞</p>{image(f'{site.url}/{name}')}")
    real = picture_import.fetch_bytes

    def deleted(address, seconds):
        Article.objects.all().delete()
        return real(address, seconds)

    monkeypatch.setattr(picture_import, "fetch_bytes", deleted)

    response = fetch(desk, article)

    assert response.redirect_chain[-1][0] == reverse("admin:articles_article_changelist")
    assert "지웠습니다" in said(response)
    assert ("사진 보관함에" in said(response)) is came
    assert Photo.objects.count() == came


def test_an_article_that_is_deleted_before_its_pictures_are_left_out_leads_to_the_list(desk, monkeypatch):
    article, _ = written(desk, PASTED)
    real = picture_import.drop_pictures

    def deleted(text, *args, **kwargs):
        Article.objects.all().delete()
        return real(text, *args, **kwargs)

    monkeypatch.setattr(picture_import, "drop_pictures", deleted)

    response = answer(desk, article, "_leave_out")

    assert response.redirect_chain[-1][0] == reverse("admin:articles_article_changelist")


def test_a_form_that_was_sent_twice_brings_one_picture(desk, site, monkeypatch):
    article, _ = written(desk, f"<p>앞</p>{image(f'{site.url}/a.jpg')}")
    asked = {"picture": f"{site.url}/a.jpg", "_fetch": "1", **RIGHTS}
    real, twin = picture_import.fetch_bytes, someone(*DESK)

    def twice(address, seconds):
        monkeypatch.setattr(picture_import, "fetch_bytes", real)
        twin.post(pictures_url(article), asked)
        return real(address, seconds)

    monkeypatch.setattr(picture_import, "fetch_bytes", twice)

    response = desk.post(pictures_url(article), asked, follow=True)

    article.refresh_from_db()
    assert f'data-photo="{Photo.objects.get().pk}"' in article.body
    assert article.version == 2
    assert "새로 넣은 것은 없습니다" in said(response)
    gone = Record.objects.get(verb="deleted").subject_id
    assert gone.isdigit() and gone != str(Photo.objects.get().pk)


def test_a_picture_that_was_left_out_by_another_is_told(desk, site):
    article, _ = written(desk, PASTED)
    Article.objects.update(body=clean_body("<p>앞</p>"))

    response = desk.get(pictures_url(article), follow=True)

    assert "모두" in said(response)


# The versions


def test_a_way_back_to_a_version_with_a_place_asks_again(desk):
    article, _ = written(desk, PASTED)
    answer(desk, article, "_leave_out")
    version = Article.history.filter(id=article.pk).order_by("history_id").first()

    response = desk.post(reverse("admin:articles_article_revert", args=[article.pk, version.history_id]), follow=True)

    assert "사진 1장은 가져오지 못했" in said(response)


def test_handing_in_and_publishing_say_it_too(desk):
    _, response = written(desk, PASTED)
    article = Article.objects.get()

    response = fill(desk, FORM, article.pk, button=step("publish"))

    assert "사진 1장은 가져오지 못했" in said(response)
    assert "example.org" not in Client().get(article.get_absolute_url()).text


# A library photo that is gone


def test_a_photo_that_is_gone_from_the_library_is_told_at_the_next_save(desk, site):
    from articles.pictures.store import store_photo

    photo = store_photo(remote_site.jpeg())
    article = ArticleFactory(body=f'<p>앞</p><img src="{photo.medium_url}">')
    photo.delete()

    response = fill(desk, FORM, article.pk, headline="새 제목")

    assert "사진 1장은 가져오지 못했" in said(response)
    assert "사진 보관함에 더는 없습니다" in desk.get(pictures_url(article)).text


# Static pages


@pytest.mark.django_db(transaction=True)
def test_a_static_page_says_and_fetches_it_as_well(client, site):
    client.force_login(staff("add_page", "change_page", "view_page", "add_photo"))

    response = fill(client, "articles_page", title="소개", body=f"<p>앞</p>{image(f'{site.url}/a.jpg')}")
    page = Page.objects.get()
    url = reverse("admin:articles_page_pictures", args=[page.pk])
    assert "사진 1장은 가져오지 못했" in said(response)
    assert "<figure" not in Client().get(page.get_absolute_url()).text
    client.post(url, {"picture": f"{site.url}/a.jpg", "_fetch": "1", **RIGHTS})

    assert Photo.objects.get().folder in Client().get(page.get_absolute_url()).text


def test_a_place_is_no_revision_of_a_static_page(client):
    client.force_login(staff("add_page", "change_page", "view_page"))
    page = PageFactory(body="<p>앞</p>\n<p>뒤</p>")
    was = page.revised_at

    fill(client, "articles_page", page.pk, body=PASTED)

    page.refresh_from_db()
    assert len(find_placeholders(page.body)) == 1
    assert page.revised_at == was


def test_who_hands_in_at_once_hears_of_it_though_the_text_is_the_desks_by_then():
    reporter = someone(*REPORTER)

    article, _ = written(reporter, PASTED)
    response = fill(reporter, FORM, article.pk, button=step("submit"))

    page = reporter.get(reverse("admin:articles_article_change", args=[article.pk]))
    assert Article.objects.get().state == "submitted"
    assert "데스크가 가져오거나 뺄 수 있습니다." in response.text + page.text
    assert pictures_url(article) not in page.text
