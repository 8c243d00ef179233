"""The table of melde_fra, case by case, on both sides of every boundary."""

import pytest

from knowledge.procedures.decide import decide, decide_cautiously
from knowledge.procedures.model import Decision, Procedure, Question

# facts, outcome, who must know (the first is told by the user), urgency
CASES = [
    ({"krenker": "elev", "alvorlig": "nei"}, "meld_rektor", ["rektor"], "snarest"),
    ({"krenker": "elev", "alvorlig": "ja"}, "meld_rektor_straks", ["rektor", "skoleeier"], "straks"),
    ({"krenker": "elev", "alvorlig": "vet_ikke"}, "meld_rektor_straks", ["rektor", "skoleeier"], "straks"),
    ({"krenker": "ingen", "alvorlig": "nei"}, "meld_rektor", ["rektor"], "snarest"),
    ({"krenker": "vet_ikke", "alvorlig": "nei"}, "meld_rektor", ["rektor"], "snarest"),
    ({"krenker": "annen_voksen", "alvorlig": "nei"}, "meld_rektor", ["rektor"], "snarest"),
    ({"krenker": "ansatt"}, "meld_rektor_skjerpet", ["rektor", "skoleeier"], "straks"),
    ({"krenker": "ledelse"}, "meld_skoleeier", ["skoleeier"], "straks"),
    ({"fare": "vet_ikke", "krenker": "elev"}, "meld_rektor_straks", ["rektor", "skoleeier"], "straks"),
    ({"fare": "ja"}, "nodetat", ["nodetat", "rektor", "skoleeier"], "straks"),
    ({"fare": "ja", "krenker": "ledelse"}, "nodetat", ["nodetat", "skoleeier"], "straks"),
    ({"rolle": "rektor", "krenker": "elev", "alvorlig": "nei"}, "rektor_undersoker", [], "snarest"),
    (
        {"rolle": "rektor", "krenker": "elev", "alvorlig": "ja"},
        "rektor_varsler_skoleeier",
        ["skoleeier"],
        "straks",
    ),
    ({"rolle": "rektor", "krenker": "ansatt"}, "rektor_varsler_skoleeier", ["skoleeier"], "straks"),
    ({"rolle": "rektor", "krenker": "ledelse"}, "meld_skoleeier", ["skoleeier"], "straks"),
    (
        {"rolle": "rektor", "fare": "vet_ikke", "krenker": "elev", "alvorlig": "nei"},
        "rektor_varsler_skoleeier",
        ["skoleeier"],
        "straks",
    ),
    ({"rolle": "helsesykepleier", "fra_behandling": "ja", "samtykke": "nei"}, "taushetsplikt", [], "ingen"),
    (
        {"rolle": "helsesykepleier", "fra_behandling": "ja", "samtykke": "vet_ikke"},
        "taushetsplikt",
        [],
        "ingen",
    ),
    (
        {"rolle": "helsesykepleier", "fra_behandling": "nei", "krenker": "elev", "alvorlig": "nei"},
        "meld_rektor",
        ["rektor"],
        "snarest",
    ),
    (
        {"rolle": "helsesykepleier", "fra_behandling": "ja", "samtykke": "ja", "krenker": "ansatt"},
        "meld_rektor_skjerpet",
        ["rektor", "skoleeier"],
        "straks",
    ),
    (
        {"rolle": "helsesykepleier", "fare": "ja", "fra_behandling": "ja", "samtykke": "nei"},
        "nodetat",
        ["nodetat"],
        "straks",
    ),
]


@pytest.mark.parametrize(("facts", "outcome", "recipients", "urgency"), CASES, ids=str)
def test_first_row_that_fits_decides(
    melde_fra: Procedure, facts: dict[str, str], outcome: str, recipients: list[str], urgency: str
) -> None:
    decision = decide(melde_fra, facts)
    assert isinstance(decision, Decision)
    assert decision.outcome.id == outcome
    assert list(decision.recipients) == recipients
    assert decision.urgency == urgency


ASKED = [
    ({}, "krenker"),
    ({"krenker": "elev"}, "alvorlig"),
    ({"alvorlig": "ja"}, "krenker"),
    ({"rolle": "rektor"}, "krenker"),
    ({"rolle": "rektor", "krenker": "elev"}, "alvorlig"),
    ({"rolle": "helsesykepleier"}, "krenker"),
    ({"rolle": "helsesykepleier", "krenker": "ansatt"}, "fra_behandling"),
    ({"rolle": "helsesykepleier", "krenker": "ansatt", "fra_behandling": "ja"}, "samtykke"),
    ({"rolle": "helsesykepleier", "krenker": "elev", "alvorlig": "nei", "fra_behandling": "vet_ikke"}, None),
]


@pytest.mark.parametrize(("facts", "fact"), ASKED, ids=str)
def test_only_a_fact_that_can_change_the_outcome_is_asked(
    melde_fra: Procedure, facts: dict[str, str], fact: str | None
) -> None:
    result = decide(melde_fra, facts)
    assert (result.fact.id if isinstance(result, Question) else None) == fact


def test_danger_is_decided_without_a_question_and_rings_first(melde_fra: Procedure) -> None:
    decision = decide(melde_fra, {"fare": "ja"})
    assert isinstance(decision, Decision)
    assert "113" in decision.steps[0].what
    assert "112" in decision.steps[0].what


def test_doubt_about_danger_adds_whom_to_ring_for_advice(melde_fra: Procedure) -> None:
    decision = decide_cautiously(melde_fra, {"fare": "vet_ikke", "krenker": "elev"})
    assert "116 117" in decision.steps[0].what
    assert "113" in decision.steps[0].what


def test_another_adult_points_to_the_duty_towards_child_welfare(melde_fra: Procedure) -> None:
    decision = decide_cautiously(melde_fra, {"krenker": "annen_voksen", "alvorlig": "nei"})
    assert any("barnevernet" in step.what and "24-3" in step.what for step in decision.steps)


def test_rektor_is_told_that_a_groundless_report_of_staff_need_not_go_on(melde_fra: Procedure) -> None:
    decision = decide_cautiously(melde_fra, {"krenker": "ansatt"})
    assert any("grunnløs" in step.what for step in decision.steps if step.who == "Rektor")


def test_nurse_bound_by_secrecy_keeps_her_duty_to_child_welfare(melde_fra: Procedure) -> None:
    decision = decide_cautiously(
        melde_fra, {"rolle": "helsesykepleier", "fra_behandling": "ja", "samtykke": "nei"}
    )
    assert any("barnevernet" in step.what for step in decision.steps)
    assert decision.outcome.drafts == ()
