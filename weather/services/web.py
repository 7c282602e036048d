"""Asking over the network: time-outs, an end in any case, a limit on what comes, and keys that nobody gets to see."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any, NamedTuple, Self, TypeVar

import httpx
from django.utils.translation import gettext as _

from newsroom.shared.outbound import TRUSTED_ORIGIN, ConnectionTimeout, url_origin

from .errors import InvalidAnswer, NoObservations, Unreachable, WeatherServiceError
from .service import API_HUB_URL, DATA_PORTAL_URL, SURFACE_MAP_URL, Key
from .wire import KeyTransport

MAX_BYTES = 4_000_000
"""Bytes; all stations of the country are a few ten thousand."""
MAX_REDIRECTS = 3
KNOWN_HOSTS = {httpx.URL(address).host for address in (SURFACE_MAP_URL, API_HUB_URL, DATA_PORTAL_URL)}
"""Never inside the paper's own network, whatever their names may be made to say. Any other is the owner's word."""
FIRST_DELAY = 1.0
MAX_DELAY = 30.0

Result = TypeVar("Result")


class HeaderFilter(logging.Filter):
    """httpcore logs an answer's headers, and a service that leads elsewhere repeats the key in its Location."""

    def filter(self, record: logging.LogRecord) -> bool:
        return "receive_response_headers.complete" not in record.getMessage()


logging.getLogger("httpcore.http11").addFilter(HeaderFilter())


class RawAnswer(NamedTuple):
    """What an address has answered, as far as it came."""

    status: int
    content: bytes
    retry_after: float = 0
    """Seconds that the service asks for; 0 where it does not."""
    has_key: bool = False
    """Whether a key was sent, which may be what it refuses."""
    transport_error: WeatherServiceError | None = None
    """Why `content` is not all of it."""


class ServiceClient:
    """One provider's connections, until the deadline. `sleep`, `clock` and `chance` are given by tests."""

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
        self.timeout, self.attempts = timeout, max(attempts, 1)
        self.sleep, self.clock, self.chance = sleep, clock, chance
        self.ends_at = clock() + deadline
        self.client = httpx.Client(
            transport=KeyTransport(),
            headers={
                "User-Agent": "Mozilla/5.0 (compatible; Newsroom)",  # the surface map turns away bare clients
                "Accept-Encoding": "identity",  # a few kilobytes; what is packed could unpack to any size
            },
        )
        self.watchdog = ConnectionTimeout(deadline)

    def __enter__(self) -> Self:
        self.watchdog.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.watchdog.__exit__()
        self.client.close()

    # --- One question -----------------------------------------------------------------------------

    def get(
        self, url: str, params: Mapping[str, str] | None = None, *, key: tuple[str, Key] | None = None
    ) -> RawAnswer:
        """What the address answers, whatever its status. `key` is the parameter's name and the key itself.

        Raises `Unreachable` where nothing came. What goes wrong below here has the key in its variables and addresses,
        so none of it may be the cause or the context of what is raised.
        """
        try:
            first = address = httpx.URL(url, params=params) if params else httpx.URL(url)
            for _hop in range(MAX_REDIRECTS + 1):
                found = self.get_or_redirect(address, key, first)
                if isinstance(found, RawAnswer):
                    return found
                address = found.copy_remove_param(key[0]) if key else found
                if key and not is_as_safe(address, first):
                    raise WeatherServiceError(
                        _("The service leads to another host or an open connection, where the key was not sent.")
                    )
            trouble: WeatherServiceError = InvalidAnswer(_("The service leads from address to address."))
        except WeatherServiceError:
            raise
        except Exception as error:
            trouble = self.service_error(error)
        raise trouble

    def get_or_redirect(
        self, address: httpx.URL, key: tuple[str, Key] | None, first: httpx.URL
    ) -> RawAnswer | httpx.URL:
        """The page, or the address to which it leads."""
        extensions: dict[str, Any] = {"trace": self.watchdog.trace_event, "key": key}
        if first.host not in KNOWN_HOSTS:
            extensions[TRUSTED_ORIGIN] = url_origin(first)
        with self.client.stream("GET", address, timeout=self.time_left(), extensions=extensions) as response:
            if response.has_redirect_location:
                return address.join(response.headers["Location"])
            content, broke_off = self.read_content(response)
        return RawAnswer(response.status_code, content, retry_seconds(response.headers), bool(key), broke_off)

    def read_content(self, response: httpx.Response) -> tuple[bytes, WeatherServiceError | None]:
        """What came, and why it is not all; raises that where nothing came."""
        if response.headers.get("Content-Encoding", "identity").lower() not in ("identity", "gzip"):
            raise InvalidAnswer(_("The service's answer is in no encoding that it should be in."))
        content = bytearray()
        try:
            for chunk in response.iter_bytes():
                content += chunk
                if len(content) > MAX_BYTES:
                    raise InvalidAnswer(_("The service's answer is far too long."))
            self.time_left()  # an answer without a length ends where the watchdog hangs up, as if it were whole
        except (httpx.HTTPError, Unreachable) as error:
            if not content:
                raise
            return bytes(content), self.service_error(error)
        return bytes(content), None

    def service_error(self, error: Exception) -> WeatherServiceError:
        if isinstance(error, WeatherServiceError):
            return error
        if isinstance(error, httpx.TimeoutException) or self.clock() >= self.ends_at:
            return Unreachable(_("The service did not answer in time."))
        if isinstance(error, httpx.ReadError | httpx.WriteError | httpx.RemoteProtocolError | httpx.DecodingError):
            return Unreachable(_("The connection to the service broke off."))
        if isinstance(error, httpx.HTTPError | httpx.InvalidURL):
            return Unreachable(_("There is no connection to the service."))
        return Unreachable(_("Asking the service failed (%s).") % type(error).__name__)

    # --- An end in any case -----------------------------------------------------------------------

    def time_left(self) -> float:
        left = self.ends_at - self.clock()
        if left <= 0:
            raise Unreachable(_("The service did not answer in time."))
        return min(self.timeout, left)

    # --- Again ------------------------------------------------------------------------------------

    def retry_call(self, ask: Callable[[], Result]) -> Result:
        """Asks again, with growing pauses, while the trouble may pass and the deadline allows."""
        attempt = 1
        while True:
            try:
                return ask()
            except NoObservations:
                raise
            except WeatherServiceError as error:
                pause = max(FIRST_DELAY * 2 ** (attempt - 1) * (0.5 + self.chance()), error.retry_after)
                is_too_long = pause > MAX_DELAY or self.clock() + pause >= self.ends_at
                if not error.is_temporary or attempt >= self.attempts or is_too_long:
                    raise
            self.sleep(pause)
            attempt += 1


def is_as_safe(address: httpx.URL, first: httpx.URL) -> bool:
    """Whether a key for the first address may go to this one."""
    return address.host == first.host and address.scheme in (first.scheme, "https")


def retry_seconds(headers: httpx.Headers) -> float:
    """`Retry-After` as seconds; a date is counted from the service's own clock."""
    wanted = headers.get("Retry-After", "")
    if wanted.isdecimal():
        return float(wanted)
    try:
        until, now = (parsedate_to_datetime(text) for text in (wanted, headers.get("Date", "")))
    except ValueError:
        return 0
    return max((make_utc(until) - make_utc(now)).total_seconds(), 0)


def make_utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
