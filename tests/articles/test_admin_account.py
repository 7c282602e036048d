"""A chief manages people, and nobody becomes mightier than a role by it."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command

from articles.desk.roles import ensure_roles
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_the_roles_are_made_once_and_keep_what_the_admin_changes():
    call_command("roles", stdout=StringIO())
    Group.objects.get(name="기자").permissions.clear()

    call_command("roles", stdout=StringIO())

    assert {group.name: group.permissions.exists() for group in Group.objects.all()} == {
        "기자": False,
        "데스크": True,
        "편집국장": True,
    }


@pytest.fixture
def chief(client):
    chief = UserFactory(username="chief", staff=True)
    chief.groups.add(ensure_roles()["편집국장"])
    client.force_login(chief)
    return chief


def change(client, user, **values):
    data = {"username": user.username, "date_joined_0": "2026-01-24", "date_joined_1": "10:00:00", "is_active": "on"}
    return client.post(f"/admin/auth/user/{user.pk}/change/", data | values)


def test_a_chief_gives_a_colleague_a_role(client, chief):
    colleague = UserFactory(username="haneul", staff=True)
    desk = ensure_roles()["데스크"]

    response = change(client, colleague, is_staff="on", groups=[desk.pk])

    assert response.status_code == 302
    assert list(colleague.groups.all()) == [desk]


def test_a_chief_can_make_nobody_a_superuser(client, chief):
    change(client, chief, is_staff="on", is_superuser="on", user_permissions=["1"], groups=[chief.groups.get().pk])

    chief = User.objects.get(pk=chief.pk)
    assert not chief.is_superuser
    assert not chief.user_permissions.exists()


def test_a_chief_can_neither_change_nor_take_over_a_superuser(client, chief):
    owner = UserFactory(username="owner", superuser=True)

    response = change(client, owner, username="mine")
    password = client.post(
        f"/admin/auth/user/{owner.pk}/password/", {"password1": "correct-horse-2", "password2": "correct-horse-2"}
    )

    assert (response.status_code, password.status_code) == (403, 403)
    assert User.objects.get(pk=owner.pk).username == "owner"


def test_a_chief_can_not_widen_a_role(client, chief):
    group = chief.groups.get()

    assert client.post(f"/admin/auth/group/{group.pk}/change/", {"name": group.name}).status_code == 403
