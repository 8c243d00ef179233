"""What would have changed a decision: the smallest changes of facts that settle on another outcome."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from knowledge.procedures.decide import completed, leads_to, with_changes
from knowledge.procedures.facts import UNSURE, Fact, Facts
from knowledge.procedures.model import Outcome, Procedure, Question
from knowledge.procedures.rows import Row

MOST_CHANGES = 3


@dataclass(frozen=True)
class Counterfactual:
    """Facts that, had they been so, would have given another outcome; no part of them alone would."""

    changes: Mapping[str, str]
    outcome: Outcome


def counterfactuals(procedure: Procedure, facts: Facts) -> tuple[Counterfactual, ...]:
    """The smallest changes that give another outcome, the fewest changes first and then the most urgent outcome.

    Facts that a user can neither be asked for nor press are left alone, and nobody is told that not knowing would help.
    """
    decided = leads_to(procedure, facts)
    if isinstance(decided, Question):
        return ()
    complete = completed(procedure, facts)
    found: dict[frozenset[tuple[str, str]], str] = {}
    for fact in procedure.facts:
        if fact.is_asked or fact.button:
            for value in _others(fact, complete[fact.id]):
                for changes, outcome in _settling(procedure, facts, {fact.id: value}):
                    if outcome != decided.outcome:
                        found[frozenset(changes.items())] = outcome
    minimal = [
        Counterfactual(dict(changes), procedure.outcomes[outcome])
        for changes, outcome in found.items()
        if not any(other < changes for other in found)
        and _is_minimal(procedure, facts, decided.outcome, changes)
    ]
    return tuple(sorted(minimal, key=_order))


def _order(each: Counterfactual) -> tuple[int, int, list[tuple[str, str]]]:
    return len(each.changes), -each.outcome.urgency.rank, sorted(each.changes.items())


def _others(fact: Fact, value: str) -> Iterator[str]:
    return (other for other in fact.values if other not in (value, UNSURE))


def _settling(
    procedure: Procedure, facts: Facts, changes: dict[str, str]
) -> Iterator[tuple[dict[str, str], str]]:
    """The changes with what must be answered besides, until they settle on an outcome."""
    result = leads_to(procedure, with_changes(procedure, facts, changes))
    if isinstance(result, Row):
        yield changes, result.outcome
    elif len(changes) < MOST_CHANGES and result.fact.id not in changes:
        for value in _others(result.fact, UNSURE):
            yield from _settling(procedure, facts, {**changes, result.fact.id: value})


def _is_minimal(
    procedure: Procedure, facts: Facts, decided: str, changes: frozenset[tuple[str, str]]
) -> bool:
    """Whether no smaller part of the changes settles on another outcome than the one decided."""
    for size in range(1, len(changes)):
        for part in combinations(changes, size):
            result = leads_to(procedure, with_changes(procedure, facts, dict(part)))
            if isinstance(result, Row) and result.outcome != decided:
                return False
    return True
