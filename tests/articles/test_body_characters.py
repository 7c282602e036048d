"""Characters that no reader can read, in a body."""

import pytest

from .test_body import assert_becomes


@pytest.mark.parametrize("parting", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029", " \x0b ", "&#11;"])
def test_a_break_of_a_word_processor_ends_the_line(parting):
    assert_becomes(f"<p>등불축제{parting}남강</p>", "<p>등불축제<br>남강</p>")
    assert_becomes(f"<h2><b>등불축제{parting}남강</b></h2>", "<h2>등불축제<br>남강</h2>")
    assert_becomes(
        f'<p><a href="/x" title="등불축제{parting}남강">등불축제{parting}남강</a></p>',
        '<p><a href="/x" title="등불축제 남강">등불축제</a><br><a href="/x" title="등불축제 남강">남강</a></p>',
    )


@pytest.mark.parametrize("blank", ["\x1c", "\x1d", "\x1e", "\x1f"])
def test_a_blank_of_a_hwp_file_is_one(blank):
    assert_becomes(f"<p>등불축제{blank}남강</p>", "<p>등불축제 남강</p>")
    assert_becomes(f"등불축제{blank}남강", "<p>등불축제 남강</p>")


def test_a_break_of_a_word_processor_ends_the_line_of_plain_text_too():
    assert_becomes("등불축제\x0b남강\n\n둘째\x0c문단\x1f끝", "<p>등불축제<br>남강</p>\n<p>둘째<br>문단 끝</p>")
    assert_becomes("\ud800<p>등불축제\x0b남강</p>", "<p>등불축제<br>남강</p>")


def test_signs_of_hancoms_fonts_become_the_characters_they_show():
    signs = "\U000f02b1 대국민 소통, \U000f02c4 끝, 가\U000f02ef나, \U000f0854책\U000f0855"

    assert_becomes(f"<p>{signs}</p>", "<p>① 대국민 소통, ⑳ 끝, 가·나, 『책』</p>")
    assert_becomes(
        f"<h2>{signs}</h2><a href=/ title='{signs}'>&#xF02B1;</a>",
        "<h2>① 대국민 소통, ⑳ 끝, 가·나, 『책』</h2>\n"
        '<p><a href="/" title="① 대국민 소통, ⑳ 끝, 가·나, 『책』">①</a></p>',
    )
    assert_becomes(signs, "<p>① 대국민 소통, ⑳ 끝, 가·나, 『책』</p>")


def test_a_sign_that_nobody_knows_stays_as_it_came():
    assert_becomes("<p>가\U000f080f나\uf53a다</p>", "<p>가\U000f080f나\uf53a다</p>")
