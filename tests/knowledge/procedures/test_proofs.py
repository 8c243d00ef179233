"""Proofs over every combination of facts, in every procedure and kommune; the smallest counter-example is told in words."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.municipalities import NATIONAL
from knowledge.procedures.counterfactuals import Counterfactual, counterfactuals
from knowledge.procedures.decide import completed, decide, decide_cautiously, leads_to, with_changes
from knowledge.procedures.model import Decision, Procedure, Question
from knowledge.procedures.rows import Row
from knowledge.procedures.table import State
from knowledge.receipts import receipt, replay
from knowledge.rulebook import Rulebook
from tests.actions.conftest import NOW
from tests.knowledge.procedures.proofs import AUTHORITY, Failures, in_words, led, told_apart

MOST_STEPS = 5


@pytest.fixture(scope="session")
def everywhere(rulebook: Rulebook) -> list[tuple[str, Procedure]]:
    """Each procedure as it is in each kommune."""
    return [
        (profile.id, procedure)
        for profile in rulebook.municipalities.all()
        for procedure in rulebook.procedures(profile.id)
    ]


def test_each_combination_gives_exactly_one_sourced_outcome(
    rulebook: Rulebook, everywhere: list[tuple[str, Procedure]]
) -> None:
    for kommune, procedure in everywhere:
        failures, shown = Failures(), {}
        for facts in told_apart(procedure):
            decision = rulebook.decide_now(procedure.id, facts, kommune)
            if decision.sources not in shown:
                shown[decision.sources] = rulebook.sources(decision, kommune)
            if not shown[decision.sources] or not decision.legal_basis:
                failures.add(facts, f"{kommune}, {procedure.id}: ingen kilde")
            if not 1 <= len(decision.steps) <= MOST_STEPS:
                failures.add(facts, f"{kommune}, {procedure.id}: {len(decision.steps)} steg")
            if not all(decision.document):
                failures.add(facts, f"{kommune}, {procedure.id}: ingenting om hva som skal skrives ned")
        failures.tell()


def test_the_parts_cover_every_combination_once(everywhere: list[tuple[str, Procedure]]) -> None:
    for kommune, procedure in everywhere:
        whole = 1
        for fact in procedure.facts:
            whole *= len(fact.values)
        assert sum(procedure.table.size(part.state) for part in led(procedure)) == whole, (
            kommune,
            procedure.id,
        )


def test_graver_facts_never_lower_urgency_nor_drop_a_superior(
    everywhere: list[tuple[str, Procedure]],
) -> None:
    for kommune, procedure in everywhere:
        failures, table = Failures(), procedure.table
        for before in led(procedure):
            facts = table.settled(before.state)
            for fact in procedure.facts:
                for milder, graver in itertools.pairwise(fact.gravity):
                    if facts.get(fact.id) != milder:
                        continue
                    for after in led(procedure, graver_state(procedure, before.state, fact.id, graver)):
                        step = f"{kommune}, {procedure.id}, {fact.id}: {milder} → {graver}"
                        if after.urgency.rank < before.urgency.rank:
                            failures.add(table.settled(after.state), f"Fristen blir mildere ({step})")
                        if after.authority < before.authority:
                            failures.add(table.settled(after.state), f"Mottaker faller bort ({step})")
        failures.tell()


def graver_state(procedure: Procedure, state: State, name: str, value: str) -> State:
    return procedure.table.mixed(state, procedure.table.state({name: value}, follow=False), [name])


def test_a_kommune_only_ever_adds_to_the_national_rule(
    rulebook: Rulebook, everywhere: list[tuple[str, Procedure]]
) -> None:
    for kommune, procedure in everywhere:
        national = rulebook.procedure(procedure.id, NATIONAL)
        for here, there in zip(procedure.rows, national.rows, strict=True):
            assert (here.id, here.when, here.outcome, here.then) == (
                there.id,
                there.when,
                there.outcome,
                there.then,
            )
        for name, outcome in procedure.outcomes.items():
            rule = national.outcomes[name]
            assert outcome.urgency.rank >= rule.urgency.rank, (kommune, procedure.id, name)
            assert set(outcome.recipients) >= set(rule.recipients), (kommune, procedure.id, name)
            assert len(outcome.steps) >= len(rule.steps), (kommune, procedure.id, name)
            assert set(outcome.sources) >= set(rule.sources), (kommune, procedure.id, name)


def test_grave_and_unsure_answers_are_on_record_for_every_fact_that_names_them(
    procedures: dict[str, Procedure],
) -> None:
    """The proof above only reaches facts that say what is graver; these must."""
    wanted = {"fare": ["nei", "vet_ikke", "ja"], "alvorlig": ["nei", "vet_ikke", "ja"],
              "omsorgssvikt": ["nei", "vet_ikke", "ja"], "krenker": ["elev", "ansatt", "ledelse"]}  # fmt: skip
    for procedure in procedures.values():
        for fact in procedure.facts:
            if fact.id in wanted:
                assert list(fact.gravity) == wanted[fact.id], (procedure.id, fact.id)
    recipients = {each for p in procedures.values() for o in p.outcomes.values() for each in o.recipients}
    assert recipients - set(AUTHORITY) <= {"nodetat", "foresatte", "ledelsen", "helsesykepleier", "ppt"}


def test_what_is_implied_changes_nothing_when_it_is_said_as_well(procedures: dict[str, Procedure]) -> None:
    for procedure in procedures.values():
        failures = Failures()
        for fact in procedure.facts:
            for value in fact.implies:
                for state, _ in procedure.table.cells(procedure.table.state({fact.id: value}), follow=True):
                    facts = procedure.table.settled(state)
                    alone = {
                        name: said for name, said in facts.items() if name not in _implied(procedure, facts)
                    }
                    if decide_cautiously(procedure, alone).row != decide_cautiously(procedure, facts).row:
                        failures.add(
                            alone, f"{procedure.id}: et annet utfall uten det som følger av {fact.id}"
                        )
        failures.tell()


def _implied(procedure: Procedure, facts: dict[str, str]) -> set[str]:
    """The facts that follow from another of them."""
    return {
        name
        for fact in procedure.facts
        for name, value in fact.implies.get(facts.get(fact.id, ""), {}).items()
        if facts.get(name) == value
    }


@pytest.fixture(scope="module")
def changes(
    procedures: dict[str, Procedure],
) -> list[tuple[Procedure, dict[str, str], Row, list[Counterfactual]]]:
    """Every part of the combinations that is decided, with what would have changed it."""
    found = []
    for procedure in procedures.values():
        for part in led(procedure):
            facts = procedure.table.settled(part.state)
            decided = leads_to(procedure, facts)
            if isinstance(decided, Row):
                found.append((procedure, facts, decided, list(counterfactuals(procedure, facts))))
    return found


def test_counterfactuals_are_true_and_minimal(
    changes: list[tuple[Procedure, dict[str, str], Row, list[Counterfactual]]],
) -> None:
    failures = Failures()
    for procedure, facts, decided, found in changes:
        for each in found:
            changed = leads_to(procedure, with_changes(procedure, facts, each.changes))
            if not isinstance(changed, Row) or changed.outcome != each.outcome.id:
                failures.add(facts, f"{procedure.id}: {in_words(each.changes)} gir ikke {each.outcome.id}")
            if each.outcome.id == decided.outcome:
                failures.add(facts, f"{procedure.id}: {in_words(each.changes)} endrer ingenting")
            for size in range(1, len(each.changes)):
                for some in itertools.combinations(each.changes.items(), size):
                    less = leads_to(procedure, with_changes(procedure, facts, dict(some)))
                    if isinstance(less, Row) and less.outcome != decided.outcome:
                        failures.add(facts, f"{procedure.id}: {in_words(dict(some))} er nok alene")
    failures.tell()


def test_every_outcome_can_be_told_of_as_a_counterfactual(
    procedures: dict[str, Procedure],
    changes: list[tuple[Procedure, dict[str, str], Row, list[Counterfactual]]],
) -> None:
    """From some decision or other the bot tells of each outcome: none is left out of «Hva ville endret dette?»."""
    for procedure in procedures.values():
        if any(fact.is_asked or fact.button for fact in procedure.facts):
            told = {each.outcome.id for by, *_, found in changes if by is procedure for each in found}
            assert told == set(procedure.outcomes), procedure.id


def test_receipts_replay_to_the_same_decision(
    rulebook: Rulebook, everywhere: list[tuple[str, Procedure]]
) -> None:
    for kommune, procedure in everywhere:
        failures, seen = Failures(), set()
        for part in led(procedure):
            key = (part.row.id, tuple(outcome.id for outcome in part.outcomes))
            if key in seen:
                continue
            seen.add(key)
            facts = procedure.table.settled(part.state)
            decision = rulebook.decide_now(procedure.id, facts, kommune)
            again = replay(rulebook, receipt(rulebook, decision, kommune, NOW).as_json())
            if again.decision != decision or again.changes:
                failures.add(facts, f"{kommune}, {procedure.id}: {again.changes}")
        failures.tell()


def test_answering_questions_always_ends_in_a_decision(procedures: dict[str, Procedure]) -> None:
    """No dead end, whatever is answered, also «vet ikke» to everything; and never more questions than facts."""

    def walk(procedure: Procedure, facts: dict[str, str], seen: set[frozenset[tuple[str, str]]]) -> None:
        if frozenset(facts.items()) in seen:
            return
        seen.add(frozenset(facts.items()))
        result = decide(procedure, facts)
        if isinstance(result, Question):
            assert result.fact.id not in facts, in_words(facts)
            for value in result.fact.values:
                walk(procedure, {**facts, result.fact.id: value}, seen)

    for procedure in procedures.values():
        months = {fact.id: fact.values[0] for fact in procedure.facts if fact.today}
        walk(procedure, months, set())


@given(days=st.integers(min_value=0, max_value=200), data=st.data())
@settings(max_examples=300, deadline=None)
def test_a_number_of_days_decides_as_the_side_of_the_threshold_it_is_on(
    rulebook: Rulebook, days: int, data: st.DataObject
) -> None:
    profile = data.draw(st.sampled_from(rulebook.municipalities.all()))
    procedure = rulebook.procedure("fravaer", profile.id)
    limit = profile.thresholds["fravaersdager"].value
    facts = {
        fact.id: data.draw(st.sampled_from(fact.values))
        for fact in procedure.facts
        if fact.id != "dager" and data.draw(st.booleans())
    }
    by_number = decide(procedure, {**facts, "dager": str(days)})
    by_side = decide(procedure, {**facts, "dager": "fra_grensen" if days >= limit else "under_grensen"})
    assert type(by_number) is type(by_side)
    if isinstance(by_number, Decision) and isinstance(by_side, Decision):
        assert (by_number.row, by_number.steps) == (by_side.row, by_side.steps)
        assert by_number.facts["dager"] == str(days)
        more = decide_cautiously(procedure, {**facts, "dager": str(min(days + 1, 200))})
        assert more.urgency.rank >= by_number.urgency.rank


def test_unknown_is_as_grave_as_not_sure(procedures: dict[str, Procedure]) -> None:
    """Deciding without asking takes «vet ikke» for all that is open."""
    for procedure in procedures.values():
        for part in led(procedure):
            facts = procedure.table.settled(part.state)
            assert (
                decide_cautiously(procedure, facts).row
                == decide_cautiously(procedure, completed(procedure, facts)).row
            )
