"""Who may do what in the newsroom: three groups, made once and changeable in the admin afterwards."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.db import transaction

VIEW, ADD, CHANGE, DELETE = "view", "add", "change", "delete"
WRITE = (VIEW, ADD, CHANGE)
ALL = (VIEW, ADD, CHANGE, DELETE)

REPORTER, DESK, CHIEF = "기자", "데스크", "편집국장"

PERMISSIONS: dict[str, dict[str, tuple[str, ...]]] = {
    REPORTER: {
        "article": WRITE,
        "photo": WRITE,
        "tag": (VIEW, ADD),
        "source": (VIEW, ADD),
        **dict.fromkeys(["section", "reporter", "block", "placement", "correction", "page", "helpline"], (VIEW,)),
    },
    DESK: {
        "article": (*ALL, "publish"),
        **dict.fromkeys(["photo", "tag", "source", "block", "placement", "helpline"], ALL),
        **dict.fromkeys(["correction", "claim", "reading"], WRITE),
        **dict.fromkeys(["record", "standing", "frontsnapshot", "failedjob"], (VIEW,)),
        "station": (VIEW, CHANGE),
        **dict.fromkeys(["section", "reporter", "page", "publication", "fetch"], (VIEW,)),
        "weather": ("fetch",),
    },
    CHIEF: {
        "article": (*ALL, "publish"),
        **dict.fromkeys(
            ["photo", "tag", "source", "block", "placement", "section", "reporter", "page", "helpline"], ALL
        ),
        **dict.fromkeys(["correction", "claim", "publication", "station", "reading", "user"], WRITE),
        **dict.fromkeys(["record", "standing", "frontsnapshot", "failedjob"], (VIEW,)),
        **dict.fromkeys(["fetch", "group"], (VIEW,)),
        "weather": ("fetch",),
    },
}


@transaction.atomic
def ensure_roles(*, add_missing: bool = False) -> dict[str, Group]:
    """The three groups. A group gets its rights when it is made; what the admin changes later stays.

    With `add_missing`, groups that exist get the rights that a newer version brings; none is ever taken away.
    """
    permissions = {permission.codename: permission for permission in Permission.objects.all()}
    groups = {}
    for name, rights in PERMISSIONS.items():
        group, is_new = Group.objects.get_or_create(name=name)
        if is_new or add_missing:
            group.permissions.add(*(permissions[f"{act}_{noun}"] for noun, acts in rights.items() for act in acts))
        groups[name] = group
    return groups
