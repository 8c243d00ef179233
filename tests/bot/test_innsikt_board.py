"""The notice and the switch, as a user meets them in any channel and in GET /api/status."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.store.drafts import utc_now
from knowledge.rulebook import Rulebook
from tests.bot.insight_house import DECISION, InsightHouse, open_insight_house


@pytest.fixture
def house(rulebook: Rulebook, tmp_path: Path) -> InsightHouse:
    return open_insight_house(rulebook, tmp_path)


def post(house: InsightHouse, text: str) -> str:
    return house.insight.board.post(text, utc_now() - timedelta(hours=1), utc_now() + timedelta(hours=1))


async def test_a_notice_comes_first_once_in_each_conversation(house: InsightHouse) -> None:
    notice_id = post(house, "Nede onsdag.")
    first, decision = await house.say("En elev blir mobbet")
    assert first["text"] == "Nede onsdag."
    assert first["custom"] == {"notice": notice_id, "route": "melde_fra"}
    assert decision["text"] == DECISION["text"]
    assert len(await house.say("En elev blir mobbet")) == 1
    assert len(await house.say("En elev blir mobbet", "b")) == 2
    post(house, "Nede torsdag.")
    assert (await house.say("En elev blir mobbet"))[0]["text"] == "Nede torsdag."


async def test_danger_is_answered_before_any_notice(house: InsightHouse) -> None:
    post(house, "Nede onsdag.")
    replies = await house.say("han puster ikke")
    assert "113" in replies[0]["text"]
    assert not [each for each in replies if "notice" in each.get("custom", {})]
    assert "notice" in (await house.say("det går bra nå"))[0]["custom"]


def test_the_page_is_told_of_both(house: InsightHouse) -> None:
    client = house.client()
    assert client.get("/api/status").json() == {"notice": None, "closed": None}
    notice_id = post(house, "Nede onsdag.")
    house.insight.board.close("Fristene rettes.")
    told = client.get("/api/status").json()
    assert told["notice"] == {"id": notice_id, "text": "Nede onsdag."}
    assert told["closed"]["text"].startswith("Fristene rettes.")
    assert "113" in told["closed"]["text"]


async def test_closed_it_says_why_whom_to_tell_and_the_numbers_and_rasa_hears_nothing(
    house: InsightHouse,
) -> None:
    house.insight.board.close("Fristene rettes.")
    (closed,) = await house.say("En elev blir mobbet")
    for part in ("Fristene rettes.", "rektor", "113", "112", "110"):
        assert part in closed["text"]
    assert closed["custom"]["route"] == "closed"
    assert house.rasa.sent == []
    house.insight.board.open()
    assert (await house.say("En elev blir mobbet"))[0]["text"] == DECISION["text"]


@pytest.mark.parametrize("said", ["han puster ikke", "/akutt{}", '/velg{"faktum": "fare", "verdi": "ja"}'])
async def test_closed_danger_still_gets_the_emergency_text_first(house: InsightHouse, said: str) -> None:
    house.insight.board.close("Fristene rettes.")
    emergency, closed = await house.say(said)
    assert emergency["custom"]["acute"] is True
    assert emergency["text"].startswith("Er det fare for liv")
    assert closed["text"].startswith("Fristene rettes.")
    assert house.rasa.sent == []


async def test_closed_a_button_offered_before_reaches_rasa_no_more(house: InsightHouse) -> None:
    house.rasa.replies = [{"text": "?", "buttons": [{"title": "Ja", "payload": '/velg{"faktum":"x"}'}]}]
    (asked,) = await house.say("En elev blir mobbet")
    house.insight.board.close("Fristene rettes.")
    (closed,) = await house.say(asked["buttons"][0]["payload"])
    assert closed["custom"]["route"] == "closed"
    assert len(house.rasa.sent) == 1


async def test_closed_drafts_can_still_be_fetched(house: InsightHouse) -> None:
    house.insight.board.close("Fristene rettes.")
    (drafts,) = await house.say("mine utkast")
    assert drafts["custom"]["page"]["url"].startswith("/utkast")


async def test_it_stays_closed_after_a_restart(
    house: InsightHouse, rulebook: Rulebook, tmp_path: Path
) -> None:
    house.insight.board.close("Fristene rettes.")
    again = open_insight_house(rulebook, tmp_path)
    (closed,) = await again.say("En elev blir mobbet")
    assert closed["custom"]["route"] == "closed"
