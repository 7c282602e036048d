"""What the worker has in its memory from the start. `make memory` measures all processes of the stack."""

import os
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
OF_SOME_JOBS = {
    *{"PIL", "PIL.Image", "httpx", "boto3", "holidays", "segno", "sentry_sdk"},
    *{"extract_hwp", "feedparser", "hwpx", "lxml", "olefile", "pypdfium2"},
}
"""Loaded by the job that needs it, or where a setting asks for it."""
OF_PAGES = {"newsroom.urls", "newsroom.admin_site", "articles.admin", "articles.pages.lists", "jinja2"}
LISTED = """
import sys
from django.core.management import execute_from_command_line
from huey.api import Huey

def create_consumer(huey, **options):
    print(*sys.modules)
    sys.exit()

Huey.create_consumer = create_consumer
execute_from_command_line(sys.argv[1:])
"""


def test_the_worker_starts_without_what_pages_and_some_jobs_need():
    command = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]["worker"]["command"]
    environment = {
        **{"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "newsroom.settings", "REDIS_URL": "redis://nobody"},
        **{"SECRET_KEY": "k" * 50, "ALLOWED_HOSTS": "paper.example"},
    }

    command = [sys.executable, "-c", LISTED, *command[1:]]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)

    loaded = set(ended.stdout.split())
    assert "articles.tasks" in loaded, ended.stderr
    assert loaded & (OF_SOME_JOBS | OF_PAGES) == set()
