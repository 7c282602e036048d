"""Files that were made to harm, small and harmless here: a sentence or a reading within seconds, never a traceback."""

import time

import pytest

from articles.intake.document import Unreadable
from articles.intake.reading import read_file

from .documents import hwpx, image, mail, odt, para, table, zipped

SENTENCE = "가람시는 2일 새 길을 열었다."
MAIL = b"From: a@b.example\nTo: c@d.example\nSubject: x\nMIME-Version: 1.0\n"
SECONDS = 8
"""Of the processor. What is quadratic in these sizes takes minutes."""


def nested(depth):
    inner = para(SENTENCE)
    for _ in range(depth):
        inner = para(table([inner]))
    return hwpx([inner])


def parts(depth):
    heads = (b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (at, at) for at in range(depth))
    return MAIL + b"".join(heads) + b"Content-Type: text/plain\n\nabc\n"


def lying_bitmap():
    """Its head says a thousand million pixels each way."""
    data = bytearray(image(10, 10, form="BMP"))
    data[18:26] = b"\xff\xff\xff\x3f" * 2
    return bytes(data)


FILES = {
    "a line of embargoes": lambda: ("부터 보도 1 " * 50_000).encode(),
    "a line of letters": lambda: ("가" * 300_000).encode(),
    "a line of blanks": lambda: ("보도시점: " + " " * 300_000 + "x").encode(),
    "lines of contacts": lambda: (SENTENCE + "\n" + "○ 문의: 홍길동 031-000-0000\n" * 20_000).encode(),
    "lines without sense": lambda: ("가나\n" * 100_000).encode(),
    "a wide table": lambda: hwpx([para(table(*[["가"] * 100] * 200)), para(SENTENCE)]),
    "tables in tables": lambda: nested(60),
    "blanks that a number promises": lambda: odt('<text:p>가<text:s text:c="999999999"/>나</text:p>'),
    "parts in parts": lambda: parts(3_000),
    "mails in mails": lambda: MAIL + b"Content-Type: message/rfc822\n\nFrom: a@b.c\nSubject: y\n" * 2_000 + b"\nabc\n",
    "elements in elements": lambda: mail("제목", "", html="<div>" * 5_000 + SENTENCE),
    "a subject of tags": lambda: MAIL.replace(b"x\n", "[보도]".encode() * 20_000 + b"\n") + b"\n" + SENTENCE.encode(),
    "a picture that lies": lambda: zipped({"1.hwpx": hwpx([para(SENTENCE)]), "a.bmp": lying_bitmap()}),
}


@pytest.mark.parametrize("name", FILES)
def test_it_ends_in_seconds(name):
    data = FILES[name]()
    start = time.process_time()
    try:
        reading = read_file(data)
    except Unreadable as error:
        assert 10 < len(str(error)) < 400
    else:
        assert reading.releases
    assert time.process_time() - start < SECONDS


def test_entities_of_a_feed_are_not_unfolded():
    feed = (
        '<?xml version="1.0"?>'
        + " " * 3_000
        + '<!DOCTYPE r [<!ENTITY a "가나다라마바사">]><rss><channel><title>x</title>'
    )
    feed += "<item><title>&a;&a;</title><description>&a;</description></item></channel></rss>"

    with pytest.raises(Unreadable):
        read_file(feed.encode())


def test_more_words_than_allowed_are_refused(monkeypatch):
    monkeypatch.setattr("articles.intake.document.MOST_LETTERS", 1_000)

    with pytest.raises(Unreadable, match="너무 커서"):
        read_file((SENTENCE + "\n").encode() * 100)


def test_a_paragraph_longer_than_allowed_is_kept_in_pieces(monkeypatch):
    monkeypatch.setattr("articles.intake.document.LONGEST_PARAGRAPH", 100)
    words = "가람시는 2일 새 길을 열었고 길은 강을 따라 바다까지 이어지며 누구나 걸을 수 있다고 밝혔다. " * 3

    (release,) = read_file(f"새 길 열려\n\n{words}\n".encode()).releases

    assert "".join("".join(block.text.split()) for block in release.body) == "".join(words.split())
