"""Every source string has its Korean, and what is compiled is what is written."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import django
import polib
import pytest

from newsroom.forms import admin_texts
from tests.conftest import cannot_run

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "locale" / "ko" / "LC_MESSAGES" / "django.po"


@pytest.fixture(scope="module")
def extracted(tmp_path_factory) -> polib.POFile:
    """The catalogue as `makemessages` would write it now, from a copy of the tree."""
    if shutil.which("xgettext") is None:
        cannot_run("gettext is not installed")
    tree = tmp_path_factory.mktemp("tree")
    for name in ("articles", "weather", "newsroom", "templates", "locale"):
        shutil.copytree(ROOT / name, tree / name)
    environment = os.environ | {"PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-m", "django", "makemessages", "--locale=ko", "--no-obsolete"]
    subprocess.run(command, cwd=tree, env=environment, check=True, capture_output=True)
    return polib.pofile(str(tree / "locale" / "ko" / "LC_MESSAGES" / "django.po"))


def test_every_source_string_is_translated(extracted):
    missing = [entry.msgid for entry in extracted if not entry.translated() or entry.fuzzy]

    assert missing == []


def test_the_catalogue_holds_no_string_that_the_sources_lost(extracted):
    now = {(entry.msgctxt, entry.msgid) for entry in extracted}

    assert [entry.msgid for entry in polib.pofile(str(CATALOGUE)) if (entry.msgctxt, entry.msgid) not in now] == []


def test_what_is_compiled_is_what_is_written():
    written = {
        (entry.msgctxt, entry.msgid): entry.msgstr for entry in polib.pofile(str(CATALOGUE)) if not entry.msgid_plural
    }
    compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))

    assert {(entry.msgctxt, entry.msgid): entry.msgstr for entry in compiled if not entry.msgid_plural} == written


def test_placeholders_survive_translation():
    for entry in polib.pofile(str(CATALOGUE)):
        names = set(re.findall(r"%\(\w+\)[sd]|\{\w*\}", entry.msgid))
        assert names == set(re.findall(r"%\(\w+\)[sd]|\{\w*\}", entry.msgstr or entry.msgid)), entry.msgid


def test_what_is_said_instead_of_django_is_what_django_says():
    """A text that a newer Django words in another way would go back to Django's Korean without anybody's noticing."""
    of_django = polib.pofile(str(Path(django.__file__).parent / "contrib/admin/locale/ko/LC_MESSAGES/django.po"))
    theirs = {entry.msgid: entry.msgid_plural for entry in of_django}

    plurals = [word for word in admin_texts.WORDS if not isinstance(word, str)]

    assert [word for word in admin_texts.WORDS if isinstance(word, str) and word not in theirs] == []
    assert len(plurals) == 4


def test_the_admin_speaks_as_a_newsroom_does(admin_client):
    page = admin_client.get("/admin/articles/tag/add/").text

    assert "저장하고 계속 편집" in page
    assert "저장 및 편집 계속" not in page
