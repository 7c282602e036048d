"""Whole releases as offices write them, each in its own layout. What must come out was decided before the reader saw
them, as in the files beside this one."""

import re

from articles.intake.reading import read_file

from .documents import docx, hwpx, image, mail, odt, para, table, word, zipped
from .releases import JPEG, cell, check


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


def test_three_lines_without_a_date():
    lines = [
        "샘골면, 어르신 목욕차 운행",
        "샘골면은 거동이 어려운 어르신을 위해 목욕차를 운행한다.",
        "목욕차는 매주 화요일 마을회관을 찾는다.",
    ]

    check("\n".join(lines).encode(), lines[0], lines[1:], office="샘골면")


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


def test_a_text_of_one_paragraph_in_a_mail_without_a_subject_of_its_own():
    text = "물빛구, 강가에 책 읽는 의자 놓아\n\n물빛구가 2일 강가에 책 읽는 의자 마흔 개를 놓았다. "
    text += "의자마다 책 두 권이 꽂혀 있다.\n"

    check(
        mail("보도자료입니다", text),
        "물빛구, 강가에 책 읽는 의자 놓아",
        ["물빛구가 2일 강가에 책 읽는 의자 마흔 개를 놓았다. 의자마다 책 두 권이 꽂혀 있다."],
    )
