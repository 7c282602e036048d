"""Releases of our own making, one quirk each: what the reader makes of them."""

import pytest

from articles.intake.document import Unreadable
from articles.intake.reading import read_file
from articles.intake.wording import without_head

from .documents import (
    BULLET,
    LETTER,
    NUMBER,
    W,
    control,
    docx,
    hwpx,
    image,
    mail,
    odt,
    para,
    run,
    shown,
    table,
    word,
    zipped,
)

WHEN = table(["보도시점", "2027. 3. 9.(화) 10:00", "배포", "2027. 3. 9.(화) 08:30"])
HEADLINE = "하늘시 헌책방 골목에 밤 도서관 문 연다"
FIRST = "하늘시(시장 윤슬)는 헌책방 골목 빈집을 고쳐 밤 도서관을 연다고 9일 밝혔다."
SECOND = "밤 도서관은 저녁 여섯 시부터 자정까지 열며 누구나 신분증 없이 들어간다."
THIRD = "책은 골목의 헌책방 열한 곳이 돌아가며 고르고 시가 값을 치른다."
CONTACT = table(["담당 부서", "도서관정책과", "담당자", "주무관", "나봄", "(033-000-1234)"])


def title(*lines, size=22, subs=()):
    cell = "".join(para(line, size=size) for line in lines) + "".join(para(f"- {sub} -", size=15) for sub in subs)
    return para(table([cell]))


def one(data):
    releases = read_file(data).releases
    assert len(releases) == 1
    return releases[0]


def words(release):
    return [without_head(block.text) for block in release.body]


def usual(*body, when=WHEN, head=None, contact=CONTACT, **more):
    head = head or title(HEADLINE, subs=["헌책방 열한 곳이 책 골라"])
    return hwpx([para(when), head, *body, para(contact)], **more)


def test_a_plain_release():
    release = one(usual(para("□ " + FIRST), para(" ㅇ " + SECOND), para(" ㅇ " + THIRD)))

    assert release.headline == HEADLINE
    assert release.subheadlines == ["헌책방 열한 곳이 책 골라"]
    assert words(release) == [FIRST, SECOND, THIRD]
    assert (release.online_from, release.print_from) == ("2027-03-09T10:00:00+09:00", None)
    assert release.organisation == "하늘시"
    assert [(each.office, each.name, each.phone) for each in release.contacts] == [
        ("도서관정책과", "나봄", "033-000-1234")
    ]
    assert release.warnings == []


def test_the_word_보도자료_in_the_largest_letters_is_no_headline():
    letterhead = para(table([para("보 도 자 료", size=36), para("하늘시", size=20)]))

    release = one(
        hwpx([letterhead, para(WHEN), title("세 줄로 나눈", "긴 제목을 한 줄로", "다시 잇는다"), para(FIRST)])
    )

    assert release.headline == "세 줄로 나눈 긴 제목을 한 줄로 다시 잇는다"
    assert any(each.what == "letterhead" and "보 도 자 료" in each.text for each in release.left_out)


def test_a_headline_outside_tables():
    data = hwpx(
        [para("보도자료", size=18), para("보도시점: 2027. 3. 9.(화) 10:00"), para(HEADLINE, size=24), para(FIRST)]
    )

    assert one(data).headline == HEADLINE


def test_a_head_of_labels_without_보도시점():
    head = table(["제공일자", "2027. 3. 9.(화)", "사진", "있음(3매)"], ["제공부서", "도서관정책과", "면수", "총 2면"])
    data = hwpx([para(head), para(HEADLINE, size=22), para("- 자정까지 연다 -"), para(FIRST), para(CONTACT)])

    release = one(data)

    assert (release.headline, release.subheadlines) == (HEADLINE, ["자정까지 연다"])
    assert words(release) == [FIRST]
    assert "제공일자" in "".join(each.text for each in release.left_out)


