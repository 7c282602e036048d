"""Photos in a bucket that is down, slow, missing or closed: told in a sentence, with all that was typed kept."""

import io
import socket
import time

import boto3
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from huey.contrib.djhuey import HUEY
from PIL import Image

from articles.models import Photo, Publication
from articles.pictures import icons
from articles.pictures import store as imaging
from newsroom.shared.paths import url_of_folder
from newsroom.storage import s3
from newsroom.storage.errors import StorageDown, StorageError
from tests.bucket import FakeStore
from tests.factories import PublicationFactory

from .desk import REPORTER, errors, fill, picture, said, staff

pytestmark = pytest.mark.django_db

UPLOAD = "/admin/articles/photo/upload/"
FILES = 8
"""Of the tests' picture: the master, three renditions and four crops."""
WAYS = ["refuses connections", "hangs", "is closed", "has no such bucket", "is ill", "breaks off"]


@pytest.fixture(scope="module")
def session():
    return boto3.Session(aws_access_key_id="a", aws_secret_access_key="b")


@pytest.fixture
def store(settings, monkeypatch, session):
    store = FakeStore()
    monkeypatch.setattr(s3, "READ_SECONDS", 0.3)
    monkeypatch.setattr(s3, "CONNECT_SECONDS", 0.3)
    monkeypatch.setattr(s3, "ATTEMPTS", 1)
    monkeypatch.setattr(s3.S3MediaStorage, "_create_session", lambda self: session)  # reads the description of S3 once
    use(settings, store.url)
    yield store
    store.stop()


def use(settings, endpoint):
    options = {"bucket_name": "photos", "endpoint_url": endpoint, "region_name": "ap-northeast-2"}
    options |= {"access_key": "a", "secret_key": "b", "custom_domain": "photos.example", "url_protocol": "https:"}
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "newsroom.storage.s3.S3MediaStorage", "OPTIONS": options},
    }
    url_of_folder.cache_clear()


@pytest.fixture(autouse=True)
def addresses_of_other_tests():
    yield
    url_of_folder.cache_clear()


def fails(store, settings, way):
    match way:
        case "refuses connections":
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                use(settings, f"http://127.0.0.1:{free.getsockname()[1]}")
        case "hangs":
            store.hangs.set()
        case "is closed":
            store.refusing = (403, "AccessDenied")
        case "has no such bucket":
            store.refusing = (404, "NoSuchBucket")
        case "is ill":
            store.refusing = (503, "SlowDown")
        case "breaks off":
            store.breaks_after = store.asked.count("PUT") + 3


@pytest.fixture
def reporter(client):
    user = staff(*REPORTER, "change_photo", "delete_photo")
    client.force_login(user)
    return user


def upload(client) -> Photo:
    return Photo.objects.get(pk=client.post(UPLOAD, {"upload": picture("광장.jpg")}).json()["id"])


# --- What is put there ---------------------------------------------------------------------------


def test_photos_are_put_as_they_are_for_good_and_with_their_type(client, reporter, store):
    photo = upload(client)

    assert len(store.objects) == FILES
    for name, (headers, content) in store.objects.items():
        assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert headers["Content-Type"] == {"jpg": "image/jpeg", "webp": "image/webp"}[name.rpartition(".")[2]]
        assert "aws-chunked" not in headers.get("Content-Encoding", "")
        assert not [each for each in headers if each.lower().startswith("x-amz-checksum")]
        assert "AWS4-HMAC-SHA256" in headers["Authorization"]
        Image.open(io.BytesIO(content)).load()
    assert photo.medium_url.startswith("https://photos.example/photos/")
    with photo.file.open() as file:
        assert Image.open(file).size == (1200, 800)
    assert store.asked.count("HEAD") == 1  # for what was read; names are not asked for


