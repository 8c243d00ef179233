"""Who a request comes from."""

from __future__ import annotations

from dataclasses import dataclass

ANSATT, REKTOR, RAADGIVER = "ansatt", "rektor", "raadgiver"
ROLES = (ANSATT, REKTOR, RAADGIVER)


@dataclass(frozen=True)
class Identity:
    """A user as the municipality's login knows them; `subject` is empty where nobody logs in (one's own machine)."""

    subject: str
    roles: frozenset[str]

    def has(self, role: str) -> bool:
        """Whether the user may do what a role may."""
        return role in self.roles


ANYONE = Identity("", frozenset(ROLES))
"""Whoever sits at one's own machine, where nobody logs in."""
NOBODY = Identity("", frozenset())
"""Whoever has not logged in where one must."""