@pytest.mark.parametrize(
    ("written", "online", "printed"),
    [
        ("2027. 3. 9.(화) 오후 2시 30분", "2027-03-09T14:30:00+09:00", None),
        ("2027년 3월 9일(화) 정오 이후", "2027-03-09T12:00:00+09:00", None),
        ("’27. 3. 9.(화) 06:00", "2027-03-09T06:00:00+09:00", None),
        ("2027. 3. 9.(화) 24:00", "2027-03-10T00:00:00+09:00", None),
        ("2027. 3. 10.(수) 조간", None, "2027-03-10"),
        ("2027. 3. 10.(수) 조간 (온라인 3. 9.(화) 12:00)", "2027-03-09T12:00:00+09:00", "2027-03-10"),
        ("(인터넷) 2027. 3. 9.(화) 15:00 / (신문) 3. 10.(수) 조간", "2027-03-09T15:00:00+09:00", "2027-03-10"),
        ("2027. 3. 9.(화) 석간", None, "2027-03-09"),
        ("배포 즉시", None, None),
        ("즉시 보도 가능", None, None),
    ],
)
def test_when_it_may_be_published(written, online, printed):
    release = one(usual(para(FIRST), when=table(["보도 일시", written])))

    assert (release.online_from, release.print_from) == (online, printed)
    assert release.warnings == []


def test_a_weekday_that_does_not_fit_is_said_and_the_date_kept():
    release = one(usual(para(FIRST), when=table(["보도시점", "2027. 3. 9.(목) 10:00"])))

    assert release.online_from == "2027-03-09T10:00:00+09:00"
    assert "요일" in release.warnings[0]


def test_the_year_stands_with_the_day_it_was_handed_out():
    when = table(["보도시점", "3. 9.(화) 10:00"], ["배포일시", "2027. 3. 8.(월) 17:00"])

    assert one(usual(para(FIRST), when=when)).online_from == "2027-03-09T10:00:00+09:00"


def test_the_day_it_was_handed_out_is_no_embargo():
    release = one(usual(para(FIRST), when=table(["배포일시", "2027. 3. 8.(월) 17:00", "쪽수", "2쪽"])))

    assert (release.online_from, release.print_from) == (None, None)


def test_what_stays_out_of_the_text():
    deleted = "<hp:t>값은 <hp:deleteBegin/>9만 원<hp:deleteEnd/>8만 원이다.</hp:t>"
    noted = control("footNote", "풀이 글") + control("hiddenComment", "결재 뒤 지울 것")

    release = one(usual(para(FIRST), para(run(deleted)), para(SECOND, noted), para(control("footer", "쪽 아래 글"))))

    assert words(release) == [FIRST, "값은 8만 원이다.", SECOND]
    found = {(each.what, each.text) for each in release.left_out}
    assert {("deleted", "9만 원"), ("note", "풀이 글"), ("memo", "결재 뒤 지울 것"), ("footer", "쪽 아래 글")} <= found


def test_the_guide_of_a_field_nobody_filled_in_goes():
    def field(guide, text):
        begin = f'<hp:ctrl><hp:fieldBegin id="{len(text)}" type="CLICK_HERE"><hp:parameters><hp:stringParam name='
        begin += f'"Direction">{guide}</hp:stringParam></hp:parameters></hp:fieldBegin></hp:ctrl>'
        return begin, text, f'<hp:ctrl><hp:fieldEnd beginIDRef="{len(text)}"/></hp:ctrl>'

    release = one(usual(para(*field("첫 글을 쓰세요", "첫 글을 쓰세요"), FIRST), para(*field("둘째 글", SECOND))))

    assert words(release) == [FIRST, SECOND]


def test_text_goes_on_behind_tabs_and_breaks():
    marks = "<hp:t>때<hp:tab/>저녁 여섯 시<hp:lineBreak/>곳<hp:nbSpace/>헌책방<hp:fwSpace/>골목<hp:hypen/>빈집</hp:t>"

    assert "때\t저녁 여섯 시\n곳 헌책방 골목-빈집" in words(one(usual(para(FIRST), para(run(marks)))))


def test_automatic_numbers_are_written_and_automatic_bullets_make_a_list():
    body = [
        para(FIRST),
        para("빈집을 고친다", head=NUMBER),
        para("책을 고른다", head=LETTER),
        para("문을 연다", head=NUMBER),
    ]

    release = one(usual(*body, para("등불을 켠다", head=BULLET)))

    assert [block.text for block in release.body[1:]] == [
        "1) 빈집을 고친다",
        "① 책을 고른다",
        "2) 문을 연다",
        "등불을 켠다",
    ]
    assert release.body[-1].kind == "list"


