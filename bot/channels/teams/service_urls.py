"""Where Teams may ask to be answered, so that no forged activity sends what we say, or our token, elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.access.addresses import is_loopback


@dataclass(frozen=True)
class ServiceUrls:
    """The hosts that we answer to; `allows_loopback` is for a client on this machine."""

    hosts: tuple[str, ...]
    allows_loopback: bool = False

    def is_allowed(self, url: str) -> bool:
        """Whether we may post to the address: https to a listed host or one below it, or http to this machine."""
        try:
            parts = urlsplit(url)
            host, _ = (parts.hostname or "").lower(), parts.port
        except ValueError:
            return False
        if parts.username or parts.password or parts.query or parts.fragment:
            return False
        if parts.scheme == "https":
            return any(host == each or host.endswith(f".{each}") for each in self.hosts)
        return parts.scheme == "http" and is_loopback(host) and (self.allows_loopback or host in self.hosts)


def service_urls(hosts: str, allows_loopback: bool = False) -> ServiceUrls:
    """Read the setting: hosts with commas between."""
    named = (each.strip().lower().removeprefix("*.") for each in hosts.split(","))
    return ServiceUrls(tuple(each for each in named if each), allows_loopback)


def is_same(one: str, other: str) -> bool:
    """Whether two service addresses are the same, but for capitals and a last slash."""
    return one.rstrip("/").lower() == other.rstrip("/").lower()
