"""Which words went and which came, and what of two people's work clashes."""

import pytest

from articles.desk import versions
from articles.desk.compare import compare_fields, merge_changes, render_diff
from articles.models import Article
from tests.factories import ArticleFactory, UserFactory


def test_words_that_went_and_came_are_marked():
    assert render_diff("새솔구가 도서관을 연다", "새솔구가 큰 도서관을 열었다") == (
        "새솔구가 <ins>큰 </ins>도서관을 <del>연다</del><ins>열었다</ins>"
    )


def test_markup_in_a_text_is_shown_and_not_obeyed():
    assert render_diff("", "<script>x()</script>") == "<ins>&lt;script&gt;x()&lt;/script&gt;</ins>"


def test_a_very_long_text_is_compared_without_holding_up_the_desk():
    shown = render_diff("가 " * 15_000, "나 " * 15_000)

    assert shown.startswith("<del>가 가")
    assert shown.endswith("나 </ins>")


@pytest.mark.django_db
def test_bodies_are_compared_as_texts():
    before = Article(headline="같은 제목", body="<p>첫 문단</p><p>둘째 문단</p>")
    after = Article(headline="같은 제목", body="<p>첫 문단</p><h3>둘째 문단</h3><p>셋째</p>")

    [body] = compare_fields(before, after)

    assert (body.name, body.diff_html) == ("body", "첫 문단\n둘째 문단\n<ins>셋째</ins>")


@pytest.mark.django_db
class TestMeeting:
    """Two people opened version 1; one of them has saved."""

    def saved(self, **fields):
        article = ArticleFactory(headline="처음 제목", summary="처음 요약", body="<p>처음 본문</p>")
        for name, value in fields.items():
            setattr(article, name, value)
        versions.save_version(article, set(fields), by=UserFactory())
        return article

    def test_what_only_the_other_changed_stays_the_others(self):
        article = self.saved(headline="그쪽 제목")

        meeting = merge_changes(article, 1, {"headline": "처음 제목", "summary": "내 요약"}, ["headline", "summary"])

        assert (meeting.theirs, meeting.conflicts) == (["headline"], [])

    def test_what_both_changed_clashes_and_shows_both(self):
        article = self.saved(headline="그쪽 제목")

        meeting = merge_changes(article, 1, {"headline": "내 제목"}, ["headline"])

        [clash] = meeting.conflicts
        assert (clash.before, clash.after) == ("그쪽 제목", "내 제목")

    def test_without_the_old_version_every_difference_is_asked_about(self):
        article = self.saved(headline="그쪽 제목")
        Article.history.all().delete()

        meeting = merge_changes(article, 1, {"headline": "처음 제목"}, ["headline"])

        assert [clash.name for clash in meeting.conflicts] == ["headline"]
