"""How often one may try a password at the admin's door, and who lets in again."""

from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt, AccessLog
from django.utils import timezone

from articles.desk.roles import CHIEF, DESK, ensure_roles
from articles.models import Record
from newsroom.accounts import sign_in_limits
from newsroom.models import FailedSignIn
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "새벽-마감-윤전기"
HOME, OFFICE, ELSEWHERE = "198.51.100.7", "203.0.113.5", "192.0.2.9"


@pytest.fixture(autouse=True)
def guarded(settings):
    settings.AXES_ENABLED = True
    settings.BEHIND_PROXY = True


@pytest.fixture
def haneul():
    return person("haneul")


def person(username, **traits):
    user = UserFactory(username=username, staff=True, **traits)
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, username, password=PASSWORD, address=HOME):
    return client.post("/admin/login/", {"username": username, "password": password}, headers={"x-real-ip": address})


def fail(client, username, times, address=HOME):
    for _number in range(times):
        response = sign_in(client, username, "falsch", address)
    return response


def test_five_wrong_passwords_shut_the_door_and_the_page_says_what_to_do(client, haneul):
    assert fail(client, "haneul", 4).status_code == 200

    shut = fail(client, "haneul", 1)

    assert shut.status_code == 429
    assert shut.headers["Retry-After"] == "900"
    assert "15" in shut.text
    assert sign_in(client, "haneul").status_code == 429
    assert "_auth_user_id" not in client.session


def test_after_a_quarter_of_an_hour_it_opens_even_for_who_kept_trying(client, haneul):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        fail(client, "haneul", 5)
        clock.shift(timedelta(minutes=14))
        fail(client, "haneul", 3)
        clock.shift(timedelta(minutes=1, seconds=1))

        assert sign_in(client, "haneul").status_code == 302


def test_who_has_mistyped_and_then_signed_in_starts_anew(client, haneul):
    fail(client, "haneul", 4)
    sign_in(client, "haneul")
    client.logout()

    assert fail(client, "haneul", 4).status_code == 200


def test_a_stranger_shuts_the_door_for_themselves_and_not_for_the_editor(client, haneul):
    fail(client, "haneul", 5, address=ELSEWHERE)

    assert sign_in(client, "haneul", address=ELSEWHERE).status_code == 429
    assert sign_in(client, "haneul", address=OFFICE).status_code == 302


def test_one_password_tried_at_many_accounts_shuts_the_address(client, haneul):
    for number in range(30):
        response = fail(client, f"somebody{number}", 1)

    assert response.status_code == 429
    assert sign_in(client, "haneul").status_code == 429
    assert sign_in(client, "haneul", address=OFFICE).status_code == 302


def test_signing_in_oneself_does_not_wipe_out_what_was_tried_at_others(client, haneul):
    for number in range(29):
        fail(client, f"somebody{number}", 1)
    sign_in(client, "haneul")
    client.logout()

    assert fail(client, "another", 1).status_code == 429


def test_many_machines_shut_an_account_for_strangers_but_not_where_its_owner_was_before(client, haneul):
    sign_in(client, "haneul", address=OFFICE)
    client.logout()

    for number in range(50):
        fail(client, "haneul", 1, address=f"192.0.2.{number}")

    assert sign_in(client, "haneul", address=HOME).status_code == 429
    assert sign_in(client, "haneul", address=OFFICE).status_code == 302


@pytest.mark.parametrize(
    ("behind_proxy", "header", "connection", "counted"),
    [
        (True, HOME, "172.18.0.2", HOME),
        (False, HOME, OFFICE, OFFICE),
        (True, "2001:db8:1:2:aaaa::1", "172.18.0.2", "2001:db8:1:2::"),
        (True, "::ffff:198.51.100.7", "172.18.0.2", HOME),
        (True, "nonsense", "172.18.0.2", None),
    ],
)
def test_the_address_is_what_the_proxy_says_and_nothing_a_client_claims(
    rf, settings, behind_proxy, header, connection, counted
):
    settings.BEHIND_PROXY = behind_proxy
    request = rf.get("/", REMOTE_ADDR=connection, headers={"x-real-ip": header, "x-forwarded-for": ELSEWHERE})

    assert sign_in_limits.client_address(request) == counted


def test_who_looks_after_the_accounts_lets_in_again(client, haneul):
    fail(client, "haneul", 5)
    chief = person("chief")
    chief.groups.add(ensure_roles()[CHIEF])
    client.force_login(chief)
    page = client.get("/admin/newsroom/failedsignin/")
    assert "haneul" in page.text
    assert HOME in page.text

    client.post(
        "/admin/newsroom/failedsignin/",
        {"action": "unlock_accounts", "_selected_action": [FailedSignIn.objects.get().pk]},
    )

    client.logout()
    assert sign_in(client, "haneul").status_code == 302
    assert Record.objects.get(subject="haneul").by == chief


def test_others_do_not_see_who_failed(client, haneul):
    haneul.groups.add(ensure_roles()[DESK])
    client.force_login(haneul)

    assert client.get("/admin/newsroom/failedsignin/").status_code == 403
    assert "failedsignin" not in client.get("/admin/").text


def test_no_password_is_kept_and_old_failures_go(client, haneul):
    fail(client, "haneul", 2)
    sign_in(client, "haneul", address=OFFICE)
    assert "falsch" not in str(AccessAttempt.objects.values().get())

    sign_in_limits.delete_expired(timezone.now() + timedelta(days=91))

    assert not AccessAttempt.objects.exists()
    assert not AccessLog.objects.exists()
