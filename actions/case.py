"""The case that a conversation is about: it lives in one slot, so nothing else can leak from one case to the next."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

_REMEMBERED_STEPS = 20


@dataclass(frozen=True)
class Case:
    """One case.

    `facts` are what the user has said or chosen, `asked` the fact whose question stands open, `told` the user's own
    words (already without names), `goal` a draft that was wished for before the case was decided, `kommune` the one
    that the user named, where that was another than the channel's. `earlier` holds the facts before each answer, for
    the way back; `draft` the one being made (actions/drafting/desk.py); `touched` is when the user last wrote in it, in seconds.
    """

    id: str
    procedure: str
    facts: Mapping[str, str] = field(default_factory=dict)
    asked: str | None = None
    is_decided: bool = False
    told: tuple[str, ...] = ()
    goal: str | None = None
    kommune: str | None = None
    earlier: tuple[Mapping[str, str], ...] = ()
    draft: Mapping[str, Any] | None = None
    touched: float = 0.0

    @classmethod
    def new(cls, procedure: str, told: tuple[str, ...] = (), goal: str | None = None) -> Case:
        """A case with an id that no earlier button can name."""
        return cls(id=secrets.token_hex(4), procedure=procedure, told=told, goal=goal)

    @classmethod
    def from_slot(cls, value: Mapping[str, Any] | None) -> Case | None:
        """The case that a slot holds, or None where it is empty. What an earlier version kept besides is left."""
        if not value:
            return None
        known = {each.name: value[each.name] for each in fields(cls) if each.name in value}
        lists = {name: tuple(known.get(name, ())) for name in ("told", "earlier")}
        return cls(**{**known, **lists})

    def to_slot(self) -> dict[str, Any]:
        """The case as plain values, for the slot."""
        return {**asdict(self), "told": list(self.told), "earlier": [dict(each) for each in self.earlier]}

    def with_facts(self, facts: Mapping[str, str]) -> Case:
        """The case with these facts instead, and the present ones to go back to."""
        if facts == self.facts:
            return self
        return replace(self, facts=dict(facts), earlier=(*self.earlier, self.facts)[-_REMEMBERED_STEPS:])

    def back(self) -> Case:
        """The case as it was before the last answer; unchanged where there is none."""
        if not self.earlier:
            return self
        return replace(self, facts=self.earlier[-1], earlier=self.earlier[:-1], is_decided=False)
