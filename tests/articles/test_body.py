import pytest
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from articles.body import (
    CleanHTML,
    body_lines,
    body_text,
    clean_body,
    ends_with_source,
    make_excerpt,
    text_to_html,
    with_credit,
)
from articles.models import Photo

PIECES = [
    *["\n", "<p>", "</p>", "<br>", "<td>", "</td>", "</tr>", "<figure>", "<figcaption>", "</figcaption>", "<caption>"],
    *['<a title="', '">', "가", " ", "나 ", "&lt;", "&#10;", "&amp", ";", "\x85", ">", "<", "</caption>"],
]


def plain(cleaned):
    """The same characters as a string that has to be cleaned again. `str()` of it would still be CleanHTML."""
    return "".join(cleaned)


def assert_becomes(source, expected):
    cleaned = clean_body(source)

    assert cleaned == expected
    assert clean_body(plain(cleaned)) == expected


# --- What a body keeps -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        "",
        "<p>새솔구는 <strong>도서관</strong>을 연다.</p>",
        "<p>첫째 줄<br>둘째 줄</p>",
        "<p>H<sub>2</sub>O, m<sup>2</sup>, <em>기울임</em>, <u>밑줄</u>, <s>지움</s>, <q>인용</q>, <cite>책</cite></p>",
        "<h2>추진 배경</h2>\n<h3>첫째</h3>\n<h4>둘째</h4>",
        "<ul><li>하나</li><li>둘<ul><li>셋</li></ul></li></ul>",
        '<ol start="3"><li>셋</li></ol>',
        "<blockquote><p>인용한다.</p></blockquote>\n<hr>",
        '<p><a href="/articles/1/" title="제목">기사</a></p>',
        '<p><a href="mailto:desk@example.com">메일</a> <a href="tel:02-123-4567">전화</a></p>',
        "<p>“큰따옴표” ‘작은따옴표’ 「낫표」 『겹낫표』 · ‧ … ▲ 하나 ▲ 둘 ※ ㎡ ①</p>",
        "<p>가족 👨‍👩‍👧</p>",
        "<p>3 &lt; 5 &amp; 7 &gt; 2</p>",
    ],
)
def test_what_a_body_may_hold_stays_as_it_is(source):
    assert_becomes(source, source)


def test_what_is_clean_is_not_cleaned_again():
    cleaned = clean_body("<p>가</p>")

    assert clean_body(cleaned) is cleaned
    assert isinstance(cleaned, CleanHTML)
    assert isinstance(cleaned, SafeString)


def test_nothing_is_an_empty_body():
    assert clean_body(None) == clean_body("") == clean_body(" \n ") == clean_body("<p>&nbsp;</p><p><b> </b></p>") == ""


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p><b>굵게</b> <i>기울여</i> <strike>지움</strike> <ins>더함</ins></p>",
         "<p><strong>굵게</strong> <em>기울여</em> <s>지움</s> 더함</p>"),
        ("<h1>제목</h1><h5>작은 제목</h5>", "<h2>제목</h2>\n<h4>작은 제목</h4>"),
        ("<h2><strong>제목</strong></h2>", "<h2>제목</h2>"),
        ("<p><b>가</b><b>나</b></p>", "<p><strong>가나</strong></p>"),
        ("<p>가<b> 나 </b>다<b></b></p>", "<p>가 <strong>나</strong> 다</p>"),
        ("<b><p>가</p><p>나</p></b>", "<p><strong>가</strong></p>\n<p><strong>나</strong></p>"),
        ("<ul><li>하나</li><ul><li>둘</li></ul></ul>", "<ul><li>하나<ul><li>둘</li></ul></li></ul>"),
        ("<ul><li><p>하나</p></li><li></li></ul>", "<ul><li>하나</li></ul>"),
        ("<figure>글<figcaption>설명</figcaption></figure>", "<p>글</p>\n<p>설명</p>"),
        ("<center><font size=7>가</font></center>", "<p>가</p>"),
        ("<form><label>이름</label><select><option>가<option>나</select></form>", "<p>이름</p>\n<p>가</p>\n<p>나</p>"),
        ("<svg><text>글자</text></svg><template>비밀</template><textarea>도", "<p>글자도</p>"),
        ("<p>영화 <기생충>과 <KBS 뉴스>를</p>", "<p>영화 &lt;기생충&gt;과 &lt;KBS 뉴스&gt;를</p>"),
        ("<q>가</q><q>나</q>", "<p><q>가</q><q>나</q></p>"),
        ("<p><b><strong>가</strong></b></p>", "<p><strong>가</strong></p>"),
        ("<blockquote><h2>가</h2></blockquote>", "<blockquote><p>가</p></blockquote>"),
    ],
)  # fmt: skip
def test_unknown_and_clumsy_markup_goes_and_its_text_stays(source, expected):
    assert_becomes(source, expected)


