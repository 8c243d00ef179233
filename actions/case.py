"""The case that a conversation is about: it lives in one slot, so nothing else can leak from one case to the next."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any


@dataclass(frozen=True)
class Case:
    """One case.

    `facts` are what the user has said or chosen, `asked` the fact whose question stands open, `told` the user's own
    words (already without names), `goal` a draft that was wished for before the case was decided, `kommune` the one
    that the user named, where that was another than the channel's.
    """

    id: str
    procedure: str
    facts: Mapping[str, str] = field(default_factory=dict)
    asked: str | None = None
    is_decided: bool = False
    told: tuple[str, ...] = ()
    goal: str | None = None
    kommune: str | None = None

    @classmethod
    def new(cls, procedure: str, told: tuple[str, ...] = (), goal: str | None = None) -> Case:
        """A case with an id that no earlier button can name."""
        return cls(id=secrets.token_hex(4), procedure=procedure, told=told, goal=goal)

    @classmethod
    def from_slot(cls, value: Mapping[str, Any] | None) -> Case | None:
        """The case that a slot holds, or None where it is empty."""
        return cls(**{**value, "told": tuple(value["told"])}) if value else None

    def to_slot(self) -> dict[str, Any]:
        """The case as plain values, for the slot."""
        return {**asdict(self), "facts": dict(self.facts), "told": list(self.told)}

    def with_facts(self, facts: Mapping[str, str]) -> Case:
        """The case with more facts, or changed ones."""
        return replace(self, facts={**self.facts, **facts})
