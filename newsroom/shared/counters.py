"""What web processes count while they answer; `newsroom/watch/exporter.py` shows the sums to Prometheus."""

from __future__ import annotations

from prometheus_client import Counter, Histogram

REQUESTS = Counter("newsroom_requests", "Requests that Django answered, by view and status", ["view", "status"])
SECONDS = Histogram(
    "newsroom_request_seconds",
    "How long Django took",
    ["view"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
_pages = Counter("newsroom_pages", "Public pages by where they came from", ["outcome"])
FROM_MEMORY = _pages.labels("near")
"""Given from the memory of the process."""
FROM_CACHE = _pages.labels("shared")
"""Read from the cache of all processes."""
WAITED = _pages.labels("waited")
"""Put together by another process while this one waited."""
ASSEMBLED = _pages.labels("assembled")


def count_request(view: str, status: int, seconds: float) -> None:
    REQUESTS.labels(view, status).inc()
    SECONDS.labels(view).observe(seconds)