# --- Pastes ----------------------------------------------------------------------------------------

WORD = """
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {font-family:"맑은 고딕"} --></style>
<p class="MsoNormal" align="left" style="mso-pagination:none"><b><span lang="EN-US" style="font-size:12pt">◆</span></b>
<b><span style="font-family:&quot;맑은 고딕&quot;">추진 배경<o:p></o:p></span></b></p>
<p class="MsoNormal"><span lang="EN-US"><o:p>&nbsp;</o:p></span></p>
<p class="MsoNormal"><span style="color:black">새솔구는&nbsp;<span lang="EN-US">24</span>일
“도서관을 연다”고 밝혔다<span lang="EN-US">.</span></span></p>
<p class="MsoListParagraph" style="text-indent:-20pt"><![if !supportLists]><span lang="EN-US">·<span>&nbsp;&nbsp;
</span></span><![endif]>열람실 ‧ 강연장</p>
<w:WordDocument><w:Zoom>100</w:Zoom></w:WordDocument>
"""

HANGUL = """
<p class="0" style="line-height:180%"><span style="font-family:함초롬바탕;font-weight:bold">■ 새솔도서관 개관</span></p>
<p class="0" style="line-height:180%"><span style="font-family:함초롬바탕">\u200b&nbsp;</span></p>
<p class="0"><span style="font-family:함초롬바탕">「도서관법」에 따라\u00a0\u00a0지은 도서관이다.</span></p>
<p class="0"><span>▲ 열람실 ▲ 강연장</span></p>
"""


def test_a_paste_from_word_keeps_its_text_and_loses_its_looks():
    assert_becomes(
        WORD,
        '<h2 class="subhead">◆ 추진 배경</h2>\n<p>새솔구는 24일 “도서관을 연다”고 밝혔다.</p>\n'
        "<p>· 열람실 ‧ 강연장</p>",
    )


def test_a_paste_from_hangul_keeps_its_text_and_loses_its_looks():
    assert_becomes(
        HANGUL,
        '<h2 class="subhead">■ 새솔도서관 개관</h2>\n<p>「도서관법」에 따라 지은 도서관이다.</p>\n'
        "<p>▲ 열람실 ▲ 강연장</p>",
    )


def test_bold_as_old_editors_wrote_it_is_bold():
    assert_becomes(
        '<p><SPAN STYLE="FONT-WEIGHT: bold">굵게</SPAN> <b style="FONT-WEIGHT:Normal !important">아니게</b></p>',
        "<p><strong>굵게</strong> 아니게</p>",
    )


def test_bold_set_by_a_style_is_bold_and_a_bold_tag_that_is_not_is_none():
    assert_becomes(
        '<b style="font-weight:normal"><p><span style="font-weight:700">굵게</span> <span>아니게</span></p></b>',
        "<p><strong>굵게</strong> 아니게</p>",
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("첫 문단\n\n둘째 문단", "<p>첫 문단</p>\n<p>둘째 문단</p>"),
        ("첫 줄\n이어진 줄\n\n둘째 문단", "<p>첫 줄<br>이어진 줄</p>\n<p>둘째 문단</p>"),
        ("첫 문단\r\n둘째 문단\r\n", "<p>첫 문단</p>\n<p>둘째 문단</p>"),
        ("영화 <KBS 단편선>\n둘째 문단", "<p>영화 &lt;KBS 단편선&gt;</p>\n<p>둘째 문단</p>"),
        ("5 < 7 & 8", "<p>5 &lt; 7 &amp; 8</p>"),
        ("첫 문단<br>둘째 문단", "<p>첫 문단</p>\n<p>둘째 문단</p>"),
        ("첫 줄<br>이어진 줄<br><br>둘째 문단", "<p>첫 줄<br>이어진 줄</p>\n<p>둘째 문단</p>"),
        (
            "<div>첫 문단</div><div><br></div><div>둘째 <b>문단</b></div>",
            "<p>첫 문단</p>\n<p>둘째 <strong>문단</strong></p>",
        ),
        ("<p>첫 줄<br>이어진 줄<br>&nbsp;<br>둘째 문단</p>", "<p>첫 줄<br>이어진 줄</p>\n<p>둘째 문단</p>"),
        ("<pre>첫 문단\n둘째 문단</pre>", "<p>첫 문단</p>\n<p>둘째 문단</p>"),
        ("<pre>첫 문단</pre><p>둘째\n문단</p>", "<p>첫 문단</p>\n<p>둘째 문단</p>"),
        ("<p>HTML의\n줄바꿈은   빈칸이다</p>", "<p>HTML의 줄바꿈은 빈칸이다</p>"),
    ],
)
def test_lines_become_paragraphs(source, expected):
    assert_becomes(source, expected)


