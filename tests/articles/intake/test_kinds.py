"""Releases as offices write them, each in its own layout. What must come out was decided before the reader saw them."""

import re

import pytest

from articles.intake.reading import read_file
from articles.intake.wording import without_head

from .documents import docx, hwpx, image, mail, odt, para, run, shown, table, word, zipped


def check(data, headline, body, *, subs=(), online=None, printed=None, out=(), people=None, office=None, photos=()):
    """`body` without its figures. `out`: words kept apart. `people`: names with phones."""
    (release,) = read_file(data).releases
    is_text = [block for block in release.body if block.kind != "figure"]

    assert release.headline == headline
    assert release.subheadlines == list(subs)
    assert [squeezed(block.text) for block in is_text] == [squeezed(text) for text in body]
    assert (release.online_from, release.print_from) == (online, printed)
    assert [(each.name, each.caption) for each in release.photos] == list(photos)
    apart = "\n".join(each.text for each in release.left_out)
    assert [each for each in out if each not in apart] == []
    if people is not None:
        assert [(each.name, each.phone) for each in release.contacts] == people
    if office is not None:
        assert release.organisation == office
    return release


def squeezed(text):
    return re.sub(r"\s+", "", without_head(text))


def cell(*lines, size=12):
    return "".join(para(line, size=size) for line in lines)


def photo(name="a.jpg", **more):
    return para(shown(name, 90, **more))


JPEG = image(900, 600, form="JPEG")


def test_a_city_with_labels_in_one_table_and_subheads_between_triangles():
    head = table(
        [para("보도자료", size=28), "제공일", "2026. 12. 2.(수)", "매수", "총 2매(사진 2매)"],
        ["", "담당부서", "자원순환과", "담당자", "자원재활용팀장 강이슬 (☎031-000-4521)"],
    )
    body = [
        "□ 솔내시는 다 쓴 그릇을 되가져오면 값을 깎아 주는 ‘빈 그릇 가게’를 3일부터 열두 곳으로 늘린다고 밝혔다.",
        "○ 빈 그릇 가게는 지난해 봄 네 곳에서 시작해 그릇 3만 1,204개를 되돌려 썼다.",
        "- 이용자는 1,890명이고 이 가운데 62%가 두 번 이상 찾았다.",
        "□ 시는 내년에 전통시장 두 곳에도 자리를 마련할 계획이다.",
    ]
    title = table(
        [
            cell("솔내시, ‘빈 그릇 가게’ 열두 곳으로 늘린다", size=24)
            + cell("▶ 그릇 3만 개 되돌려 써", "▶ 내년 전통시장에도", size=15)
        ]
    )

    check(
        hwpx([para(head), para(title), *map(para, body), para("끝."), para("붙임  사진 2부.  끝.")]),
        "솔내시, ‘빈 그릇 가게’ 열두 곳으로 늘린다",
        body,
        subs=["그릇 3만 개 되돌려 써", "내년 전통시장에도"],
        out=["총 2매", "사진 2부"],
        people=[("강이슬", "031-000-4521")],
        office="솔내시",
    )


def test_a_county_with_extensions_of_four_figures():
    body = [
        "버들군(군수 도한결)이 겨울 가뭄에 대비해 마을 우물 마흔일곱 곳을 손본다.",
        "군은 12월 한 달 동안 우물 바닥의 흙을 걷어내고 두레박 대신 손펌프를 단다.",
        "도한결 군수는 “물이 귀한 철에 마을이 먼저 버틸 수 있어야 한다”고 말했다.",
    ]
    data = hwpx(
        [
            para("버들군 보도자료", size=16),
            para("2026. 12. 1.(화)", size=12),
            para("“두레박 대신 손펌프”", size=24),
            para("버들군, 마을 우물 마흔일곱 곳 손본다", size=24),
            *map(para, body),
            para("담당: 건설과장 서가온(☎ 4521), 농업기반팀장 노을(4522), 담당 봄이(4523)"),
        ]
    )

    check(
        data,
        "“두레박 대신 손펌프” 버들군, 마을 우물 마흔일곱 곳 손본다",
        body,
        out=["서가온", "4523"],
        people=[("서가온", "4521"), ("노을", "4522"), ("봄이", "4523")],
        office="버들군",
    )


def test_a_district_whose_release_stands_in_one_table():
    body = [
        "물빛구가 골목 담장에 어린이 그림 300점을 건다.",
        "그림은 관내 초등학교 열 곳에서 모았으며 구는 3월까지 골목마다 이름표를 붙인다.",
        "구청장은 “아이들이 걷는 길이 먼저 환해야 한다”고 말했다.",
    ]
    data = hwpx(
        [
            para(
                table(
                    [para("보 도 자 료", size=28)],
                    ["배포일", "2026. 12. 2.", "사진", "있음"],
                    ["담당부서", "문화체육과", "담당", "구름 02-000-7788"],
                    ["제 목", para("물빛구 골목 담장, 어린이 그림 300점 걸린다", size=18)],
                    [cell(*body, size=13)],
                )
            )
        ]
    )

    check(data, "물빛구 골목 담장, 어린이 그림 300점 걸린다", body, out=["구름 02-000-7788"], office="물빛구")


def test_an_education_office_with_four_subheads_and_the_morning_papers():
    subs = ["초·중 41개교 참여", "교실마다 화분 스무 개", "물은 빗물로", "기른 꽃은 요양원에"]
    title = table(
        [
            cell("한울교육지원청, 교실에서 꽃을 길러", "이웃 어르신께 나눈다", size=22),
        ],
        [cell(*[f"- {each}" for each in subs], size=14)],
    )
    body = [
        "❍ 한울교육지원청(교육장 채움)은 관내 초·중학교 41곳에서 ‘나눔 꽃밭’을 운영한다고 3일 밝혔다.",
        "❍ 학생들은 교실에서 기른 꽃을 다음 해 5월 요양원 아홉 곳에 전한다.",
        "※ 나눔 꽃밭: 빗물과 낙엽 거름만으로 꽃을 기르는 수업",
        "❍ 채움 교육장은 “기다리는 법을 배우는 수업”이라고 설명했다.",
    ]
    when = table(["보도일시", "2026. 12. 3.(목) 조간부터 보도 가능합니다.", "매수", "2매"])
    contact = table(["담당", "교육과", "과장", "마루", "장학사", "하랑", "033-000-2211"])

    check(
        hwpx([para(when), para(title), *map(para, body), para(contact)]),
        "한울교육지원청, 교실에서 꽃을 길러 이웃 어르신께 나눈다",
        body,
        subs=subs,
        printed="2026-12-03",
        out=["하랑"],
        office="한울교육지원청",
    )


def test_police_in_plain_text_with_a_title_before_the_name():
    body = [
        "□ 참솔경찰서(서장 총경 백두리)는 12. 1.(화) 빈집에서 금품을 훔친 혐의로 A씨(40대)를 붙잡았다고 밝혔다.",
        "○ A씨는 지난 10월부터 열한 차례에 걸쳐 1,300만 원 상당을 훔친 혐의를 받는다.",
        "○ 경찰은 폐쇄회로 화면 200여 개를 살펴 A씨의 동선을 확인했다.",
        "□ 경찰은 남은 범행이 있는지 조사하는 한편 빈집 순찰을 늘릴 방침이다.",
    ]
    text = (
        "보도자료\n2026. 12. 2.(수)\n담당: 형사과장 경정 하늬(☎ 031-000-1140)\n\n빈집만 골라 턴 40대 검거\n"
        "- 폐쇄회로 화면 200여 개 살펴 -\n\n" + "\n".join(body)
    )

    check(
        text.encode("cp949"),
        "빈집만 골라 턴 40대 검거",
        body,
        subs=["폐쇄회로 화면 200여 개 살펴"],
        people=[("하늬", "031-000-1140")],
        office="참솔경찰서",
    )


def test_a_fire_station_in_word_where_nothing_has_a_size():
    body = [
        "가온소방서는 겨울철 불을 막기 위해 ‘문 앞 소화기’ 캠페인을 벌인다고 2일 밝혔다.",
        "소방서는 현관 앞에 소화기를 내놓은 집에 확인증을 붙여 주고 낡은 소화기는 새것으로 바꿔 준다.",
        "예방안전과장은 “첫 1분이 집을 지킨다”며 참여를 당부했다.",
    ]
    lines = ["보도자료", "가온소방서", "보도시점: 즉시", "가온소방서, ‘문 앞 소화기’ 캠페인", *body]
    end = ["사진설명) 문 앞에 소화기를 놓는 소방관", "담당자: 예방안전과 소방위 다솜 041-000-0119"]

    release = check(
        docx(*(word(each, 0) for each in [*lines, *end])),
        "가온소방서, ‘문 앞 소화기’ 캠페인",
        body,
        people=[("다솜", "041-000-0119")],
        office="가온소방서",
    )
    assert release.warnings == []


