"""2단계 인증, from the first picture to the lost phone."""

import re
import time
from contextlib import suppress

import pytest
from django.contrib import admin
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from lxml import html

from articles.desk.roles import DESK, ensure_roles
from articles.models import Record
from tests.articles.desk import said
from tests.factories import ArticleFactory, UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "새벽-마감-윤전기"
OWN, CODE = "/admin/second-factor/", "/admin/second-factor/code/"


@pytest.fixture
def seojun():
    user = UserFactory(username="seojun", staff=True)
    user.set_password(PASSWORD)
    user.save()
    user.groups.add(ensure_roles()[DESK])
    return user


@pytest.fixture
def codes(client, seojun):
    """Two-step sign-in is on; these are the recovery codes. Nobody is signed in."""
    client.force_login(seojun)
    client.get(OWN)
    page = client.post(OWN, {"code": shown_by_app(seojun)})
    client.logout()
    return recovery_codes(page)


def recovery_codes(page) -> list[str]:
    return html.fromstring(page.text).find_class("recovery-codes")[0].text_content().strip().splitlines()


def shown_by_app(user) -> str:
    """What the app would show next: a code is taken once, so it must be a later one than before."""
    device = TOTPDevice.objects.get(user=user)
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    totp.time = time.time()
    if device.last_t >= totp.t():
        TOTPDevice.objects.filter(pk=device.pk).update(last_t=totp.t() - 1)
    return f"{totp.token():06d}"


def wrong(user) -> str:
    return f"{(int(shown_by_app(user)) + 500_000) % 1_000_000:06d}"


def give_password(client, next="/admin/articles/article/"):
    return client.post(
        f"/admin/login/?next={next}", {"username": "seojun", "password": PASSWORD, "next": next}, follow=True
    )


def test_it_is_turned_on_with_a_picture_a_key_and_a_code(client, seojun):
    client.force_login(seojun)
    page = client.get(OWN)
    secret = re.search(r'<code class="secret">([A-Z2-7 ]+)</code>', page.text)[1]
    assert "<svg" in page.text
    assert "style=" not in page.text[page.text.index("<svg") : page.text.index("</svg>")]
    assert client.get(OWN).text.count(secret) == 1  # the same at the next look

    page = client.post(OWN, {"code": shown_by_app(seojun)})

    assert len(recovery_codes(page)) == 10
    assert "no-store" in page.headers["Cache-Control"]
    assert TOTPDevice.objects.get().confirmed
    assert secret not in client.get(OWN).text
    assert client.get("/admin/").status_code == 200


def test_a_wrong_code_turns_nothing_on(client, seojun):
    client.force_login(seojun)
    client.get(OWN)

    client.post(OWN, {"code": wrong(seojun)})

    assert not TOTPDevice.objects.get().confirmed
    assert not StaticToken.objects.exists()


def test_after_the_password_comes_the_code_and_then_where_one_wanted_to_go(client, seojun, codes):
    asked = give_password(client)
    assert asked.redirect_chain[-1][0].startswith(CODE)

    response = client.post(CODE, {"code": shown_by_app(seojun), "next": "/admin/articles/article/"})

    assert response.url == "/admin/articles/article/"
    assert client.get(response.url).status_code == 200


def test_the_password_alone_opens_no_page_of_the_admin(client, seojun, codes):
    article = ArticleFactory(published=True)
    give_password(client)

    for address in ["/admin/", f"/admin/articles/article/{article.pk}/change/", "/admin/jsi18n/", OWN]:
        assert client.get(address).status_code == 302, address
    assert client.get(f"/admin/articles/article/{article.pk}/preview/").status_code == 302
    assert client.post("/admin/articles/photo/upload/").status_code == 403
    assert client.post("/admin/articles/article/open/").status_code == 403
    assert client.post("/admin/password_change/", {"old_password": PASSWORD}).status_code == 302
    assert client.get("/admin/articles/block/zones/front/").status_code == 302
    assert (
        client.get("/admin/autocomplete/?app_label=articles&model_name=article&field_name=section").status_code == 302
    )


def test_every_address_of_the_admin_asks_for_it(client, seojun, codes):
    """Those without arguments, from the site's own list."""
    give_password(client)
    asked = 0
    for resolver in admin.site.get_urls():
        for pattern in getattr(resolver, "url_patterns", [resolver]):
            if pattern.name in {None, "login", "second_factor_code"}:
                continue
            with suppress(NoReverseMatch):  # it takes arguments
                address = reverse(f"admin:{pattern.name}")
                assert client.get(address).status_code in {302, 403, 405}, address
                asked += 1
    assert asked > 50


def test_a_code_is_taken_once(client, seojun, codes):
    used = shown_by_app(seojun)
    give_password(client)
    client.post(CODE, {"code": used})
    other = Client()
    give_password(other)

    page = other.post(CODE, {"code": used})

    assert page.status_code == 200
    assert other.get("/admin/").status_code == 302


def test_a_recovery_code_lets_in_once(client, seojun, codes):
    assert len(codes) == 10
    give_password(client)
    assert client.post(CODE, {"code": codes[0].upper()}).status_code == 302
    admin = client.get("/admin/")
    assert admin.status_code == 200
    assert "복구 코드를 썼습니다. 9개 남았습니다." in admin.text
    client.logout()

    give_password(client)
    assert client.post(CODE, {"code": codes[0]}).status_code == 200
    assert client.get("/admin/").status_code == 302


