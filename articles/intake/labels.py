"""Labels of a head and what stands beside them: 보도시점, 배포, 담당, in lines and in rows of tables."""

from __future__ import annotations

import re

from .document import Block, cell_text

_NAMES = (
    r"보\s*도\s*(?:(?:가능|요청|희망|제한|예정)\s*)?(?:시\s*점|일\s*시|시\s*기|시\s*각|시\s*간|일\s*자|일)"
    r"|보\s*도\s*(?:가능|요청|제한)|엠\s*바\s*고"
)
LABEL = re.compile(rf"^\W*(?:{_NAMES})(?:\W*(?:{_NAMES}))?\W*$")
LABELLED = re.compile(
    rf"^[\s□○■◦ㅇ※<\[(【·\-*]*(?:{_NAMES})[\s>\])】]*"
    rf"(?:[:：|▶▷→=]\s*|[-–—]\s+|(?=20\d\d)|\s+(?=[\d(‘’'즉배온지당수]))(?P<value>.+)$"
)
SENTENCE = re.compile(
    r"(?=.{1,300}$)(?=.*\d)(?:.*(?:부터|이후)\s*(?:에)?\s*보도.*(?:바랍니다|주십시오|주세요|요청)"
    r"|.*(?:조간|석간)\s*부터.*보도.*|.*(?:부터|이후)\s*(?:에)?\s*보도\s*(?:가\s*)?가능.*)"
)
OTHER_LABEL = re.compile(
    r"배\s*포|담\s*당|문\s*의|매\s*수|쪽\s*수|자료\s*문의|작\s*성|제공\s*(?:일|부서|자)|사\s*진|총\s*\d+\s*[매쪽면]"
    r"|[가-힣\s]{2,6}[:：]\s*20\d\d\s*[.\-년]"
)
_LABEL_ALONE = 8
"""Letters. A longer line is a label only with a colon or a date: headlines, too, begin with 담당 or 사진."""
_PARTS = re.compile(r"\s+/\s+|\n|\s*[;│]\s*")
_DATED = re.compile(r"20\d\d\s*[.\-년]\s*\d{1,2}\s*[.\-월]\s*\d{1,2}")


def embargo_words(text: str) -> str | None:
    """What a line says after 보도시점, up to another label; None where it has no such label."""
    parts = _PARTS.split(text)
    for index, part in enumerate(parts):
        labelled = LABELLED.match(part)
        if labelled:
            return " / ".join([labelled["value"], *_until_other_label(parts[index + 1 :])])
    return None


def is_other_label(text: str) -> bool:
    found = OTHER_LABEL.match(text)
    return bool(found) and (len(text) <= _LABEL_ALONE or re.search(r"[:：|]|20\d\d|^총\s*\d", text) is not None)


def _until_other_label(parts: list[str]) -> list[str]:
    other = next((index for index, part in enumerate(parts) if OTHER_LABEL.match(part.strip())), len(parts))
    return parts[:other]


def rows_by_label(rows: list[list[list[Block]]]) -> list[list[list[Block]]]:
    """A row of labels with the row of their values below it becomes a row a label."""
    found: list[list[list[Block]]] = []
    rest = list(rows)
    while rest:
        row = rest.pop(0)
        words = [cell_text(cell) for cell in row]
        is_labels = len(row) > 1 and all(
            LABEL.match(word) or OTHER_LABEL.match(word) and len(word) < 8 for word in words
        )
        if is_labels and rest and len(rest[0]) == len(row):
            found += [[label, value] for label, value in zip(row, rest.pop(0), strict=True)]
        else:
            found.append(row)
    return found


def embargo_in_row(words: list[str]) -> str:
    """The cells after 보도시점, up to the next label (배포)."""
    for index, word in enumerate(words):
        embargo = embargo_words(word)
        if embargo or SENTENCE.match(word):
            return embargo or word
        if LABEL.match(word):
            return words_until_label(words[index + 1 :])
    return ""


def words_until_label(words: list[str]) -> str:
    found = []
    for word in words:
        if OTHER_LABEL.match(word.strip()) and len(word) < 12 and "즉시" not in word:
            break
        found.append(word)
    return " ".join(found)


def is_embargo_row(words: list[str]) -> bool:
    """A row that is nothing but a time of publication: `(지면) 2026. 12. 3.(목) 조간`."""
    text = " ".join(words).strip()
    names_paper = re.search(r"조\s*간|석\s*간|온라인|지\s*면|인터넷", text)
    return bool(_DATED.search(text)) and names_paper is not None and len(text) < 60
