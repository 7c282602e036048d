"""What a test says of a release: its parts, and what is kept apart."""

import re

from articles.intake.reading import read_file
from articles.intake.wording import without_head

from .documents import image, para, shown


def check(data, headline, body, *, subs=(), online=None, printed=None, out=(), people=None, office=None, photos=()):
    """`body` without its figures. `out`: words kept apart. `people`: names with phones."""
    (release,) = read_file(data).releases
    is_text = [block for block in release.body if block.kind != "figure"]

    assert release.headline == headline
    assert release.subheadlines == list(subs)
    assert [squeezed(block.text) for block in is_text] == [squeezed(text) for text in body]
    assert (release.online_from, release.print_from) == (online, printed)
    assert [(each.name, each.caption) for each in release.photos] == list(photos)
    apart = "\n".join(each.text for each in release.left_out)
    assert [each for each in out if each not in apart] == []
    if people is not None:
        assert [(each.name, each.phone) for each in release.contacts] == people
    if office is not None:
        assert release.organisation == office
    return release


def squeezed(text):
    return re.sub(r"\s+", "", without_head(text))


def cell(*lines, size=12):
    return "".join(para(line, size=size) for line in lines)


def photo(name="a.jpg", **more):
    return para(shown(name, 90, **more))


JPEG = image(900, 600, form="JPEG")
