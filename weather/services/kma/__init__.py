"""The Korea Meteorological Administration's services: bytes in, typed observations out.

`ask_services` goes over the network, `parse_saved` takes a saved answer. Three providers (`surface_map`, `api_hub`,
`data_portal`) know what their service says; nothing here knows of our models or settings. What can go wrong stands
in `errors`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from types import ModuleType

from django.utils.translation import gettext as _

from ..bodies import body_text, message_error
from ..errors import InvalidAnswer, KeyMissing, NoObservations, WeatherServiceError
from ..observation import Answer, Observation
from ..service import Service, StationPlace
from ..web import ServiceClient
from . import api_hub, data_portal, surface_map

__all__ = ["Answer", "Observation", "StationPlace", "Service", "WeatherServiceError", "ask_services", "parse_saved"]

PROVIDERS: dict[str, ModuleType] = {each.NAME: each for each in (surface_map, api_hub, data_portal)}
"""In the order in which `auto` asks them: the fewest requests and no key first."""

MAX_AGE = timedelta(minutes=90)
MAX_CLOCK_ERROR = timedelta(minutes=10)
"""How far a service's clock may be ahead of ours."""


def ask_services(
    service: Service,
    places: Sequence[StationPlace],
    now: datetime,
    *,
    web: Callable[..., ServiceClient] = ServiceClient,
) -> Answer:
    """The latest observations, of `places` at least.

    `auto` asks one provider after the other, as far as there are keys, until one has the whole of something from the
    last hour and a half; where none has, the best of what they gave. None may use up the patience that the next one
    needs. Raises a `WeatherServiceError` that names each provider and its trouble when there is nothing at all.
    """
    chosen = configured_providers(service)
    ends_at = time.monotonic() + service.deadline
    troubles: list[str] = []
    errors: list[WeatherServiceError] = []
    answers: list[Answer] = []
    for index, (name, provider) in enumerate(chosen):
        share = max(ends_at - time.monotonic(), 0) / (len(chosen) - index)
        try:
            with web(timeout=service.timeout, deadline=share, attempts=service.attempts) as connection:
                answer = without_future(ask_provider(provider, connection, service, places, now), now)
        except WeatherServiceError as error:
            errors.append(error)
            troubles.append(f"{name}: {error}")
            continue
        answers.append(answer)
        if is_fresh(answer, now) and answer.is_whole:
            break
        if not is_fresh(answer, now):
            troubles.append(_("%s stands still.") % name)
    if not answers:
        raise type(errors[-1])("; ".join(troubles))
    best = max(answers, key=lambda answer: (is_fresh(answer, now) and answer.is_whole, answer.observed_at))
    for other in answers:
        if other is not best:
            troubles += [f"{other.provider}: {problem}" for problem in other.problems]
    return replace(best, problems=[*troubles, *best.problems])


def is_fresh(answer: Answer, now: datetime) -> bool:
    return answer.observed_at is not None and answer.observed_at >= now - MAX_AGE


def ask_provider(
    provider: ModuleType, web: ServiceClient, service: Service, places: Sequence[StationPlace], now: datetime
) -> Answer:
    """The provider's answer, asked for again while it fails or is cut off; the fullest where it stays cut off."""
    parts: list[Answer] = []

    def once() -> Answer:
        answer: Answer = provider.ask_service(web, service, places, now)
        if not answer.is_whole:
            parts.append(answer)
            raise InvalidAnswer(answer.problems[0])
        return answer

    try:
        return once() if provider is data_portal else web.retry_call(once)  # which is patient a question at a time
    except WeatherServiceError:
        if parts:
            return max(parts, key=lambda part: len(part.observations))
        raise


def configured_providers(service: Service) -> list[tuple[str, ModuleType]]:
    if service.provider == "auto":
        return [(name, provider) for name, provider in PROVIDERS.items() if provider.has_key(service)]
    if service.provider not in PROVIDERS:
        names = {"name": service.provider, "known": ", ".join(["auto", *PROVIDERS])}
        raise WeatherServiceError(_("There is no provider %(name)s; there are %(known)s.") % names)
    provider = PROVIDERS[service.provider]
    if not provider.has_key(service):
        raise KeyMissing(_("%s needs a key, and none is set.") % service.provider)
    return [(service.provider, provider)]


def without_future(answer: Answer, now: datetime) -> Answer:
    """An observation that has not been made yet was not observed."""
    past = [each for each in answer.observations if each.observed_at <= now + MAX_CLOCK_ERROR]
    if len(past) == len(answer.observations):
        return answer
    early = ", ".join(str(each.station) for each in answer.observations if each.observed_at > now + MAX_CLOCK_ERROR)
    problem = _("Observed in the future, left out: %s") % early
    if not past:
        raise NoObservations(problem)
    return replace(answer, observations=past, problems=[*answer.problems, problem])


def parse_saved(body: bytes, provider: str | None = None, places: Sequence[StationPlace] = ()) -> Answer:
    """A saved answer of a provider, or of whichever it looks like. `places` for one that knows squares alone."""
    if provider is None:
        provider = next((name for name, each in PROVIDERS.items() if each.is_own_body(body)), None)
    if provider is None:
        raise message_error(body_text(body)) or InvalidAnswer(_("This is no answer of a weather service that we know."))
    answer: Answer = PROVIDERS[provider].parse_body(body, places)
    return answer
