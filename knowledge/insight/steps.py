"""What the procedures tell people to do in a kommune, so that a duty of a guide can be set beside the step that says it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.procedures.model import Outcome
from knowledge.rulebook import Rulebook


@dataclass(frozen=True)
class Told:
    """One thing to do: the outcome it stands in (`fravaer/tiltak`), the place as a reader names it, and its words."""

    outcome: str
    place: str
    text: str


def steps_in(kommune: str, rulebook: Rulebook) -> tuple[Told, ...]:
    """Return every step, task of the year wheel and note on what to write down, as they are in a kommune."""
    return tuple(
        Told(f"{procedure.id}/{outcome.id}", f"{procedure.title} › {outcome.title}", text)
        for procedure in rulebook.procedures(kommune)
        for outcome in procedure.outcomes.values()
        for text in _said(outcome, kommune, rulebook)
    )


def _said(outcome: Outcome, kommune: str, rulebook: Rulebook) -> Iterator[str]:
    for each in outcome.steps:
        yield f"{each.step.who}: {each.step.what} {each.step.when}."
    if outcome.document:
        yield outcome.document
    for task in rulebook.year(kommune) if outcome.has_calendar else ():
        yield f"{task.who}: {task.title}: {task.what}"
