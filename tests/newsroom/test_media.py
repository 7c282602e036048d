import pytest


@pytest.fixture
def served(settings, own_media):
    settings.SERVE_MEDIA = True
    (own_media / "photos").mkdir(parents=True)
    (own_media / "photos" / "harbour.webp").write_bytes(b"a picture")
    return own_media


def test_a_photo_is_kept_by_browsers_for_good_and_runs_nothing(client, served):
    response = client.get("/media/photos/harbour.webp")

    assert response.getvalue() == b"a picture"
    assert response.headers["Content-Type"] == "image/webp"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]


def test_pictures_are_not_compressed_again(client, served):
    response = client.get("/media/photos/harbour.webp", headers={"accept-encoding": "gzip"})

    assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize(
    "path", ["photos/", "", "none.webp", "../settings.py", "%2e%2e/%2e%2e/etc/passwd", "a%00b", "x" * 5000]
)
def test_what_is_no_photo_is_not_found(client, db, served, path):
    assert client.get(f"/media/{path}").status_code == 404


def test_nothing_is_written_under_media(client, served):
    assert client.post("/media/photos/harbour.webp").status_code == 405


def test_without_the_setting_there_is_no_trace_of_it(client, db, served, settings):
    settings.SERVE_MEDIA = False

    assert client.get("/media/photos/harbour.webp").status_code == 404
