"""관측값: what the stations have read, and what the desk has corrected of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from newsroom.forms.base import EditorialForm

from ..models import Reading, Station
from ..models.reading import TIME_FIELDS
from ..storing import MAX_CLOCK_ERROR, lock_stations
from .base import WeatherAdmin

VALUES = [*TIME_FIELDS, "low", "high"]
TIMES = ["condition_at", "temperature_at", "details_at"]


class ReadingForm(EditorialForm):
    """Changes what the person has changed, and nothing that a fetch has brought since the form was opened."""

    release = forms.MultipleChoiceField(
        label=_("corrected by hand"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A fetch leaves these values as they are. Tick which it may replace again, from the next hour on."),
    )

    class Meta:
        model = Reading
        fields: tuple[str, ...] = ()  # the admin's fieldsets name them

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = sorted(self.instance.corrected, key=VALUES.index)
        self.fields["release"].choices = [(name, label_of(name)) for name in names]  # type: ignore[attr-defined]
        for name in {"low", "high"} & self.fields.keys():
            self.fields[name].validators += [MinValueValidator(-60), MaxValueValidator(60)]
        for name in {"wind_speed", "precipitation"} & self.fields.keys():
            self.fields[name].validators += [MinValueValidator(0)]
        if self.instance.pk:
            for name in {*VALUES, "observed_at"} & self.fields.keys():
                self.fields[name].show_hidden_initial = True  # a change is a change of what the person saw

    def clean_station(self) -> Station:
        """Waits for a fetch under way, before it is looked whether the day has a reading already."""
        station: Station = self.cleaned_data["station"]
        lock_stations([station.pk])
        return station

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        changed = [name for name in VALUES if name in self.changed_data]
        if self.instance.pk:
            untouched = {*VALUES, "observed_at"} & cleaned.keys() - set(self.changed_data)
            cleaned |= {name: getattr(self.instance, name) for name in untouched}
        self.check_times(cleaned, changed)
        low, high = cleaned.get("low"), cleaned.get("high")
        if low is not None and high is not None and low > high:
            self.add_error("high", _("The day's high is below its low."))
        return cleaned

    def check_times(self, cleaned: dict[str, Any], changed: list[str]) -> None:
        observed_at, day = cleaned.get("observed_at"), cleaned.get("day", self.instance.day)
        if self.errors or observed_at is None:
            return
        if not changed and not self.instance.pk:
            raise ValidationError(_("Enter at least one value."))
        if "observed_at" in self.changed_data and not changed and not self.instance.corrected:
            self.add_error("observed_at", _("The time goes with the values that you correct: change one of them, too."))
        elif observed_at > timezone.now() + MAX_CLOCK_ERROR:
            self.add_error("observed_at", _("This time is in the future."))
        elif timezone.localdate(observed_at) != day:
            error = _("This time is not on the reading's day, %(day)s in Seoul.")
            self.add_error("observed_at", ValidationError(error, params={"day": date_format(day)}))


@admin.register(Reading)
class ReadingAdmin(WeatherAdmin):
    form = ReadingForm
    list_display = ["station", "date", "condition", "temperature", "low", "high", "time", "is_corrected"]
    list_filter = ["day", "station__in_header"]
    list_select_related = ["station"]
    list_per_page = 100
    search_fields = ["station__name"]
    autocomplete_fields = ["station"]

    def get_fieldsets(self, request: HttpRequest, obj: Reading | None = None) -> Any:
        head = ["station", "day", "observed_at"]
        values = ["condition", "temperature", ("low", "high"), ("humidity", "wind_speed", "precipitation")]
        if obj is None:
            return [(None, {"fields": head}), (None, {"fields": values})]
        kept = "release" if self.has_change_permission(request, obj) else "corrected_fields"
        return [
            (None, {"fields": [*head, "provider"]}),
            (None, {"fields": [*values, *([kept] if obj.corrected else [])]}),
            (_("Observed"), {"fields": [tuple(TIMES)]}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Reading | None = None) -> list[str]:
        return ["station", "day", "provider", "corrected_fields", *TIMES] if obj else []

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Reading | None:
        """To be saved, it is read when no fetch writes it: `storing` says how they wait for each other."""
        if request.method == "POST" and object_id.isdecimal():
            lock_stations(Reading.objects.filter(pk=object_id).values_list("station_id", flat=True))
        return super().get_object(request, object_id, from_field)

    def save_model(self, request: HttpRequest, obj: Reading, form: Any, change: bool) -> None:
        changed = [name for name in VALUES if name in form.changed_data]
        released = set(form.cleaned_data.get("release", []))
        obj.corrected = [name for name in obj.corrected if name not in released]
        obj.mark_corrected(changed or (obj.corrected if "observed_at" in form.changed_data else []))
        obj.observed_at = max([obj.observed_at, *(at for name in TIMES if (at := getattr(obj, name)))])
        super().save_model(request, obj, form, change)

    @admin.display(description=_("day"), ordering="day")
    def date(self, reading: Reading) -> str:
        return f"{reading.day:%Y.%m.%d}"

    @admin.display(description=_("observed at"), ordering="observed_at")
    def time(self, reading: Reading) -> str:
        return f"{timezone.localtime(reading.observed_at):%H:%M}"

    @admin.display(description=_("corrected by hand"))
    def is_corrected(self, reading: Reading) -> str:
        if not reading.corrected:
            return ""
        return format_html('<span class="mark" title="{}">{}</span>', self.corrected_fields(reading), _("corrected"))

    @admin.display(description=_("corrected by hand"))
    def corrected_fields(self, reading: Reading) -> str:
        return ", ".join(str(label_of(name)) for name in sorted(reading.corrected, key=VALUES.index))


def label_of(name: str) -> Any:
    return Reading._meta.get_field(name).verbose_name  # type: ignore[union-attr]
