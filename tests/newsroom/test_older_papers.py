"""A paper that an earlier version has written: it migrates, and nothing of it is lost.

`tests/older/` holds the demo edition as of a version, shortened, as SQLite and as PostgreSQL write it. A version that
changes how much is kept adds another; none is ever written again.
"""

import contextlib
import json
import lzma
import os
import sqlite3
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from .. import servers

OLDER = Path(__file__).parents[1] / "older"
VERSIONS = sorted({path.name.partition(".")[0] for path in OLDER.iterdir()})
LOOK = """
import json
from django.test import Client
from articles.models import Article, Photo, Tag
from weather.models import Reading
client = Client(headers={"host": "localhost"})
article = Article.objects.published().newest_first()[0]
print(json.dumps({
    "articles": list(Article.objects.order_by("pk").values_list("headline", "state")),
    "versions": Article.history.count(),
    "tags": Article.tags.through.objects.count(),
    "photos": Photo.objects.count(),
    "readings": Reading.objects.count(),
    "front": client.get("/").status_code,
    "article": client.get(f"/articles/{article.pk}/").status_code,
    "found": article.headline in client.get("/search/", {"q": article.headline[:6]}).content.decode(),
}))
"""


def manage(database_url, tmp_path, *arguments):
    environment = {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": "of-a-paper-that-is-gone-before-anybody-could-sign-in-to-it",
        "ALLOWED_HOSTS": "localhost",
        "DATABASE_URL": database_url,
        "MEDIA_ROOT": str(tmp_path / "media"),
        "STATIC_ROOT": str(tmp_path / "static"),
    }
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=servers.ROOT, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


def comes_along(database_url, tmp_path, before):
    """`before` are the articles that were there: headline and state, by their number."""
    manage(database_url, tmp_path, "migrate", "--verbosity", "0")
    manage(database_url, tmp_path, "collectstatic", "--noinput", "--verbosity", "0")
    found = json.loads(manage(database_url, tmp_path, "shell", "--verbosity", "0", "--command", LOOK))

    assert [tuple(each) for each in found["articles"]] == before
    assert (found["versions"], found["tags"], found["photos"], found["readings"]) == (65, 88, 69, 40)
    assert (found["front"], found["article"], found["found"]) == (200, 200, True)
    assert "[ ]" not in manage(database_url, tmp_path, "showmigrations", "--list")


@pytest.mark.parametrize("version", VERSIONS)
def test_an_older_paper_on_sqlite_migrates_without_loss(version, tmp_path):
    path = tmp_path / "older.sqlite3"
    path.write_bytes(lzma.decompress((OLDER / f"{version}.sqlite3.xz").read_bytes()))
    with sqlite3.connect(path) as older:
        before = older.execute("SELECT headline, state FROM articles_article ORDER BY id").fetchall()

    comes_along(f"sqlite:///{path}", tmp_path, before)


@contextlib.contextmanager
def database(server):
    """An empty one, until the block ends."""
    name = f"older_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(server, autocommit=True) as administrator:
        administrator.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
        try:
            yield urlsplit(server)._replace(path=f"/{name}").geturl()
        finally:
            administrator.execute(f"DROP DATABASE {name} WITH (FORCE)")


def fill(url, version):
    """The articles that are there then: headline and state, by their number."""
    with psycopg.connect(url, autocommit=True) as older:
        older.execute(lzma.decompress((OLDER / f"{version}.sql.xz").read_bytes()))
        older.execute("SET search_path TO public")
        return older.execute("SELECT headline, state FROM articles_article ORDER BY id").fetchall()


@pytest.mark.postgresql
@pytest.mark.django_db
@pytest.mark.parametrize("version", VERSIONS)
def test_an_older_paper_on_postgresql_migrates_without_loss(version, tmp_path):
    with database(os.environ["NEWSROOM_TEST_DATABASE_URL"]) as url:
        before = fill(url, version)

        comes_along(url, tmp_path, before)


@pytest.mark.postgresql
@pytest.mark.django_db
def test_a_paper_moves_to_another_major_of_postgresql_by_backup_and_restore(tmp_path):
    """What docs/operations.md, "A new version", says to do."""
    # In the folder of the run: nobody but root may pass pytest's own, and root may not run PostgreSQL.
    folder = Path(tempfile.mkdtemp(dir=os.environ["NEWSROOM_TEST_FOLDER"]))
    old_server = servers.start_postgresql(folder, postgres_version=16)
    try:
        with database(old_server.url) as old, database(os.environ["NEWSROOM_TEST_DATABASE_URL"]) as new:
            if major_of(new) < 16:
                pytest.skip("a paper moves on to a newer PostgreSQL, not back to an older one")
            before = fill(old, VERSIONS[-1])
            manage(old, tmp_path, "migrate", "--verbosity", "0")
            manage(old, tmp_path, "backup", "--into", str(tmp_path / "backups"))
            (backup,) = (tmp_path / "backups").iterdir()

            manage(new, tmp_path, "restore", str(backup))

            assert major_of(old) == 16 != major_of(new)
            comes_along(new, tmp_path, before)
    finally:
        old_server.stop()


def major_of(url):
    with psycopg.connect(url) as connection:
        return connection.info.server_version // 10_000
