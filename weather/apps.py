from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class WeatherConfig(AppConfig):
    name = "weather"
    verbose_name = _("Weather")

    def ready(self) -> None:
        from .checks import check_provider

        register(check_provider)