def test_hangul_typed_on_a_mac_is_composed():
    assert_becomes("<p>\u1100\u1167\u11bc&#x110c;&#x116e;시</p>", "<p>경주시</p>")


def test_what_nobody_can_see_goes():
    assert_becomes("<p>보\u200b도\ufeff자\u0000료\u00ad \u202e가\u0007나\ufffe</p>", "<p>보도자료 가나</p>")


# --- Sub-heads -------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["◆", "■"])
def test_a_short_line_that_opens_with_a_mark_is_a_subhead(mark):
    assert_becomes(
        f"<p>앞글이다.</p><p><strong>{mark} 추진 배경</strong></p><p>뒷글이다.</p>",
        f'<p>앞글이다.</p>\n<h2 class="subhead">{mark} 추진 배경</h2>\n<p>뒷글이다.</p>',
    )


def test_a_subhead_within_a_paragraph_splits_it():
    assert_becomes(
        "<p>앞글이다.<br>◆ 추진 배경<br>뒷글이다.<br>또 한 줄.</p>",
        '<p>앞글이다.</p>\n<h2 class="subhead">◆ 추진 배경</h2>\n<p>뒷글이다.<br>또 한 줄.</p>',
    )


@pytest.mark.parametrize(
    "source",
    [
        f"<p>◆ {'긴 글이다. ' * 20}끝.</p>",
        "<p>◆</p>",
        "<p>▲ 하나 ▲ 둘</p>",
        "<p>글 가운데 ◆ 표가 있다.</p>",
        "<ul><li>◆ 하나</li></ul>",
        "<p>앞글이다.</p>\n<p>■ 일시: 1월 24일<br>■ 장소: 새솔도서관</p>\n<p>뒷글이다.</p>",
        "<p>■ 일시: 1월 24일</p>\n<p>■ 장소: 새솔도서관</p>",
    ],
)
def test_other_lines_with_a_mark_stay_text(source):
    assert_becomes(source, source)


# --- Tables ----------------------------------------------------------------------------------------


def test_a_table_keeps_its_cells_and_can_be_scrolled_by_keyboard():
    assert_becomes(
        '<table border=1><caption>표</caption><colgroup><col></colgroup>'
        "<tr><th scope=col colspan=2 width=9><p>구분</p></th></tr>"
        "<tr><td></td><td><p>첫째</p><p>둘째</p></td></tr></table>",
        '<figure class="table" tabindex="0"><table><caption>표</caption><tbody>'
        '<tr><th colspan="2" scope="col">구분</th></tr><tr><td></td><td><p>첫째</p><p>둘째</p></td></tr>'
        "</tbody></table></figure>",
    )  # fmt: skip


def test_a_table_of_one_cell_is_only_a_frame_around_its_text():
    assert_becomes("<table><tr><td><p>가</p><p>나</p></td></tr></table>", "<p>가</p>\n<p>나</p>")


def test_an_empty_table_goes():
    assert_becomes("<p>가</p><table><tr><td>&nbsp;</td><td></td></tr></table>", "<p>가</p>")


