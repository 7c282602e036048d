"""What a reader's browser loads stays light."""

from pathlib import Path

import pytest
from lxml import html

from tests.paper import HTML_PAGES, addresses

STATIC = Path(__file__).parents[2] / "static"
MOST_CSS, MOST_JS = 30_000, 10_000
"""Bytes a page, not compressed. A photo viewer that is fetched when somebody opens a photo is not among them."""


def weight(files):
    return sum((STATIC / file.removeprefix("/static/")).stat().st_size for file in set(files))


@pytest.mark.parametrize("name", HTML_PAGES)
def test_a_page_loads_little_style_and_script(name, client, paper):
    page = html.fromstring(client.get(addresses(paper[0])[name]).text)
    styles = page.xpath("//link[@rel='stylesheet']/@href[starts-with(., '/static/')]")
    scripts = page.xpath("//script/@src")
    assert styles and scripts
    assert weight(styles) < MOST_CSS
    assert weight(scripts) < MOST_JS
