"""`manage.py read_release`: as a person or a script starts it, in a process of its own, which it limits."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .documents import mail
from .test_documents import FIRST, HEADLINE, SECOND, para, usual

ROOT = Path(__file__).parents[3]


def read_release(path, *options):
    environment = {**os.environ, "DEBUG": "1", "DATABASE_URL": "sqlite://:memory:"}
    command = [sys.executable, "manage.py", "read_release", str(path), *options]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)


@pytest.mark.once
def test_one_json_object_on_standard_output(tmp_path):
    path = tmp_path / "이름은 아무것도 말하지 않는다.hwp"
    path.write_bytes(mail("보도자료 송부", "수고하십니다.", ("밤도서관.hwpx", usual(para(FIRST), para(SECOND)))))

    run = read_release(path, "--json")

    found = json.loads(run.stdout)
    assert (run.returncode, found["kind"], found["errors"]) == (0, "eml", [])
    [release] = found["releases"]
    assert release["headline"] == HEADLINE
    assert [block["text"] for block in release["body"]] == [FIRST, SECOND]
    assert release["online_from"] == "2027-03-09T10:00:00+09:00"
    assert release["contacts"] == [{"office": "도서관정책과", "name": "나봄", "phone": "033-000-1234"}]
    assert release["files"] == ["밤도서관.hwpx"]
    assert {"what": "letterhead", "text": "수고하십니다."} in release["left_out"]
    assert set(release) == {
        *("headline", "subheadlines", "body", "photos", "files", "organisation", "contacts"),
        *("online_from", "print_from", "left_out", "warnings"),
    }


@pytest.mark.once
def test_one_sentence_and_status_2_for_what_cannot_be_read(tmp_path):
    path = tmp_path / "끊긴 것.hwpx"
    path.write_bytes(usual(para(FIRST))[:700])

    run = read_release(path, "--json")

    assert (run.returncode, run.stdout) == (2, "")
    assert "깨졌거나" in run.stderr
    assert len(run.stderr) < 400
    assert "Traceback" not in run.stderr


@pytest.mark.once
def test_one_sentence_for_a_file_that_is_not_there(tmp_path):
    run = read_release(tmp_path / "없는 파일.hwpx", "--json")

    assert (run.returncode, run.stdout) == (2, "")
    assert "열 수 없습니다" in run.stderr
    assert "Errno" not in run.stderr


@pytest.mark.once
def test_a_reader_past_its_time_is_stopped_with_a_sentence(tmp_path):
    path = tmp_path / "느린 것.hwpx"
    path.write_bytes(usual(para(FIRST)))
    script = """
import resource, sys
from django.core.management import execute_from_command_line
from articles.management.commands import read_release
used = resource.getrusage(resource.RUSAGE_SELF)
read_release.MOST_SECONDS = int(used.ru_utime + used.ru_stime) + 2
def forever(data):
    while True: pass
read_release.read_file = forever
execute_from_command_line(["manage.py", "read_release", sys.argv[1], "--json"])
"""
    environment = {**os.environ, "DEBUG": "1", "DATABASE_URL": "sqlite://:memory:"}
    environment["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    command = [sys.executable, "-c", "import django; django.setup()\n" + script, str(path)]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)

    assert (run.returncode, run.stdout) == (2, "")
    assert "오래 걸려" in run.stderr
    assert "Traceback" not in run.stderr