# --- Links and players -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("href", "written"),
    [
        ("https://www.example.com/?a=1&b=2", "https://www.example.com/?a=1&amp;b=2"),
        ("//www.example.com/", "https://www.example.com/"),
        ("HTTP://www.example.com", "http://www.example.com"),
        ("https://server/", "https://server/"),
        ("https://testserver.example.com/", "https://testserver.example.com/"),
        ("https://testserver@example.com/", "https://testserver@example.com/"),
        ("/\\example.com", "https://example.com"),
    ],
)
def test_a_link_to_another_host_tells_it_nothing(href, written):
    assert_becomes(f'<p><a href="{href}">가</a></p>', f'<p><a href="{written}" rel="noopener noreferrer">가</a></p>')


@pytest.mark.parametrize("href", ["/articles/1/", "articles/1/", "?q=1"])
def test_a_link_to_our_own_pages_has_no_rel(href):
    assert_becomes(f'<p><a rel="nofollow" target="_blank" href="{href}">가</a></p>', f'<p><a href="{href}">가</a></p>')


@pytest.mark.parametrize("attributes", ["", 'href=""', 'href="#_ftn1"', 'href="javascript:alert(1)"', 'name="x"'])
def test_a_link_that_leads_nowhere_is_its_text(attributes):
    assert_becomes(f"<p><a {attributes}>가</a></p>", "<p>가</p>")


@pytest.mark.parametrize(
    ("src", "player"),
    [
        ("https://www.youtube.com/embed/abcdefghijk?autoplay=1&start=30", "https://www.youtube-nocookie.com/embed/abcdefghijk?start=30"),
        ("//www.youtube-nocookie.com/embed/abcdefghijk", "https://www.youtube-nocookie.com/embed/abcdefghijk"),
        ("https://youtu.be/abcdefghijk?t=30s", "https://www.youtube-nocookie.com/embed/abcdefghijk?start=30"),
        ("https://m.youtube.com/watch?app=m&v=abcdefghijk", "https://www.youtube-nocookie.com/embed/abcdefghijk"),
        ("https://player.vimeo.com/video/123?h=ab1", "https://player.vimeo.com/video/123?h=ab1"),
        ("https://vimeo.com/123", "https://player.vimeo.com/video/123"),
        ("https://tv.naver.com/v/123", "https://tv.naver.com/embed/123"),
        ("https://tv.kakao.com/channel/1/cliplink/123@my", "https://play-tv.kakao.com/embed/player/cliplink/123@my"),
        ("https://tv.naver.com/embed/123?autoPlay=true", "https://tv.naver.com/embed/123"),
        ("https://tv.kakao.com/embed/player/cliplink/123?service=x", "https://play-tv.kakao.com/embed/player/cliplink/123"),
    ],
)  # fmt: skip
def test_a_video_of_a_named_host_stands_in_a_figure(src, player):
    assert_becomes(
        f'<p>앞<iframe src="{src}" width="1" title="개관식"></iframe>뒤</p>',
        f'<p>앞뒤</p>\n<figure class="embed"><iframe src="{player}" title="개관식" loading="lazy" '
        'referrerpolicy="strict-origin-when-cross-origin" allowfullscreen=""></iframe></figure>',
    )


def test_a_video_without_a_title_is_called_one():
    assert ' title="' in clean_body("<iframe src=https://youtu.be/abcdefghijk></iframe>")


def test_a_frame_of_another_host_becomes_a_link_and_swallows_nothing():
    assert_becomes(
        "<p>앞</p><iframe src=https://map.example.com/?x=1><p>뒤</p>",
        '<p>앞</p>\n<p><a href="https://map.example.com/?x=1" rel="noopener noreferrer">https://map.example.com/?x=1</a></p>\n<p>뒤</p>',
    )


def test_a_figure_within_a_figure_keeps_its_own_caption():
    player = "<iframe src=https://youtu.be/abcdefghijk title=가></iframe>"

    cleaned = clean_body(
        f"<figure><figure>{player}<figcaption>안</figcaption></figure><figcaption>밖</figcaption></figure>"
    )

    assert cleaned.endswith("</iframe><figcaption>안</figcaption></figure>\n<p>밖</p>")


# --- Photos ----------------------------------------------------------------------------------------


