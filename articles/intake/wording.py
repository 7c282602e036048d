"""How offices write: the words and marks by which a release's parts are told. Rules of text alone."""

from __future__ import annotations

import re

# Heads that people type before a paragraph; ㅇ is a Hangul letter, o a Latin one.
HEAD = re.compile(
    r"\s*(?:[□■◇◆○◎●ㅇ※‣◦•·▪▫▷▶►➤☞◈△▲▼\-–—*＊❍❏❑⦁⚪⚫]|o(?=\s)|[①-⑳㉠-㉻ⓐ-ⓩ]|\(?\d{1,2}[.)](?!\d)|\(?[가-하][.)](?=\s))\s*"
)
CAPTION = re.compile(
    r"\s*(?:▲|△|▴|<\s*사진\s*\d*\s*>|\[\s*사진\s*\d*\s*\]|\(\s*사진\s*\d*\s*\)"
    r"|사진\s*\d*\s*[:：]|사진설명\s*[:：]?)\s*"
)

_LETTERHEAD = re.compile(
    r"^(?:보도\s*(?:참고|설명|해명)?자료|보도자료문?|참고자료|설명자료|해명자료|공보자료|브리핑자료"
    r"|언론보도자료|press\s*release)$",
    re.I,
)
_LETTERHEAD_INSIDE = re.compile(r"보\s*도\s*(?:참\s*고\s*|설\s*명\s*|해\s*명\s*)?자\s*료|press\s*release", re.I)
SENTENCE = re.compile(r"다[.!?]?[\"'”’)\]]*\s*$|다\.[\"'”’)\]]*(?:\s|$)")

_ANNEX = r"붙\s*임|별\s*첨|참\s*고(?:\s*자료)?|첨\s*부|부\s*록"
ANNEX_TITLE = re.compile(rf"^[<\[【〈《(｢「]?\s*(?:{_ANNEX})\s*[\d①-⑳]{{0,2}}\s*[>\]】〉》)｣」]?\s*[.:：]?$")
ANNEX_LINE = re.compile(
    r"^[<\[【〈《(※\s]*(?:붙\s*임|별\s*첨|첨\s*부)\s*\d{0,2}\s*[>\]】〉》)]?"
    r"\s*(?:[:：.]|\d|\s{2,}|관련|사진|자료)"
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


def is_annex_head(text: str) -> bool:
    text = " ".join(text.split())
    return bool(ANNEX_TITLE.match(text)) or (len(text) < 60 and not is_sentence(text) and bool(ANNEX_LINE.match(text)))
