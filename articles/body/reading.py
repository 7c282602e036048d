"""What a body says: its text, its first sentences, its credits."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from .absent import find_placeholders
from .blocks import SUBHEAD_MARKS, is_subhead
from .characters import escape_text
from .cleaning import CleanHTML, clean_body

_SAID_OF_FIGURES = re.compile(r"<(figcaption|caption)>.*?</\1>", re.DOTALL)
_LINE_ENDS = re.compile(r"<(?:br|hr)>|</(?:p|h[2-4]|li|tr|ul|ol|table|blockquote|figure)>")
_CELL_ENDS = re.compile(r"</t[dh]>")
_TAG = re.compile(r"<[^>]*>")
_OPEN_AT_LINE_END = re.compile(r"<[^>\n]*(?:\n|\Z)")
_PHOTO = re.compile(r'<img [^>]* data-photo="([0-9]+)">')
_EMPHASIS = re.compile(r"</?(?:strong|em|u|s|sub|sup|q|cite|a|span)(?: [^>]*)?>")
_SAID_ASIDE = re.compile(r' (?:alt|title)="([^"]*)"')


def body_text(source: str) -> str:
    """The plain text, a line for each paragraph, without what is said of figures. Cleans HTML that has not been."""
    return _text(clean_body(source))


def body_lines(source: str) -> Iterator[str]:
    """The lines of `body_text`, each made when it is asked for where the body allows it."""
    cleaned = clean_body(source)
    is_in_lines = "caption>" not in cleaned and not _OPEN_AT_LINE_END.search(cleaned)
    for piece in cleaned.split("\n") if is_in_lines else [cleaned]:
        yield from _lines(piece)


def _text(cleaned: str) -> str:
    return "\n".join(_lines(cleaned))


def _lines(cleaned: str) -> Iterator[str]:
    if "caption>" in cleaned:
        cleaned = _SAID_OF_FIGURES.sub("", cleaned)
    cleaned = _CELL_ENDS.sub(" ", _LINE_ENDS.sub("\n", cleaned))
    for line in html.unescape(_TAG.sub("", cleaned)).split("\n"):
        if words := line.split():
            yield " ".join(words)


def picture_addresses(body: str) -> list[str]:
    """A line for each photo in a clean body, and for each place of a picture that did not come along."""
    numbers = [_("[photo %s]") % number for number in _PHOTO.findall(body)]
    return numbers + [_("[picture that did not come along: %s]") % place.address for place in find_placeholders(body)]


def all_texts(cleaned: str) -> str:
    """All that readers see or hear of a clean body: with what is said of figures, and titles and alternative texts."""
    lines = [*_TAG.sub("\n", _EMPHASIS.sub("", cleaned)).split("\n"), *_SAID_ASIDE.findall(cleaned)]
    return html.unescape("\n".join(line for line in lines if line))


# --- The first sentences -------------------------------------------------------------------------

MAX_SENTENCE_LENGTH = 200
MAX_EXCERPT_LENGTH = 300
MAX_LABEL_LENGTH = 40

_NOT_AN_OPENING = ("▲", "△")
# 다. 요. 까? and the like, with the quotes that close after them; a space follows, or after 다 the next sentence.
_STOP = re.compile(r"""(?:[.!?。…]+["'”’)\]」』》〉】]*(?=\s|$)|(?<=[다요까죠])[.!?](?=[가-힣]))""")
# 1. 가. No. 2.6 2026.: a full stop that stops nothing.
_NO_STOP = re.compile(r"(?:[0-9]|(?<![A-Za-z])[A-Za-z]{1,3}|(?:^|\s)[가-하])\.$")
_PAIRS = ("“”", "‘’", "()", "[]", "「」", "『』", "《》", "〈〉")
# (새솔뉴스) [서울=새솔뉴스], but not the (사) or (재) of a body's name.
_LEAD_IN = re.compile(
    r"(?:[(\[【〔<](?!가칭)[^()\[\]【】〔〕<>]{2,30}[)\]】〕>](?:\s+|(?==))|[^.=]{0,30}(?:기자|특파원|통신원)\s*=\s*|=\s*)"
)


def make_excerpt(text: str, limit: int = 90) -> str:
    """The first sentences of a text, as many as fit; at least one, and of an overlong one as many words as fit."""
    limit = min(limit, MAX_EXCERPT_LENGTH)
    chosen = ""
    for sentence in _split_sentences(text):
        longer = f"{chosen} {sentence}".lstrip()
        if chosen and len(longer) > limit:
            break
        chosen = longer
    most = max(limit, MAX_SENTENCE_LENGTH)
    if len(chosen) <= most:
        return chosen
    cut = chosen[: most - 1]
    if not chosen[most - 1].isspace():
        cut = cut.rpartition(" ")[0] or cut
    return cut.rstrip(" ,·") + "…"


def split_sentences(text: str) -> Iterator[str]:
    """Every sentence of a text of lines, sub-heads and enumerations too."""
    for line in text.splitlines():
        yield from _split_line(line)


def _split_sentences(text: str) -> Iterator[str]:
    """Sentence by sentence, without sub-heads, enumerations and other labels, unless there is nothing else."""
    lines = [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]
    told = [line for line in lines if not line.startswith(_NOT_AN_OPENING) and not is_subhead(line)] or lines
    told = [line.lstrip("".join(SUBHEAD_MARKS)).lstrip() or line for line in told]
    told = [line for line in told if len(line) > MAX_LABEL_LENGTH or _STOP.search(line)] or told
    for number, line in enumerate(told):
        if number == 0:
            line = _without_lead_in(line)
        yield from _split_line(line)


def _without_lead_in(line: str) -> str:
    end = 0
    while found := _LEAD_IN.match(line, end):
        end = found.end()
    return line[end:] or line


def _split_line(line: str) -> Iterator[str]:
    start = 0
    for stop in _STOP.finditer(line):
        sentence = line[start : stop.end()].strip()
        if not _NO_STOP.search(sentence) and (_is_closed(sentence) or len(sentence) > MAX_SENTENCE_LENGTH):
            yield sentence
            start = stop.end()
    if rest := line[start:].strip():
        yield rest


def _is_closed(sentence: str) -> bool:
    """Whether every quotation and bracket in it has ended."""
    return sentence.count('"') % 2 == 0 and all(sentence.count(pair[0]) <= sentence.count(pair[1]) for pair in _PAIRS)


# --- Advertising ---------------------------------------------------------------------------------


def mark_sponsored(body: CleanHTML) -> CleanHTML:
    """The body of what was paid for: search portals are told so at each link that leads out."""
    return CleanHTML(body.replace(' rel="noopener noreferrer"', ' rel="sponsored noopener noreferrer"'))


# --- Credits -------------------------------------------------------------------------------------

_FIRST_PARAGRAPH = re.compile(r"^<p>(.*)</p>$", re.MULTILINE)
_BRACKETED = re.compile(r"([(\[【〔][^()\[\]【】〔〕<>]{1,60}[)\]】〕])\s*")
_SOURCE_LINE = re.compile(
    r"[\[(【〔<]\s*(?:뉴스|자료|기사)?\s*출처\s*[:：=|]\s*[^\]\[]+[\])】〕>]\s*$|^(?:뉴스|자료|기사)?\s*출처\s*[:：=]\s*\S.{0,60}$"
)


def with_credit(body: CleanHTML, credit_tag: str) -> CleanHTML:
    """The body, its first paragraph opened by the credit tag, once. A tag of the paper that was typed there stays."""
    tag = " ".join(credit_tag.split())
    first = _FIRST_PARAGRAPH.search(body)
    if not tag or not first:
        return body
    typed = _BRACKETED.match(first[1])
    if typed and _without_spaces(tag.strip("()[]【】〔〕")) in _without_spaces(html.unescape(typed[1])):
        return _insert_before(body, first, typed[1], typed.end())
    if _without_spaces(_text(first[1])).startswith(_without_spaces(tag)):
        return body  # typed in another way, in bold for one
    return _insert_before(body, first, escape_text(tag), 0)


def _insert_before(body: CleanHTML, first: re.Match[str], tag: str, after: int) -> CleanHTML:
    start = first.start(1)
    return CleanHTML(f'{body[:start]}<span class="credit-tag">{tag}</span> {body[start + after :]}')


def _without_spaces(text: str) -> str:
    return "".join(text.split())


def ends_with_source(body: CleanHTML) -> bool:
    """Whether the text ends with a source line that the reporter typed: `[뉴스출처 : 새솔구청]`."""
    for block in reversed(body.split("\n")):
        if text := _text(block):
            return bool(_SOURCE_LINE.search(text.rpartition("\n")[2]))
    return False