@pytest.fixture
def photo(db):
    return Photo.objects.create(
        file="photos/2026/01/0123456789abcdef/master.jpg",
        width=1600,
        height=1200,
        widths=[320, 640, 960, 1280],
        caption="새솔도서관 <전경>",
        credit="사진=새솔구 제공",
        alt_text="흰 벽의 4층 건물",
    )


def shown(photo, alt="흰 벽의 4층 건물"):
    srcset = ", ".join(f"{photo.folder}/{width}.webp {width}w" for width in photo.widths)
    return (
        f'<img src="{photo.folder}/960.webp" srcset="{srcset}" sizes="(min-width: 768px) 720px, 100vw" '
        f'width="1600" height="1200" alt="{alt}" loading="lazy" decoding="async" data-photo="{photo.pk}">'
    )


CAPTION = '<figcaption>새솔도서관 &lt;전경&gt; <span class="credit">사진=새솔구 제공</span></figcaption>'


@pytest.mark.parametrize(
    "source",
    [
        "<p><img src='/media/{folder}/640.webp' width=3 style='float:left'></p>",
        "<img src='http://testserver/media/{folder}/master.jpg?x=1' alt=''>",
        "<figure><img src='/media/{folder}/960.webp' srcset='//e.example/x 1w'><figcaption></figcaption></figure>",
        "<figure class=photo><img src='/media/{folder}/960.webp'><figcaption>설명</figcaption></figure>",
        "<div style='text-align:center'><figure class=image><img src='/media/{folder}/960.webp'></figure></div>",
    ],
)
def test_a_photo_of_the_library_becomes_a_figure_with_its_caption_and_credit(photo, source):
    assert_becomes(source.format(folder=photo.folder), f'<figure class="photo">{shown(photo)}{CAPTION}</figure>')


def test_a_photo_within_a_line_comes_after_it(photo):
    assert_becomes(
        f"<p>앞글 <img src='/media/{photo.folder}/960.webp'> 이어진 글</p>"
        f"<p><img src='/media/{photo.folder}/960.webp'>뒷글</p>",
        f'<p>앞글 이어진 글</p>\n<figure class="photo">{shown(photo)}{CAPTION}</figure>\n'
        f'<figure class="photo">{shown(photo)}{CAPTION}</figure>\n<p>뒷글</p>',
    )


def test_what_the_reporter_typed_under_a_photo_stays_and_gets_its_credit(photo):
    assert_becomes(
        f"<figure><img src='/media/{photo.folder}/960.webp' alt='건물'>"
        "<figcaption>문을 <b>연</b> 도서관</figcaption></figure>",
        f'<figure class="photo">{shown(photo, alt="건물")}<figcaption>문을 <strong>연</strong> 도서관 '
        '<span class="credit">사진=새솔구 제공</span></figcaption></figure>',
    )


def test_a_credit_that_the_reporter_typed_is_not_printed_twice(photo):
    own = f"<figure><img src='/media/{photo.folder}/960.webp'><figcaption>도서관 {{}}</figcaption></figure>"

    assert clean_body(own.format("사진=새솔구 제공")).count("사진=새솔구 제공") == 1
    assert 'class="credit"' in clean_body(
        own.format("사진=새솔구 제공")
    )  # as the editor sends it back, without its span
    assert "새솔구 제공" not in clean_body(own.format("ⓒ 김하늘"))


def test_a_caption_that_the_reporter_emptied_stays_empty(photo):
    emptied = f'<figure class="photo">{shown(photo)}</figure>'

    assert_becomes(emptied, emptied)


def test_several_photos_in_a_figure_are_figures_each_and_the_last_has_the_caption(photo):
    image = f"<img src='/media/{photo.folder}/960.webp' data-photo={photo.pk}>"

    assert_becomes(
        f"<figure>{image}{image}<figcaption>둘이다</figcaption></figure>",
        f'<figure class="photo">{shown(photo)}</figure>\n'
        f'<figure class="photo">{shown(photo)}<figcaption>둘이다</figcaption></figure>',
    )  # fmt: skip


def test_a_linked_photo_keeps_its_link(photo):
    assert clean_body(f"<p><a href='/x'><img src='/media/{photo.folder}/960.webp'></a></p>").startswith(
        '<figure class="photo"><a href="/x"><img '
    )


