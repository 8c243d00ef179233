"""What the proofs share: every combination in parts that the rules tell apart, and the smallest counter-example in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from knowledge.procedures.model import Outcome, Procedure, Urgency
from knowledge.procedures.rows import Condition, Row
from knowledge.procedures.table import State

AUTHORITY = {"rektor": 1, "skoleeier": 2, "skolesjef": 2, "barnevern": 3}
"""Who stands over whom; the others are told, but nobody answers to them."""


@dataclass(frozen=True)
class Led:
    """One part of the combinations and what it leads to: the outcomes in the order in which they are done."""

    state: State
    row: Row
    outcomes: tuple[Outcome, ...]
    urgency: Urgency

    @property
    def authority(self) -> int:
        """The highest who must know."""
        told = (each for outcome in self.outcomes for each in outcome.recipients)
        return max((AUTHORITY.get(each, 0) for each in told), default=0)


def led(procedure: Procedure, within: State | None = None) -> Iterator[Led]:
    """Every combination (of a state), in parts with what each leads to."""
    table = procedure.table
    urging = [each.condition for each in procedure.extra_steps if each.urgency.rank]
    names = facts_of(urging) | {fact.id for fact in procedure.facts if fact.today}
    for cell, row in table.cells(within):
        assert row is not None
        for state in table.split(cell, names):
            outcome = procedure.outcomes[row.outcome]
            own = [outcome.urgency, *_urgencies(procedure, table.settled(state))]
            if row.then is None:
                yield Led(state, row, (outcome,), _highest(own))
                continue
            for after in led(procedure, table.mixed(state, table.state(row.then, follow=False), row.then)):
                there = table.mixed(after.state, state, row.then)
                yield Led(there, row, (outcome, *after.outcomes), _highest([*own, after.urgency]))


def told_apart(procedure: Procedure) -> Iterator[dict[str, str]]:
    """Every combination in parts that also the conditions of the steps tell apart: facts that stand for each part."""
    extra = [each.condition for each in procedure.extra_steps]
    for part in led(procedure):
        steps = [step.condition for outcome in part.outcomes for step in outcome.steps]
        for state in procedure.table.split(part.state, facts_of([*extra, *steps])):
            yield procedure.table.settled(state)


def facts_of(conditions: Iterable[Condition]) -> set[str]:
    """The facts that some of the conditions look at."""
    return {name for condition in conditions for name in condition.facts()}


def _urgencies(procedure: Procedure, facts: Mapping[str, str]) -> list[Urgency]:
    return [each.urgency for each in procedure.extra_steps if each.condition.holds(facts)]


def _highest(urgencies: list[Urgency]) -> Urgency:
    return max(urgencies, key=lambda each: each.rank)


def in_words(facts: Mapping[str, str]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in facts.items()) or "ingen opplysninger"


@dataclass
class Failures:
    """Counter-examples as they are found; only the smallest is told."""

    found: list[tuple[dict[str, str], str]] = field(default_factory=list)

    def add(self, facts: Mapping[str, str], what: str) -> None:
        self.found.append((dict(facts), what))

    def tell(self) -> None:
        """Fail with the counter-example that takes the fewest facts."""
        if self.found:
            facts, what = min(self.found, key=lambda each: (len(each[0]), str(each)))
            raise AssertionError(f"{what} når {in_words(facts)} ({len(self.found)} slike)")
