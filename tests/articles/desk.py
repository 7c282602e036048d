"""The desk as a test uses it: people with their permissions, and forms filled in as a browser would send them."""

from io import BytesIO

from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html
from PIL import Image

from tests.factories import UserFactory

REPORTER = ["add_article", "change_article", "view_article", "add_photo", "view_photo", "view_section", "view_source"]
DESK = [*REPORTER, "publish_article", "delete_article", "change_photo", "add_tag", "view_tag"]


def staff(*permissions: str, **traits):
    """A person who may sign in and do just this."""
    user = UserFactory(staff=True, **traits)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions, content_type__app_label="articles"))
    return user


def form_of(response, form_id: str) -> dict[str, object]:
    """What the browser would send if the form on this page were submitted as it is, without a button."""
    form = html.fromstring(response.text).get_element_by_id(form_id)
    fields: dict[str, object] = {}
    for name, value in form.form_values():
        if name in fields:
            known = fields[name]
            fields[name] = [*(known if isinstance(known, list) else [known]), value]
        else:
            fields[name] = value
    fields.pop("csrfmiddlewaretoken", None)
    return fields


def fill(client, name: str, pk: int | None = None, /, button: tuple[str, str] = ("_save", ""), **typed):
    """Opens the form, types into it, presses a button, and follows the answer."""
    url = reverse(f"admin:{name}_change", args=[pk]) if pk else reverse(f"admin:{name}_add")
    page = client.get(url)
    assert page.status_code == 200, f"{url} answered {page.status_code}"
    fields = form_of(page, f"{name.split('_')[1]}_form") | typed
    return client.post(url, {**fields, button[0]: button[1]}, follow=True)


def rows(prefix: str, *rows: dict[str, object]) -> dict[str, object]:
    """New rows of an inline that has none yet."""
    fields = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        fields |= {f"{prefix}-{number}-{name}": value for name, value in {"position": number + 1, **row}.items()}
    return fields


def step(name: str) -> tuple[str, str]:
    return ("_step", name)


def errors(response) -> list[str]:
    """The sentences in which the page says what is wrong."""
    lists = html.fromstring(response.text).find_class("errorlist")
    return [item.text_content().strip() for each in lists for item in each.iter("li")]


def said(response) -> str:
    """What the page says has happened."""
    lists = html.fromstring(response.text).find_class("messagelist")
    return " ".join(each.text_content().strip() for each in lists)


def picture(name: str = "사진.jpg", size: tuple[int, int] = (1200, 800)) -> SimpleUploadedFile:
    file = BytesIO()
    Image.new("RGB", size, "steelblue").save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue(), content_type="image/jpeg")