@pytest.mark.parametrize(
    "src",
    [
        "https://elsewhere.example/media/photos/2026/01/0123456789abcdee/960.webp",
        "/media/photos/2026/01/unknown/960.webp",
        "/media/photos/2026/01/0123456789abcdef/../x/960.webp",
        "/media/logo.png",
        "data:image/png;base64,iVBORw0KGgo=",
        "cid:1",
    ],
)
def test_any_other_image_goes_and_leaves_its_words(photo, src):
    assert_becomes(
        f"<p>가 <img src='{src}' alt='설명하는 말' data-photo={photo.pk}> 나</p>"
        f"<p><img src='{src}' alt='DSC_0012.JPG'></p>",
        "<p>가 설명하는 말 나</p>",
    )


def test_photos_cost_one_query_and_a_body_without_any_none(photo, django_assert_num_queries):
    images = f"<img src='/media/{photo.folder}/960.webp'><img src='/media/photos/2026/01/unknown/960.webp'>" * 5

    with django_assert_num_queries(1):
        clean_body(images)
    with django_assert_num_queries(0):
        clean_body("<div>글</div><img src='https://elsewhere.example/x.jpg' alt='그림'>")


# --- Text ------------------------------------------------------------------------------------------


def test_the_text_has_a_line_for_each_paragraph_and_nothing_of_captions(photo):
    body = clean_body(
        f"<h2>◆ 배경</h2><p>첫째 <b>줄</b><br>&lt;둘째&gt; 줄</p><img src='/media/{photo.folder}/960.webp'>"
        "<table><tr><td>칸</td><td>칸</td></tr></table><ul><li>하나</li><li>둘</li></ul>"
    )

    assert body_text(body) == "◆ 배경\n첫째 줄\n<둘째> 줄\n칸 칸\n하나\n둘"


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_the_lines_of_a_text_are_the_text_whatever_stands_in_it(body):
    assert list(body_lines(CleanHTML(body))) == [line for line in body_text(CleanHTML(body)).split("\n") if line]


def test_the_text_of_what_is_not_clean_holds_no_script():
    assert body_text("<p>가<script>나</script></p><div>다</div>") == "가\n다"


def test_plain_text_becomes_paragraphs_with_every_character():
    assert text_to_html(
        "첫 <b>줄\n둘째 줄\n\n\n둘째 & 문단\n"
    ) == "<p>첫 &lt;b&gt;줄<br>둘째 줄</p>\n<p>둘째 &amp; 문단</p>".replace("&lt;b&gt;", "&lt;b&gt;")
    assert text_to_html(" \n") == ""


# --- Excerpts --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("첫째 문장이다. 둘째 문장이다.", "첫째 문장이다. 둘째 문장이다."),
        ("첫째 문장이다.\n둘째 문단이다.", "첫째 문장이다. 둘째 문단이다."),
        (f"첫째 문장이다. {'가나다 ' * 30}이다.", "첫째 문장이다."),
        (f"{'가나다 ' * 30}이다. 둘째 문장이다.", f"{'가나다 ' * 30}이다."),
        (
            "2026.01.24. 오전 2.6km를 걷는다. 1. 준비, 2. 출발이다.",
            "2026.01.24. 오전 2.6km를 걷는다. 1. 준비, 2. 출발이다.",
        ),
        ("어떻게 할까? 해요! 그래…", "어떻게 할까? 해요! 그래…"),
        ("(새솔뉴스) 새솔구가 밝혔다.", "새솔구가 밝혔다."),
        ("[서울=새솔뉴스] 김하늘 기자 = 새솔구가 밝혔다.", "새솔구가 밝혔다."),
        ("(서울=새솔뉴스) 새솔구가 밝혔다.", "새솔구가 밝혔다."),
        ("(사)새솔문화원이 밝혔다.", "(사)새솔문화원이 밝혔다."),
        ("◆ 추진 배경\n▲ 하나 ▲ 둘\n새솔구가 밝혔다.", "새솔구가 밝혔다."),
        ("추진 배경\n새솔구가 밝혔다.\n[뉴스출처 : 새솔구청]", "새솔구가 밝혔다."),
        ("▲ 하나 ▲ 둘", "▲ 하나 ▲ 둘"),
        ("새솔구가 밝혔다.이어 말했다.", "새솔구가 밝혔다. 이어 말했다."),
    ],
)
def test_an_excerpt_is_the_first_whole_sentences(text, expected):
    assert make_excerpt(text) == expected


