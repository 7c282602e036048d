"""Headlines, sub-headlines and whose release it is."""

import pytest

from articles.intake.reading import read_file

from .documents import hwpx, para, run, table
from .releases import cell, check


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


def test_a_headline_in_two_cells_of_a_row_with_a_label():
    head = table(
        ["보도시점", "즉시", "배포", "2026. 12. 2.(수)"], ["제  목", para("새울시, 밤길 지키는 등 500개 켠다", size=18)]
    )
    body = ["새울시는 골목 등 500개를 새로 켰다고 2일 밝혔다.", "등은 사람이 지나가면 밝아진다."]

    check(hwpx([para(head), *map(para, body)]), "새울시, 밤길 지키는 등 500개 켠다", body)


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
