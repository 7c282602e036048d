"""A backup holds the whole paper, and nothing wrong with one is found too late."""

import io
import json
import os
import stat
import tarfile
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from articles.models import Article, Photo
from newsroom.backup import archive as backup
from newsroom.backup.database import existing_migrations, unknown_migrations
from newsroom.fast import edition
from tests.factories import ArticleFactory, PublicationFactory, SectionFactory, TagFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def paper(own_media, client):
    """Two articles, an account that is signed in, a photo's file, and a database as `migrate` leaves it around them."""
    PublicationFactory(name="한들신문")
    user = UserFactory(superuser=True, username="haneul")
    client.force_login(user)
    tagged = ArticleFactory(headline="따옴표 ' 역슬래시 \\ 줄\t바꿈", section=SectionFactory(slug="culture"))
    tagged.tags.add(TagFactory(name="도서관"))
    ArticleFactory(headline="둘째")
    (own_media / "photos" / "2026").mkdir(parents=True)
    (own_media / "photos" / "2026" / "a.jpg").write_bytes(os.urandom(3_000_000))
    return own_media


def make(tmp_path: Path) -> Path:
    call_command("backup", into=tmp_path / "backups", stderr=io.StringIO())
    (path,) = (tmp_path / "backups").iterdir()
    return path


@pytest.fixture
def emptied(paper, tmp_path):
    """A backup, and then nothing of the paper any more."""
    path = make(tmp_path)
    Article.objects.all().delete()
    get_user_model().objects.all().delete()
    (paper / "photos" / "2026" / "a.jpg").unlink()
    yield path
    call_command("migrate", verbosity=0)


def restore_backup(path, **options):
    said = io.StringIO()
    call_command("restore", path, stdout=said, **options)
    return said.getvalue()


def test_everything_comes_back(emptied, paper):
    with tarfile.open(emptied) as archive:
        photo = archive.extractfile("media/photos/2026/a.jpg").read()
    before = edition.current()

    said = restore_backup(emptied)

    article = Article.objects.get(headline__startswith="따옴표")
    assert article.headline == "따옴표 ' 역슬래시 \\ 줄\t바꿈"
    assert [tag.name for tag in article.tags.all()] == ["도서관"]
    assert Article.objects.count() == 2
    assert get_user_model().objects.get().check_password("correct-horse-battery")
    assert (paper / "photos" / "2026" / "a.jpg").read_bytes() == photo
    assert "are back" in said
    assert edition.current() != before


def test_what_is_written_afterwards_gets_numbers_of_its_own(emptied):
    restore_backup(emptied)

    article = ArticleFactory()
    assert Article.objects.filter(pk__lt=article.pk).count() == 2


@pytest.mark.once
def test_nobody_is_signed_in_by_it(emptied):
    restore_backup(emptied)

    assert not Session.objects.exists()


def test_a_backup_of_what_was_put_back_is_the_same(emptied, tmp_path):
    restore_backup(emptied)
    again = make(tmp_path / "again")

    first, second = (manifest_of(path) for path in (emptied, again))
    own = "newsroom_change"  # to put it back is a change
    rows = [
        {table["name"]: table["rows"] for table in each["tables"] if table["name"] != own} for each in (first, second)
    ]
    assert rows[0] == rows[1]
    if connection.vendor == "postgresql":
        files = [{name: of for name, of in each["files"].items() if own not in name} for each in (first, second)]
        assert files[0] == files[1]


def manifest_of(path):
    with tarfile.open(path) as archive:
        return json.loads(archive.extractfile("manifest.json").read())


@pytest.mark.once
def test_a_backup_has_a_date_in_its_name_and_is_for_its_owner_alone(paper, tmp_path):
    path = make(tmp_path)

    assert path.name.startswith("newsroom-20")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_paper_is_not_replaced_unless_somebody_says_so(paper, tmp_path):
    path = make(tmp_path)
    ArticleFactory(headline="셋째")

    with pytest.raises(CommandError, match="--over"):
        restore_backup(path)
    assert Article.objects.count() == 3

    restore_backup(path, over=True)
    assert Article.objects.count() == 2


@pytest.mark.once
@pytest.mark.parametrize("where", ["database", "media"])
def test_a_damaged_one_is_refused_before_anything_is_touched(paper, tmp_path, where):
    path = make(tmp_path)
    content = bytearray(path.read_bytes())
    with tarfile.open(path) as archive:
        entry = max((entry for entry in archive if entry.name.startswith(where)), key=lambda entry: entry.size)
    content[entry.offset_data + entry.size // 2] ^= 0xFF
    path.write_bytes(content)
    ArticleFactory(headline="셋째")

    with pytest.raises(CommandError, match="damaged"):
        restore_backup(path, over=True)

    assert Article.objects.count() == 3


@pytest.mark.once
@pytest.mark.parametrize("left", [0, 100, 0.5, 0.9])
def test_half_a_file_is_none(paper, tmp_path, left):
    path = make(tmp_path)
    content = path.read_bytes()
    path.write_bytes(content[: int(left * len(content)) if left < 1 else left])

    with pytest.raises(CommandError):
        restore_backup(path, over=True)

    assert Article.objects.count() == 2


@pytest.mark.postgresql
def test_tables_that_are_not_the_papers_are_left_out(paper, tmp_path):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE of_somebody_else (id integer)")
    try:
        with tarfile.open(make(tmp_path)) as archive:
            manifest = json.loads(archive.extractfile("manifest.json").read())
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE of_somebody_else")

    assert "of_somebody_else" not in [table["name"] for table in manifest["tables"]]


@pytest.mark.once
@pytest.mark.parametrize("app", ["articles", "axes"])
def test_one_of_a_newer_version_is_refused(paper, tmp_path, monkeypatch, app):
    monkeypatch.setattr(backup, "applied_migrations", lambda: [(app, "9999_of_tomorrow")])
    path = make(tmp_path)

    with pytest.raises(CommandError, match="another version"):
        restore_backup(path, over=True)

    assert Article.objects.count() == 2


@pytest.mark.once
def test_where_nothing_can_be_written_it_says_so_and_leaves_nothing(paper, tmp_path, monkeypatch):
    def full(to):
        to.write(b"x")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "write_archive", full)

    with pytest.raises(CommandError, match="No space left"):
        call_command("backup", into=tmp_path / "backups")

    assert not list((tmp_path / "backups").iterdir())


@pytest.mark.once
def test_photos_in_a_bucket_are_not_in_it_and_it_says_so(paper, tmp_path, settings):
    settings.MEDIA_S3_BUCKET = "photos"
    said = io.StringIO()
    call_command("backup", into=tmp_path, stderr=said)

    assert "bucket" in said.getvalue()
    assert Photo.objects.count() == 0


def test_migrations_that_were_squashed_count_as_the_one_in_their_place():
    loader = MigrationLoader(None)
    squashed = {node: each.replaces for node, each in loader.disk_migrations.items() if each.replaces}
    older = sorted(name for names in squashed.values() for name in names)

    assert existing_migrations(older) == list(squashed)
    assert unknown_migrations(older) == []
    assert unknown_migrations(older[:1]) == older[:1]  # from before the last of them: nothing here leads there
    assert unknown_migrations([*older, ("articles", "9999_to_come")]) == [("articles", "9999_to_come")]
