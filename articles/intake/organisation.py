"""Which office speaks: 가람시, 나루군, 행정안전부."""

from __future__ import annotations

import re

_KINDS = [
    *("특별자치시", "특별자치도", "특별시", "광역시", "교육지원청", "교육청", "경찰청", "경찰서", "소방본부", "소방서"),
    *("위원회", "연구원", "진흥원", "공사", "공단", "재단", "의회", "대학교", "보건소", "도서관", "박물관", "미술관"),
    *("농협", "협회", "조합", "병원", "은행", "시", "군", "구", "도", "부", "처", "청"),
]
_HEADS = [
    *("시장", "군수", "구청장", "도지사", "지사", "교육감", "교육장", "장관", "처장", "청장", "차관", "원장", "위원장"),
    *("의장", "이사장", "사장", "총장", "서장", "본부장", "관장", "회장", "소장", "단장", "대표", "행장", "조합장"),
    *("센터장", "병원장", "실장", "국장", "대표이사", "부군수", "부시장", "동장", "면장", "읍장", "교장", "과장"),
]
_WITH_HEAD = re.compile(
    rf"(?P<name>(?:[가-힣]{{1,8}}[시군구]\s(?=[가-힣\d]+[동면읍]\())?[가-힣A-Za-z0-9·㈜]{{2,20}})"
    rf"\s*\(\s*(?:[가-힣]{{0,8}}\s*)?(?:{'|'.join(_HEADS)})\s*(?:직무대행|권한대행)?\s*[가-힣·]{{2,5}}(?:\s[가-힣]{{1,4}})?"
    rf"\s*(?:,[^()]{{1,30}})?\)"
)
_SUBJECT = re.compile(rf"^(?P<name>[가-힣A-Za-z·]{{2,16}}(?:{'|'.join(_KINDS)}))(?:은|는|이|가|와|과|에서|,|\s|$)")
_VILLAGE = re.compile(r"^(?P<name>(?:[가-힣]{1,8}[시군구]\s)?[가-힣]{2,5}[읍면])(?:은|는|이|가)\s")
_TITLE = re.compile(r"\s*(?:보도\s*자료|공지\s*사항|소식|뉴스|새\s*소식|알림|RSS|피드|누리집|홈페이지|브리핑).*$", re.I)


def from_text(paragraphs: list[str], headline: str, letterhead: str) -> str | None:
    """By `가람시(시장 홍길동)는` in the body, else by who begins headline or paragraph, else by the letterhead."""
    for text in paragraphs[:6]:
        found = _WITH_HEAD.search(text)
        if found:
            return found["name"]
    candidates = [headline, *paragraphs[:2]]
    for text in candidates:
        text = text.strip(" □○ㅇo-‘“[「")
        found = _VILLAGE.match(text) or _SUBJECT.match(text)
        if found:
            return found["name"]
    for word in re.findall(r"[가-힣]+", letterhead):
        if _SUBJECT.match(word) and len(word) >= 3:
            return word
    return None


def from_title(title: str) -> str | None:
    """Of a feed: `나루군 보도자료`."""
    name = _TITLE.sub("", title).strip(" -|·:>")
    return name.split()[-1] if name else None
