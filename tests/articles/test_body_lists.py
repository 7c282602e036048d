"""Lists within lists."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.body import clean_body

from .test_body import assert_becomes, plain


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "<ol><li>가</li><ol><li>가-1</li></ol><li>나</li></ol>",
            "<ol><li>가<ol><li>가-1</li></ol></li><li>나</li></ol>",
        ),
        # what stored bodies hold of the same
        (
            "<ol><li>가</li><li><ol><li>가-1</li></ol></li><li>나</li></ol>",
            "<ol><li>가<ol><li>가-1</li></ol></li><li>나</li></ol>",
        ),
        (
            "<ol><li>가</li><ul><li>가-1</li></ul><ul><li>가-2</li></ul><li>나</li></ol>",
            "<ol><li>가<ul><li>가-1</li></ul><ul><li>가-2</li></ul></li><li>나</li></ol>",
        ),
        (
            "<ol><li>가</li><ol><li>가-1</li><ol><li>가-1-1</li></ol><li>가-2</li></ol><li>나</li></ol>",
            "<ol><li>가<ol><li>가-1<ol><li>가-1-1</li></ol></li><li>가-2</li></ol></li><li>나</li></ol>",
        ),
        ("<ol><ol><li>가-1</li></ol><li>나</li></ol>", "<ol><li>가-1</li></ol>\n<ol><li>나</li></ol>"),
        ("<ul><ol><li>가-1</li></ol></ul>", "<ol><li>가-1</li></ol>"),
        ("<ol><li>가</li><p>설명</p><li>나</li></ol>", "<ol><li><p>가</p><p>설명</p></li><li>나</li></ol>"),
        (
            "<ol><li><ul><li>가</li></ul></li><li><ul><li>나</li></ul></li></ol>",
            "<ol><li><ul><li>가</li></ul></li><li><ul><li>나</li></ul></li></ol>",
        ),
        ("<ul><p>가</p><p>나</p></ul>", "<ul><li>가</li><li>나</li></ul>"),
        ("<ul><p>가</p><ul><li>나</li></ul><p>다</p></ul>", "<ul><li>가<ul><li>나</li></ul></li><li>다</li></ul>"),
    ],
)
def test_a_list_within_a_list_belongs_to_the_item_before_it(source, expected):
    assert_becomes(source, expected)


lists = st.recursive(
    st.sampled_from(["가", "<p>나</p>", "다<br>라"]),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from(["ol", "ul", "li"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=16,
)


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(lists, max_size=3).map("".join))
def test_lists_once_in_order_stay_so(source):
    cleaned = clean_body(source)

    assert clean_body(plain(cleaned)) == cleaned