def test_an_excerpt_ends_at_no_date_number_or_abbreviation():
    filler = "새솔구는 주민이 함께 쓰는 도서관을 새로 지어 많은 사람이 찾는 곳으로 만들겠다고 약속했다."

    for before in [
        "행사는 2026. 1. 24. 열린다",
        "값은 2.6 배다",
        "A.I. 시대의 U.S. 기업과 Dr. 김이 온다",
        "주소는 a.kr 이다",
    ]:
        assert make_excerpt(f"{before}. {filler} {filler}", limit=20) == f"{before}."


def test_an_excerpt_does_not_end_within_a_quotation():
    told = "구청장은 “먼저 듣겠다. 그리고 하겠다.”라고 말했다."

    assert make_excerpt(f"{told} 다음 문장이다.", limit=10) == told


def test_an_overlong_first_sentence_is_cut_between_words():
    cut = make_excerpt("가나다 라마바 " * 60)

    assert len(cut) <= 200
    assert cut.endswith(("다…", "바…"))
    assert len(make_excerpt("가" * 5000)) == 200


def test_an_excerpt_fits_its_column_whatever_the_limit():
    assert len(make_excerpt("문장이다. " * 500, limit=1000)) <= 300


# --- Credits ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>본문이다.</p>", '<p><span class="credit-tag">(새솔뉴스)</span> 본문이다.</p>'),
        ("<p>(새솔뉴스) 본문이다.</p>", '<p><span class="credit-tag">(새솔뉴스)</span> 본문이다.</p>'),
        ("<p>( 새솔 뉴스 )본문이다.</p>", '<p><span class="credit-tag">( 새솔 뉴스 )</span> 본문이다.</p>'),
        ("<p>[서울=새솔뉴스] 본문이다.</p>", '<p><span class="credit-tag">[서울=새솔뉴스]</span> 본문이다.</p>'),
        ("<p><strong>(새솔뉴스)</strong> 본문이다.</p>", "<p><strong>(새솔뉴스)</strong> 본문이다.</p>"),
        ("<p>(사)새솔문화원이다.</p>", '<p><span class="credit-tag">(새솔뉴스)</span> (사)새솔문화원이다.</p>'),
        (
            '<h2 class="subhead">◆ 배경</h2>\n<ul><li>하나</li></ul>\n<p>본문이다.</p>\n<p>끝.</p>',
            '<h2 class="subhead">◆ 배경</h2>\n<ul><li>하나</li></ul>\n'
            '<p><span class="credit-tag">(새솔뉴스)</span> 본문이다.</p>\n<p>끝.</p>',
        ),
        ("<blockquote><p>인용</p></blockquote>", "<blockquote><p>인용</p></blockquote>"),
        ("", ""),
    ],
)
def test_the_credit_tag_opens_the_first_paragraph_once(body, expected):
    credited = with_credit(clean_body(body), "(새솔뉴스)")

    assert credited == expected
    assert isinstance(credited, CleanHTML)


def test_a_credit_tag_is_text_and_none_changes_nothing():
    body = clean_body("<p>본문이다.</p>")

    assert with_credit(body, "") is body
    assert with_credit(body, "<b>&") == '<p><span class="credit-tag">&lt;b&gt;&amp;</span> 본문이다.</p>'


@pytest.mark.parametrize(
    ("body", "ends"),
    [
        ("<p>본문이다.</p><p>[뉴스출처 : 서울특별시동작구]</p>", True),
        ("<p>본문이다.</p><p>[출처=새솔구청]</p>", True),
        ("<p>본문이다.<br>(자료출처: 새솔구청)</p>", True),
        ("<p>본문이다. [뉴스출처 : 새솔구청]</p>", True),
        ("<p>출처: 새솔구청</p>", True),
        ("<p>[뉴스출처 : 새솔구청]</p><iframe src=https://youtu.be/abcdefghijk></iframe>", True),
        ("<p>자료의 출처를 밝혔다.</p>", False),
        ("<p>[뉴스출처 : 새솔구청]</p><p>본문이다.</p>", False),
        ("", False),
    ],
)
def test_a_source_line_that_was_typed_is_seen(body, ends):
    assert ends_with_source(clean_body(body)) is ends
