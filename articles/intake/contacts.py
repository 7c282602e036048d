"""담당 부서: who answers questions about a release. For the newsroom only, never printed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .document import Block, Table, Text, cell_text, plain_text
from .wording import is_sentence

PHONE = re.compile(r"(?<!\d)\(?(0\d{1,2})[)\-–.\s]{1,3}(\d{3,4})[\-–.\s]{1,3}(\d{4})(?!\d)")
EXTENSION = re.compile(
    r"[☎☏]\s*:?\s*(\d{4})(?![\d\-–.])|\((?:내선|행정|구내)?\s*[:：]?\s*(?!19|20)(\d{4})\)|(?:내선|\(행정\)|\(구내\))\s*[:：]?\s*(\d{3,5})(?!\d)"
)
"""Of the office's own telephones: where the paper and the office share an exchange nobody writes more."""
_LOCAL = re.compile(r"(?<![\d\-])(\d{3,4}-\d{4})(?![\d\-])")
"""Without the code of the area; 1588-0000 of a call centre among them."""
_NUMBER_CELL = re.compile(r"\(?\s*[☎☏]?\s*(?:\d{4}|\d{3,4}-\d{4})\s*\)?")
EMAIL = re.compile(r"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,5}")

_LABEL = re.compile(
    r"담\s*당|책\s*임\s*자|(?:자료|취재|보도)\s*문\s*의|자세한\s*(?:내용|사항)|작\s*성\s*자|과\s*장|팀\s*장"
    r"|주\s*무\s*관|사\s*무\s*관"
)
_WEAK_LABEL = re.compile(r"부\s*서|문\s*의|연\s*락\s*처|☎|전\s*화|이\s*메\s*일")
MOST_CONTACT_ROWS = 3
"""Of a table that says no more than 연락처: longer ones list places for readers."""

_MARKS = r"^[\s□○■※◦ㅇ<\[(【·\-*☎☏▶▷◇◆❍]*"
_ASKED_BY_PRESS = re.compile(
    rf"{_MARKS}(?:담\s*당|작\s*성|자료\s*(?:문의|제공|작성)|보도\s*자료"
    r"|(?:홍보|취재|언론|공보)\s*(?:담당|문의|지원|협조|팀|실|과)|대변인)"
)
_LINE = re.compile(rf"{_ASKED_BY_PRESS.pattern}|{_MARKS}(?:문\s*의|연락처|콜\s*센터|고객)|^[\s<\[(]*[☎☏]")
_ASKS = re.compile(r"자세한\s*(?:내용|사항)|문의|연락|취재")
_REQUEST = re.compile(r"바랍니다|주십시오|주세요|주시면")

_TITLES = [
    *("과장", "국장", "팀장", "실장", "계장", "부장", "차장", "소장", "원장", "센터장", "본부장", "단장"),
    *("처장", "청장", "관장", "총괄과장", "주무관", "사무관", "서기관", "부이사관", "이사관", "연구관"),
    *("연구사", "지도사", "지도관", "장학관", "장학사", "주임", "대리", "담당관", "행정관", "전문관"),
    *("매니저", "연구원", "책임연구원", "선임연구원", "교수", "경감", "경위", "경사", "경장", "경정", "총경"),
    *("소방장", "소방위", "소방경", "소방령", "주사", "주사보", "서기", "대변인", "위원", "사무국장", "이사"),
    *("간사", "조정관", "팀원", "직원", "선임", "책임", "수석", "전임", "대표"),
]
_LABELS = {
    *("담당", "부서", "담당부서", "책임자", "담당자", "문의", "문의처", "연락처", "전화", "전화번호", "직위"),
    *("직급", "성명", "이름", "담당과장", "담당팀장", "담당국장", "자료제공", "제공", "자료문의", "홍보담당"),
    *("취재문의", "내선", "휴대전화", "메일", "이메일", "공동", "총괄", "작성자", "작성", "담당사무관"),
    *("담당주무관", "부서장"),
}
_NUMBER = re.compile(
    rf"{PHONE.pattern}|{EXTENSION.pattern}|{_LOCAL.pattern}"
    r"|(?<=[가-힣,|(\s])(\d{4})(?=\)|\s*$)"
)
_NAME = re.compile(r"[가-힣]{2,4}")
_WITH_TITLE = re.compile(rf"([가-힣]{{2,4}})(?:{'|'.join(sorted(_TITLES, key=len, reverse=True))})(?:님)?")
_OFFICE_ENDS = "과|국|팀|실|관|센터|본부|단|원|청|부|처|소|소방서|위원회|담당관|사업소|보건소|공사|공단|재단|의회|학교"
_OFFICE = re.compile(rf"[가-힣A-Za-z0-9·]{{2,}}(?:{_OFFICE_ENDS})")
_SPACED = re.compile(r"^(?:[가-힣]\s+)+[가-힣]$")


