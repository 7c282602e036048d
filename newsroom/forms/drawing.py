"""How the fields of forms are drawn: by Jinja2, in which Django brings them too. docs/adr/0013 has the reasons."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.forms.renderers import DjangoTemplates, Jinja2
from django.template import TemplateDoesNotExist
from django.template.loader import get_template


class FieldRenderer(Jinja2):
    """What `FORM_RENDERER` names. What an app brings for Django's own templates alone is drawn by those; `desk/` is our
    own.
    """

    def __init__(self) -> None:
        self.templates: dict[str, Any] = {}

    @cached_property
    def django_renderer(self) -> DjangoTemplates:
        return DjangoTemplates()

    def get_template(self, template_name: str) -> Any:
        found = self.templates.get(template_name)
        if found is None:
            found = self.templates[template_name] = self.load_template(template_name)
        return found

    def load_template(self, template_name: str) -> Any:
        if template_name.startswith("desk/"):
            return get_template(template_name, using="jinja2")
        try:
            return super().get_template(template_name)
        except TemplateDoesNotExist:
            return self.django_renderer.get_template(template_name)
