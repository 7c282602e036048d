"""Signs that only Hancom's fonts can draw, and characters that no text may hold."""

from __future__ import annotations

import re
import unicodedata

BOXED_NUMBERS = {chr(0xF02B1 + number): chr(0x2460 + number) for number in range(20)}
"""Plane 15: boxed 1 to 20 become ① to ⑳."""

HANCOM_SIGNS = {**BOXED_NUMBERS, "\U000f02ef": "·", "\U000f0854": "『", "\U000f0855": "』"}

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ufeff\u200b\ud800-\udfff]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_HANCOM = re.compile("[" + "".join(HANCOM_SIGNS) + "]")


def normalized(text: str) -> str:
    """NFC, never NFKC (it would change ㅇ and ․); Hancom's known signs as everybody's, control characters gone."""
    text = _HANCOM.sub(lambda sign: HANCOM_SIGNS[sign[0]], text)
    return unicodedata.normalize("NFC", _FORBIDDEN.sub("", text))


def private_characters(text: str) -> list[str]:
    """Those whose meaning nobody has told: for the writer to see, never to guess."""
    return sorted(set(_PRIVATE.findall(text)))