@dataclass(frozen=True)
class Contact:
    office: str
    name: str
    phone: str


def is_contact_block(block: Block) -> bool:
    """A table of offices and phones, or a line that says whom to ask. A sentence for readers is none of them."""
    if isinstance(block, Text):
        return _is_contact_line(block.text)
    if isinstance(block, Table):
        return _is_contact_table(block)
    return False


def is_enquiry(block: Block) -> bool:
    """A line that may as well tell readers where to apply (문의: 보건소 ☎ …): where text goes on, it belongs to it."""
    return isinstance(block, Text) and not _ASKED_BY_PRESS.match(block.text) and not _REQUEST.search(block.text)


def _is_contact_table(table: Table) -> bool:
    text = plain_text([table])
    if len(text) > 3_000:
        return False
    is_short = len(table.rows) <= MOST_CONTACT_ROWS
    has_number = any(pattern.search(text) for pattern in (PHONE, EMAIL, EXTENSION))
    if is_short and not has_number:
        words = [_unspaced(cell_text(cell)) for cell in table.cells()]
        has_person = any(word in _TITLES for word in words) or {"담당부서", "담당자", "책임자"} & set(words)
        has_number = bool(has_person) and any(_NUMBER_CELL.fullmatch(word) for word in words)
    return has_number and bool(_LABEL.search(text) or is_short and _WEAK_LABEL.search(text))


def _is_contact_line(text: str) -> bool:
    has_number = PHONE.search(text) or EMAIL.search(text)
    if len(text) > 300:
        return False
    if _LINE.match(text) and (has_number or EXTENSION.search(text) or _LOCAL.search(text)):
        return not is_sentence(text) or bool(_REQUEST.search(text))
    return bool(has_number and _ASKS.search(text) and _REQUEST.search(text))


def read_contacts(blocks: list[Block]) -> list[Contact]:
    """In reading order, each person once. Without a phone number it is none."""
    found: dict[tuple[str, str], Contact] = {}
    office = ""
    for text in _pieces(blocks):
        start = 0
        for phone in [*_NUMBER.finditer(text), None]:
            part = text[start : phone.start() if phone else len(text)]
            start = phone.end() if phone else start
            office, name = _office_and_name(part, office)
            if phone is not None and name:
                number = "-".join(filter(None, phone.groups()))
                found.setdefault((name, number), Contact(office, name, number))
    return list(found.values())


def _pieces(blocks: list[Block]) -> list[str]:
    pieces = []
    for block in blocks:
        if isinstance(block, Text):
            pieces.append(block.text)
        elif isinstance(block, Table):
            for row in block.rows:
                pieces += _side_by_side([cell_text(cell) for cell in row])
    return pieces


def _side_by_side(words: list[str]) -> list[str]:
    """A row; where names and phones stand in two cells of as many lines each, a line of both at a time."""
    lines = [re.split(r"\n|\s+/\s+", word) for word in words]
    most = max(map(len, lines), default=1)
    is_paired = most > 1 and sum(len(each) == most for each in lines) > 1
    if not is_paired or not all(len(each) in (1, most) for each in lines):
        return [" | ".join(map(_unspaced, words))]
    return [" | ".join(_unspaced(each[at] if len(each) == most else each[0]) for each in lines) for at in range(most)]


def _unspaced(text: str) -> str:
    """`과  장` is 과장, set wide to fill its cell."""
    text = " ".join(text.split("\n")).strip()
    return re.sub(r"\s+", "", text) if _SPACED.match(text) else text


def _office_and_name(text: str, office: str) -> tuple[str, str]:
    """The last office named, and the last name."""
    name = ""
    for word in re.split(r"[\s|:：,()\[\]<>☎/‧·․]+|(?<=[가-힣])\.", text):
        if not word or word in _TITLES or word in _LABELS:
            continue
        titled = _WITH_TITLE.fullmatch(word)
        if titled and not _OFFICE.fullmatch(titled[1]):
            name = titled[1]
        elif _OFFICE.fullmatch(word) and (len(word) > 3 or word[-1] in "과국팀실청"):
            office, name = word, ""
        elif _NAME.fullmatch(word):
            name = word
    return office, name