def test_guessing_codes_shuts_the_door_as_guessing_passwords_does(client, seojun, codes, settings):
    settings.AXES_ENABLED = True
    give_password(client)
    for _number in range(5):
        response = client.post(CODE, {"code": wrong(seojun)})
        TOTPDevice.objects.update(throttling_failure_count=0)  # its own waiting has a test below

    assert response.status_code == 429
    assert client.post(CODE, {"code": shown_by_app(seojun)}).status_code == 429
    assert client.get("/admin/").status_code == 302


def test_after_a_wrong_code_even_the_right_one_waits(client, seojun, codes):
    give_password(client)
    client.post(CODE, {"code": wrong(seojun)})

    client.post(CODE, {"code": shown_by_app(seojun)})

    assert client.get("/admin/").status_code == 302


def test_the_session_gets_a_new_key_with_the_code(client, seojun, codes):
    give_password(client)
    before = client.session.session_key

    client.post(CODE, {"code": shown_by_app(seojun)})

    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_another_account_can_be_chosen_at_the_second_step(client, seojun, codes):
    give_password(client)

    response = client.post(CODE, {"another": "1"}, follow=True)

    assert response.redirect_chain[-1][0].startswith("/admin/login/")
    assert "_auth_user_id" not in client.session


def test_the_way_on_leads_to_no_other_site(client, seojun, codes):
    give_password(client)

    response = client.post(CODE, {"code": shown_by_app(seojun), "next": "https://evil.example/"})

    assert response.url == "/admin/"


# --- Changing it ----------------------------------------------------------------------------------


@pytest.fixture
def signed_in(client, seojun, codes):
    give_password(client)
    client.post(CODE, {"code": shown_by_app(seojun)})


def test_it_is_turned_off_with_password_and_code(client, seojun, codes, signed_in):
    response = client.post(OWN, {"password": PASSWORD, "code": codes[0], "off": "1"}, follow=True)

    assert not TOTPDevice.objects.exists()
    assert not StaticToken.objects.exists()
    assert response.status_code == 200
    assert Record.objects.filter(by=seojun).count() == 2


@pytest.mark.parametrize("mistake", [{"password": "falsch"}, {"code": "abcdefgh"}, {"password": ""}, {"code": ""}])
def test_neither_password_nor_code_alone_turns_it_off(client, seojun, codes, signed_in, mistake):
    client.post(OWN, {"password": PASSWORD, "code": codes[0], "off": "1"} | mistake)

    assert TOTPDevice.objects.filter(confirmed=True).exists()


def test_new_recovery_codes_make_the_old_ones_void(client, seojun, codes, signed_in):
    page = client.post(OWN, {"password": PASSWORD, "code": codes[0], "codes": "1"})

    fresh = recovery_codes(page)
    assert len(fresh) == 10
    assert not set(fresh) & set(codes)
    client.logout()
    give_password(client)
    assert client.post(CODE, {"code": codes[1]}).status_code == 200


def test_a_superuser_removes_it_for_who_has_lost_phone_and_codes(client, seojun, codes):
    owner = UserFactory(username="owner", superuser=True)
    client.force_login(owner)

    response = client.post(
        "/admin/auth/user/", {"action": "remove_second_factor", "_selected_action": [seojun.pk]}, follow=True
    )

    assert "1" in said(response)
    assert Record.objects.filter(by=owner, subject="seojun").exists()
    client.logout()
    assert give_password(client).status_code == 200
    assert client.get("/admin/").status_code == 200


def test_who_is_no_superuser_removes_nobodys(client, seojun, codes):
    chief = UserFactory(staff=True)
    chief.groups.add(ensure_roles()["편집국장"])
    client.force_login(chief)

    client.post("/admin/auth/user/", {"action": "remove_second_factor", "_selected_action": [seojun.pk]})

    assert TOTPDevice.objects.filter(user=seojun, confirmed=True).exists()


# --- Where the paper asks it ----------------------------------------------------------------------


def test_a_group_that_must_have_it_is_led_to_set_it_up_and_reaches_nothing_else(client, seojun, settings):
    settings.OTP_REQUIRED_GROUPS = [DESK]

    page = give_password(client)

    assert page.redirect_chain[-1][0] == OWN
    assert client.get("/admin/articles/article/").status_code == 302
    client.post(OWN, {"code": shown_by_app(seojun)})
    assert client.get("/admin/articles/article/").status_code == 200


def test_others_are_not_asked(client, settings):
    settings.OTP_REQUIRED_GROUPS = [DESK, "superusers"]
    reporter = UserFactory(staff=True)
    client.force_login(reporter)

    assert client.get("/admin/").status_code == 200


def test_superusers_are_asked_where_they_are_named(client, settings):
    settings.OTP_REQUIRED_GROUPS = ["superusers"]
    client.force_login(UserFactory(superuser=True))

    assert client.get("/admin/").status_code == 302


def test_who_must_have_it_cannot_turn_it_off(client, seojun, codes, signed_in, settings):
    settings.OTP_REQUIRED_GROUPS = [DESK]

    client.post(OWN, {"password": PASSWORD, "code": codes[0], "off": "1"})

    assert TOTPDevice.objects.filter(confirmed=True).exists()


def test_the_secrets_stand_nowhere_else_in_the_admin(client):
    client.force_login(UserFactory(superuser=True))

    for model in ("otp_totp/totpdevice", "otp_static/staticdevice", "axes/accessattempt"):
        assert client.get(f"/admin/{model}/").status_code == 404