def test_types_do_not_depend_on_the_systems_list(store, monkeypatch):
    monkeypatch.setattr("mimetypes.guess_type", lambda name, strict=True: (None, None))

    found = {name: default_storage._get_write_parameters(name)["ContentType"] for name in ("a.webp", "b.AVIF", "c.png")}

    assert found == {"a.webp": "image/webp", "b.AVIF": "image/avif", "c.png": "image/png"}


def test_waiting_for_it_ends_within_the_time_of_a_request():
    waits = (s3.CONNECT_SECONDS + s3.READ_SECONDS) * s3.ATTEMPTS

    assert waits <= 30
    config = s3.S3MediaStorage(bucket_name="photos").client_config
    assert (config.connect_timeout, config.read_timeout) == (s3.CONNECT_SECONDS, s3.READ_SECONDS)
    assert config.retries == {"total_max_attempts": s3.ATTEMPTS, "mode": "standard"}


# --- When it fails -------------------------------------------------------------------------------


@pytest.mark.parametrize("way", WAYS)
def test_the_editor_is_told_and_nothing_is_left(client, reporter, store, settings, way):
    fails(store, settings, way)
    begin = time.monotonic()

    answer = client.post(UPLOAD, {"upload": picture("광장.jpg")})

    assert answer.status_code == 200 and answer.json()["uploaded"] == 0
    assert "저장하지 못했습니다" in answer.json()["error"]["message"]
    assert not Photo.objects.exists()
    assert not store.objects
    assert time.monotonic() - begin < 10


@pytest.mark.parametrize("way", WAYS)
def test_the_librarys_form_comes_again_with_what_was_typed(client, reporter, store, settings, way):
    fails(store, settings, way)

    response = fill(client, "articles_photo", caption="광장의 아침", credit="사진=동작구 제공", upload=picture())

    assert response.status_code == 200
    assert "저장하지 못했습니다" in " ".join(errors(response))
    assert "광장의 아침" in response.text and "사진=동작구 제공" in response.text
    assert not Photo.objects.exists() and not store.objects


@pytest.mark.parametrize("way", WAYS)
def test_a_logo_is_refused_with_what_was_typed_kept(client, store, settings, way):
    if way == "breaks off":
        store.breaks_after = 0
    else:
        fails(store, settings, way)
    PublicationFactory(pk=1, name="한들신문")
    client.force_login(staff("view_publication", "change_publication"))

    response = fill(client, "articles_publication", 1, slogan="새 표어", logo=picture("logo.png"))

    assert response.status_code == 200
    assert "저장하지 못했습니다" in " ".join(errors(response))
    assert "새 표어" in response.text
    assert not Publication.objects.get().logo and Publication.objects.get().slogan != "새 표어"
    assert not store.objects


def test_a_logo_is_stored_with_its_size(client, store):
    PublicationFactory(pk=1)
    client.force_login(staff("view_publication", "change_publication"))

    fill(client, "articles_publication", 1, logo=picture("logo.png", size=(300, 100)))

    paper = Publication.objects.get()
    assert list(store.objects) == [paper.logo.name]
    assert (paper.logo_width, paper.logo_height) == (300, 100)


@pytest.mark.parametrize("way", ["refuses connections", "hangs", "is ill"])
def test_an_icon_without_its_logo_is_kept_by_nobody(client, store, settings, way):
    paper = PublicationFactory(pk=1, logo="publication/logo.png", logo_width=3, logo_height=1)
    fails(store, settings, way)

    response = client.get(reverse("icon", args=[icons.icon_digest(paper), "192"]))

    assert response.status_code == 200 and response.headers["Cache-Control"] == "no-store"


# --- Deletion ------------------------------------------------------------------------------------


def delete(client, photo):
    return client.post(reverse("admin:articles_photo_delete", args=[photo.pk]), {"post": "yes"}, follow=True)


def test_a_deleted_photo_takes_its_files_along(client, reporter, store, django_capture_on_commit_callbacks):
    photo = upload(client)

    with django_capture_on_commit_callbacks(execute=True):
        delete(client, photo)

    assert not Photo.objects.exists() and not store.objects


