from django.conf import settings


def absolute_url(address: str) -> str:
    """The address with the paper's own in front; one that leads to another host, such as a photo store, as it is."""
    return settings.SITE_URL + address if address.startswith("/") and not address.startswith("//") else address
