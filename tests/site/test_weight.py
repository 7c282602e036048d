"""What a reader's browser loads stays light."""

from pathlib import Path

STATIC = Path(__file__).parents[2] / "static"


def weight(pattern):
    files = list(STATIC.glob(pattern))
    assert files
    return sum(file.stat().st_size for file in files)


def test_all_style_sheets_of_public_pages_together_are_under_thirty_kilobytes():
    assert weight("css/*.css") < 30_000


def test_all_scripts_of_public_pages_together_are_under_ten_kilobytes():
    assert weight("js/*.js") < 10_000
