"""What a process holds in its own memory in front of the cache, within a bound."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Memory(Generic[Value]):
    """Values by key, at most so many bytes of them by `size`; what was not asked for longest goes first."""

    def __init__(self, bytes_at_most: int, size: Callable[[Value], int]) -> None:
        self.bytes_at_most = bytes_at_most
        self._size = size
        self._values: OrderedDict[str, Value] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: str) -> Value | None:
        with self._lock:
            value = self._values.get(key)
            if value is not None:
                self._values.move_to_end(key)
            return value

    def put(self, key: str, value: Value) -> None:
        with self._lock:
            self._forget(key)
            self._values[key] = value
            self._bytes += self._size(value)
            while self._bytes > self.bytes_at_most:
                self._forget(next(iter(self._values)))

    def clear(self) -> None:
        with self._lock:
            self._values.clear()
            self._bytes = 0

    def _forget(self, key: str) -> None:
        if key in self._values:
            self._bytes -= self._size(self._values.pop(key))