def test_a_public_body_that_addresses_its_readers():
    headline = "올겨울 전기요금, 이렇게 줄입니다!"
    body = [
        "한빛에너지공단(이사장 이도담, 이하 공단)은 겨울 전기를 아끼는 집에 최대 4만 원을 돌려준다고 2일 밝혔습니다.",
        "신청은 12월 7일부터 누리집에서 할 수 있으며 지난 두 해보다 3% 넘게 줄인 집이 대상입니다.",
        "이도담 이사장은 “작은 습관이 큰 발전소 하나를 대신합니다”라고 말했습니다.",
    ]
    text = f"[보도자료]\n배포일: 2026.12.2.\n보도시점: 배포 즉시 보도 가능합니다.\n\n{headline}\n\n" + "\n\n".join(body)

    check(text.encode(), headline, body, office="한빛에너지공단")


def test_a_ministry_with_a_time_online_and_the_next_mornings_papers():
    when = table(["보도시점", "2026. 12. 2.(수) 12:00 이후(12. 3.(목) 조간)", "배포", "2026. 12. 2.(수) 09:00"])
    title = table(
        [
            cell("섬마을 배편, 하루 세 번으로 늘어난다", size=28)
            + cell("- 국고여객선 아홉 척 새로 짓고, 뱃삯은 절반 -", size=16)
        ]
    )
    body = [
        "바다교통부(장관 한바다, 이하 바다부)는 12월 2일(수) ｢섬마을 뱃길 종합계획｣을 발표하였다.",
        "이번 계획은 하루 한 번도 배가 닿지 않는 섬 예순세 곳에 배를 띄우기 위해 마련되었다.",
        "< 1. 배편을 늘린다 >",
        "먼저, 국고여객선 아홉 척을 2030년까지 새로 지어 하루 세 번 다니게 한다.",
        "한바다 장관은 “섬에 사는 일이 모험이 되어서는 안 된다.”라면서, “뱃길을 길로 여기겠다.”라고 밝혔다.",
    ]
    contact = table(
        ["담당 부서", "해운물류국", "책임자", "과  장", "윤  슬", "(044-000-5710)"],
        ["", "연안해운과", "담당자", "사무관", "남궁가람", "(044-000-5713)"],
    )
    annex = [para(table(["붙임", "뱃길 종합계획 주요 내용"])), para("새 배는 150톤급이며 휠체어 자리를 갖춘다.")]

    check(
        hwpx([para(when), para(title), *map(para, body), para(contact), *annex]),
        "섬마을 배편, 하루 세 번으로 늘어난다",
        body,
        subs=["국고여객선 아홉 척 새로 짓고, 뱃삯은 절반"],
        online="2026-12-02T12:00:00+09:00",
        printed="2026-12-03",
        out=["휠체어 자리", "윤  슬"],
        people=[("윤슬", "044-000-5710"), ("남궁가람", "044-000-5713")],
        office="바다교통부",
    )


def test_a_council_with_a_question_as_its_headline():
    body = [
        "달래군의회(의장 온새미)가 1일 제271회 정례회를 열고 22일간의 의사일정에 들어갔다.",
        "첫날 본회의에서는 2027년도 예산안 4,312억 원이 상정됐다.",
        "온새미 의장은 “한 푼도 허투루 쓰이지 않게 살피겠다”고 강조했다.",
    ]
    lines = [
        para("의회 보도자료", size=16),
        para("제공일자 : 2026. 12. 1. / 제공부서 : 의회사무과 / 사진 1매", size=12),
    ]
    lines += [
        para("달래군 내년 살림 4,312억, 어디에 쓰이나?", size=22),
        para("제271회 정례회 개회…22일간 심사", size=16),
    ]

    check(
        hwpx([*lines, *map(para, body), para("붙임 정례회 의사일정 1부.")]),
        "달래군 내년 살림 4,312억, 어디에 쓰이나?",
        body,
        subs=["제271회 정례회 개회…22일간 심사"],
        out=["정례회 의사일정 1부", "의회사무과"],
        office="달래군의회",
    )


def test_a_university_with_english_and_chinese_words():
    headline = "새결대 연구팀, 빛으로 글자를 지우는 종이 개발…‘Nature Paper’ 게재"
    body = [
        "새결대학교(총장 우듬지)는 한누리 교수팀이 빛을 쬐면 글자가 사라지는 종이를 개발했다고 2일 밝혔다.",
        "연구팀은 닥나무(楮) 섬유에 광변색(photochromism) 물질을 입혀 같은 종이를 80번 다시 쓸 수 있게 했다.",
        "연구 결과는 국제 학술지 『Nature Paper』(IF 21.3) 12월호에 실렸다.",
        "(논문명: Light-erasable hanji for eighty rewrites)",
    ]
    data = docx(
        word("PRESS RELEASE", 28),
        word("문의 : 대외협력처 홍보팀 pr@saegyeol.example", 10),
        word(headline, 20),
        *(word(each, 11) for each in body),
    )

    check(data, headline, body, out=["pr@saegyeol.example"], office="새결대학교")


def test_a_company_by_plain_mail_with_words_about_itself():
    body = [
        "2026년 12월 2일, 서울 – 로봇 기업 둥지로보틱스(대표이사 김한별)는 청소 로봇 ‘거미’를 내놓았다고 밝혔다.",
        "거미는 높이 60m 외벽을 시간당 240㎡ 닦으며 값은 2,900만 원이다.",
        "김한별 대표는 “사람이 줄에 매달리지 않아도 되는 도시를 만들겠다”고 말했다.",
    ]
    text = (
        "안녕하세요, 기자님.\n아래 보도자료를 보내드립니다.\n\n"
        + "\n\n".join(body)
        + "\n\n[문의] 둥지로보틱스 홍보팀 여울 매니저 010-0000-3344 / pr@dungji.example\n"
    )

    check(
        mail("[보도자료] 둥지로보틱스, 벽 타는 청소 로봇 ‘거미’ 출시", text),
        "둥지로보틱스, 벽 타는 청소 로봇 ‘거미’ 출시",
        body,
        out=["안녕하세요, 기자님.", "아래 보도자료를 보내드립니다.", "010-0000-3344"],
        people=[("여울", "010-0000-3344")],
        office="둥지로보틱스",
    )


def test_a_mail_in_html_laid_out_with_a_table():
    body = [
        "너울시립도서관은 12월 한 달 동안 연체한 책을 가져오면 벌점을 없애 주는 ‘용서의 달’을 운영한다.",
        "도서관은 지난해 같은 행사로 잃어버린 줄 알았던 책 812권을 되찾았다.",
    ]
    rows = "".join(f"<tr><td style='padding:8px'><p>{each}</p></td></tr>" for each in body)
    html = f"<table width=600><tr><td><h2>너울시립도서관, 늦은 책도 환영합니다</h2></td></tr>{rows}"
    html += "<tr><td>담당자: 사서팀 김너울 061-000-8899</td></tr></table>"

    check(
        mail("(보도자료) 너울시립도서관, 늦은 책도 환영합니다", "", html=html),
        "너울시립도서관, 늦은 책도 환영합니다",
        body,
        out=["061-000-8899"],
        people=[("김너울", "061-000-8899")],
    )


def test_a_mail_with_the_document_two_photos_and_a_plan():
    body = [
        "미르군은 2일 폭설에 대비해 마을 제설기 88대를 점검했다.",
        "군은 눈이 5㎝ 쌓이면 한 시간 안에 마을 길을 연다는 목표를 세웠다.",
    ]
    document = hwpx(
        [
            para(table([para("미르군, 마을 제설기 88대 점검", size=22)])),
            *map(para, body),
            para(table(["담당부서", "안전총괄과", "담당자", "윤달 ☎063-000-1212"])),
        ]
    )
    data = mail(
        "보도자료 송부(12.2.)",
        "안녕하십니까. 미르군 홍보실입니다. 첨부 파일 참고 바랍니다.",
        ("(12.2.) 제설기 점검.hwpx", document),
        ("제설기1.jpg", JPEG),
        ("제설기2.JPG", image(800, 1200, form="JPEG")),
        ("붙임1 제설 대책.docx", docx(word("제설 대책", 20), word("마을마다 제설기를 한 대씩 둔다."))),
    )

    release = check(
        data,
        "미르군, 마을 제설기 88대 점검",
        body,
        out=["미르군 홍보실입니다"],
        people=[("윤달", "063-000-1212")],
        photos=[("제설기1.jpg", ""), ("제설기2.JPG", "")],
    )
    assert release.files == ["(12.2.) 제설기 점검.hwpx", "붙임1 제설 대책.docx"]


