"""The wire to a service, on which alone its key travels.

httpx logs the address of every request, its errors hold it, and Sentry keeps it with what led to an error. So requests
are made without the key, and get it here, below all of them.
"""

from __future__ import annotations

import httpx

from newsroom.shared.outbound import PublicTransport


class KeyTransport(PublicTransport):
    """Adds the `key` of a request's extensions, a parameter's name and value, to the address that goes out."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        extensions = dict(request.extensions)
        url = request.url
        if key := extensions.pop("key", None):
            url = url.copy_set_param(*key)
        outgoing = httpx.Request(
            request.method, url, headers=request.headers, stream=request.stream, extensions=extensions
        )
        return super().handle_request(outgoing)
