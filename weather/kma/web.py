"""Asking over the network: time-outs, an end in any case, a limit on what comes, and keys that nobody gets to see."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable
from types import TracebackType
from typing import NamedTuple, Self, TypeVar

import httpx
from django.utils.translation import gettext as _

from .errors import NothingYet, ServiceDown, Unreachable, Unreadable, WeatherServiceError

LARGEST = 4_000_000
"""Bytes; all stations of the country are a few ten thousand."""
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
TOO_MANY_REQUESTS = 429

Result = TypeVar("Result")


class NoAddresses(logging.Filter):
    """httpx logs every address it asks, and ours have keys in them."""

    def filter(self, record: logging.LogRecord) -> bool:
        return False


for name in ("httpx", "httpcore", "httpcore.connection", "httpcore.http11", "httpcore.proxy"):
    logging.getLogger(name).addFilter(NoAddresses())


class Page(NamedTuple):
    status: int
    content: bytes


class Web:
    """One run's connections, until its deadline. `sleep`, `clock` and `chance` are given by tests."""

    def __init__(
        self,
        *,
        timeout: float,
        deadline: float,
        attempts: int,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.attempts, self.sleep, self.clock, self.chance = attempts, sleep, clock, chance
        self.ends_at = clock() + deadline
        self.timeout = timeout
        self.client = httpx.Client(
            timeout=timeout,
            follow_redirects=True,
            max_redirects=3,
            trust_env=True,
            headers={"User-Agent": "Mozilla/5.0 (compatible; Newsroom)"},  # the surface map turns away bare clients
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.client.close()

    def get(self, url: str, params: dict[str, str] | None = None) -> Page:
        """What the address answers, whatever its status below 500. Raises `Unreachable` or `ServiceDown`."""
        try:
            with self.client.stream("GET", url, params=params, timeout=self.patience()) as response:
                content = self.content_of(response)
        except httpx.TooManyRedirects:
            raise Unreadable(_("The service leads from address to address.")) from None
        except httpx.TimeoutException:
            raise Unreachable(_("The service did not answer in time.")) from None
        except (httpx.HTTPError, httpx.InvalidURL):
            raise Unreachable(_("There is no connection to the service.")) from None
        if response.status_code == TOO_MANY_REQUESTS or response.status_code >= 500:
            raise ServiceDown(
                _("The service can't answer now (HTTP %d).") % response.status_code,
                retry_after=seconds(response.headers.get("Retry-After", "")),
            )
        return Page(response.status_code, content)

    def patience(self) -> float:
        left = self.ends_at - self.clock()
        if left <= 0:
            raise Unreachable(_("The service did not answer in time."))
        return min(self.timeout, left)

    def content_of(self, response: httpx.Response) -> bytes:
        content = bytearray()
        for chunk in response.iter_bytes():
            content += chunk
            self.patience()  # a byte a second would never time out
            if len(content) > LARGEST:
                raise Unreadable(_("The service's answer is far too long."))
        return bytes(content)

    def persist(self, ask: Callable[[], Result]) -> Result:
        """Asks again, with growing pauses, while the trouble may pass and the deadline allows."""
        for attempt in range(1, self.attempts + 1):
            try:
                return ask()
            except NothingYet:
                raise
            except WeatherServiceError as error:
                pause = max(FIRST_PAUSE * 2 ** (attempt - 1) * (0.5 + self.chance()), error.retry_after)
                pauses_too_long = pause > LONGEST_PAUSE or self.clock() + pause >= self.ends_at
                if not error.may_pass or attempt == self.attempts or pauses_too_long:
                    raise
                self.sleep(pause)
        raise AssertionError("unreachable")


def seconds(header: str) -> float:
    """A `Retry-After` in seconds; services that name a date are asked as if they had said nothing."""
    return float(header) if header.isdecimal() else 0
