"""Proofs over every combination of facts, in every procedure; the smallest counter-example is told in words."""

import itertools
from collections.abc import Iterator

import pytest

from knowledge.procedures.decide import decide, decide_cautiously, next_question
from knowledge.procedures.load import combinations
from knowledge.procedures.model import Decision, Fact, Procedure, Question

PROCEDURES = ["melde_fra", "gripe_inn"]
SUPERIORS = {"rektor": 1, "skoleeier": 2}


@pytest.fixture(params=PROCEDURES)
def procedure(request: pytest.FixtureRequest, procedures: dict[str, Procedure]) -> Procedure:
    return procedures[request.param]


def in_words(facts: dict[str, str]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in facts.items()) or "ingen opplysninger"


def highest_recipient(decision: Decision) -> int:
    return max((SUPERIORS.get(each, 0) for each in decision.recipients), default=0)


def graver_pairs(fact: Fact) -> Iterator[tuple[str, str]]:
    return itertools.pairwise(fact.gravity)


def test_every_procedure_is_proven(procedures: dict[str, Procedure]) -> None:
    assert sorted(procedures) == sorted(PROCEDURES)


def test_each_combination_gives_exactly_one_sourced_outcome(procedure: Procedure) -> None:
    for facts in combinations(procedure.facts):
        decision = decide(procedure, facts)
        assert isinstance(decision, Decision), f"Ingen avgjørelse når {in_words(facts)}"
        assert decision.sources, f"Ingen kilde når {in_words(facts)}"
        assert decision.legal_basis, f"Ingen hjemmel når {in_words(facts)}"
        assert 1 <= len(decision.steps) <= 6, f"{len(decision.steps)} steg når {in_words(facts)}"


def test_graver_facts_never_lower_urgency_nor_drop_a_superior(procedure: Procedure) -> None:
    for facts in combinations(procedure.facts):
        for fact in procedure.facts:
            for milder, graver in graver_pairs(fact):
                if facts[fact.id] != milder:
                    continue
                before = decide_cautiously(procedure, facts)
                after = decide_cautiously(procedure, {**facts, fact.id: graver})
                step = f"{fact.id}: {milder} → {graver}, ellers {in_words(facts)}"
                assert after.urgency.rank >= before.urgency.rank, f"Fristen blir mildere: {step}"
                assert highest_recipient(after) >= highest_recipient(before), f"Mottaker faller bort: {step}"


def test_no_question_is_asked_that_cannot_change_the_outcome(procedure: Procedure) -> None:
    """For every partial set of facts: the fact asked changes the outcome in some completion; no earlier one does."""
    asked = [fact for fact in procedure.facts if fact.is_asked]
    given = [fact for fact in procedure.facts if not fact.is_asked]
    for known_given in combinations(given):
        for partial in _partials(asked):
            facts = {**known_given, **partial}
            question = next_question(procedure, facts)
            relevant = [
                fact.id for fact in asked if fact.id not in facts and _matters(procedure, fact, facts)
            ]
            assert (question.fact.id if question else None) == (relevant[0] if relevant else None), in_words(
                facts
            )


def _partials(facts: list[Fact]) -> Iterator[dict[str, str]]:
    for values in itertools.product(*((None, *fact.values) for fact in facts)):
        yield {fact.id: value for fact, value in zip(facts, values, strict=True) if value is not None}


def _matters(procedure: Procedure, fact: Fact, facts: dict[str, str]) -> bool:
    """By plain enumeration, the slow and certain way."""
    others = [each for each in procedure.facts if each.id not in facts and each.id != fact.id]
    for rest in combinations(others):
        outcomes = {
            next(row.outcome for row in procedure.rows if row.when.holds({**facts, **rest, fact.id: value}))
            for value in fact.values
        }
        if len(outcomes) > 1:
            return True
    return False


def test_answering_questions_always_ends_in_a_decision(procedure: Procedure) -> None:
    def walk(facts: dict[str, str]) -> None:
        result = decide(procedure, facts)
        if isinstance(result, Question):
            for value in result.fact.values:
                walk({**facts, result.fact.id: value})

    for given in combinations([fact for fact in procedure.facts if not fact.is_asked]):
        walk(given)