def test_superscript_words_get_their_brackets_and_figures_none():
    raised = para(
        "시는 ｢", run("가칭", raised=True), "골목도서관 조례｣를 낸다. 넓이는 90m", run("2", raised=True), "이다."
    )

    assert words(one(usual(para(FIRST), raised)))[1] == "시는 ｢(가칭)골목도서관 조례｣를 낸다. 넓이는 90m2이다."


def test_signs_of_hancoms_fonts():
    release = one(usual(para(FIRST), para("\U000f02b3 셋째 과제로 골목에 등불을 단다."), para("이름은 \uf53a글이다.")))

    assert release.body[1].text == "③ 셋째 과제로 골목에 등불을 단다."
    assert "U+F53A" in release.warnings[0]


def test_a_sentence_broken_by_enter_is_one_paragraph():
    release = one(
        usual(para(FIRST), para("밤 도서관은 저녁 여섯 시부터 자정까지 열며 "), para("누구나 신분증 없이 들어간다."))
    )

    assert words(release) == [FIRST, SECOND]


def test_lines_of_a_notice_in_the_text_stay_lines():
    lines = ["일시: 2027. 3. 20.(토) 18:00", "장소: 헌책방 골목 공터", "준비물: 읽고 싶은 책 한 권"]

    assert words(one(usual(para(FIRST), *map(para, lines))))[1:] == lines


def test_a_crosshead_between_empty_lines():
    body = [para(FIRST), para(), para("불 꺼진 골목에"), para("책 읽는 등불을"), para(), para(SECOND), para()]

    release = one(usual(*body))

    assert [(block.kind, block.text) for block in release.body] == [
        ("text", FIRST),
        ("subhead", "불 꺼진 골목에 책 읽는 등불을"),
        ("text", SECOND),
    ]


def test_a_table_of_figures_and_a_box_of_text():
    figures = table(["구분", "평일", "주말"], ["연 시간(시간)", "6", "8"])
    box = table([para("이용 안내: 음료는 뚜껑을 닫고 들어온다.")])

    release = one(usual(para(FIRST), para(figures), para(SECOND), para(box)))

    assert [(block.kind, block.text) for block in release.body[1:]] == [
        ("table", "구분 | 평일 | 주말\n연 시간(시간) | 6 | 8"),
        ("text", SECOND),
        ("text", "이용 안내: 음료는 뚜껑을 닫고 들어온다."),
    ]


def test_photos_by_the_height_they_are_shown_at():
    pictures = {
        "image1.png": image(2400, 900),
        "image2.jpg": image(640, 480, form="JPEG"),
        "image3.png": image(700, 500),
    }
    body = [
        para(shown("image1.png", 11, "시_로고.png")),
        para(FIRST),
        para(shown("image2.jpg", 70, "골목 전경.jpg")),
        para("▲ 불 켜진 헌책방 골목", size=10),
        para(shown("image3.png", 60, caption="책을 고르는 주민들")),
        para(SECOND),
    ]

    release = one(usual(*body, pictures=pictures))

    assert [(each.name, each.caption, each.width, each.height) for each in release.photos] == [
        ("골목 전경.jpg", "불 켜진 헌책방 골목", 640, 480),
        ("image3.png", "책을 고르는 주민들", 700, 500),
    ]
    assert [block.kind for block in release.body] == ["text", "figure", "figure", "text"]
    assert [each.text for each in release.left_out if each.what == "decoration"] == ["시_로고.png"]


def test_photos_side_by_side_with_a_row_of_captions():
    pictures = {"image1.png": image(640, 480), "image2.png": image(641, 480)}
    photos = table(
        [para(shown("image1.png", 55)), para(shown("image2.png", 55))], ["<사진1> 고치기 전", "<사진2> 고친 뒤"]
    )

    release = one(usual(para(FIRST), para(photos), pictures=pictures))

    assert [each.caption for each in release.photos] == ["고치기 전", "고친 뒤"]


@pytest.mark.parametrize("head", ["붙임", "[참고 1]", "별첨 2", "붙임: 운영 계획 1부.", "<참고자료>"])
def test_the_annex_is_kept_apart(head):
    release = one(usual(para(FIRST), para(head, size=18), para("덧붙인 자료의 긴 글이 이어진다."), contact=table([""])))

    assert words(release) == [FIRST]
    assert "덧붙인 자료" in next(each.text for each in release.left_out if each.what == "annex")


