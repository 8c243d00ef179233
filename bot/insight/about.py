"""What an answer was about, told from its replies by ids alone: what is counted, and what a reported fault is tied to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

NONE, UNAVAILABLE = "none", "unavailable"
_MOST_SOURCES = 3

Source = tuple[str, str]
"""A guide's id and a section's heading, as the replies name them."""


@dataclass(frozen=True)
class About:
    """Where a message went and what it led to; empty where it led to nothing that has a name."""

    route: str = ""
    procedure: str = ""
    outcome: str = ""
    sources: tuple[Source, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The ids as JSON holds them."""
        sources = [{"guide": guide, "section": section} for guide, section in self.sources]
        return {
            "route": self.route,
            "procedure": self.procedure,
            "outcome": self.outcome,
            "sources": sources,
        }

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> About:
        """The same, read back."""
        return cls(content["route"], content["procedure"], content["outcome"], _sources(content["sources"]))


def about(replies: Sequence[Mapping[str, Any]], is_served: bool = True) -> About:
    """What the replies to one message were about."""
    if not is_served:
        return About(UNAVAILABLE)
    customs = [reply.get("custom", {}) for reply in replies]
    route = next((str(each["route"]) for each in customs if "route" in each), NONE)
    for custom in customs:
        if decision := custom.get("decision"):
            return About(route, decision["procedure"], decision["outcome"], _sources(decision["sources"]))
        if question := custom.get("question"):
            return About(route, str(question.get("procedure", "")))
        if answer := custom.get("answer"):
            return About(route, "", _answered(answer), _sources(answer["passages"]))
    return About(route)


def _answered(answer: Mapping[str, Any]) -> str:
    if answer.get("abstained"):
        return "abstained"
    return "clarify" if answer.get("clarify") else "answered"


def _sources(listed: Sequence[Mapping[str, Any]]) -> tuple[Source, ...]:
    return tuple((str(each["guide"]), str(each["section"])) for each in listed[:_MOST_SOURCES])
