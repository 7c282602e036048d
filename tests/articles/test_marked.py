"""How hits are marked: as by the plain way of 2026-11, which folded every line and sentence, to the letter.

`marked.json` was written by that way, of the texts of the demo. After a change of what is to be shown, `record` in
`manage.py shell` writes it anew, by the way of now.
"""

import json
import unicodedata
from hashlib import sha256
from pathlib import Path

import pytest

from articles.body import body_text, clean_body
from articles.demo import texts
from articles.search.find import Query
from articles.search.snippets import hit_sentence, marked

RECORDED = Path(__file__).with_name("marked.json")
SHOWN = 3
"""Hits of each query that stand in the file as they are; of the others, that they are the same."""

QUERIES = [
    *[
        "도서관",
        "새솔",
        "새솔시",
        "시립도서관은",
        "시장",
        "버스를",
        "버스가",
        "예산안",
        "예산 안",
        "전통 시장",
        "전통시장",
    ],
    *[
        "새솔 도서관",
        "도서관 새솔",
        "새솔시 솔시",
        "도서 서관",
        '"시립 도서관"',
        '"새솔시 예산"',
        '"도서관 예산',
        "없는말",
        "없는말 도서관",
    ],
    *[
        "새솔 시장 버스 예산 도서관 학교 공원 축구 병원",
        "ㄷㅅㄱ",
        "ㅅㅅㅅ",
        "도서ㄱ",
        "새ㅅ",
        "新",
        "市 議會",
        "大",
        "韓國",
        "서울市",
    ],
    *[
        "FC새솔",
        "fc새솔",
        "ＦＣ새솔",
        "Fc",
        "R&D",
        "r&d",
        "2026",
        "２０２６",
        "2026년",
        "30%",
        "３０％",
        "1,000",
        "1만",
        "(주)",
        "㈜",
        "(사)",
    ],
    *[
        "84㎡",
        "84m2",
        "m2",
        "m",
        "2x",
        "km",
        "㎞",
        "K",
        "ſ",
        "ss",
        "ß",
        "℃",
        "c",
        "iii",
        "Ⅲ",
        "kg",
        "ｶﾞ",
        "ガ",
        "İ",
        "ı",
        "i",
        "ŉ",
    ],
    *[
        "시‧도",
        "시·도",
        "·",
        '"·"',
        "“도서관”",
        "‘도서관’",
        '"도서관은 "',
        "…",
        '"다..."',
        '"..", ',
        '".."',
        "-",
        '"-"',
        "~",
        '"~"',
        "'",
        "/",
    ],
    *[
        "<mark>",
        "&amp;",
        "&lt;",
        '"<b>"',
        '"다. 새"',
        '"다.\u3000"',
        "다",
        "이",
        "은 는 이 가",
        "가",
        "습니다",
        "했다",
        "고 말했다",
        '"고 말했다"',
    ],
    *[
        "도\u00a0서",
        "\u1103\u1169\u1109\u1165\u1100\u116a\u11ab",
        "ㄱㅏ",
        "ᄃ",
        "😀",
        "a😀",
        "\u3164",
        '"\u3164"',
        "도서관" * 30,
    ],
]

MIXED = [
    "새솔시 84㎡ 아파트…분양가 ㎡당 2x배, ３０％ 올라 ‘R＆D’ “ＦＣ새솔” "
    "㈜새솔·(주)새솔 Ⅲ기 ℃ ㎞ Kelvin K ſs ß İstanbul ŉ ｶﾞス ガス",
    "新市長 大市 議會 韓國 서울市 <b>m2</b> &amp; ........ 다... 다… 새\u3164솔\u00a0도서관 도\u2003서관 "
    "시‧도 시•도 시・도 도서관—예산 도서관-예산 ~ 〜 ∼",
]
"""What the texts of a newspaper have here and there, in one place."""


def all_texts():
    """By a name: headline and plain text of each text of the demo, in other spellings too."""
    for text in texts.read_texts("texts"):
        headline, plain = text.get_value("headline"), body_text(clean_body(text.body))
        yield text.slug, headline, plain
        yield f"{text.slug} decomposed", unicodedata.normalize("NFD", headline), unicodedata.normalize("NFD", plain)
        yield f"{text.slug} wide", headline.translate(WIDE), plain.translate(WIDE)
        yield f"{text.slug} mixed", headline.upper(), "\n".join([plain[: len(plain) // 3].upper(), *MIXED, plain])
    yield "mixed", MIXED[0], "\n".join(MIXED)


WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}


def shown_of(typed, found):
    words = Query.parse(typed).words
    hits = [
        [name, str(marked(headline, words)), hit_sentence(text.splitlines(), words)] for name, headline, text in found
    ]
    hits = [hit for hit in hits if hit[2] is not None or "<mark>" in hit[1]]
    return {
        "hits": len(hits),
        "shown": hits[:: max(1, len(hits) // SHOWN)][:SHOWN],
        "all": sha256(json.dumps(hits, ensure_ascii=False).encode()).hexdigest(),
    }


@pytest.fixture(scope="module")
def found():
    return list(all_texts())


@pytest.fixture(scope="module")
def recorded():
    return json.loads(RECORDED.read_text(encoding="utf-8"))


@pytest.mark.parametrize("typed", QUERIES, ids=[f"{number}" for number in range(len(QUERIES))])
def test_hits_are_marked_as_by_the_plain_way(typed, found, recorded):
    assert shown_of(typed, found) == recorded[typed]


def test_the_record_says_something(recorded):
    assert list(recorded) == QUERIES
    assert sum(each["hits"] > 0 for each in recorded.values()) > len(QUERIES) / 2


def record():
    found = list(all_texts())
    recorded = {typed: shown_of(typed, found) for typed in QUERIES}
    RECORDED.write_text(json.dumps(recorded, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
