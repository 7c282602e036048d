"""How offices write: the words and marks by which a release's parts are told. Rules of text alone."""

from __future__ import annotations

import re

from .document import Text

# Heads that people type before a paragraph; ㅇ is a Hangul letter, o a Latin one.
HEAD = re.compile(
    r"\s*(?:[□■◇◆○◎●ㅇ※‣◦•·▪▫▷▶►➤☞◈△▲▼\-–—*＊❍❏❑⦁⚪⚫]|o(?=\s)|[①-⑳㉠-㉻ⓐ-ⓩ]|\(?\d{1,2}[.)](?!\d)|\(?[가-하][.)](?=\s))\s*"
)
_PHOTO_WORDS = r"사\s*진\s*(?:설\s*명|캡\s*션)?\s*\d{0,2}"
_PHOTO_MARK = re.compile(
    rf"[\s※▷▶○□◦ㅇ\-*▲△]*(?:<\s*{_PHOTO_WORDS}\s*[>:：]|\[\s*{_PHOTO_WORDS}\s*[\]:：]|\(\s*{_PHOTO_WORDS}\s*[):：]"
    rf"|【\s*{_PHOTO_WORDS}\s*[】:：]|{_PHOTO_WORDS}\s*[:：=)]|사진\s*\d{{1,2}}\s*\.|사진\s*설명)\s*[:：=]?\s*"
)
CAPTION = re.compile(rf"(?:{_PHOTO_MARK.pattern}|\s*[▲△▴]\s*)")
END_MARK = re.compile(r"(?<=[.다\"”’)])\s+끝\s*\.?\s*$")

SHORTEST_BROKEN_LINE, SURELY_BROKEN = 12, 25
"""Letters. A shorter line without a full stop is a heading or an item, not the first half of a sentence; one between
the two goes on only where the next line ends one."""

_CLOSED = re.compile(r"[.!?…:;。][\"'”’」』)\]〉》]*$|[)\]〉》>」』]$")
_LABELLED = re.compile(r"^[\s(]*[가-힣A-Za-z]{1,8}(?:\s[가-힣]{1,6})?\s*[:：\t]|^\s*[<〈[【]")
_CROSSHEAD_MARK = re.compile(r"\s*[◆◇◈▲△▶▷►■]")

_LETTERHEAD = re.compile(
    r"^(?:보도\s*(?:참고|설명|해명)?자료|보도자료문?|참고자료|설명자료|해명자료|공보자료|브리핑자료"
    r"|언론보도자료|press\s*release)$",
    re.I,
)
_LETTERHEAD_INSIDE = re.compile(r"보\s*도\s*(?:참\s*고\s*|설\s*명\s*|해\s*명\s*)?자\s*료|press\s*release", re.I)
SENTENCE = re.compile(r"다[.!?]?[\"'”’)\]]*\s*$|다\.[\"'”’)\]]*(?:\s|$)")

_FILES = r"(?:붙\s*임|별\s*첨|첨\s*부)(?:\s*(?:자료|파일|문서|물))?"
_ANNEX = rf"{_FILES}|참\s*고(?:\s*자료)?|부\s*록"
ANNEX_TITLE = re.compile(rf"^[<\[【〈《(｢「]?\s*(?:{_ANNEX})\s*[\d①-⑳]{{0,2}}\s*[>\]】〉》)｣」]?\s*[.:：]?$")
ANNEX_LINE = re.compile(
    rf"^[※#□○▷*\s]*[<\[【〈《(]*{_FILES}\s*\d{{0,2}}\s*[>\]】〉》)]*\s*(?:[:：.]|\d|\s{{2,}}|관련|사진|자료)"
    rf"|^[※#□○▷*\s]*[<\[【〈《(]\s*{_FILES}\s*\d{{0,2}}\s*[>\]】〉》)]"
    rf"|^[※#□○▷*\s]*[<\[【〈《]\s*(?:{_ANNEX})\s*\d{{0,2}}\s*[>\]】〉》]"
    rf"|^(?:{_ANNEX})\s*\d{{1,2}}(?:\s*[.:)]|\s)\s*\S"
    rf"|^[※#□○▷*\s]*{_FILES}\s.*\d\s*(?:부|매|장|건|점)\s*\.?$"
)
_PHOTO_NOTE = re.compile(
    r"^[※#□○▷*(\s]*(?:(?:관련|현장|행사)\s*)?사진\s*(?:자료\s*)?(?:\d+\s*[매장부]\s*)?(?:있음|없음|첨부|별첨|별도)"
)
_GREETING = re.compile(
    r"^(?:안녕하(?:세요|십니까)|수고\s*(?:하|많)|감사합니다|고맙습니다|기자님|귀\s*사)"
    r"|보도\s*자료.{0,20}(?:보내|송부|전달|드립니다|배포).*(?:니다|세요|니까)\W*$"
    r"|(?:보도|게재|기사화).{0,12}(?:부탁|협조|요청).*(?:니다|세요)\W*$"
)


def is_letterhead(text: str) -> bool:
    """Whether a short text is the head of the paper it is written on: 보도자료 in any spacing."""
    return bool(_LETTERHEAD_INSIDE.search(text)) and len(text) < 120


def is_letterhead_word(text: str) -> bool:
    squeezed = re.sub(r"\s+", "", text.strip(" []<>【】「」()"))
    return bool(_LETTERHEAD.match(squeezed))


def without_head(text: str) -> str:
    found = HEAD.match(text)
    return text[found.end() :] if found else text.strip()


def has_head(text: str) -> bool:
    return bool(HEAD.match(text))


def is_sentence(text: str) -> bool:
    return bool(SENTENCE.search(text.strip()))


def is_labelled(text: str) -> bool:
    """일시: …, or what begins with a bracket."""
    return bool(_LABELLED.match(text))


def caption_mark(text: str) -> bool:
    """Whether it says of itself that it is about a photo (사진설명:); a triangle alone may begin an item."""
    return bool(_PHOTO_MARK.match(text))


def is_photo_note(text: str) -> bool:
    """※ 사진 있음(3매): said to the desk."""
    return len(text) < 40 and not is_sentence(text) and bool(_PHOTO_NOTE.match(text))


def is_broken_line(line: Text, following: Text) -> bool:
    """Whether a paragraph was broken by Enter in mid-sentence."""
    text = line.text.strip()
    if len(text) < SHORTEST_BROKEN_LINE or _CLOSED.search(text) or is_sentence(text):
        return False
    if len(text) < SURELY_BROKEN and (_CROSSHEAD_MARK.match(text) or not is_sentence(following.text)):
        return False
    begins = has_head(following.text) or is_labelled(following.text) or line.size != following.size
    return not begins and not is_labelled(text)


def is_greeting(text: str) -> bool:
    """What a mail says before its text."""
    return len(text) < 150 and bool(_GREETING.search(text))


def is_annex_head(text: str) -> bool:
    text = re.sub(r"\s+끝\s*\.?$", "", " ".join(text.split()))
    return bool(ANNEX_TITLE.match(text)) or (len(text) < 60 and not is_sentence(text) and bool(ANNEX_LINE.match(text)))
