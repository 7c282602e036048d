"""The text between head and contacts: paragraphs, crossheads, tables, photos and their captions."""

import pytest

from .documents import hwpx, image, mail, para, run, shown, table
from .releases import JPEG, cell, check, photo


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


def test_a_first_sentence_that_speaks_of_material_is_no_greeting():
    body = ["물빛구는 어린이 안전 자료 3만 부를 배포했다.", "자료는 학교마다 보낸다."]

    check(mail("물빛구, 안전 자료 3만 부 배포", "\n\n".join(body)), "물빛구, 안전 자료 3만 부 배포", body)
