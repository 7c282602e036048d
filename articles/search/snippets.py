"""Shows what was found: the sentence that holds it, with the words marked."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from newsroom.shared.folding import fold_characters, fold_in_place

from ..body import split_sentences

LONGEST = 120
BEFORE = 40
"""How much of a long sentence stands before the first hit."""


def marked(text: str, words: Sequence[str]) -> SafeString:
    """The text as HTML, every folded word in `<mark>`."""
    text = unicodedata.normalize("NFC", text)
    pieces: list[str] = []
    end = 0
    for start, stop in _spans(text, words):
        pieces += [escape(text[end:start]), "<mark>", escape(text[start:stop]), "</mark>"]
        end = stop
    return mark_safe("".join([*pieces, escape(text[end:])]))  # each piece is escaped above


def hit_sentence(text: str, words: Sequence[str]) -> SafeString | None:
    """The first of the sentences with the most different words, cut about the hit if it is long; None without any."""
    best, most = "", 0
    lines = unicodedata.normalize("NFC", text).splitlines()
    for sentence in split_sentences("\n".join(line for line in lines if _number(line, words))):
        number = _number(sentence, words)
        if number > most:
            best, most = sentence, number
        if most == len(words):
            break
    return marked(_cut(best, words), words) if most else None


def _number(text: str, words: Sequence[str]) -> int:
    """Of different words in it."""
    folded = fold_characters(text)
    return sum(word in folded for word in words)


def _cut(sentence: str, words: Sequence[str]) -> str:
    if len(sentence) <= LONGEST:
        return sentence
    first = _spans(sentence, words)[0][0]
    start = sentence.find(" ", first - BEFORE) + 1 if first > BEFORE else 0
    start = min(start, first)
    stop = start + LONGEST
    end = sentence.rfind(" ", first, stop) if stop < len(sentence) else len(sentence)
    end = end if end > first else min(stop, len(sentence))
    return ("…" if start else "") + sentence[start:end].strip() + ("…" if end < len(sentence) else "")


def _spans(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """From where to where the words stand in the text; what overlaps or touches is one."""
    folded, places = fold_in_place(text)
    found = []
    for word in words:
        at = folded.find(word)
        while at >= 0:
            found.append((places[at], places[at + len(word) - 1] + 1))
            at = folded.find(word, at + len(word))
    spans: list[tuple[int, int]] = []
    for start, stop in sorted(found):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(stop, spans[-1][1]))
        else:
            spans.append((start, stop))
    return spans
