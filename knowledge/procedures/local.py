"""A procedure as it is in one kommune: its words and figures filled in, and what it asks for beyond the national rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from knowledge.errors import ProcedureError
from knowledge.municipalities import Municipality, Tightening
from knowledge.procedures.facts import Fact, Option
from knowledge.procedures.model import ConditionalStep, Outcome, Procedure, Step, Urgency
from knowledge.procedures.rows import Condition


def localised(procedure: Procedure, municipality: Municipality) -> Procedure:
    """The procedure in the kommune's words.

    Raises ProcedureError where a place has no words in the profile, or where the kommune asks for less than the rule.
    """
    fill = _filler(procedure, municipality)
    tightened = {outcome.id: outcome for outcome in procedure.outcomes.values()}
    for tightening in municipality.tightens:
        if tightening.procedure == procedure.id:
            tightened[tightening.outcome] = _tightened(tightened, tightening, procedure, municipality)
    return replace(
        procedure,
        facts=tuple(_fact(fact, municipality, fill) for fact in procedure.facts),
        rows=tuple(replace(row, label=fill(row.label)) for row in procedure.rows),
        outcomes={name: _outcome(outcome, fill) for name, outcome in tightened.items()},
        extra_steps=tuple(replace(each, step=_step(each.step, fill)) for each in procedure.extra_steps),
        version=f"{procedure.version}-{municipality.version}",
        notes={
            fact.id: municipality.thresholds[fact.number.threshold].note
            for fact in procedure.facts
            if fact.number and municipality.thresholds[fact.number.threshold].note
        },
    )


def _filler(procedure: Procedure, municipality: Municipality) -> Callable[[str], str]:
    def fill(text: str) -> str:
        try:
            return municipality.localise(text)
        except (KeyError, IndexError, ValueError) as error:
            raise ProcedureError(
                f"{procedure.id}.yml: «{text[:80]}» har en plass ({error}) som ikke står i profilen "
                f"«{municipality.id}»."
            ) from error

    return fill


def _fact(fact: Fact, municipality: Municipality, fill: Callable[[str], str]) -> Fact:
    number = fact.number
    if number and number.threshold not in municipality.thresholds:
        raise ProcedureError(f"{municipality.id}.yml, thresholds: «{number.threshold}» mangler.")
    return replace(
        fact,
        label=fill(fact.label),
        question=fill(fact.question),
        why=fill(fact.why),
        options=tuple(Option(option.value, fill(option.title)) for option in fact.options),
        number=replace(number, limit=municipality.thresholds[number.threshold].value) if number else None,
    )


def _outcome(outcome: Outcome, fill: Callable[[str], str]) -> Outcome:
    return replace(
        outcome,
        title=fill(outcome.title),
        steps=tuple(ConditionalStep(_step(each.step, fill), each.condition) for each in outcome.steps),
        document=fill(outcome.document),
    )


def _step(step: Step, fill: Callable[[str], str]) -> Step:
    return Step(fill(step.who), fill(step.what), fill(step.when))


def _tightened(
    outcomes: dict[str, Outcome], tightening: Tightening, procedure: Procedure, municipality: Municipality
) -> Outcome:
    """The outcome with what the kommune adds; less than the rule can't be said, and a later deadline is refused."""
    place = f"{municipality.id}.yml, tightens › {procedure.id} › {tightening.outcome}"
    if tightening.outcome not in outcomes:
        raise ProcedureError(f"{place}: utfallet finnes ikke.")
    rule = outcomes[tightening.outcome]
    if tightening.urgency not in (None, *Urgency):
        raise ProcedureError(f"{place}: «{tightening.urgency}» er ikke en frist. Bruk {', '.join(Urgency)}.")
    urgency = Urgency(tightening.urgency or rule.urgency)
    if urgency.rank < rule.urgency.rank:
        raise ProcedureError(
            f"{place}: fristen «{urgency}» ({tightening.source}) er mildere enn «{rule.urgency}» "
            f"({', '.join(rule.sources)}). En kommune kan bare gjøre reglene strengere."
        )
    added = tuple(
        ConditionalStep(Step(step.who, step.what, step.when), Condition()) for step in tightening.steps
    )
    return replace(
        rule,
        urgency=urgency,
        recipients=tuple(dict.fromkeys((*rule.recipients, *tightening.recipients))),
        steps=(*rule.steps, *added),
        sources=tuple(dict.fromkeys((*rule.sources, tightening.source))),
    )
