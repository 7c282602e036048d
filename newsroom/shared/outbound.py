"""The way out: whatever the paper asks over the network goes through here, and reaches no machine of its own network.

An address that was found on the way, such as a redirect's, could name the database, the cache or the hoster's metadata
service. So names are looked up first, every address they have must be one of the open internet, and the connection goes
to just that address: what the name says a moment later has no say. Only an origin that the owner has named in the
settings may stand inside. Where the environment names a proxy, the proxy looks up names and is the one to refuse.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from contextlib import suppress
from typing import Any, Self
from urllib.request import getproxies, proxy_bypass

import httpx

TRUSTED_ORIGIN = "named_by_owner"
"""Request extension: the origin, as `url_origin` tells it, that may stand inside."""
MAX_REDIRECTS = 5
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class AddressRefused(httpx.ConnectError):
    """The address is none that the paper asks."""


class PublicTransport(httpx.BaseTransport):
    """httpx's own transport, through the proxies that the environment names, with every address looked at first."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.transports: dict[str | None, httpx.HTTPTransport] = {}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.scheme not in ("http", "https"):
            raise AddressRefused("Neither http nor https.")
        proxy = proxy_for(request.url)
        transport = self.proxy_transport(proxy)
        may_be_inside = request.extensions.get(TRUSTED_ORIGIN) == url_origin(request.url)
        if proxy:
            if not may_be_inside:
                check_addresses(literal_addresses(request.url.host))
            return transport.handle_request(request)
        addresses = resolve_host(request.url)
        if not may_be_inside:
            check_addresses(addresses)
        return first_response(transport, request, addresses)

    def proxy_transport(self, proxy: str | None) -> httpx.HTTPTransport:
        with self.lock:
            if proxy not in self.transports:
                self.transports[proxy] = httpx.HTTPTransport(proxy=proxy)
            return self.transports[proxy]

    def close(self) -> None:
        for transport in self.transports.values():
            transport.close()


def first_response(transport: httpx.BaseTransport, request: httpx.Request, addresses: list[str]) -> httpx.Response:
    """From the first of the addresses that takes a connection. TLS is still with the name."""
    host = request.url.host
    for place, address in enumerate(addresses):
        pinned = httpx.Request(
            request.method,
            request.url.copy_with(host=address),
            headers=request.headers,  # Host among them, with the name
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": host},
        )
        try:
            return transport.handle_request(pinned)
        except httpx.ConnectError:
            if place == len(addresses) - 1:
                raise
    raise httpx.ConnectError("The name has no address.")


def resolve_host(url: httpx.URL) -> list[str]:
    try:
        found = socket.getaddrinfo(url.host, url.port or url.scheme, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise httpx.ConnectError("The name is not known.") from None
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def literal_addresses(host: str) -> list[str]:
    """The host where it is an address itself, or this machine's own name."""
    if host == "localhost" or host.endswith(".localhost"):
        return ["127.0.0.1"]
    with suppress(ValueError, OSError):
        return [str(ipaddress.ip_address(host))]
    with suppress(OSError):
        return [socket.inet_ntoa(socket.inet_aton(host))]  # 2130706433 and 0x7f.1 are 127.0.0.1, too
    return []


def check_addresses(addresses: list[str]) -> None:
    if not all(is_public(address) for address in addresses):
        raise AddressRefused("The address is not one of the open internet.")


def is_public(address: str) -> bool:
    """Whether it is a single machine on the open internet; also of an IPv4 address that an IPv6 one carries."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        carried = parsed.ipv4_mapped or parsed.sixtofour or (parsed.teredo and parsed.teredo[1])
        if parsed in NAT64:
            carried = ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)
        if carried:
            return is_public(str(carried))
    return parsed.is_global and not parsed.is_multicast


def url_origin(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def proxy_for(url: httpx.URL) -> str | None:
    proxies = getproxies()
    proxy = proxies.get(url.scheme) or proxies.get("all")
    if not proxy or proxy_bypass(url.host):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"


class ConnectionTimeout:
    """Ends every connection when its time is over. A time-out counts from byte to byte, also within the headers, and so
    never ends a service that drips.
    """

    def __init__(self, seconds: float) -> None:
        self.sockets: list[socket.socket] = []
        self.is_over = False
        self.timer = threading.Timer(seconds, self.close_connections)
        self.timer.daemon = True

    def __enter__(self) -> Self:
        self.timer.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.timer.cancel()

    def trace_event(self, event: str, info: dict[str, Any]) -> None:
        """A request's `trace` extension: keeps each connection's socket."""
        if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            self.sockets.append(info["return_value"].get_extra_info("socket"))
            if self.is_over:
                self.close_connections()

    def close_connections(self) -> None:
        self.is_over = True
        for each in list(self.sockets):
            with suppress(OSError):  # it may be closed already
                socket.socket.shutdown(each, socket.SHUT_RDWR)  # that of TLS would pull away what its reader reads


def post_json(address: str, body: object, *, seconds: float) -> int:
    """The status that an address of the settings answers with, within the time. What else it says is not read, and a
    redirect not followed. Raises `httpx.HTTPError`.
    """
    url = httpx.URL(address)
    with ConnectionTimeout(seconds) as watchdog, httpx.Client(transport=PublicTransport(), timeout=seconds) as client:
        extensions = {"trace": watchdog.trace_event, TRUSTED_ORIGIN: url_origin(url)}
        with client.stream("POST", url, json=body, extensions=extensions) as response:
            return response.status_code


class ResponseTooLarge(httpx.TransportError):
    """There is more behind the address than was asked for."""


def fetch_url(address: str, *, seconds: float, at_most: int, accept: str) -> bytes:
    """What stands at an address that somebody has typed or pasted, within the time and no larger than `at_most` bytes.

    Redirects are followed, each looked at like the first address. Raises `httpx.HTTPError` or `httpx.InvalidURL`; for
    an answer that says no, `httpx.HTTPStatusError`.
    """
    headers = {"Accept": accept, "Accept-Encoding": "identity"}  # compressed, a little may become very much
    content = bytearray()
    with (
        ConnectionTimeout(seconds) as watchdog,
        httpx.Client(
            transport=PublicTransport(),
            timeout=seconds,
            headers=headers,
            follow_redirects=True,
            max_redirects=MAX_REDIRECTS,
        ) as client,
        client.stream("GET", address, extensions={"trace": watchdog.trace_event}) as response,
    ):
        response.raise_for_status()
        for part in response.iter_raw():
            content += part
            if len(content) > at_most:
                raise ResponseTooLarge("The answer is too large.")
        if watchdog.is_over:  # a connection that is shut may look like the end of an answer
            raise httpx.ReadTimeout("The time is over.")
    return bytes(content)
