"""Where a request came to and from: this machine, the bot's own address, or another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from bot.settings import Settings

_FORWARDED_FOR = re.compile(r'for=("[^"]*"|[^;,\s]*)', re.IGNORECASE)
_HOST = re.compile(r"(?:\[(?P<v6>[0-9a-f:.]+)\]|(?P<name>[^:\[\]]*))(?::\d+)?")
_LISTS = ("x-forwarded-for", "x-real-ip", "x-forwarded-host")
_FORWARDED = "forwarded"
_EVERYWHERE = ("", "0.0.0.0", "::")


def bare(host: str) -> str:
    """A host without its port, brackets and capitals; what is no host stays as it is."""
    host = host.strip().strip('"').lower()
    found = _HOST.fullmatch(host)
    return (found["v6"] or found["name"]) if found else host


def is_loopback(host: str) -> bool:
    """Whether a host, perhaps with a port, is this machine itself."""
    name = bare(host)
    if name == "localhost":
        return True
    try:
        address = ip_address(name)
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback


def is_safe_url(url: str) -> bool:
    """Whether what is sent there can't be read on the way: https, or this machine itself."""
    parts = urlsplit(url)
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))
    )


def is_forwarded_from_elsewhere(headers: Headers) -> bool:
    """Whether a proxy passed the request on from another machine."""
    return not all(is_loopback(each) for each in _forwarders(headers))


def is_forwarded(headers: Headers) -> bool:
    """Whether a proxy passed the request on."""
    return any(name in headers for name in (*_LISTS, _FORWARDED))


def _forwarders(headers: Headers) -> Iterable[str]:
    for name in _LISTS:
        for value in headers.getlist(name):
            yield from value.split(",")
    for value in headers.getlist(_FORWARDED):
        yield from _FORWARDED_FOR.findall(value) or ("",)


class OwnHosts:
    """The hosts that the bot answers to: this machine and, where users log in, the public address."""

    def __init__(self, settings: Settings) -> None:
        own = {urlsplit(settings.public_url).hostname or "", bare(settings.host)}
        self._names = own - set(_EVERYWHERE) if settings.has_login else set()

    def has(self, host: str) -> bool:
        """Whether a Host header names one of them; a page elsewhere that lets its name point here does not."""
        return is_loopback(host) or bare(host) in self._names
