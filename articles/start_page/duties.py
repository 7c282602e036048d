"""What the law asks of an internet newspaper's first page, and software can see: 신문법 제21조 and 제9조의2."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from ..models import Publication

IMPRINT = _("신문법 제21조: shown where readers find it easily")
YOUTH_PROTECTION = _("신문법 제9조의2: named on the first page")
FIELDS = {
    **dict.fromkeys(
        [
            *["name", "legal_name", "registration_number", "registered_on", "publisher", "editor", "address", "phone"],
            "first_published_on",
        ],
        IMPRINT,
    ),
    "youth_protection_officer": YOUTH_PROTECTION,
}


class Duty(NamedTuple):
    field: str
    description: str
    """The field's label in the admin."""
    law: str


def open_duties() -> list[Duty]:
    """What is still to be filled in. One query."""
    publication = Publication.objects.first() or Publication()
    labels = {field.name: str(field.verbose_name) for field in Publication._meta.concrete_fields}
    return [Duty(name, labels[name], str(law)) for name, law in FIELDS.items() if not getattr(publication, name)]
