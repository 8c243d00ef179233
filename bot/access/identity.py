"""Who a request comes from."""

from __future__ import annotations

from dataclasses import dataclass

ROLES = ("ansatt", "rektor", "raadgiver")


@dataclass(frozen=True)
class Identity:
    """A user as the municipality's login knows them; `subject` is empty where nobody logs in (one's own machine)."""

    subject: str
    roles: frozenset[str]

    def has(self, role: str) -> bool:
        """Whether the user may do what a role may."""
        return role in self.roles


ANYONE = Identity("", frozenset(ROLES))
