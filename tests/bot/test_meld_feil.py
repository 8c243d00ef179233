"""«Meld feil», in the conversation and by POST /api/feil: kept with what it is about, without names, and of nobody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.insight.about import About
from bot.routes.feil import FaultReport
from knowledge.rulebook import Rulebook
from tests.bot.insight_house import InsightHouse, open_insight_house

ABOUT = About(
    "melde_fra", "melde_fra", "meld_rektor", (("steinkjer-veileder-2025", "Skjerpet plikt (§ 12-5)"),)
)


@pytest.fixture
def house(rulebook: Rulebook, tmp_path: Path) -> InsightHouse:
    return open_insight_house(rulebook, tmp_path)


def body(**more: Any) -> dict[str, Any]:
    return {"sender": "a", "cause": "wrong", **more}


WISHES = [
    "meld feil",
    "Meld feil!",
    "jeg vil melde fra om en feil",
    "eg vil melde inn ein feil",
    "melde feil i svaret",
    "rapporter feil",
    "Svaret er feil.",
    "det er feil i svaret",
    "si fra om feil i dette svaret",
    "kan jeg melde feil?",
    "feil i siste svaret",
]
OTHERS = [
    "nei, det er feil, det var ni dager",
    "meld fra",
    "meld fra om mobbing",
    "feil",
    "eleven gjør feil på prøven",
    "hvem melder jeg feil på printeren til",
    "jeg vil melde fra om en elev",
    "en elev meldte feil fag",
]


@pytest.mark.parametrize("wish", WISHES)
async def test_the_wish_is_understood_and_never_reaches_rasa(house: InsightHouse, wish: str) -> None:
    (asked,) = await house.say(wish)
    assert len(asked["buttons"]) == 5
    assert house.rasa.sent == []


@pytest.mark.parametrize("message", OTHERS)
async def test_nothing_else_is_taken_for_it(house: InsightHouse, message: str) -> None:
    await house.say(message)
    assert len(house.rasa.sent) == 1


async def test_a_cause_is_chosen_about_the_last_answer_and_a_comment_added(house: InsightHouse) -> None:
    await house.say("En elev blir mobbet")
    (asked,) = await house.say("meld feil")
    chosen = next(each for each in asked["buttons"] if each["title"] == "Svaret er gammelt")
    (thanks,) = await house.say(chosen["payload"])
    assert "ikke hvem du er" in thanks["text"]
    assert "«meld feil: …»" in thanks["text"]
    (added,) = await house.say("Meld feil: Ola Nordmann sier at fristen er to uker, ring 412 34 567")
    assert "lagt det til" in added["text"]
    (fault,) = house.insight.faults.all()
    assert (fault.reported.cause, fault.reported.about, fault.reported.kommune) == (
        "outdated",
        ABOUT,
        "steinkjer",
    )
    assert "fristen er to uker" in fault.reported.comment
    assert "Nordmann" not in fault.reported.comment
    assert "412" not in fault.reported.comment
    assert len(house.rasa.sent) == 1


async def test_a_comment_that_comes_first_is_kept_with_the_cause_that_follows(house: InsightHouse) -> None:
    await house.say("En elev blir mobbet")
    (asked,) = await house.say("meld feil: fristen er to uker")
    await house.say(asked["buttons"][0]["payload"])
    (fault,) = house.insight.faults.all()
    assert (fault.reported.comment, fault.reported.about) == ("fristen er to uker", ABOUT)


async def test_the_button_remembers_what_it_was_about_and_counts_once(house: InsightHouse) -> None:
    await house.say("En elev blir mobbet")
    (asked,) = await house.say("meld feil")
    house.rasa.replies = [{"text": "Hei!", "custom": {"route": "out_of_scope"}}]
    await house.say("noe annet")
    for _ in range(3):
        await house.say(asked["buttons"][0]["payload"])
    (fault,) = house.insight.faults.all()
    assert fault.reported.about == ABOUT


async def test_a_thank_you_is_no_answer_to_report(house: InsightHouse) -> None:
    await house.say("En elev blir mobbet")
    house.rasa.replies = [{"text": "Bare hyggelig!", "custom": {"route": "control"}}]
    await house.say("takk")
    (asked,) = await house.say("meld feil")
    await house.say(asked["buttons"][0]["payload"])
    assert house.insight.faults.all()[0].reported.about == ABOUT


async def test_a_comment_belongs_to_the_answer_it_was_written_about(house: InsightHouse) -> None:
    await house.say("En elev blir mobbet")
    (asked,) = await house.say("meld feil")
    await house.say(asked["buttons"][0]["payload"])
    await house.say("En annen elev er borte")
    (asked,) = await house.say("meld feil: her mangler fristen")
    assert len(asked["buttons"]) == 5
    assert house.insight.faults.all()[0].reported.comment == ""


async def test_a_button_of_another_conversation_or_typed_by_hand_reports_nothing(house: InsightHouse) -> None:
    (asked,) = await house.say("meld feil", "a")
    payload = asked["buttons"][0]["payload"]
    for message in (payload, payload.partition("~")[0], f"{payload[:-1]}x"):
        await house.say(message, "b")
    assert not house.insight.faults.all()


async def test_danger_in_a_comment_gets_the_emergency_numbers_first(house: InsightHouse) -> None:
    replies = await house.say("meld feil: du sa ikke hva jeg gjør når han har tatt fram kniv")
    assert "113" in replies[0]["text"]
    assert replies[0]["custom"]["acute"] is True
    assert replies[1]["buttons"]


async def test_a_comment_may_not_be_endless(house: InsightHouse) -> None:
    (told,) = await house.say("meld feil: " + "x" * 1001)
    assert "1000" in told["text"]


async def test_what_could_not_be_kept_is_not_said_to_be(house: InsightHouse, tmp_path: Path) -> None:
    (asked,) = await house.say("meld feil")
    (tmp_path / "hvana.db").unlink()
    (told,) = await house.say(asked["buttons"][0]["payload"])
    assert "fikk ikke lagret" in told["text"]
    answer = house.client().post("/api/feil", json=body())
    assert answer.status_code == 503
    assert "fikk ikke lagret" in answer.json()["detail"]


def test_the_page_reports_with_what_exists_and_no_names(house: InsightHouse) -> None:
    source = {"guide": "steinkjer-veileder-2025", "section": "Skjerpet plikt (§ 12-5)"}
    about = {
        "route": "melde_fra",
        "procedure": "melde_fra",
        "outcome": "meld_rektor",
        "sources": [source, {"guide": "steinkjer-veileder-2025", "section": "Ola Nordmann"}],
    }
    sent = body(
        kommune="steinkjer",
        about=about,
        comment="Kari Nordmann sier noe annet",
        question="Hva gjør jeg med Ola Nordmann?",
    )
    for _ in range(2):
        answer = house.client().post("/api/feil", json=sent)
        assert answer.status_code == 201
        assert "ikke hvem du er" in answer.json()["text"]
    (fault,) = house.insight.faults.all()
    assert fault.reported.about == ABOUT
    assert "Nordmann" not in f"{fault.reported.comment} {fault.reported.question}"
    assert fault.reported.question.startswith("Hva gjør jeg med [navn]")
    assert fault.state == "ny"


def test_what_does_not_exist_is_not_kept(house: InsightHouse) -> None:
    about = {"route": "Ola", "procedure": "kari", "outcome": "nordmann", "sources": []}
    assert house.client().post("/api/feil", json=body(about=about)).status_code == 201
    assert house.insight.faults.all()[0].reported.about == About()


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"cause": "because"}, 422),
        ({"comment": "x" * 1001}, 422),
        ({"question": "x" * 1001}, 422),
        ({"kommune": "oz"}, 404),
        ({"sender": ""}, 422),
        ({"about": {"sources": [{"guide": "a"}]}}, 422),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(
    house: InsightHouse, wrong: dict[str, Any], status: int
) -> None:
    answer = house.client().post("/api/feil", json=body(**wrong))
    assert answer.status_code == status
    assert answer.json()["detail"]
    assert not house.insight.faults.all()


def test_the_causes_are_the_contracts(house: InsightHouse) -> None:
    schema = FaultReport.model_json_schema()["properties"]["cause"]
    assert list(house.insight.fault_texts.causes) == schema["enum"]
