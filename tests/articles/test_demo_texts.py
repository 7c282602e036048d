"""The texts of the demo edition: how they are read, and that the edition can print each of them on any day."""

import re
from datetime import UTC, datetime

import pytest

from articles.demo import paper
from articles.demo.pictures import LIGHTS, SCENES, SEASONS
from articles.demo.texts import parse_text, read_texts
from articles.models import Article, Correction

NEW_YEAR = datetime(2027, 1, 1, 3, 0, tzinfo=UTC)


@pytest.fixture
def read_text(tmp_path):
    def read_text(text):
        path = tmp_path / "07-a-text.txt"
        path.write_text(text, encoding="utf-8")
        return parse_text(path)

    return read_text


def test_a_body_has_paragraphs_quotations_lists_and_tables(read_text):
    text = read_text("headline: 제목\n\n첫째 문단\n\n> 인용\n\n- 하나\n- 둘\n\n| 이름 | 수\n| 가 | 1")

    assert (text.slug, text.get_value("headline")) == ("a-text", "제목")
    assert text.body.split("\n") == [
        "<p>첫째 문단</p>",
        "<blockquote><p>인용</p></blockquote>",
        "<ul><li>하나</li><li>둘</li></ul>",
        "<table><thead><tr><th>이름</th><th>수</th></tr></thead><tbody><tr><td>가</td><td>1</td></tr></tbody></table>",
    ]


def test_markup_in_a_text_is_text(read_text):
    assert read_text("headline: 제목\n\n1 < 2 & <b>").body == "<p>1 &lt; 2 &amp; &lt;b&gt;</p>"


def test_days_are_told_from_the_day_of_publication(read_text):
    text = read_text("ago: 2d\nheadline: {+3}일 개관\n\n{0}일 밝혔다. {-1}일 열렸다.").dated_text(NEW_YEAR)

    assert (text.get_value("headline"), text.body) == ("2일 개관", "<p>30일 밝혔다. 29일 열렸다.</p>")


def test_a_text_without_a_season_is_of_the_day_it_appears_on(read_text):
    assert read_text("headline: 제목\n\n글").dated_text(NEW_YEAR).get_value("season") == "winter"
    assert read_text("season: summer\n\n글").dated_text(NEW_YEAR).get_value("season") == "summer"


def test_a_key_may_repeat(read_text):
    assert read_text("correction: 하나\ncorrection: 둘\n\n글").get_all("correction") == ["하나", "둘"]


@pytest.mark.parametrize("text", read_texts("texts"), ids=lambda text: text.slug)
def test_every_text_can_be_printed(text):
    text = text.dated_text(NEW_YEAR)

    lights = [part.split("/")[1] for part in text.get_list("gallery", "|")]
    scenes = [text.get_value("scene"), *(part.split("/")[0] for part in text.get_list("gallery", "|"))]
    assert text.get_value("section") in {slug for slug, *_ in [*paper.SECTIONS, *paper.SUBSECTIONS]}
    assert text.get_value("source") in {"", *(slug for slug, *_ in paper.SOURCES)}
    assert set(text.get_list("reporters")) <= {slug for slug, *_ in paper.REPORTERS}
    assert set(scenes) <= {"", *SCENES}
    assert {text.get_value("time"), *lights} <= {"", *LIGHTS, *SEASONS}
    assert text.get_value("season") in SEASONS
    assert all(correction.split("|")[0].strip() in Correction.Kind for correction in text.get_all("correction"))
    assert (text.get_offset("ago") is None) == (text.get_value("state") in {"draft", "submitted"})
    assert not text.get_value("scene") or (
        text.get_value("caption") and text.get_value("credit") and text.get_value("alt")
    )
    assert len(text.get_value("headline")) <= Article._meta.get_field("headline").max_length
    assert not re.search(r"[{}]", "".join([*text.head.values(), text.body]))
