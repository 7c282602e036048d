"""Sessions: new at every sign-in, ended everywhere by a new password; and what a password must be."""

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

from tests.articles.desk import errors
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PASSWORD, NEXT = "새벽-마감-윤전기", "한밤-교정-활자함-둘"


@pytest.fixture
def haneul():
    user = UserFactory(username="haneul", superuser=True)
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client):
    return client.post("/admin/login/", {"username": "haneul", "password": PASSWORD})


def test_the_key_of_a_session_is_new_after_signing_in(client, haneul):
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = planted

    sign_in(client)

    assert client.session.session_key != planted
    assert client.get("/admin/").status_code == 200


def test_a_new_password_ends_every_other_session_at_once(client, haneul):
    elsewhere = Client()
    sign_in(client)
    sign_in(elsewhere)

    client.post("/admin/password_change/", {"old_password": PASSWORD, "new_password1": NEXT, "new_password2": NEXT})

    assert client.get("/admin/").status_code == 200
    assert elsewhere.get("/admin/").status_code == 302


def test_a_password_set_for_somebody_ends_their_sessions(client, haneul):
    sign_in(client)
    chief = Client()
    chief.force_login(UserFactory(superuser=True))

    chief.post(
        f"/admin/auth/user/{haneul.pk}/password/",
        {"password1": NEXT, "password2": NEXT, "usable_password": "true"},
    )

    assert client.get("/admin/").status_code == 302
    assert User.objects.get(pk=haneul.pk).check_password(NEXT)


def test_a_session_ends_after_a_week_and_no_script_sees_it(client, haneul):
    cookie = sign_in(client).cookies[settings.SESSION_COOKIE_NAME]

    assert cookie["max-age"] == 7 * 24 * 60 * 60
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.parametrize("weak", ["짧은말", "password123", "8402718304", "haneul2026x"])
def test_a_password_that_is_easily_guessed_is_refused(client, haneul, weak):
    sign_in(client)
    haneul.email = "haneul2026x@paper.example"
    haneul.save()

    page = client.post(
        "/admin/password_change/", {"old_password": PASSWORD, "new_password1": weak, "new_password2": weak}
    )

    assert errors(page)
    assert User.objects.get(pk=haneul.pk).check_password(PASSWORD)


def test_the_form_says_what_a_password_must_be(client, haneul):
    sign_in(client)

    page = client.get("/admin/password_change/").text

    assert "최소 10자" in page or "10자 이상" in page