@pytest.mark.parametrize("way", ["refuses connections", "hangs", "is ill"])
def test_while_the_store_is_down_no_photo_is_deleted(
    client, reporter, store, settings, way, django_capture_on_commit_callbacks
):
    photo = upload(client)
    fails(store, settings, way)

    with django_capture_on_commit_callbacks(execute=True):
        response = delete(client, photo)

    assert response.status_code == 200
    assert "삭제하지 않았습니다" in said(response)
    assert Photo.objects.exists() and len(store.objects) == FILES


def test_what_the_store_will_not_remove_is_told_and_tried_again(
    client, reporter, store, django_capture_on_commit_callbacks
):
    photo = upload(client)
    store.refusing, store.spared = (403, "AccessDenied"), {"HEAD"}

    with django_capture_on_commit_callbacks(execute=True):
        response = delete(client, photo)

    assert response.status_code == 200 and not Photo.objects.exists()
    assert len(store.objects) == FILES
    waiting = [task for task in HUEY.scheduled() if task.name == "remove_files"]
    names, tried = waiting[-1].args
    assert set(store.objects) <= set(names) and tried == 1

    store.refusing = None
    imaging.remove_files.call_local(names, tried)

    assert not store.objects


def test_the_worker_does_not_try_for_ever(store, settings):
    HUEY.flush()
    fails(store, settings, "refuses connections")

    assert not imaging.remove_names(default_storage, ["photos/a.jpg"], imaging.REMOVE_RETRY_LIMIT)

    assert not HUEY.scheduled()


# --- Crops ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", [*WAYS[:-1]])
def test_a_moved_focal_point_is_saved_though_its_crops_cannot_be_made(client, reporter, store, settings, way):
    photo = upload(client)
    crops = {name for name in store.objects if "50-40" in name}
    fails(store, settings, way)

    response = fill(client, "articles_photo", photo.pk, caption="새 설명", focal_x=90)

    photo = Photo.objects.get()
    assert response.status_code == 200 and "다시 저장" in said(response)
    assert (photo.caption, photo.focal_x, photo.crops_for) == ("새 설명", 90, "50-40")
    assert crops <= set(store.objects)


def test_the_worker_does_not_wait_for_each_photo(client, reporter, store, settings):
    photos = [upload(client) for _ in range(3)]
    Photo.objects.update(crops_for="")
    store.hangs.set()

    before = len(store.asked)
    imaging.make_missing_crops()

    assert len(store.asked) - before <= s3.ATTEMPTS
    assert len(photos) == Photo.objects.filter(crops_for="").count()


# --- One kind of error ---------------------------------------------------------------------------


@pytest.mark.parametrize("way", WAYS[:-1])
@pytest.mark.parametrize(
    "ask",
    [
        lambda: default_storage.open("photos/a.jpg").read(),
        lambda: default_storage.save("photos/a.jpg", SimpleUploadedFile("a.jpg", b"a")),
        lambda: default_storage.size("photos/a.jpg"),
        lambda: default_storage.listdir("photos"),
    ],
    ids=["open", "save", "size", "list"],
)
def test_whatever_is_asked_of_it_fails_like_a_disk(store, settings, way, ask):
    fails(store, settings, way)

    with pytest.raises(OSError) as raised:
        ask()

    assert isinstance(raised.value, StorageDown) == (way in ("refuses connections", "hangs", "is ill"))
    assert isinstance(raised.value, (StorageError, FileNotFoundError))


def test_a_store_that_was_down_is_soon_asked_again(store, settings, monkeypatch):
    store.refusing = (503, "SlowDown")
    with pytest.raises(StorageDown):
        default_storage.exists("a.jpg")
    asked = len(store.asked)
    with pytest.raises(StorageDown):
        default_storage.exists("a.jpg")
    assert len(store.asked) == asked

    store.refusing = None
    monkeypatch.setattr(s3, "monotonic", lambda: time.monotonic() + s3.RETRY_AFTER)

    assert default_storage.exists("a.jpg") is False
