"""Word's comments and deletions, pasted into the body as Word puts them on the clipboard."""

import pytest

from articles.models import Article
from tests.articles.desk import DESK, staff
from tests.articles.test_body_hidden import GOOGLE, HIDING, SIZELESS
from tests.factories import SectionFactory

from .desk import body_html, choose, editor, paste, sign_in

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"></head><body lang=KO><!--StartFragment-->
<p class=MsoNormal>예산은 <del cite="mailto:kim" datetime="2026-11-01T12:00"><span lang=EN-US>30</span>억원</del><ins
cite="mailto:kim" datetime="2026-11-01T12:00">25억원</ins>이다.</p>
<p class=MsoNormal>도서관은 <a style='mso-comment-reference:A_1;mso-comment-date:20261101T1200'>내년에</a><span
class=MsoCommentReference><span lang=EN-US style='font-size:9.0pt'><![if !supportAnnotations]><a class=msocomanchor
id="_anchor_1" href="#_msocom_1" name="_msoanchor_1">[A1]</a><![endif]><span
style='mso-special-character:comment'>&nbsp;</span></span></span> 연다<span style='display:none;mso-hide:all'>
(미정)</span>.</p>
<p class=MsoListParagraph style='margin-left:40.0pt;text-indent:-20.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
lang=EN-US><span style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span></span><![endif]>가</p>
<p class=MsoListParagraph style='margin-left:60.0pt;text-indent:-20.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span
lang=EN-US><span style='mso-list:Ignore'>A.<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span></span><![endif]>가-1</p>
<p class=MsoListParagraph style='margin-left:40.0pt;text-indent:-20.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
lang=EN-US><span style='mso-list:Ignore'>2.<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span></span><![endif]>나</p>
<!--EndFragment--><div style='mso-element:comment-list'><![if !supportAnnotations]><hr class=msocomoff align=left size=1
width="33%"><![endif]><div style='mso-element:comment'><![if !supportAnnotations]><div id="_com_1" class=msocomtxt>
<![endif]><p class=MsoCommentText><span class=MsoCommentReference><![if !supportAnnotations]><a href="#_msoanchor_1"
class=msocomoff>[A1]</a><![endif]></span>부장님, 이 숫자 맞나요?</p><![if !supportAnnotations]></div><![endif]></div></div>
</body></html>"""  # noqa: E501  as Word breaks its lines

PLAIN = (
    "<p>예산은 <del>30억원</del><ins>25억원</ins>이다.</p>"
    '<div style="mso-element:comment-list"><div style="mso-element:comment">'
    "<p class=MsoCommentText>부장님, 이 숫자 맞나요?</p></div></div>"
)

KEPT = "<p>예산은 25억원이다.</p>"


@pytest.mark.parametrize(
    ("copied", "saved"),
    [
        (
            WORD,
            f"{KEPT}\n<p>도서관은 내년에 연다.</p>\n<ol><li>가<ol><li>가-1</li></ol></li><li>나</li></ol>",
        ),
        (PLAIN, KEPT),
    ],
    ids=["Word", "HTML"],
)
def test_what_word_hides_is_neither_seen_in_the_editor_nor_saved(page, context, live_server, copied, saved):
    sign_in(context, staff(*DESK), live_server.url)
    SectionFactory(name="경제")
    page.goto("/admin/articles/article/add/")
    editor(page).locator("body").click()

    paste(page, html=copied)

    assert not any(hidden in body_html(page) for hidden in ["30", "[A1]", "부장님", "미정", "비밀"])
    page.locator("#id_headline").fill("예산")
    choose(page, "section", "경제")
    page.locator("button[name=_save]").click()
    page.locator(".messagelist .success").wait_for()
    assert Article.objects.get().body == saved


def test_what_the_sanitiser_hides_is_not_seen_in_the_editor_either(page, context, live_server):
    sign_in(context, staff(*DESK), live_server.url)
    page.goto("/admin/articles/article/add/")
    editor(page).locator("body").click()
    dialog = "<dialog>{}</dialog>"

    paste(page, html="".join(f"<p>앞{hiding.format('비밀')}뒤</p>" for hiding in [*HIDING, *SIZELESS, dialog]) + GOOGLE)

    pasted = body_html(page)
    assert "25억원이다." in pasted
    assert not any(hidden in pasted for hidden in ["비밀", "부장님", "둘째", "[a]", "[b]", "네</"])
    assert pasted.count("앞") == pasted.count("뒤") == len([*HIDING, *SIZELESS, dialog])