def test_what_follows_the_contacts_is_annex_too():
    release = one(usual(para(FIRST), para(CONTACT), para("운영 계획의 첫째 쪽이다.")))

    assert words(release) == [FIRST]


def test_a_sentence_that_tells_readers_whom_to_ask_stays():
    ask = "자세한 내용은 도서관정책과(033-000-1234)에 물으면 된다."

    assert words(one(usual(para(FIRST), para(ask), para(SECOND)))) == [FIRST, ask, SECOND]


def test_a_ministry_whose_office_is_not_a_place():
    release = one(
        usual(para("국가숲길위원회(위원장 도담)는 숲길 지도를 낸다고 밝혔다."), head=title("숲길 지도 나왔다"))
    )

    assert release.organisation == "국가숲길위원회"


def test_a_word_document_with_sizes_in_its_styles():
    styles = '<w:style w:styleId="base"><w:rPr><w:sz w:val="28"/></w:rPr></w:style>'
    styles += '<w:style w:styleId="big"><w:basedOn w:val="base"/><w:rPr><w:sz w:val="56"/></w:rPr></w:style>'
    header = f"<w:hdr {W}>{word('하늘시 보도자료')}</w:hdr>"

    release = one(
        docx(
            *[
                word("보도시점: 2027. 3. 9.(화) 10:00"),
                word(HEADLINE, 0, "big"),
                word("- 자정까지 연다 -"),
                word(FIRST),
            ],
            *[word(SECOND), word("문의: 도서관정책과 나봄 주무관 033-000-1234")],
            parts={"header1.xml": header},
            styles=styles,
        )
    )

    assert (release.headline, release.subheadlines) == (HEADLINE, ["자정까지 연다"])
    assert words(release) == [FIRST, SECOND]
    assert [each.phone for each in release.contacts] == ["033-000-1234"]
    assert ("letterhead", "하늘시 보도자료") in {(each.what, each.text) for each in release.left_out}


def test_an_open_document():
    styles = '<style:style style:name="T" style:family="paragraph"><style:text-properties fo:font-size="26pt"/>'
    body = "<text:p>보도시점 : 2027. 3. 9.(화) 10:00</text:p>"
    body += f'<text:p text:style-name="T">{HEADLINE}</text:p><text:p>{FIRST}</text:p>'
    body += '<text:list><text:list-item><text:p>등불을<text:s text:c="2"/>켠다</text:p></text:list-item></text:list>'

    release = one(odt(body, styles + "</style:style>"))

    assert release.headline == HEADLINE
    assert [(block.kind, block.text) for block in release.body] == [("text", FIRST), ("list", "등불을  켠다")]


def test_a_text_with_labels():
    text = f"제목 : {HEADLINE}\n부제 : 자정까지 연다\n보도일시: 2027년 3월 9일 오전 10시\n\n{FIRST}\n\n{SECOND}\n"

    release = one(text.encode("cp949"))

    assert (release.headline, release.subheadlines) == (HEADLINE, ["자정까지 연다"])
    assert words(release) == [FIRST, SECOND]
    assert release.online_from == "2027-03-09T10:00:00+09:00"


def test_a_mail_whose_text_is_the_release():
    release = one(
        mail(f"[하늘시 보도자료] {HEADLINE}", f"{FIRST}\n\n{SECOND}\n\n문의: 도서관정책과 나봄 033-000-1234\n")
    )

    assert release.headline == HEADLINE
    assert words(release) == [FIRST, SECOND]


def test_a_mail_with_the_release_twice_in_two_formats_and_a_form_beside_it():
    data = usual(para(FIRST))
    again = docx(word(HEADLINE, 26), word(FIRST))
    form = docx(word("이용 신청서", 20), word("이름과 연락처를 적는다."))

    release = one(
        mail(
            "보도자료 송부",
            "수고하십니다.",
            ("밤도서관.hwpx", data),
            ("밤도서관.docx", again),
            ("붙임 신청서.docx", form),
        )
    )

    assert release.files == ["밤도서관.hwpx", "붙임 신청서.docx", "밤도서관.docx"]
    assert words(release) == [FIRST]