def test_an_archive_of_a_day_with_folders():
    def short(headline, sentence):
        return hwpx([para(headline, size=22), para(sentence), para("담당 : 홍보팀 031-000-1000")])

    data = zipped(
        {
            "12월 2일 보도자료/01_눈썰매장.hwpx": short(
                "솔내시 눈썰매장 19일 개장", "솔내시는 눈썰매장을 19일 연다고 밝혔다."
            ),
            "12월 2일 보도자료/02_헌옷.hwpx": short("헌 옷으로 잇는 겨울", "솔내시는 헌 옷 4톤을 모았다고 밝혔다."),
            "12월 2일 보도자료/사진/01_눈썰매장.jpg": JPEG,
            "12월 2일 보도자료/사진/02_헌옷 (2).jpg": JPEG,
            "12월 2일 보도자료/desktop.ini": "[x]",
        }
    )

    first, second = read_file(data).releases

    assert (first.headline, second.headline) == ("솔내시 눈썰매장 19일 개장", "헌 옷으로 잇는 겨울")
    assert [each.name for each in first.photos] == ["01_눈썰매장.jpg"]
    assert [each.name for each in second.photos] == ["02_헌옷 (2).jpg"]
    assert all(len(each.body) == 1 for each in (first, second))


def test_a_feed_whose_items_hold_the_text_as_html():
    body = [
        "버들군은 군민 자전거 보험을 다시 들었다고 2일 밝혔다.",
        "보험금은 따로 신청하지 않아도 군민이면 누구나 받는다.",
    ]
    html = "".join(f"<p>{each}</p>" for each in body) + "<p>문의: 교통과 061-000-7070</p>"
    feed = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>버들군청 보도자료</title><item>
      <title><![CDATA[버들군, 자전거 보험 다시 들었다]]></title><description><![CDATA[{html}]]></description>
      <pubDate>2026-12-02 09:30</pubDate></item></channel></rss>"""

    check(
        feed.encode(),
        "버들군, 자전거 보험 다시 들었다",
        body,
        online="2026-12-02T09:30:00+09:00",
        out=["061-000-7070"],
        office="버들군청",
    )


def test_triangles_inside_and_before_sentences():
    body = [
        "가온시는 3일 내년 달라지는 제도 열 가지를 발표했다.",
        "내용은 ▲첫 차 시각을 5시로 당기고 ▲임산부 택시를 늘리며 ▲공원 등을 밝히는 것 등이다.",
        "▲ 첫차 새벽 5시로",
        "시내버스 첫차가 5시 30분에서 5시로 당겨진다.",
        "▲ 임산부 택시 40대",
        "임산부는 한 달에 여덟 번 1,000원에 택시를 탄다.",
    ]

    check(
        hwpx(
            [
                para("가온시, 내년 달라지는 제도 열 가지", size=22),
                *map(para, body),
                para("문의처: 기획예산과 이랑 ☎ 041)000-3030"),
            ]
        ),
        "가온시, 내년 달라지는 제도 열 가지",
        body,
        people=[("이랑", "041-000-3030")],
    )


def test_numbered_lines_and_a_schedule():
    schedule = table(["시 간", "내 용", "비고"], ["14:00~14:30", "여는 공연", "난타"], ["14:30~15:00", "기념식", ""])
    lines = [
        "1. 행사 개요",
        "가. 일  시: 2026. 12. 19.(토) 14:00~17:00",
        "나. 장  소: 다온시민회관 대공연장",
        "다. 대  상: 시민 누구나(선착순 800명)",
        "2. 세부 일정",
    ]
    first, last = (
        "다온시는 오는 19일 시민회관에서 ‘늦은 송년 음악회’를 연다.",
        "시 관계자는 “한 해의 매듭을 함께 짓자”고 말했다.",
    )

    check(
        hwpx(
            [
                para(table([para("다온시 ‘늦은 송년 음악회’ 19일 개최", size=20)])),
                para(first),
                *map(para, lines),
                para(schedule),
                para(last),
            ]
        ),
        "다온시 ‘늦은 송년 음악회’ 19일 개최",
        [first, *lines, "시 간 | 내 용 | 비고\n14:00~14:30 | 여는 공연 | 난타\n14:30~15:00 | 기념식 |", last],
    )


def test_a_question_line_for_readers_does_not_end_the_text():
    body = [
        "□ 들꽃군보건소는 7일부터 찾아가는 이동 진료를 시작한다.",
        "○ 대  상: 만 65세 이상 군민",
        "○ 신청·문의: 보건소 건강증진과(☎ 055-000-6161)",
        "□ 보건소는 하루 두 마을씩 석 달 동안 아흔 마을을 돈다.",
        "□ 들꽃군수는 “아픈 사람이 길 위에서 지치지 않게 하겠다”고 말했다.",
    ]
    contact = table(["담당부서", "건강증진과", "팀장", "소담", "055-000-6162"])

    check(
        hwpx([para("찾아가는 이동 진료, 아흔 마을 돈다", size=22), *map(para, body), para(contact)]),
        "찾아가는 이동 진료, 아흔 마을 돈다",
        body,
        people=[("소담", "055-000-6162")],
    )


def test_a_table_of_places_with_phones_is_no_contact_table():
    places = table(
        ["구분", "접수처", "연락처"],
        ["1", "가람동 주민센터", "031-000-1001"],
        ["2", "나래동 주민센터", "031-000-1002"],
        ["3", "다솔동 주민센터", "031-000-1003"],
    )
    body = ["맑은시는 7일부터 난방비 신청을 받는다.", "시는 신청한 집에 12월 말까지 15만 원을 준다."]
    expected = [
        body[0],
        "구분 | 접수처 | 연락처\n1 | 가람동 주민센터 | 031-000-1001\n2 | 나래동 주민센터 | 031-000-1002\n"
        "3 | 다솔동 주민센터 | 031-000-1003",
        body[1],
    ]

    check(
        hwpx([para("맑은시, 난방비 15만 원 신청 받는다", size=22), para(body[0]), para(places), para(body[1])]),
        "맑은시, 난방비 15만 원 신청 받는다",
        expected,
        people=[],
    )


def test_three_lines_without_a_date():
    lines = [
        "샘골면, 어르신 목욕차 운행",
        "샘골면은 거동이 어려운 어르신을 위해 목욕차를 운행한다.",
        "목욕차는 매주 화요일 마을회관을 찾는다.",
    ]

    check("\n".join(lines).encode(), lines[0], lines[1:], office="샘골면")


def test_a_release_that_begins_with_its_headline_and_a_subhead_in_quotes():
    body = [
        "해오름시가 2일 낡은 육교 세 개를 걷어냈다.",
        "육교가 있던 자리에는 건널목을 두고 신호를 늘렸다.",
        "이 사업에는 시비 12억 원이 들었다.",
    ]
    text = (
        "해오름시, 육교 걷어내고 건널목 놓는다\n“걷는 사람이 먼저”\n◈ 육교 세 개 철거 / 신호 40초로\n\n"
        + "\n".join(body)
        + "\n\n※ 사진 있음(3매)\n"
    )

    check(
        text.encode(),
        "해오름시, 육교 걷어내고 건널목 놓는다",
        body,
        subs=["“걷는 사람이 먼저”", "육교 세 개 철거 / 신호 40초로"],
        out=["사진 있음"],
        office="해오름시",
    )


CAPTIONS = [
    "사진1. {}",
    "(사진 설명) {}",
    "▷사진설명: {}",
    "사진설명 = {}",
    "※ 사진 설명 : {}",
    "[사진설명] {}",
    "<사진 1> {}",
    "▲ {}",
    "[사진1] {}",
    "<사진설명: {}>",
    "사진) {}",
]


@pytest.mark.parametrize("spelling", CAPTIONS)
def test_words_under_a_photo(spelling):
    words = "새로 놓인 건널목을 시민들이 건너고 있다"
    body = ["해오름시가 2일 낡은 육교 세 개를 걷어냈다.", "육교가 있던 자리에는 건널목을 두고 신호를 늘렸다."]
    data = hwpx(
        [
            para("육교 걷어내고 건널목 놓는다", size=22),
            para(body[0]),
            photo(original="건널목.jpg"),
            para(spelling.format(words)),
            para(body[1]),
        ],
        pictures={"a.jpg": JPEG},
    )

    check(data, "육교 걷어내고 건널목 놓는다", body, photos=[("건널목.jpg", words)])


def test_photos_behind_the_contacts_are_of_the_release():
    """Offices put their photos at the end, under 사진."""
    body = ["잔별시는 2일 시청 앞 큰 나무에 불을 밝혔다.", "불빛은 1월 말까지 저녁 여섯 시에 켜진다."]
    data = hwpx(
        [
            para("시청 앞 큰 나무에 불 밝혀", size=22),
            *map(para, body),
            photo(original="점등.jpg"),
            para("<사진설명> 2일 저녁 시청 앞에서 열린 점등식"),
            para("담당부서: 공원녹지과 조경팀(☎ 032-000-4141)"),
        ],
        pictures={"a.jpg": JPEG},
    )

    check(
        data,
        "시청 앞 큰 나무에 불 밝혀",
        body,
        photos=[("점등.jpg", "2일 저녁 시청 앞에서 열린 점등식")],
        out=["조경팀"],
    )


EMBARGOES = [
    ("엠바고: 2026년 12월 3일(목) 오후 2시 이후", "2026-12-03T14:00:00+09:00", None),
    ("보도시점 : 2026.12.3(목) 14시부터", "2026-12-03T14:00:00+09:00", None),
    ("보도시점: 2026-12-03 09:30", "2026-12-03T09:30:00+09:00", None),
    ("보도일시 : 2026. 12. 3. 목요일 오전 9시 30분", "2026-12-03T09:30:00+09:00", None),
    ("[보도시점] 2026. 12. 4.(금) 석간부터", None, "2026-12-04"),
    (
        "보도시점 | 2026. 12. 3.(목) 조간부터(인터넷·방송은 12. 2.(수) 12:00 이후)",
        "2026-12-02T12:00:00+09:00",
        "2026-12-03",
    ),
    ("※ 이 자료는 2026. 12. 3.(목) 06:00부터 보도하여 주시기 바랍니다.", "2026-12-03T06:00:00+09:00", None),
    ("보도시점: 배포 즉시", None, None),
    ("보도시점: 즉시 보도(2026. 12. 2.)", None, None),
    ("보도시점: 2026. 12. 2.(수) 배포 즉시", None, None),
    ("보도시기 : 수시", None, None),
    ("보도 시점 : 당일", None, None),
    ("보도요청: 2026. 12. 3.(목) 10:00", "2026-12-03T10:00:00+09:00", None),
    ("보도제한: 2026. 12. 3.(목) 11:00 이후", "2026-12-03T11:00:00+09:00", None),
    ("엠바고 2026. 12. 3.(목) 11:00", "2026-12-03T11:00:00+09:00", None),
    ("보도희망일시 : 2026. 12. 3.(목) 10:30", "2026-12-03T10:30:00+09:00", None),
    ("(보도시점) 2026년 12월 3일 정오", "2026-12-03T12:00:00+09:00", None),
    ("2026년 12월 3일(목) 조간부터 보도해 주십시오", None, "2026-12-03"),
    ("보도시점 : ‘26.12.3.(목) 09:00 이후 (행사 시작 후)", "2026-12-03T09:00:00+09:00", None),
    ("이 보도자료는 2026년 12월 3일(목) 12:00 이후 보도 가능합니다", "2026-12-03T12:00:00+09:00", None),
    ("보도시점 : 2026. 12. 3.(목) 10:00 ~ 12. 5.(토)", "2026-12-03T10:00:00+09:00", None),
    ("보도시점: 2026. 12. 3(목) 10:00 (총 3매)", "2026-12-03T10:00:00+09:00", None),
    ("보도시점: 2026. 12. 3.(목) 14:00 / 배포: 2026. 12. 2.(수) 09:00", "2026-12-03T14:00:00+09:00", None),
    ("배포일시: 2026. 12. 2.(수) 09:00 / 보도시점: 2026. 12. 3.(목) 14:00", "2026-12-03T14:00:00+09:00", None),
    ("배포일시: 2026. 12. 2.(수) 09:00", None, None),
    ("행사일시: 2026. 12. 3.(목) 14:00", None, None),
    ("보도시점 ▶ 2026. 12. 3.(목) 10:00", "2026-12-03T10:00:00+09:00", None),
    ("보도시점2026. 12. 3.(목) 10:00", "2026-12-03T10:00:00+09:00", None),
    ("보도시점 - 2026년 12월 3일 (목요일) 오전 10시", "2026-12-03T10:00:00+09:00", None),
    ("보도시점: 2026년 12월 3일(목) 조간부터 / 인터넷 12월 2일(수) 낮 12시", "2026-12-02T12:00:00+09:00", "2026-12-03"),
    (
        "보도시점: 2026. 12. 3.(목) 조간(12. 2.(수) 12:00 이후 인터넷 보도 가능)",
        "2026-12-02T12:00:00+09:00",
        "2026-12-03",
    ),
    ("보도시점: 2026. 12. 2.(수) 15시(지면은 12. 3.(목) 조간)", "2026-12-02T15:00:00+09:00", "2026-12-03"),
    ("엠바고 : 2026.12.03. 14:00(엠바고 준수 요망)", "2026-12-03T14:00:00+09:00", None),
    ("보도시점: 자료 배포 후 즉시", None, None),
    ("보도시점: 2026. 12. 3.(목) 00:00 이후", "2026-12-03T00:00:00+09:00", None),
    ("2026. 12. 2.(수)\n보도시점: 12. 3.(목) 14:00", "2026-12-03T14:00:00+09:00", None),
    ("배포: 2026. 12. 31.(목)\n보도시점: 1. 1.(금) 06:00", "2027-01-01T06:00:00+09:00", None),
    ("배포: 2026. 12. 31.(목)\n보도시점: 1. 1.(금) 조간", None, "2027-01-01"),
    (
        "일시 : 2026. 12. 2.(수) / 총 2매\n보도시점 : 2026. 12. 3.(목) 석간(온라인 11:00)부터",
        "2026-12-03T11:00:00+09:00",
        "2026-12-03",
    ),
    ("보도시점: 2026. 12. 3.(목) 제12회 축제 개막 뒤 오후 3시", "2026-12-03T15:00:00+09:00", None),
    ("보도시점 : 12월 3일(목) 10시 이후(배포일 2026. 12. 2.)", "2026-12-03T10:00:00+09:00", None),
]


@pytest.mark.parametrize(("written", "online", "printed"), EMBARGOES)
def test_the_embargo_in_many_spellings(written, online, printed):
    body = ["누리시는 내년부터 시청 뜰에 벌통 열 개를 둔다고 밝혔다.", "꿀은 푸드뱅크에 보낸다."]
    text = f"보도자료\n{written}\n\n누리시청 뜰에 벌통 열 개\n\n{body[0]}\n{body[1]}\n\n문의: 환경과 031-000-1515\n"

    (release,) = read_file(text.encode()).releases

    assert (release.online_from, release.print_from) == (online, printed)
    assert (release.headline, [block.text for block in release.body]) == ("누리시청 뜰에 벌통 열 개", body)


@pytest.mark.parametrize(
    "rows",
    [
        [["보도시점", "2026. 12. 3.(목) 14:00", "배포일시", "2026. 12. 2.(수)"]],
        [["배포일시", "2026. 12. 2.(수) 17:00", "보도시점", "2026. 12. 3.(목) 14:00"]],
        [["배포일시", "2026. 12. 2.(수) 17:00"], ["보도일시", "12. 3.(목) 14:00"]],
        [
            ["제공일", "매수", "보도시점", "담당"],
            ["2026. 12. 2.", "2", "2026. 12. 3.(목) 14:00", "홍보팀 031-000-1000"],
        ],
        [["보 도 시 점\n(엠바고)", "2026. 12. 3.(목)\n오후 2시"]],
        [["2026. 12. 3.(목) 14:00 이후 보도하여 주시기 바랍니다."]],
        [["보도시점: 2026. 12. 3.(목) 14:00", "총 2쪽(본문 1, 붙임 1)"]],
        [["자료제공", "홍보팀", "보도가능 시점", "2026.12.03.(목) 14:00"]],
    ],
)
def test_the_embargo_in_tables(rows):
    cells = [["".join(para(line, size=12) for line in each.split("\n")) for each in row] for row in rows]
    body = "누리시는 내년부터 시청 뜰에 벌통 열 개를 둔다고 밝혔다."

    check(
        hwpx([para(table(*cells)), para("누리시청 뜰에 벌통 열 개", size=22), para(body)]),
        "누리시청 뜰에 벌통 열 개",
        [body],
        online="2026-12-03T14:00:00+09:00",
    )


CONTACT_LINES = [
    "담당: 과장 홍두깨(☎ 4521)",
    "문의: 복지정책과 팀장 한아름(☎031-000-4521), 주무관 단비(☎4523)",
    "담당부서: 복지정책과(과장 김나루, 031-000-4520 / 주무관 이가람, 031-000-4521)",
    "○ 담당자 : 복지정책과 김나루·이가람(031-000-4520~1)",
    "자료제공 : 복지정책과 복지기획팀 ☏ 031.000.4520",
    "[담당자 연락처] 김나루 010-0000-4520",
    "보도자료 문의: press@nuri.example",
    "☎ 복지정책과 031-000-4520",
    "담당과장 김나루 ☎ 031-000-4520 / 담당팀장 이가람 ☎ 031-000-4521",
    "※ 자세한 내용은 복지정책과(031-000-4520)로 문의하여 주시기 바랍니다.",
    "이 보도자료와 관련하여 자세한 내용이나 취재를 원하시면 김나루(☎ 031-000-4520)에게 연락 주시기 바랍니다.",
    "<담당 : 복지정책과 김나루 031-000-4520>",
    "- 문의 : 복지정책과 (행정) 4520",
    "작성자 : 복지정책과 지방행정주사 김나루 (031-000-4520)",
    "취재지원: 김나루 주무관(031-000-4520)",
    "콜센터 문의: 1588-0000",
]


@pytest.mark.parametrize("line", CONTACT_LINES)
def test_a_last_line_that_says_whom_to_ask(line):
    body = ["누리시는 내년부터 혼자 사는 어르신 댁에 우유를 배달한다고 밝혔다.", "배달원은 우유가 쌓이면 시에 알린다."]
    text = "누리시, 어르신 댁에 우유 배달\n\n" + "\n".join(body) + f"\n\n{line}\n"

    check(text.encode(), "누리시, 어르신 댁에 우유 배달", body, out=[line.strip()])


ANNEX_LINES = [
    "붙임 1. 행사 사진 2부. 끝.",
    "붙임  행사 계획서 1부.  끝.",
    "붙임 행사 계획서 1부.",
    "붙임: 행사 사진 3매",
    "※ 붙임: 행사 개요",
    "[붙임1] 행사 개요",
    "첨부파일 : 행사 개요",
    "참고 1. 행사 개요",
    "<참고> 행사 개요",
    "별첨 1 행사 개요",
    "【붙임】 행사 사진",
    "# 첨부: 사진 2매",
    "□ 붙임 자료: 행사 개요 1부",
    "참고자료",
    "붙임자료 1부.",
    "<붙임 1>",
]


@pytest.mark.parametrize("line", ANNEX_LINES)
def test_where_the_annex_begins(line):
    body = [
        "누리시는 내년부터 혼자 사는 어르신 댁에 우유를 배달한다고 밝혔다.",
        "붙임쪽지 2만 장을 함께 돌린다.",
        "참고로 지난해에는 배달원 서른 명이 참여했다.",
    ]
    data = hwpx(
        [
            para("누리시, 어르신 댁에 우유 배달", size=22),
            *map(para, body),
            para(),
            para(line),
            para("배달은 매주 화요일에 이루어진다."),
        ]
    )

    check(data, "누리시, 어르신 댁에 우유 배달", body, out=[line.strip(), "매주 화요일"])


HEADLINES = [
    "누리시, 어르신 댁에 우유 배달한다",
    "[가을愛 물들다] 누리시 ‘단풍길 걷기’ 성료",
    "“우유 한 병이 안부 인사”… 누리시, 돌봄 배달 시작",
    "누리시가 찾아갑니다!",
    "‘3GO 캠페인’, 걷GO·웃GO·나누GO",
    "2026년 누리시 10대 뉴스 선정",
    "누리시-달래군, 상생 협약 체결",
    "누리시 보건소, 참고 견디던 통증 함께 나눠요",
    "누리시, 제3회 공고 연합 축제 성황리에 마쳐",
    "누리시의회",
    "<기획> 누리시의 1년을 돌아보다",
    "- 누리시, 시민과 함께한 일 년 -",
    "사진으로 보는 누리시 60년",
    "배포 한 달 만에 만 권, 누리시 육아 수첩 인기",
    "담당 공무원이 먼저 찾아가는 누리시",
    "문의 전화 한 통이면 끝, 누리시 이사 도우미",
    "보도블록 걷어내고 꽃길 낸 누리시",
    "‘보도자료’ 대신 편지 쓰는 누리시장",
    "누리시 12월 3일(목) 14:00 시청 광장서 김장 나눔",
    "누리시, “붙임딱지로 안부 확인”",
    "1인 가구 2만, 혼자여도 괜찮아",
    "㈜누리푸드, 라면 1,000상자 기탁",
    "누리시 2027년 예산 1조 2,345억 원 편성…4.1%↑",
    "“문의: 사랑” 누리시 벽화 화제",
    "누리시, 대한민국 도시대상 ‘대통령상’ 수상… 3년 연속 쾌거, 전국 226개 시·군·구 가운데 유일하게 세 번째",
]


@pytest.mark.parametrize("headline", HEADLINES)
@pytest.mark.parametrize("place", ["table", "paragraph", "text"])
def test_headlines(headline, place):
    body = ["누리시는 내년부터 혼자 사는 어르신 댁에 우유를 배달한다고 밝혔다.", "배달원은 우유가 쌓이면 시에 알린다."]
    if place == "text":
        data = f"보도자료\n보도시점: 즉시\n\n{headline}\n\n{body[0]}\n{body[1]}\n".encode()
    else:
        line = para(headline, size=22)
        top = [
            para(table([para("보도자료", size=28)], ["보도시점", "즉시"])),
            line if place == "paragraph" else para(table([line])),
        ]
        data = hwpx([*top, *map(para, body)])

    check(data, headline.strip("- ") if headline[0] == "-" else headline, body)


def test_a_slogan_and_a_number_above_the_headline():
    body = ["비단군은 2일 누에 체험관의 문을 다시 열었다.", "체험관은 월요일을 빼고 날마다 연다."]
    head = [
        para("함께 여는 내일, 행복한 비단", size=16),
        para("제2026-812호", size=12),
        para(table([para("보도자료", size=36), "www.bidan.example"])),
    ]
    title = para(
        table(
            [
                cell("누에 체험관 다시 문 열어", size=20),
            ]
        )
    )

    check(
        hwpx([*head, title, *map(para, body)]),
        "누에 체험관 다시 문 열어",
        body,
        out=["행복한 비단", "제2026-812호"],
        office="비단군",
    )


def test_a_sentence_over_several_runs_with_another_size_inside():
    body = "솔내시(시장 김해솔)는 12월 2일 ‘빈 그릇 가게’를 열두 곳으로 늘린다고 밝혔다."
    pieces = [
        run("솔내시(시장 김해솔)는 12월 2일 ", 14),
        run("‘빈 그릇 가게’", 16),
        run("를 열두 곳으로 늘린다고 밝혔다.", 14),
    ]

    check(
        hwpx([para("‘빈 그릇 가게’ 열두 곳", size=22), para(*pieces)]),
        "‘빈 그릇 가게’ 열두 곳",
        [body],
        office="솔내시",
    )


def test_an_open_document_with_a_box_of_facts():
    style = '<style:style style:name="T" style:family="paragraph"><style:text-properties fo:font-size="22pt"/>'
    style += "</style:style>"
    first = "나래군농업기술센터(소장 벼리)는 딸기 새 품종 ‘첫눈’을 농가에 나눠 준다고 2일 밝혔다."
    box = ["【첫눈의 특징】", "· 열매 무게 32g", "· 당도 12.8브릭스"]
    cells = "".join(f"<text:p>{each}</text:p>" for each in box)
    last = "센터는 내년 봄까지 모종 5만 포기를 보급한다."
    body = '<text:p>보 도 자 료</text:p><text:p text:style-name="T">딸기 새 품종 ‘첫눈’ 나눠 준다</text:p>'
    body += f"<text:p>{first}</text:p>"
    body += f"<table:table><table:table-row><table:table-cell>{cells}</table:table-cell></table:table-row>"
    body += f"</table:table><text:p>{last}</text:p>"

    check(odt(body, style), "딸기 새 품종 ‘첫눈’ 나눠 준다", [first, *box, last], office="나래군농업기술센터")


def test_an_end_mark_behind_the_last_sentence():
    body = ["느티시는 2일 느티나무 길 3.2㎞를 새로 냈다.", "시는 봄에 걷기 대회를 열 계획이다."]

    check(
        hwpx([para("느티나무 길 3.2㎞ 새로 나", size=22), para(body[0]), para(body[1] + "  끝.")]),
        "느티나무 길 3.2㎞ 새로 나",
        body,
    )


def test_a_long_table_and_notes_under_it():
    rows = [
        ["연번", "마을", "가구", "주소"],
        *([str(at), f"{at}번 마을", str(at * 7), f"느티로 {at}길 {at}"] for at in range(1, 90)),
    ]
    body = [
        "느티시는 상수도를 여든아홉 마을로 늘린다.",
        "\n".join(" | ".join(row) for row in rows),
        "* 가구는 2026년 10월 말 기준",
        "공사는 내년 3월 시작한다.",
    ]

    check(
        hwpx(
            [
                para("상수도 여든아홉 마을로", size=22),
                para(body[0]),
                para(table(*rows)),
                para(body[2], size=10),
                para(body[3]),
            ]
        ),
        "상수도 여든아홉 마을로",
        body,
    )


def test_crossheads_in_brackets_and_quotes_of_the_head_of_office():
    body = [
        "한빛도는 2일 다섯 해 동안의 숲 계획을 내놓았다.",
        "◇ 나무 1,000만 그루",
        "도는 해마다 나무 200만 그루를 심는다.",
        "◇ 숲길 400㎞",
        "끊어진 숲길을 이어 도민 누구나 걷게 한다.",
        "“숲은 우리가 다음 세대에 남기는 편지다. 한 줄씩 정성껏 쓰겠다.”",
        "도지사는 이렇게 말하며 도민의 참여를 당부했다.",
    ]

    check(
        hwpx([para(table([cell("한빛도, 나무 1,000만 그루 심는다", size=20)])), *map(para, body)]),
        "한빛도, 나무 1,000만 그루 심는다",
        body,
        office="한빛도",
    )


def test_contacts_above_the_headline_in_three_columns():
    head = table(
        ["담당부서", "담당자", "연락처"],
        ["여성가족과", "과장 한가을 / 팀장 제갈솔", "052-000-3310 / 052-000-3311"],
    )
    body = ["마루시는 아이돌봄 시간을 밤 열한 시까지 늘린다.", "이용료는 시가 절반을 낸다."]

    check(
        hwpx(
            [
                para("보도자료", size=28),
                para(head),
                para("아이돌봄 밤 11시까지", size=20),
                para("＂시가 이용료 절반 낸다＂", size=16),
                *map(para, body),
            ]
        ),
        "아이돌봄 밤 11시까지",
        body,
        subs=["＂시가 이용료 절반 낸다＂"],
        out=["제갈솔"],
        office="마루시",
    )


def test_a_headline_with_a_line_break_and_lines_broken_by_enter():
    text = "<hp:t>단비시 우산 빌려주는<hp:lineBreak/>정류장 서른 곳</hp:t>"
    body = [
        "단비시는 갑자기 비가 올 때 우산을 빌려 쓸 수 있는 정류장을 서른 곳에 마련했다고 2일 밝혔다.",
        "우산은 어느 정류장에나 돌려주면 되며, 사흘이 지나면 알림 문자가 간다.",
    ]
    broken = [
        "단비시는 갑자기 비가 올 때 우산을 빌려 쓸 수 있는 정류장을",
        "서른 곳에 마련했다고 2일 밝혔다.",
        "우산은 어느 정류장에나 돌려주면 되며,",
        "사흘이 지나면 알림 문자가 간다.",
    ]

    check(hwpx([para(table([para(run(text, 22))])), *map(para, broken)]), "단비시 우산 빌려주는 정류장 서른 곳", body)


OFFICES = [
    ("참솔경찰서(서장 총경 백두리)는", "참솔경찰서"),
    ("한빛공단(이사장 이도담, 이하 공단)은", "한빛공단"),
    ("(재)마루문화재단(대표이사 한솔)은", "마루문화재단"),
    ("달래군의회(의장 온새미)는", "달래군의회"),
    ("새결대(총장 우듬지)는", "새결대"),
    ("나래군(군수 남궁 보름)은", "나래군"),
    ("누리시 중앙동(동장 이새)은", "누리시 중앙동"),
    ("한빛도교육청(교육감 소리)은", "한빛도교육청"),
    ("국립바다박물관(관장 물결)은", "국립바다박물관"),
    ("마루구(구청장 김여울)는", "마루구"),
    ("둥지전자㈜(대표 김한별)는", "둥지전자㈜"),
    ("한국숲진흥원(원장직무대행 늘봄)은", "한국숲진흥원"),
    ("한빛특별자치도는", "한빛특별자치도"),
]


@pytest.mark.parametrize(("begins", "office"), OFFICES)
def test_whose_release_it_is(begins, office):
    (release,) = read_file(f"겨울 손님맞이 한창\n\n{begins} 2일 겨울 손님맞이에 나섰다고 밝혔다.\n".encode()).releases

    assert release.organisation == office


def test_notes_in_the_style_of_officials_without_a_single_verb_in_da():
    body = [
        "□ 솔내시, 겨울철 도로 살얼음을 막기 위해 자동 염수 분사 장치를 열네 곳에 추가 설치함",
        "○ (설치 장소) 솔내고개 등 상습 결빙 구간 14개소",
        "○ (사 업 비) 21억 원(시비 100%)",
        "- 분사 시각은 노면 온도가 2℃ 아래로 내려갈 때임",
        "□ 향후 계획: 2027년까지 30개소로 확대 예정임",
    ]
    head = table(["보도일시", "2026. 12. 3.(목) 09:00"], ["담당부서", "도로과"], ["과 장", "하늘 (031-000-5151)"])

    check(
        hwpx([para(head), para(table([cell("살얼음 잡는 염수 분사 장치 열네 곳 추가", size=20)])), *map(para, body)]),
        "살얼음 잡는 염수 분사 장치 열네 곳 추가",
        body,
        online="2026-12-03T09:00:00+09:00",
    )


def test_sentences_without_full_stops():
    body = [
        "다온시(시장 이슬)가 12월 1일부터 한 달 동안 시청 로비에서 헌 장난감 수리소를 연다고 2일 밝혔다",
        "수리는 무료이며 부품값만 받는다",
        "시는 고친 장난감 가운데 주인을 찾지 못한 것은 어린이집에 보낼 예정이다",
    ]
    lines = ["보도자료", "다온시, 헌 장난감 고쳐 준다", "", *body, "", "담당 : 여성보육과 031-000-2020"]

    check("\n".join(lines).encode("utf-16"), "다온시, 헌 장난감 고쳐 준다", body, office="다온시")


def test_everything_in_one_size():
    body = ["별빛구가 2일 골목 소화전 300개에 색을 입혔다.", "색은 어린이들이 골랐다."]
    when = table([para("보도일시", size=14), para("2026. 12. 3.(목) 14:00", size=14)])
    data = hwpx(
        [
            para("보도자료"),
            para(when),
            para("별빛구, 골목 소화전에 색 입혔다"),
            para("- 어린이가 고른 색 -"),
            *map(para, body),
        ]
    )

    check(data, "별빛구, 골목 소화전에 색 입혔다", body, subs=["어린이가 고른 색"], online="2026-12-03T14:00:00+09:00")


def test_a_kicker_above_the_headline():
    title = table(
        [
            cell("전국 최초! 민관이 함께", size=15)
            + cell("빈 교실이 마을 부엌으로", size=24)
            + cell("- 하루 200명 밥상 -", size=15)
        ]
    )
    body = ["들샘교육청은 빈 교실 열 칸을 마을 부엌으로 바꾼다고 2일 밝혔다.", "부엌은 학생과 주민이 함께 쓴다."]

    check(
        hwpx([para(title), *map(para, body)]),
        "빈 교실이 마을 부엌으로",
        body,
        subs=["하루 200명 밥상"],
        out=["전국 최초! 민관이 함께"],
        office="들샘교육청",
    )


def test_contacts_of_extensions_in_a_table():
    body = ["서리군은 2일 군청 뜰에 무료 자전거 정비소를 열었다.", "정비소는 평일 낮에 문을 연다."]
    contact = table(["담당부서", "교통과", "과장", "임솔", "4400"], ["", "", "팀장", "진달래", "4401"])

    check(
        hwpx([para("군청 뜰에 자전거 정비소", size=20), *map(para, body), para(contact)]),
        "군청 뜰에 자전거 정비소",
        body,
        people=[("임솔", "4400"), ("진달래", "4401")],
    )


def test_a_local_number_and_a_page_number():
    body = ["서리군은 2일 군청 뜰에 무료 자전거 정비소를 열었다.", "정비소는 평일 낮에 문을 연다."]
    text = "군청 뜰에 자전거 정비소\n\n" + "\n".join(body) + "\n\n- 1 -\n\n담당 : 교통과 임솔(☎ 730-4400)\n"

    check(text.encode(), "군청 뜰에 자전거 정비소", body, people=[("임솔", "730-4400")])


@pytest.mark.parametrize(
    "line", ["○ 문의: 보건소 건강증진과(☎ 055-000-6161)", "문의 : 보건소 055-000-6161", "※ 문의처: 보건소(☎ 6161)"]
)
def test_an_enquiry_line_in_the_middle(line):
    body = [
        "들꽃군보건소는 7일부터 찾아가는 이동 진료를 시작한다.",
        line,
        "보건소는 하루 두 마을씩 석 달 동안 아흔 마을을 돈다.",
    ]

    check(
        ("찾아가는 이동 진료\n\n" + "\n".join(body) + "\n\n담당: 이음 055-000-6162\n").encode(),
        "찾아가는 이동 진료",
        body,
        people=[("이음", "055-000-6162")],
    )


def test_two_lines_of_contacts_and_the_licence_of_a_ministry():
    body = ["숲가꿈청은 2일 산불 감시 카메라 400대를 새로 단다고 밝혔다.", "카메라는 연기를 스스로 알아본다."]
    tail = [
        "이 보도자료와 관련하여 보다 자세한 내용이나 취재를 원하시면",
        "산불방지과 나무 사무관(☎ 042-000-4250)에게 연락 주시기 바랍니다.",
    ]

    check(
        hwpx([para("산불 감시 카메라 400대 새로 달아", size=22), *map(para, body), para(), para(table([cell(*tail)]))]),
        "산불 감시 카메라 400대 새로 달아",
        body,
        people=[("나무", "042-000-4250")],
        out=["취재를 원하시면"],
    )


def test_a_photo_and_its_caption_in_a_table_side_by_side():
    body = ["서리군은 2일 군청 뜰에 무료 자전거 정비소를 열었다.", "정비소는 평일 낮에 문을 연다."]
    photos = table(
        [shown_in_cell("a.jpg"), shown_in_cell("b.jpg")], ["정비소 앞에 줄을 선 군민들", "바퀴를 갈아 끼우는 정비사"]
    )

    check(
        hwpx(
            [para("군청 뜰에 자전거 정비소", size=20), *map(para, body), para(photos)],
            pictures={"a.jpg": JPEG, "b.jpg": JPEG},
        ),
        "군청 뜰에 자전거 정비소",
        body,
        photos=[("a.jpg", "정비소 앞에 줄을 선 군민들"), ("b.jpg", "바퀴를 갈아 끼우는 정비사")],
    )


def shown_in_cell(name):
    return para(shown(name, 60))


def test_a_caption_above_its_photo_and_a_logo_at_the_foot():
    body = ["서리군은 2일 군청 뜰에 무료 자전거 정비소를 열었다.", "정비소는 평일 낮에 문을 연다."]
    pictures = {"a.jpg": JPEG, "logo.png": image(2400, 500)}

    release = check(
        hwpx(
            [
                para("군청 뜰에 자전거 정비소", size=20),
                *map(para, body),
                para("[사진] 정비소를 찾은 군민"),
                photo(),
                para(shown("logo.png", 12)),
            ],
            pictures=pictures,
        ),
        "군청 뜰에 자전거 정비소",
        body,
        photos=[("a.jpg", "정비소를 찾은 군민")],
    )
    assert ("decoration", "logo.png") in {(each.what, each.text) for each in release.left_out}


def test_a_mail_forwarded_as_text_with_a_signature():
    body = ["서리군은 2일 군청 뜰에 무료 자전거 정비소를 열었다.", "정비소는 평일 낮에 문을 연다."]
    text = (
        "수고 많으십니다. 서리군청 홍보팀입니다.\n보도자료 송부드리오니 많은 보도 부탁드립니다.\n\n"
        + "\n".join(body)
        + "\n\n감사합니다.\n\n-- \n서리군청 홍보팀 임솔\n055-000-1111\n"
    )

    check(
        mail("FW: [보도자료] 군청 뜰에 자전거 정비소", text),
        "군청 뜰에 자전거 정비소",
        body,
        out=["수고 많으십니다. 서리군청 홍보팀입니다."],
    )


def test_a_word_document_whose_head_is_a_table_with_a_title_row():
    def row(*cells):
        return "<w:tr>" + "".join(f"<w:tc>{word(each, 0)}</w:tc>" for each in cells) + "</w:tr>"

    head = (
        "<w:tbl>"
        + row("보도자료", "")
        + row("보도일시", "2026. 12. 3.(목) 10:00")
        + row("제목", "새울공사, 땅속 관 지도 만든다")
        + row("부제", "물·가스·전기를 한 장에")
        + "</w:tbl>"
    )
    body = [
        "새울공사(사장 온유)는 땅속에 묻힌 관을 한 장에 담은 지도를 만든다고 2일 밝혔다.",
        "지도는 공사장에서 휴대전화로 볼 수 있다.",
    ]

    check(
        docx(head, *(word(each, 0) for each in body)),
        "새울공사, 땅속 관 지도 만든다",
        body,
        subs=["물·가스·전기를 한 장에"],
        online="2026-12-03T10:00:00+09:00",
        office="새울공사",
    )


def test_questions_and_answers_stay_a_table():
    rows = [
        ["질문", "답"],
        ["언제부터인가", "내년 1월부터다. 신청은 12월에 받는다."],
        ["누가 받나", "혼자 사는 65세 이상이다. 소득은 보지 않는다."],
    ]
    body = [
        "새울시는 우유 배달 돌봄을 시작한다.",
        "\n".join(" | ".join(row) for row in rows),
        "시는 해마다 대상을 늘린다.",
    ]

    check(
        hwpx([para("우유 배달 돌봄 시작", size=22), para(body[0]), para(table(*rows)), para(body[2])]),
        "우유 배달 돌봄 시작",
        body,
    )


def test_headings_in_angle_brackets_and_lines_of_a_programme():
    body = [
        "새울시는 19일 시민의 날 잔치를 연다.",
        "<행사 개요>",
        "· 일시: 2026. 12. 19.(토) 14:00",
        "· 장소: 새울광장",
        "· 주최/주관: 새울시 / 새울문화재단",
        "▷ 1부: 여는 마당(14:00~15:00)",
        "▷ 2부: 시민 노래자랑(15:00~17:00)",
        "비가 오면 체육관에서 연다.",
    ]

    check(hwpx([para("새울시민의 날 잔치 19일", size=22), *map(para, body)]), "새울시민의 날 잔치 19일", body)


def test_a_headline_in_two_cells_of_a_row_with_a_label():
    head = table(
        ["보도시점", "즉시", "배포", "2026. 12. 2.(수)"], ["제  목", para("새울시, 밤길 지키는 등 500개 켠다", size=18)]
    )
    body = ["새울시는 골목 등 500개를 새로 켰다고 2일 밝혔다.", "등은 사람이 지나가면 밝아진다."]

    check(hwpx([para(head), *map(para, body)]), "새울시, 밤길 지키는 등 500개 켠다", body)


def test_contacts_below_the_list_of_what_is_attached():
    body = ["서리군은 2일 군청 뜰에 무료 자전거 정비소를 열었다.", "정비소는 평일 낮에 문을 연다."]
    tail = [para("붙임 사진 2부.  끝."), para(table(["담당부서", "교통과", "담당", "임솔", "055-000-4400"]))]

    check(
        hwpx([para("군청 뜰에 자전거 정비소", size=20), *map(para, body), *tail]),
        "군청 뜰에 자전거 정비소",
        body,
        people=[("임솔", "055-000-4400")],
        out=["사진 2부"],
    )


def test_a_headline_in_a_text_box():
    words = para("물빛구, 강가에 책 읽는 의자 놓아", size=22)
    box = f"<hp:rect><hp:drawText><hp:subList>{words}</hp:subList></hp:drawText></hp:rect>"
    body = ["물빛구가 2일 강가에 책 읽는 의자 마흔 개를 놓았다.", "의자마다 책 두 권이 꽂혀 있다."]

    check(hwpx([para("보도자료", size=28), para(box), *map(para, body)]), "물빛구, 강가에 책 읽는 의자 놓아", body)


def test_a_summary_in_a_box_above_the_text():
    box = ["◈ 강가 의자 마흔 개, 의자마다 책 두 권", "◈ 내년엔 아흔 개로"]
    body = ["물빛구가 2일 강가에 책 읽는 의자 마흔 개를 놓았다.", "의자마다 책 두 권이 꽂혀 있다."]
    data = hwpx(
        [
            para(table([para("물빛구, 강가에 책 읽는 의자 놓아", size=22)])),
            para(),
            para(table([cell(*box)])),
            *map(para, body),
        ]
    )

    check(data, "물빛구, 강가에 책 읽는 의자 놓아", [*box, *body])


def test_what_follows_the_contacts_is_annex_though_nothing_says_so():
    body = ["물빛구가 2일 강가에 책 읽는 의자 마흔 개를 놓았다.", "의자마다 책 두 권이 꽂혀 있다."]
    contact = table(["담당부서", "공원과", "담당자", "나리 02-000-1111"])
    annex = [
        para("강가 의자 배치 계획", size=24),
        para("의자는 200m마다 하나씩 둔다."),
        photo(),
        para(table(["구간", "개수"], ["상류", "20"])),
    ]

    check(
        hwpx(
            [para("물빛구, 강가에 책 읽는 의자 놓아", size=22), *map(para, body), para(contact), *annex],
            pictures={"a.jpg": JPEG},
        ),
        "물빛구, 강가에 책 읽는 의자 놓아",
        body,
        out=["200m마다", "상류 | 20"],
        people=[("나리", "02-000-1111")],
    )


def test_a_mail_whose_lines_are_broken_at_a_width():
    body = [
        "물빛구(구청장 한강)는 12월 2일 강가에 책 읽는 의자 마흔 개를 놓고, 의자마다 책 두 권을 꽂아 두었다고 밝혔다.",
        "책은 한 달에 한 번 바뀌며, 읽던 책을 집에 가져가고 싶은 사람은 의자에 붙은 그림무늬를 찍어 빌리면 된다.",
    ]
    broken = ["\n".join(re.findall(r".{1,34}(?:\s|$)", each)) for each in body]

    check(
        mail("물빛구, 강가에 책 읽는 의자 놓아", "\n\n".join(broken)),
        "물빛구, 강가에 책 읽는 의자 놓아",
        body,
        office="물빛구",
    )


def test_names_and_phones_in_two_cells_of_two_lines():
    body = ["물빛구가 2일 강가에 책 읽는 의자 마흔 개를 놓았다.", "의자마다 책 두 권이 꽂혀 있다."]
    contact = table(
        ["담당부서", "담당자", "전화번호"],
        ["공원과", cell("과장 한가을", "팀장 제갈솔"), cell("02-000-3310", "02-000-3311")],
    )

    check(
        hwpx([para("물빛구, 강가에 책 읽는 의자 놓아", size=22), *map(para, body), para(contact)]),
        "물빛구, 강가에 책 읽는 의자 놓아",
        body,
        people=[("한가을", "02-000-3310"), ("제갈솔", "02-000-3311")],
    )


def test_a_subhead_in_brackets_and_one_without_a_mark_in_a_table():
    title = table(
        [cell("물빛구, 강가에 책 읽는 의자 놓아", size=22)],
        [cell("(부제) 의자마다 책 두 권", size=14)],
        [cell("내년엔 아흔 개로", size=14)],
    )
    body = ["물빛구가 2일 강가에 책 읽는 의자 마흔 개를 놓았다.", "의자마다 책 두 권이 꽂혀 있다."]

    check(
        hwpx([para(title), *map(para, body)]),
        "물빛구, 강가에 책 읽는 의자 놓아",
        body,
        subs=["의자마다 책 두 권", "내년엔 아흔 개로"],
    )


def test_an_office_that_only_the_letterhead_names():
    head = table([para("보도자료", size=28), "물빛구청", "2026. 12. 2."])
    body = ["강가에 책 읽는 의자 마흔 개가 놓였다.", "의자마다 책 두 권이 꽂혀 있다."]

    check(
        hwpx([para(head), para("강가에 책 읽는 의자 놓여", size=22), *map(para, body)]),
        "강가에 책 읽는 의자 놓여",
        body,
        office="물빛구청",
    )


def test_lines_of_rank_in_a_table_of_results_are_no_contacts():
    results = table(["순위", "이름", "학교"], ["1", "가온", "새울초"], ["2", "나래", "들샘초"])
    body = [
        "새울시는 2일 어린이 글짓기 상을 주었다.",
        "순위 | 이름 | 학교\n1 | 가온 | 새울초\n2 | 나래 | 들샘초",
        "작품은 시청 로비에 건다.",
    ]

    check(
        hwpx([para("어린이 글짓기 상 받아", size=22), para(body[0]), para(results), para(body[2])]),
        "어린이 글짓기 상 받아",
        body,
    )


def test_a_table_that_names_who_is_in_charge_of_what_is_no_contact_table():
    """담당 as a heading of figures, with no number of a telephone."""
    rows = table(["구분", "담당 기관", "예산(백만 원)"], ["의자", "물빛구", "1200"], ["책", "구립도서관", "4521"])
    body = [
        "물빛구는 내년 예산을 정했다.",
        "구분 | 담당 기관 | 예산(백만 원)\n의자 | 물빛구 | 1200\n책 | 구립도서관 | 4521",
        "예산은 의회를 거쳐 정해진다.",
    ]

    check(
        hwpx([para("강가 의자 예산 정해져", size=22), para(body[0]), para(rows), para(body[2])]),
        "강가 의자 예산 정해져",
        body,
    )


def test_the_body_in_a_box_below_the_headline_and_an_annex_after_it():
    body = [
        "물빛구가 2일 강가에 책 읽는 의자 마흔 개를 놓았다.",
        "의자마다 책 두 권이 꽂혀 있다.",
        "구는 내년에 쉰 개를 더 놓는다.",
    ]
    data = hwpx(
        [
            para("물빛구, 강가에 책 읽는 의자 놓아", size=22),
            para(table([cell(*body)])),
            para("붙임 1. 배치도 1부."),
            para("배치도는 따로 보낸다고 한다."),
        ]
    )

    check(data, "물빛구, 강가에 책 읽는 의자 놓아", body, out=["배치도는 따로"])


def test_a_text_of_one_paragraph_in_a_mail_without_a_subject_of_its_own():
    text = "물빛구, 강가에 책 읽는 의자 놓아\n\n물빛구가 2일 강가에 책 읽는 의자 마흔 개를 놓았다. "
    text += "의자마다 책 두 권이 꽂혀 있다.\n"

    check(
        mail("보도자료입니다", text),
        "물빛구, 강가에 책 읽는 의자 놓아",
        ["물빛구가 2일 강가에 책 읽는 의자 마흔 개를 놓았다. 의자마다 책 두 권이 꽂혀 있다."],
    )


def test_a_first_sentence_that_speaks_of_material_is_no_greeting():
    body = ["물빛구는 어린이 안전 자료 3만 부를 배포했다.", "자료는 학교마다 보낸다."]

    check(mail("물빛구, 안전 자료 3만 부 배포", "\n\n".join(body)), "물빛구, 안전 자료 3만 부 배포", body)


@pytest.mark.parametrize("line", ["○ 담당 인원(2025): 30명", "○ 홍보 부스: 시민회관 앞(☎ 031-000-1234)"])
def test_lines_that_only_begin_like_contacts(line):
    body = ["□ 솔내시는 시민의 날 잔치를 연다고 밝혔다.", line, "□ 잔치는 19일 열린다."]

    check(hwpx([para("솔내시민의 날 잔치", size=22), *map(para, body)]), "솔내시민의 날 잔치", body)
