"""The wire to a service, on which alone its key travels.

httpx logs the address of every request, its errors hold it, and Sentry keeps it with what led to an error. So requests
are made without the key, and get it here, below all of them.
"""

from __future__ import annotations

import threading
from urllib.request import getproxies, proxy_bypass

import httpx


class Wire(httpx.BaseTransport):
    """Adds the `key` of a request's extensions, a parameter's name and value, to the address that goes out.

    Through the proxies that the environment names, as httpx's own transport would.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.transports: dict[str | None, httpx.HTTPTransport] = {}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        extensions = dict(request.extensions)
        url = request.url
        if key := extensions.pop("key", None):
            url = url.copy_set_param(*key)
        outgoing = httpx.Request(
            request.method, url, headers=request.headers, stream=request.stream, extensions=extensions
        )
        return self.transport_to(request.url).handle_request(outgoing)

    def transport_to(self, url: httpx.URL) -> httpx.HTTPTransport:
        proxy = proxy_for(url)
        with self.lock:
            if proxy not in self.transports:
                self.transports[proxy] = httpx.HTTPTransport(proxy=proxy)
            return self.transports[proxy]

    def close(self) -> None:
        for transport in self.transports.values():
            transport.close()


def proxy_for(url: httpx.URL) -> str | None:
    proxies = getproxies()
    proxy = proxies.get(url.scheme) or proxies.get("all")
    if not proxy or proxy_bypass(url.host):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"
