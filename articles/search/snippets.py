"""Shows what was found: the sentence that holds it, with the words marked.

Words are looked for in the text as it was written, by one expression each, so that nothing is folded to be shown. Only
where a character stands for several (… ㎡) the text is folded, and what is found is brought back to its place.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

from newsroom.shared.folding import changes_length, fold_characters, fold_in_place, word_pattern

from ..body import split_sentences

LONGEST = 120
BEFORE = 40
"""How much of a long sentence stands before the first hit."""
MAX_PATTERNS = 512


def marked(text: str, words: Sequence[str]) -> SafeString:
    """The text as HTML, every folded word in `<mark>`."""
    text = unicodedata.normalize("NFC", text)
    pieces: list[str] = []
    end = 0
    for start, stop in _spans(text, words):
        pieces += [html.escape(text[end:start]), "<mark>", html.escape(text[start:stop]), "</mark>"]
        end = stop
    return mark_safe("".join([*pieces, html.escape(text[end:])]))  # each piece is escaped above


def hit_sentence(lines: Iterable[str], words: Sequence[str]) -> SafeString | None:
    """The first of the sentences with the most different words, cut about the hit if it is long; None without any.

    Looks no further than to the first that has all words: in news that is among the first.
    """
    best, most = "", 0
    for sentence in _sentences_of_hits(lines, words):
        number = _number(sentence, words)
        if number > most:
            best, most = sentence, number
        if most == len(words):
            break
    return marked(_cut(best, words), words) if most else None


def _sentences_of_hits(lines: Iterable[str], words: Sequence[str]) -> Iterator[str]:
    """Of the lines that have a word."""
    for line in lines:
        composed = unicodedata.normalize("NFC", line)
        if _number(composed, words):
            yield from split_sentences(composed)


def _number(text: str, words: Sequence[str]) -> int:
    """Of different words in it."""
    if changes_length(text):
        folded = fold_characters(text)
        return sum([word in folded for word in words])
    return sum([_pattern(word).search(text) is not None for word in words])


@lru_cache(MAX_PATTERNS)
def _pattern(word: str) -> re.Pattern[str]:
    return word_pattern(word)


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
    if changes_length(text):
        folded, places = fold_in_place(text)
        found = [(places[at], places[at + len(word) - 1] + 1) for word in words for at in _places_of(word, folded)]
    else:
        found = [hit.span() for word in words for hit in _pattern(word).finditer(text)]
    spans: list[tuple[int, int]] = []
    for start, stop in sorted(found):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(stop, spans[-1][1]))
        else:
            spans.append((start, stop))
    return spans


def _places_of(word: str, folded: str) -> Iterator[int]:
    at = folded.find(word)
    while at >= 0:
        yield at
        at = folded.find(word, at + len(word))
