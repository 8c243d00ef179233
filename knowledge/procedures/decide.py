"""Decide a procedure from what is known, or name the one fact that must be asked for next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from knowledge.errors import InvalidFactError
from knowledge.procedures.model import (
    UNSURE,
    Decision,
    Fact,
    Facts,
    Outcome,
    Procedure,
    Question,
    Row,
    Urgency,
)

T = TypeVar("T")


def decide(procedure: Procedure, facts: Facts) -> Decision | Question:
    """The decision that the facts lead to, or the next question where they do not settle it.

    Raises InvalidFactError where a fact or a value is not the procedure's.
    """
    check_facts(procedure, facts)
    question = next_question(procedure, facts)
    if question:
        return question
    return decide_cautiously(procedure, facts)


def decide_cautiously(procedure: Procedure, facts: Facts) -> Decision:
    """Decide without asking more: what is not known counts as «vet ikke», the cautious branch."""
    known = with_assumed(procedure, facts)
    unasked = {fact.id: UNSURE for fact in procedure.facts if fact.id not in known}
    row = _first_row(procedure, {**known, **unasked})
    decision = _decision(procedure, row, facts, {**known, **unasked})
    if row.then is None:
        return decision
    after = decide_cautiously(procedure, {**known, **unasked, **row.then})
    return _joined(decision, after)


def next_question(procedure: Procedure, facts: Facts) -> Question | None:
    """The first listed fact that can still change the outcome, or None where none can."""
    known = with_assumed(procedure, facts)
    for fact in procedure.facts:
        if fact.id not in known and _can_change(procedure, fact, known):
            return Question(procedure.id, fact)
    return None


def with_assumed(procedure: Procedure, facts: Facts) -> dict[str, str]:
    """The known facts and, for those never asked, the values that are taken when nobody has said anything."""
    assumed = {fact.id: fact.assumed for fact in procedure.facts if fact.assumed is not None}
    return {**assumed, **facts}


def check_facts(procedure: Procedure, facts: Facts) -> None:
    """Raise InvalidFactError where a fact or a value is unknown to the procedure."""
    for name, value in facts.items():
        fact = procedure.fact(name)
        if fact is None:
            known = ", ".join(each.id for each in procedure.facts)
            raise InvalidFactError(f"Prosedyren «{procedure.id}» kjenner ikke «{name}». Bruk en av: {known}.")
        if value not in fact.values:
            raise InvalidFactError(
                f"«{value}» er ikke et mulig svar på «{name}». Bruk ett av: {', '.join(fact.values)}."
            )


def _first_row(procedure: Procedure, facts: Facts) -> Row:
    """The first row whose condition holds; the loader has proven that there always is one."""
    return next(row for row in procedure.rows if row.when.holds(facts))


def _can_change(procedure: Procedure, fact: Fact, known: Mapping[str, str]) -> bool:
    """Whether some completion of the other unknown facts makes the outcome depend on this one."""
    outcomes = set()
    for value in fact.values:
        settled, blocking = _outcome_or_blocking(procedure, {**known, fact.id: value})
        if blocking is not None:
            return any(
                _can_change(procedure, fact, {**known, blocking.id: other}) for other in blocking.values
            )
        outcomes.add(settled)
    return len(outcomes) > 1


def _outcome_or_blocking(procedure: Procedure, known: Facts) -> tuple[str | None, Fact | None]:
    """The outcome, or the unknown fact that the first undecided row is waiting for."""
    for row in procedure.rows:
        holds = row.when.holds(known)
        if holds:
            return row.outcome, None
        if holds is None:
            waiting = next(
                fact for fact in procedure.facts if fact.id in row.when.facts() and fact.id not in known
            )
            return None, waiting
    raise AssertionError(f"{procedure.id}: no row fits")  # the loader refuses a table with a gap


def _decision(procedure: Procedure, row: Row, facts: Facts, complete: Facts) -> Decision:
    outcome = procedure.outcomes[row.outcome]
    extra = [item for item in procedure.extra_steps if item.condition.holds(complete)]
    steps = (
        *(item.step for item in extra if item.first),
        *outcome.steps,
        *(item.step for item in extra if not item.first),
    )
    return Decision(
        procedure=procedure.id,
        row=row,
        outcome=outcome,
        urgency=outcome.urgency,
        recipients=outcome.recipients,
        legal_basis=outcome.legal_basis,
        steps=steps,
        sources=outcome.sources,
        facts=dict(facts),
        assumed=tuple(
            fact.id for fact in procedure.facts if fact.assumed is not None and fact.id not in facts
        ),
        trace=_trace(procedure, row),
        version=procedure.version,
    )


def _trace(procedure: Procedure, fired: Row) -> tuple[str, ...]:
    """The labels of the rows tried, in order, the one that fired last."""
    position = procedure.rows.index(fired)
    return tuple(row.label for row in procedure.rows[: position + 1])


def _joined(first: Decision, after: Decision) -> Decision:
    """What must be done first, and then what the same facts ask for otherwise."""
    return replace(
        first,
        urgency=max(first.urgency, after.urgency, key=lambda urgency: Urgency(urgency).rank),
        recipients=_unique(first.recipients + after.recipients),
        legal_basis=_unique(first.legal_basis + after.legal_basis),
        steps=_unique(first.steps + after.steps),
        sources=_unique(first.sources + after.sources),
        outcome=_with_drafts(first.outcome, after.outcome),
        trace=first.trace + after.trace,
    )


def _with_drafts(first: Outcome, after: Outcome) -> Outcome:
    return replace(first, drafts=_unique(first.drafts + after.drafts))


def _unique(items: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))
