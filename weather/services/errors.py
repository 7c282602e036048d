"""What can go wrong with the weather service, by what can be done about it.

Messages are shown to the desk and written to the log: they never hold an address with a key in it.
"""

from __future__ import annotations


class WeatherServiceError(Exception):
    """Nothing could be had from the service."""

    is_temporary = False
    """Whether asking again in a while may help, without anybody changing anything."""

    def __init__(self, message: str = "", *, retry_after: float = 0) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        """Seconds that the service asked for; 0 where it did not."""


class Unreachable(WeatherServiceError):
    """No connection, no answer in time, or a connection that broke."""

    is_temporary = True


class ServiceDown(WeatherServiceError):
    """It answered that it can't just now: 5xx, 429, a notice page, an application error of its own."""

    is_temporary = True


class LimitReached(WeatherServiceError):
    """The day's number of calls is used up: asking again before tomorrow only makes it worse."""


class KeyMissing(WeatherServiceError):
    """The service wants a key, and none is set."""


class KeyRefused(WeatherServiceError):
    """The key is wrong, has expired, or was not applied for with this service."""


class NoObservations(WeatherServiceError):
    """A proper answer without observations: this hour's are not there yet."""

    is_temporary = True


class InvalidAnswer(WeatherServiceError):
    """An answer that is not what the service documents: cut off, another format, another encoding."""

    is_temporary = True
