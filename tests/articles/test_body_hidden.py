"""What a text from outside holds that readers are not to see: deleted words, Word's comments, hidden text."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.body import body_text, clean_body
from articles.body.incoming import strip_tags

from .test_body import assert_becomes, plain

WORD = (
    "<p>예산은 <del>30억원</del><ins>25억원</ins>이다.</p>"
    '<div style="mso-element:comment-list"><div style="mso-element:comment">'
    "<p class=MsoCommentText>부장님, 이 숫자 맞나요?</p></div></div>"
)

# As Word writes a paragraph in which "30억원" is commented on, and the comment at the end.
COMMENTED = """<p class=MsoNormal>예산은 <a style='mso-comment-reference:A_1;mso-comment-date:20261101T1200'>30억원</a>\
<span class=MsoCommentReference><span lang=EN-US style='font-size:9.0pt'><![if !supportAnnotations]>\
<a class=msocomanchor id="_anchor_1" href="#_msocom_1" name="_msoanchor_1">[A1]</a><![endif]><span
style='mso-special-character:comment'>&nbsp;</span></span></span>이다.</p>
<div style='mso-element:comment-list'><![if !supportAnnotations]><hr class=msocomoff align=left size=1
width="33%"><![endif]><div style='mso-element:comment'><![if !supportAnnotations]><div id="_com_1"
class=msocomtxt><![endif]><p class=MsoCommentText><span class=MsoCommentReference><![if !supportAnnotations]><a
href="#_msoanchor_1" class=msocomoff>[A1]</a><![endif]></span>부장님, 이 숫자 맞나요?</p>
<![if !supportAnnotations]></div><![endif]></div></div>"""


def test_words_comments_and_deletions_are_not_published():
    assert_becomes(WORD, "<p>예산은 25억원이다.</p>")


def test_words_that_were_commented_on_stay_without_the_comment():
    assert_becomes(COMMENTED, "<p>예산은 30억원이다.</p>")


HIDING = [
    "<del>{}</del>",
    '<del cite="mailto:kim" datetime="2026-11-01T12:00">{}</del>',
    '<span style="display:none">{}</span>',
    "<span style='DISPLAY : NONE'>{}</span>",
    "<span style='color:red;;display:none !important;display:inline'>{}</span>",
    "<span style='dis&#112;lay:&#110;one'>{}</span>",
    "<span style='d\\69 splay:/* so */none'>{}</span>",
    "<span style='font-family:\"a;b\";mso-hide:all'>{}</span>",
    "<span style='background:url(x;y);Mso-Hide:all'>{}</span>",
    "<span style=visibility:hidden>{}</span>",
    "<font style='visibility: collapse'>{}</font>",
    "<o:p style='mso-hide:all'>{}</o:p>",
    "<span hidden>{}</span>",
    "<a style='mso-element:\"comment\"'>{}</a>",
    "<span class='x MSOCommentReference'>{}</span>",
    "<a href='#_msocom_12'>{}</a>",
    "<a href='file:///C:/Users/kim/release.htm#_msocom_1'>{}</a>",
    "<a href='#_msoanchor_1' class=msocomoff>{}</a>",
    "<a href='#cmnt12' id=cmnt_ref12>{}</a>",
    "<a href='https://docs.google.com/document/d/1/pub#cmnt1'>{}</a>",
    "<span style='opacity:0'>{}</span>",
    "<span style='opacity : 0.0%'>{}</span>",
    "<template>{}</template>",
]


@pytest.mark.parametrize("hiding", HIDING)
@pytest.mark.parametrize(
    ("frame", "cleaned"),
    [
        ("<p>앞{}뒤</p>", "<p>앞뒤</p>"),
        ("<ul><li>앞{}뒤</li><li>{}</li></ul>", "<ul><li>앞뒤</li></ul>"),
        ("<h2>앞{}뒤</h2>", "<h2>앞뒤</h2>"),
        ("<blockquote><p>앞{}뒤</p></blockquote>", "<blockquote><p>앞뒤</p></blockquote>"),
        (
            "<table><caption>앞{}뒤</caption><tr><td>앞{}뒤</td><td>{}</td></tr></table>",
            '<figure class="table" tabindex="0"><table><caption>앞뒤</caption><tbody><tr><td>앞뒤</td><td></td></tr>'
            "</tbody></table></figure>",
        ),
        ("앞{}뒤", "<p>앞뒤</p>"),
    ],
    ids=["paragraph", "list", "heading", "quotation", "table", "loose"],
)
def test_what_is_hidden_goes_however_it_is_spelt_and_wherever_it_stands(frame, cleaned, hiding):
    inner = hiding.format("비밀 <b>말</b><br>둘째 줄<img src=x alt=그림>")

    assert_becomes(frame.replace("{}", inner), cleaned)


SIZELESS = [
    "<span style='font-size:0'>{}</span>",
    "<font style='FONT-SIZE: .0em !important'>{}</font>",
    "<span style='font:0/0 a'>{}</span>",
    "<span style='font-size:0px'><font style='font-size:150%'>{}</font></span>",
]


@pytest.mark.parametrize("hiding", SIZELESS)
def test_words_of_no_size_go_and_the_picture_among_them_stays(hiding):
    assert_becomes(f"<p>앞{hiding.format('비밀 <b>말</b>')}뒤</p>", "<p>앞뒤</p>")
    assert_becomes(f"<p>앞 {hiding.format('<img src=x alt=그림>')} 뒤</p>", "<p>앞 그림 뒤</p>")


@pytest.mark.parametrize(
    "style",
    ["font-size:13px", "font-size:1rem", "font-size:small", "font-size:calc(1rem + 1vw)", "font:bold 13px/1.5 a"],
)
def test_words_that_are_given_a_size_again_stay(style):
    """Newsletters take the gaps between their boxes away so."""
    assert_becomes(f'<div style="font-size:0px">비밀<p style="{style}">앞뒤</p>비밀</div>', "<p>앞뒤</p>")


def test_a_dialog_goes_while_it_is_closed():
    assert_becomes("<p>앞</p><dialog><p>비밀</p></dialog><p>뒤</p>", "<p>앞</p>\n<p>뒤</p>")
    assert_becomes("<p>앞<DIALOG class=x><p>비밀</p></DIALOG><p>뒤</p>", "<p>앞</p>\n<p>뒤</p>")
    assert_becomes("<p>앞</p><dialog open><p>뒤</p></dialog>", "<p>앞</p>\n<p>뒤</p>")


# As Google Docs writes a document with comments as a web page.
GOOGLE = (
    '<p class="c1"><span>예산은 </span><span>25억원</span><sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup>'
    '<sup><a href="#cmnt2" id="cmnt_ref2">[b]</a></sup><span>이다.</span></p>'
    '<div style="border:1px solid black;margin:5px"><p class="c1"><a href="#cmnt_ref1" id="cmnt1">[a]</a>'
    "<span>부장님, 이 숫자 맞나요?</span></p><p><span>둘째 문단</span></p></div>"
    '<div style="border:1px solid black;margin:5px">\n<p class="c1">'
    "<span><a href='#cmnt_ref2' id=cmnt2>[b]</a></span><span>네</span></p></div>"
)


@pytest.mark.parametrize(
    "source",
    [
        GOOGLE,
        f"<html><body><div>{GOOGLE}</div></body></html>",
        GOOGLE.replace("#cmnt", "file:///C:/Users/kim/doc.html#cmnt"),
        GOOGLE.replace("#cmnt", "https://docs.google.com/document/d/e/1/pub#cmnt"),
    ],
)
def test_comments_of_google_docs_are_not_published(source):
    assert_becomes(source, "<p>예산은 25억원이다.</p>")
    assert body_text(clean_body("<div>" * 3000 + source)) == "예산은 25억원이다."


LINKED = '<p><a href="https://blog.example/1#cmnt_ref1" rel="noopener noreferrer">앞뒤</a></p>'


def test_what_stands_around_comments_of_google_docs_stays():
    comment = "<p><a href='#cmnt_ref1'>[a]</a>비밀</p>"

    assert_becomes(f"<div><p>앞</p>{comment}<p>뒤</p></div>", "<p>앞</p>\n<p>뒤</p>")
    assert_becomes("<p>앞<a href='#cmnt_ref1'>[a]</a>뒤</p>", "<p>앞뒤</p>")
    assert_becomes("<p><a href='https://blog.example/1#cmnt_ref1'>앞뒤</a></p>", LINKED)


@pytest.mark.parametrize("block", ["div", "ul", "blockquote", "h2", "section", "figure"])
def test_a_block_that_is_hidden_goes_with_all_that_is_in_it(block):
    player = "<iframe src=https://youtu.be/abcdefghijk></iframe>"

    assert_becomes(
        f"<p>앞</p><{block} style='display:none'><p>비밀</p><li>비밀</li>{player}</{block}><p>뒤</p>",
        "<p>앞</p>\n<p>뒤</p>",
    )


def test_a_table_that_is_hidden_goes_with_its_cells():
    assert_becomes("<p>앞</p><table hidden><tr><td>비밀<td>비밀</table><p>뒤</p>", "<p>앞</p>\n<p>뒤</p>")


def test_a_hidden_cell_is_no_cell_and_an_invisible_one_keeps_its_place():
    assert_becomes(
        "<table><tr><td>가<td style='display:none'>비밀<td style='visibility:hidden'>비밀<td>나</table>",
        '<figure class="table" tabindex="0"><table><tbody><tr><td>가</td><td></td><td>나</td></tr></tbody></table>'
        "</figure>",
    )


@pytest.mark.parametrize(
    "source",
    [
        "<p><span style='visibility:hidden'>비밀<span style='visibility:visible'>앞</span></span>뒤</p>",
        "<p><span style='mso-hide:all'>비밀<span style='mso-hide:none'>앞</span></span>뒤</p>",
        "<p><span style='display:none;display:inline'>앞</span><span style='mso-hide:none'>뒤</span></p>",
        "<p><span style='content:\"display:none\"'>앞</span><span class='MsoNormal none hidden'>뒤</span></p>",
        "<p><a style='mso-comment-reference:A_1'>앞<span>[A1]</span></a>뒤</p>",
    ],
)
def test_what_is_shown_stays(source):
    assert_becomes(source, "<p>앞뒤</p>")


def test_what_only_looks_like_a_label_of_words_stays():
    assert_becomes("<p>[A1] 구역 <a style='mso-comment-reference:A_1'>[별표]</a></p>", "<p>[A1] 구역 [별표]</p>")


def test_a_strike_through_that_a_writer_sets_stays():
    assert_becomes("<p><s>30억원</s>과 <strike>20억원</strike></p>", "<p><s>30억원</s>과 <s>20억원</s></p>")


def test_a_papers_old_articles_may_keep_their_deletions_struck_out():
    kept = clean_body(WORD, keep_deletions=True)

    assert kept == "<p>예산은 <s>30억원</s>25억원이다.</p>"
    assert clean_body(plain(kept)) == kept


def test_html_too_tangled_to_be_read_as_such_shows_nothing_hidden_either():
    tangled = "<div>" * 3000 + WORD + COMMENTED + "<p hidden>비밀<p style='DISPLAY:NONE'>비밀<p>끝"

    assert body_text(clean_body(tangled)) == "예산은 25억원이다.\n예산은 30억원[A1] 이다.\n끝".replace("[A1] ", "")
    assert "30억원" in strip_tags("<del>30억원</del>", keep_deletions=True)


# --- What nobody thought of --------------------------------------------------------------------------

styles = st.sampled_from(
    [
        *("", "hidden", "style='display:none'", "style='visibility:hidden'", "style='visibility:visible'"),
        *("style='mso-hide:all'", "style='mso-element:comment'", "style='mso-comment-reference:A_1'"),
        *("class=MsoCommentReference", "href=#_msocom_1", "href=www.example.org", "href=a@example.org"),
    ]
)
tags = st.sampled_from(["p", "del", "ins", "s", "span", "a", "font", "ol", "ul", "li", "td", "table", "figure", "h2"])
texts = st.sampled_from(
    [
        "가",
        "[A1]",
        "나\x0b다",
        "\U000f02b1",
        "\U000f080f",
        "\u2028",
        "◆ 라",
        "『마.\U000f0855",
        "\x1f",
        "바 ",
        "<br>",
        "<hr>",
    ]
)
soup = st.recursive(
    texts,
    lambda inner: st.builds(
        lambda tag, style, parts, closes: f"<{tag} {style}>{''.join(parts)}{f'</{tag}>' if closes else ''}",
        tags,
        styles,
        st.lists(inner, max_size=4),
        st.booleans(),
    ),
    max_leaves=20,
)


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(soup, max_size=4).map("".join), st.booleans())
def test_cleaning_what_is_clean_changes_nothing(source, keep):
    cleaned = clean_body(source, keep_deletions=keep)

    assert clean_body(plain(cleaned)) == cleaned
