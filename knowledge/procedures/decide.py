"""Decide a procedure from what is known, or name the one fact that must be asked for next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from knowledge.errors import InvalidFactError
from knowledge.procedures.facts import UNSURE, Facts
from knowledge.procedures.model import Decision, Procedure, Question
from knowledge.procedures.rows import Row
from knowledge.procedures.table import State

T = TypeVar("T")


def decide(procedure: Procedure, facts: Facts) -> Decision | Question:
    """The decision that the facts lead to, or the next question where they do not settle it.

    Raises InvalidFactError where a fact or a value is not the procedure's.
    """
    return next_question(procedure, facts) or decide_cautiously(procedure, facts)


def decide_cautiously(procedure: Procedure, facts: Facts) -> Decision:
    """Decide without asking more: what is not known counts as «vet ikke», the cautious branch."""
    complete = completed(procedure, facts)
    row = _row(procedure, complete)
    decision = _decision(procedure, row, facts, complete)
    if row.then is None:
        return decision
    return _joined(decision, decide_cautiously(procedure, {**complete, **row.then}))


def leads_to(procedure: Procedure, facts: Facts) -> Row | Question:
    """The row that settles the facts, or the next question: a decision without its steps and sources."""
    return next_question(procedure, facts) or _row(procedure, completed(procedure, facts))


def next_question(procedure: Procedure, facts: Facts) -> Question | None:
    """The first listed fact that can still change the outcome, or None where none can."""
    state = known_state(procedure, facts)
    settled = procedure.table.settled(state)
    for fact in procedure.facts:
        if fact.id not in settled and procedure.table.can_change(state, fact.id):
            return Question(procedure.id, fact)
    return None


def known_state(procedure: Procedure, facts: Facts) -> State:
    """What is possible with these facts, those that are assumed, and what follows from them.

    Raises InvalidFactError where a fact or a value is not the procedure's.
    """
    return procedure.table.state({**_assumed(procedure, facts), **as_options(procedure, facts)})


def as_options(procedure: Procedure, facts: Facts) -> dict[str, str]:
    """The facts with each number as the option that it falls under.

    Raises InvalidFactError where a fact or a value is not the procedure's.
    """
    options = {}
    for name, value in facts.items():
        fact = procedure.fact(name)
        if fact is None:
            known = ", ".join(each.id for each in procedure.facts) or "ingen opplysninger"
            raise InvalidFactError(
                f"Prosedyren «{procedure.id}» kjenner ikke «{name[:40]}». Bruk en av: {known}."
            )
        options[name] = fact.option_of(value)
    return options


def completed(procedure: Procedure, facts: Facts) -> dict[str, str]:
    """An option for every fact: what is known, what follows from it, and «vet ikke» for the rest."""
    settled = procedure.table.settled(known_state(procedure, facts))
    complete = {fact.id: settled.get(fact.id, UNSURE) for fact in procedure.facts}
    missing = next((fact for fact in procedure.facts if complete[fact.id] not in fact.values), None)
    if missing:
        raise InvalidFactError(f"«{missing.id}» må oppgis. Bruk ett av: {', '.join(missing.values)}.")
    return complete


def with_changes(procedure: Procedure, facts: Facts, changes: Facts) -> dict[str, str]:
    """The facts with changes; what was said before and can't hold beside them any more falls away."""
    state = procedure.table.state(as_options(procedure, changes))
    before = as_options(procedure, facts)
    kept = {
        name: value for name, value in facts.items() if procedure.table.is_possible(state, name, before[name])
    }
    return {**kept, **changes}


def _row(procedure: Procedure, complete: Mapping[str, str]) -> Row:
    return procedure.table.row(procedure.table.state(complete, follow=False))


def _assumed(procedure: Procedure, facts: Facts) -> dict[str, str]:
    """The facts that are taken for granted when nobody has said anything of them."""
    return {
        fact.id: fact.assumed for fact in procedure.facts if fact.assumed is not None and fact.id not in facts
    }


def _decision(procedure: Procedure, row: Row, facts: Facts, complete: Mapping[str, str]) -> Decision:
    outcome = procedure.outcomes[row.outcome]
    extra = [each for each in procedure.extra_steps if each.condition.holds(complete)]
    own = tuple(each.step for each in outcome.steps if each.condition.holds(complete))
    first = tuple(each.step for each in extra if each.first)
    last = tuple(each.step for each in extra if not each.first)
    settled = procedure.table.settled(known_state(procedure, facts))
    return Decision(
        procedure=procedure.id,
        row=row,
        outcome=outcome,
        urgency=max([outcome.urgency, *(each.urgency for each in extra)], key=lambda each: each.rank),
        recipients=outcome.recipients,
        legal_basis=outcome.legal_basis,
        steps=(*first, *own, *last),
        document=(outcome.document,),
        drafts=outcome.drafts,
        notes=tuple(note for name, note in procedure.notes.items() if name in row.when.facts()),
        sources=outcome.sources,
        facts=dict(facts),
        implied={name: value for name, value in settled.items() if name not in facts},
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
        urgency=max(first.urgency, after.urgency, key=lambda each: each.rank),
        recipients=_unique(first.recipients + after.recipients),
        legal_basis=_unique(first.legal_basis + after.legal_basis),
        steps=_unique(first.steps + after.steps),
        document=_unique(first.document + after.document),
        drafts=_unique(first.drafts + after.drafts),
        notes=_unique(first.notes + after.notes),
        sources=_unique(first.sources + after.sources),
        trace=first.trace + after.trace,
    )


def _unique(items: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))