def test_a_mail_in_html_with_a_table_and_a_quotation():
    html = f"<p>{FIRST}</p><blockquote><p>“책은 밤에 더 잘 읽힌다.”</p></blockquote>"
    html += (
        "<table><tr><td>평일</td><td>6시간</td></tr><tr><td>주말</td><td>8시간</td></tr></table><script>no()</script>"
    )

    release = one(mail(HEADLINE, " \n", html=html))

    assert [(block.kind, block.text) for block in release.body] == [
        ("text", FIRST),
        ("quote", "“책은 밤에 더 잘 읽힌다.”"),
        ("table", "평일 | 6시간\n주말 | 8시간"),
    ]


def test_one_of_two_files_in_an_archive_cannot_be_read():
    reading = read_file(zipped({"1. 밤도서관.hwpx": usual(para(FIRST)), "2. 끊긴 것.hwpx": usual(para(FIRST))[:900]}))

    assert len(reading.releases) == 1
    assert "2. 끊긴 것.hwpx" in reading.errors[0]


def test_photos_beside_two_releases_go_by_their_numbers():
    other = usual(para(SECOND), head=title("둘째 소식을 전한다"))
    names = {"2. 둘째.hwpx": other, "1. 첫째.hwpx": usual(para(FIRST)), "1-1 골목.jpg": image(800, 600, form="JPEG")}

    second, first = read_file(zipped(names)).releases

    assert [each.name for each in first.photos] == ["1-1 골목.jpg"]
    assert second.photos == []


def test_a_json_feed():
    feed = '{"version": "https://jsonfeed.org/version/1.1", "title": "하늘시 보도자료", "items": [{"title": "%s",'
    feed += '"content_html": "<p>%s</p>", "date_published": "2027-03-09T01:00:00Z"}]}'

    release = one((feed % (HEADLINE, FIRST)).encode())

    assert (release.headline, release.organisation) == (HEADLINE, "하늘시")
    assert release.online_from == "2027-03-09T10:00:00+09:00"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "빈 파일"),
        (b"   \n", "빈 파일"),
        (b"HWP Document File V3.00 \x1a\1\2\3\4\5" + bytes(90), "한글 97"),
        (b"EGGA" + bytes(80), "ZIP"),
        (b"\x78\x9f\x3e\x22" + bytes(80), "winmail.dat"),
        (image(20, 20), "사진만"),
        (bytes(range(256)), "읽을 수 없는"),
        (usual(para(FIRST))[:700], "깨졌거나"),
        (usual(para(FIRST), extra={"META-INF/manifest.xml": "<m><encryption-data/></m>"}), "암호"),
        (zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}), "읽을 수 없는"),
        (zipped({"사진.png": image(300, 300)}), "찾지 못했습니다"),
    ],
)
def test_what_cannot_be_read_says_what_to_ask_for(data, sentence):
    with pytest.raises(Unreadable, match=sentence):
        read_file(data)


def test_a_document_with_a_dtd_is_refused():
    content = '<!DOCTYPE a [<!ENTITY b "c">]><hs:sec/>'

    with pytest.raises(Unreadable):
        read_file(usual(para(FIRST), extra={"Contents/section1.xml": content}))


def test_an_archive_that_unpacks_to_more_than_allowed_is_refused(monkeypatch):
    monkeypatch.setattr("articles.intake.formats.package.LARGEST_ENTRY", 2_000)

    with pytest.raises(Unreadable, match="너무 커서"):
        read_file(usual(para(FIRST), *[para(f"{number}번째 줄이다.") for number in range(300)]))


def test_more_files_than_allowed_are_refused(monkeypatch):
    monkeypatch.setattr("articles.intake.formats.archive.MOST_FILES", 2)

    with pytest.raises(Unreadable, match="2개보다"):
        read_file(zipped({f"{number}.txt": FIRST for number in range(3)}))


def test_archives_in_archives_are_opened_only_so_far(monkeypatch):
    monkeypatch.setattr("articles.intake.formats.archive.MAX_DEPTH", 1)

    reading = read_file(zipped({"안.zip": zipped({"소식.hwpx": usual(para(FIRST))}), "다른.hwpx": usual(para(SECOND))}))

    assert [words(release) for release in reading.releases] == [[SECOND]]
    assert "안.zip" in reading.errors[0]
