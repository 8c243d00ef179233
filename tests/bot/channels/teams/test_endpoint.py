"""What Teams posts is acknowledged at once, answered once, and answered whatever happens."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from bot.channels.teams.words import Words
from knowledge.rulebook import Rulebook
from tests.bot.channels.teams.conftest import QUESTION, Desk, Door, app_with, client_of, settings_for
from tests.support.teams import REPLY_TOKEN, TENANT, USER, Teams, activity, press


def test_answer_comes_after_the_typing_sign_to_the_message_it_answers(door: Door) -> None:
    sent = activity(door.teams)
    response = door.post(sent)
    assert response.status_code == 202
    [answer] = door.teams.wait_for_messages(1)
    assert [each.body["type"] for each in door.teams.posted] == ["typing", "message"]
    assert answer.text == "Si fra til rektor."
    assert answer.path == f"/emea/v3/conversations/a:samtale/activities/{sent['id']}"
    assert answer.authorization == f"Bearer {REPLY_TOKEN}"


def test_reception_learns_who_writes_without_their_ids_in_the_sender(door: Door) -> None:
    door.post(activity(door.teams))
    door.teams.wait_for_messages(1)
    [heard] = door.desk.heard
    assert heard.subject == f"entra:{TENANT}:{USER}"
    assert (heard.kommune, heard.rolle, heard.is_shared) == ("nasjonal", "ansatt", False)
    assert heard.message == "En elev blir plaget i garderoben"
    assert "bruker" not in heard.sender
    assert "samtale" not in heard.sender


def test_card_carries_its_words_for_where_no_cards_are_shown(door: Door) -> None:
    door.desk.replies = [QUESTION]
    door.post(activity(door.teams))
    [asked] = door.teams.wait_for_messages(1)
    assert asked.card["type"] == "AdaptiveCard"
    assert "Hvem krenker?" in asked.body["summary"]
    assert "1. En elev" in asked.body["summary"]
    assert "text" not in asked.body


def test_pressed_button_stands_in_the_card_and_the_next_card_comes(door: Door) -> None:
    door.desk.replies = [QUESTION]
    door.post(activity(door.teams))
    [asked] = door.teams.wait_for_messages(1)
    payload = QUESTION["buttons"][1]["payload"]
    door.post(press(door.teams, {"payload": payload}, asked.id))
    door.teams.wait_for_messages(2)
    [edited] = [each for each in door.teams.posted if each.method == "PUT"]
    assert edited.id == asked.id
    assert "En ansatt" in str(edited.card)
    assert "Hvem krenker?" in str(edited.card)
    assert "Action.Submit" not in str(edited.card)
    assert door.desk.heard[-1].message == payload


@pytest.mark.parametrize("value", [{"payload": "/svar{}~gammelsignatur12"}, {"x": 1}, "ja", [1], {}, 7])
def test_unknown_button_gets_a_sentence_and_reaches_nobody(door: Door, words: Words, value: object) -> None:
    door.post(press(door.teams, value, "1"))
    [answer] = door.teams.wait_for_messages(1)
    assert answer.text == words.unknown_button
    assert not door.desk.heard


def test_executed_action_is_answered_at_once_and_then_as_a_press(door: Door, words: Words) -> None:
    door.desk.replies = [QUESTION]
    payload = QUESTION["buttons"][0]["payload"]
    value = {"action": {"type": "Action.Execute", "verb": "svar", "data": {"payload": payload}}}
    response = door.post(
        activity(door.teams, type="invoke", name="adaptiveCard/action", text=None, value=value, replyToId="1")
    )
    assert response.status_code == 200
    assert response.json() == {
        "statusCode": 200,
        "type": "application/vnd.microsoft.activity.message",
        "value": words.pressed,
    }
    door.teams.wait_for_messages(1)
    assert door.desk.heard[0].message == payload


def test_other_invokes_are_refused_as_the_protocol_says(door: Door) -> None:
    response = door.post(activity(door.teams, type="invoke", name="task/fetch", text=None, value={}))
    assert response.status_code == 501


@pytest.mark.parametrize("kind", ["typing", "messageReaction", "messageUpdate", "endOfConversation"])
def test_what_needs_no_answer_gets_none(door: Door, kind: str) -> None:
    assert door.post(activity(door.teams, type=kind)).status_code == 202
    door.post(activity(door.teams))
    door.teams.wait_for_messages(1)
    assert len(door.desk.heard) == 1


def test_four_copies_of_a_message_are_one_turn(door: Door) -> None:
    sent = activity(door.teams)
    for _ in range(4):
        assert door.post(sent).status_code == 202
    door.teams.wait_for_messages(1)
    assert door.post(sent).status_code == 202
    door.post(activity(door.teams, text="Og enda en ting om en annen elev"))
    assert len(door.teams.wait_for_messages(2)) == 2
    assert len(door.desk.heard) == 2


def test_four_copies_of_a_press_with_new_ids_are_one_turn(door: Door) -> None:
    door.desk.replies = [QUESTION]
    value = {"payload": QUESTION["buttons"][0]["payload"]}
    for _ in range(4):
        door.post(press(door.teams, value, "77"))
    door.teams.wait_for_messages(1)
    door.post(press(door.teams, value, "78"))
    door.teams.wait_for_messages(2)
    assert len(door.desk.heard) == 2


def test_yes_to_two_questions_is_heard_twice(door: Door) -> None:
    door.post(activity(door.teams, text="ja"))
    door.teams.wait_for_messages(1)
    door.post(activity(door.teams, text="ja"))
    door.teams.wait_for_messages(2)
    assert [each.message for each in door.desk.heard] == ["ja", "ja"]


def test_slow_answer_is_acknowledged_before_it_is_there_told_of_and_delivered_once(
    door: Door, words: Words
) -> None:
    door.desk.free.clear()
    sent = activity(door.teams)
    assert door.post(sent).status_code == 202
    assert door.teams.wait_for_messages(1)[0].text == words.patience
    door.post({**sent, "id": "9", "timestamp": "2026-11-25T10:00:15Z"})
    door.desk.free.set()
    door.teams.wait_for_messages(2)
    door.desk.replies = [{"text": "Vær så god."}]
    door.post(activity(door.teams, text="takk"))
    said = [each.text for each in door.teams.wait_for_messages(3)]
    assert said == [words.patience, "Si fra til rektor.", "Vær så god."]


def test_answer_that_never_comes_is_said_to_be_lost(door: Door, words: Words) -> None:
    door.desk.free.clear()
    door.post(activity(door.teams))
    assert [each.text for each in door.teams.wait_for_messages(2)] == [words.patience, words.too_late]


def test_error_ends_in_a_sentence_without_what_went_wrong(
    door: Door, words: Words, caplog: pytest.LogCaptureFixture
) -> None:
    door.desk.error = RuntimeError("Kari Nordmann i 9A")
    door.post(activity(door.teams))
    [said] = door.teams.wait_for_messages(1)
    assert said.text == words.failed
    assert "Kari" not in caplog.text
    assert "RuntimeError" in caplog.text


def test_what_could_not_be_answered_may_be_said_again_at_once(door: Door) -> None:
    door.desk.is_served = False
    text = "En elev i klassen min blir plaget hver dag"
    for number in (1, 2):
        door.post(activity(door.teams, text=text))
        door.teams.wait_for_messages(number)
    assert len(door.desk.heard) == 2


def test_button_that_could_not_be_answered_can_be_pressed_again(door: Door) -> None:
    door.desk.replies = [QUESTION]
    door.post(activity(door.teams))
    [asked] = door.teams.wait_for_messages(1)
    value = {"payload": QUESTION["buttons"][0]["payload"]}
    door.desk.is_served = False
    door.post(press(door.teams, value, asked.id))
    door.teams.wait_for_messages(2)
    assert not [each for each in door.teams.posted if each.method == "PUT"]
    door.desk.is_served = True
    door.post(press(door.teams, value, asked.id))
    door.teams.wait_for(lambda: [each for each in door.teams.posted if each.method == "PUT"])
    assert len(door.desk.heard) == 3


def test_busy_teams_is_tried_again(door: Door) -> None:
    door.teams.failures = [(429, {"Retry-After": "0"}), (503, {})]
    door.post(activity(door.teams))
    assert [each.text for each in door.teams.wait_for_messages(1)] == ["Si fra til rektor."]


def test_card_that_teams_refuses_is_sent_as_text(door: Door) -> None:
    door.desk.replies = [QUESTION]
    door.teams.failures = [(413, {})]
    door.post(activity(door.teams))
    [said] = door.teams.wait_for_messages(1)
    assert not said.card
    assert "1. En elev" in said.text


def test_files_are_said_not_to_be_read(door: Door, words: Words) -> None:
    file = {
        "contentType": "application/vnd.microsoft.teams.file.download.info",
        "name": "liste.xlsx",
        "content": {},
    }
    door.post(activity(door.teams, attachments=[file]))
    assert [each.text for each in door.teams.wait_for_messages(2)] == ["Si fra til rektor.", words.files]
    door.post(activity(door.teams, text="", attachments=[{"contentType": "image/png", "contentUrl": "x"}]))
    assert door.teams.wait_for_messages(3)[2].text == words.files
    assert len(door.desk.heard) == 1


def test_empty_and_too_long_messages_get_a_sentence(door: Door, words: Words) -> None:
    door.post(activity(door.teams, text=" \u200b "))
    door.post(activity(door.teams, text="a" * 5000))
    said = {each.text for each in door.teams.wait_for_messages(2)}
    assert said == {words.empty, words.too_long.format(most=4000)}
    assert not door.desk.heard


def test_too_many_messages_in_a_minute_are_held_back(
    teams: Teams, tmp_path: Path, rulebook: Rulebook, words: Words
) -> None:
    desk = Desk()
    with client_of(app_with(settings_for(teams, tmp_path, turns_per_minute=2), desk, rulebook)) as client:
        for number in (1, 2, 3):
            client.post(
                "/api/messages", json=activity(teams, text=f"Spørsmål {number}"), headers=teams.headers
            )
            teams.wait_for_messages(number)
    assert len(desk.heard) == 2
    assert teams.said()[2].text.startswith(words.too_many.partition("{")[0])


def test_installation_is_welcomed_once_in_a_chat_and_never_in_a_group(door: Door, words: Words) -> None:
    bot = activity(door.teams)["recipient"]
    door.post(activity(door.teams, type="installationUpdate", action="add", text=None))
    door.post(activity(door.teams, type="conversationUpdate", membersAdded=[bot], text=None))
    team = {"id": "19:team@thread.tacv2", "conversationType": "channel", "tenantId": TENANT}
    door.post(
        activity(door.teams, type="conversationUpdate", membersAdded=[bot], text=None, conversation=team)
    )
    door.post(activity(door.teams))
    said = [each.text for each in door.teams.wait_for_messages(2)]
    assert sorted(said) == sorted([words.welcome, "Si fra til rektor."])


def test_nothing_of_what_is_said_is_logged(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    door.post(activity(door.teams, text="Kari i 9A har det vondt"))
    door.teams.wait_for_messages(1)
    door.teams.failures = [(400, {})]
    door.post(activity(door.teams, text="Ola i 8B har det vondt"))
    door.post(activity(door.teams, text="Nå da"))
    door.teams.wait_for_messages(2)
    for secret in ("9A", "8B", "a:samtale", "29:bruker", USER, door.teams.token()[:40]):
        assert secret not in caplog.text
