"""The Korea Meteorological Administration's services: bytes in, typed observations out.

`ask` goes over the network, `read` takes a saved answer. Three providers (`surface_map`, `api_hub`, `data_portal`) know
what their service says; nothing here knows of our models or settings. What can go wrong stands in `errors`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from types import ModuleType

from django.utils.translation import gettext as _

from . import api_hub, data_portal, surface_map
from .errors import KeyMissing, NothingYet, Unreadable, WeatherServiceError
from .observation import Answer, Observation
from .service import Place, Service
from .web import Web

__all__ = ["Answer", "Observation", "Place", "Service", "WeatherServiceError", "ask", "read"]

PROVIDERS: dict[str, ModuleType] = {each.NAME: each for each in (surface_map, api_hub, data_portal)}
"""In the order in which `auto` asks them: the fewest requests and no key first."""

STANDS_STILL_AFTER = timedelta(minutes=90)
AHEAD = timedelta(minutes=10)
"""How far a service's clock may be ahead of ours."""


def ask(service: Service, places: Sequence[Place], now: datetime, *, web: Callable[..., Web] = Web) -> Answer:
    """The latest observations, of `places` at least.

    `auto` asks one provider after the other, as far as there are keys, until one has something of the last hour and a
    half; where all stand still, the newest answer is as good as it gets. Raises a `WeatherServiceError` that names each
    provider and its trouble when there is nothing at all.
    """
    chosen = chosen_by(service)
    troubles: list[str] = []
    errors: list[WeatherServiceError] = []
    answers: list[Answer] = []
    with web(timeout=service.timeout, deadline=service.deadline, attempts=service.attempts) as connection:
        for name, provider in chosen:
            try:
                answer = without_future(asked(provider, connection, service, places, now), now)
            except WeatherServiceError as error:
                errors.append(error)
                troubles.append(f"{name}: {error}")
                continue
            answers.append(answer)
            if answer.observed_at and answer.observed_at >= now - STANDS_STILL_AFTER:
                break
            troubles.append(_("%s stands still.") % name)
    if not answers:
        raise type(errors[-1])("; ".join(troubles)) from None
    best = max(answers, key=lambda answer: (answer.observed_at, -answers.index(answer)))
    return Answer(best.provider, best.observations, troubles + best.problems)


def asked(provider: ModuleType, web: Web, service: Service, places: Sequence[Place], now: datetime) -> Answer:
    if provider is data_portal:  # has its own patience, a question at a time
        answer: Answer = provider.ask(web, service, places, now)
        return answer
    answer = web.persist(lambda: provider.ask(web, service, places, now))
    return answer


def chosen_by(service: Service) -> list[tuple[str, ModuleType]]:
    if service.provider == "auto":
        return [(name, provider) for name, provider in PROVIDERS.items() if provider.has_key(service)]
    if service.provider not in PROVIDERS:
        known = ", ".join(["auto", *PROVIDERS])
        raise WeatherServiceError(
            _("There is no provider %(name)s; there are %(known)s.")
            % {
                "name": service.provider,
                "known": known,
            }
        )
    provider = PROVIDERS[service.provider]
    if not provider.has_key(service):
        raise KeyMissing(_("%s needs a key, and none is set.") % service.provider)
    return [(service.provider, provider)]


def without_future(answer: Answer, now: datetime) -> Answer:
    """An observation that has not been made yet was not observed."""
    past = [each for each in answer.observations if each.observed_at <= now + AHEAD]
    if len(past) == len(answer.observations):
        return answer
    early = ", ".join(str(each.station) for each in answer.observations if each.observed_at > now + AHEAD)
    problem = _("Observed in the future, left out: %s") % early
    if not past:
        raise NothingYet(problem)
    return Answer(answer.provider, past, [*answer.problems, problem])


def read(body: bytes, provider: str | None = None, places: Sequence[Place] = ()) -> Answer:
    """A saved answer of a provider, or of whichever it looks like. `places` for one that knows squares alone."""
    if provider is None:
        provider = next((name for name, each in PROVIDERS.items() if each.recognises(body)), None)
        if provider is None:
            raise Unreadable(_("This is no answer of a weather service that we know."))
    answer: Answer = PROVIDERS[provider].read(body, places)
    return answer
