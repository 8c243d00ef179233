"""What Teams posts is acknowledged at once, answered once, and answered whatever happens."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from bot.channels.teams.words import Words
from knowledge.rulebook import Rulebook
from tests.bot.channels.teams.conftest import QUESTION, Desk, Running, app_with, client_of, settings_for
from tests.support.teams import REPLY_TOKEN, TENANT, USER, Teams, activity, press


def test_answer_comes_after_the_typing_sign_to_the_message_it_answers(running: Running) -> None:
    sent = activity(running.teams)
    response = running.post(sent)
    assert response.status_code == 202
    [answer] = running.teams.wait_for_messages(1)
    assert [each.body["type"] for each in running.teams.posted] == ["typing", "message"]
    assert answer.text == "Si fra til rektor."
    assert answer.path == f"/emea/v3/conversations/a:samtale/activities/{sent['id']}"
    assert answer.authorization == f"Bearer {REPLY_TOKEN}"


def test_reception_learns_who_writes_without_their_ids_in_the_sender(running: Running) -> None:
    running.post(activity(running.teams))
    running.teams.wait_for_messages(1)
    [heard] = running.desk.heard
    assert heard.subject == f"entra:{TENANT}:{USER}"
    assert (heard.kommune, heard.rolle, heard.is_shared) == ("nasjonal", "ansatt", False)
    assert heard.message == "En elev blir plaget i garderoben"
    assert "bruker" not in heard.sender
    assert "samtale" not in heard.sender


def test_card_carries_its_words_for_where_no_cards_are_shown(running: Running) -> None:
    running.desk.replies = [QUESTION]
    running.post(activity(running.teams))
    [asked] = running.teams.wait_for_messages(1)
    assert asked.card["type"] == "AdaptiveCard"
    assert "Hvem krenker?" in asked.body["summary"]
    assert "1. En elev" in asked.body["summary"]
    assert "text" not in asked.body


def test_pressed_button_stands_in_the_card_and_the_next_card_comes(running: Running) -> None:
    running.desk.replies = [QUESTION]
    running.post(activity(running.teams))
    [asked] = running.teams.wait_for_messages(1)
    payload = QUESTION["buttons"][1]["payload"]
    running.post(press(running.teams, {"payload": payload}, asked.id))
    running.teams.wait_for_messages(2)
    [edited] = [each for each in running.teams.posted if each.method == "PUT"]
    assert edited.id == asked.id
    assert "En ansatt" in str(edited.card)
    assert "Hvem krenker?" in str(edited.card)
    assert "Action.Submit" not in str(edited.card)
    assert running.desk.heard[-1].message == payload


@pytest.mark.parametrize("value", [{"payload": "/svar{}~gammelsignatur12"}, {"x": 1}, "ja", [1], {}, 7])
def test_unknown_button_gets_a_sentence_and_reaches_nobody(
    running: Running, words: Words, value: object
) -> None:
    running.post(press(running.teams, value, "1"))
    [answer] = running.teams.wait_for_messages(1)
    assert answer.text == words.unknown_button
    assert not running.desk.heard


def test_executed_action_is_answered_at_once_and_then_as_a_press(running: Running, words: Words) -> None:
    running.desk.replies = [QUESTION]
    payload = QUESTION["buttons"][0]["payload"]
    value = {"action": {"type": "Action.Execute", "verb": "svar", "data": {"payload": payload}}}
    response = running.post(
        activity(
            running.teams, type="invoke", name="adaptiveCard/action", text=None, value=value, replyToId="1"
        )
    )
    assert response.status_code == 200
    assert response.json() == {
        "statusCode": 200,
        "type": "application/vnd.microsoft.activity.message",
        "value": words.pressed,
    }
    running.teams.wait_for_messages(1)
    assert running.desk.heard[0].message == payload


def test_other_invokes_are_refused_as_the_protocol_says(running: Running) -> None:
    response = running.post(activity(running.teams, type="invoke", name="task/fetch", text=None, value={}))
    assert response.status_code == 501


@pytest.mark.parametrize("kind", ["typing", "messageReaction", "messageUpdate", "endOfConversation"])
def test_what_needs_no_answer_gets_none(running: Running, kind: str) -> None:
    assert running.post(activity(running.teams, type=kind)).status_code == 202
    running.post(activity(running.teams))
    running.teams.wait_for_messages(1)
    assert len(running.desk.heard) == 1


def test_four_copies_of_a_message_are_one_turn(running: Running) -> None:
    sent = activity(running.teams)
    for _ in range(4):
        assert running.post(sent).status_code == 202
    running.teams.wait_for_messages(1)
    assert running.post(sent).status_code == 202
    running.post(activity(running.teams, text="Og enda en ting om en annen elev"))
    assert len(running.teams.wait_for_messages(2)) == 2
    assert len(running.desk.heard) == 2


def test_four_copies_of_a_press_with_new_ids_are_one_turn(running: Running) -> None:
    running.desk.replies = [QUESTION]
    value = {"payload": QUESTION["buttons"][0]["payload"]}
    for _ in range(4):
        running.post(press(running.teams, value, "77"))
    running.teams.wait_for_messages(1)
    running.post(press(running.teams, value, "78"))
    running.teams.wait_for_messages(2)
    assert len(running.desk.heard) == 2


def test_yes_to_two_questions_is_heard_twice(running: Running) -> None:
    running.post(activity(running.teams, text="ja"))
    running.teams.wait_for_messages(1)
    running.post(activity(running.teams, text="ja"))
    running.teams.wait_for_messages(2)
    assert [each.message for each in running.desk.heard] == ["ja", "ja"]


def test_slow_answer_is_acknowledged_before_it_is_there_told_of_and_delivered_once(
    running: Running, words: Words
) -> None:
    running.desk.free.clear()
    sent = activity(running.teams)
    assert running.post(sent).status_code == 202
    assert running.teams.wait_for_messages(1)[0].text == words.patience
    running.post({**sent, "id": "9", "timestamp": "2026-11-25T10:00:15Z"})
    running.desk.free.set()
    running.teams.wait_for_messages(2)
    running.desk.replies = [{"text": "Vær så god."}]
    running.post(activity(running.teams, text="takk"))
    said = [each.text for each in running.teams.wait_for_messages(3)]
    assert said == [words.patience, "Si fra til rektor.", "Vær så god."]


def test_answer_that_never_comes_is_said_to_be_lost(running: Running, words: Words) -> None:
    running.desk.free.clear()
    running.post(activity(running.teams))
    assert [each.text for each in running.teams.wait_for_messages(2)] == [words.patience, words.too_late]


def test_error_ends_in_a_sentence_without_what_went_wrong(
    running: Running, words: Words, caplog: pytest.LogCaptureFixture
) -> None:
    running.desk.error = RuntimeError("Kari Nordmann i 9A")
    running.post(activity(running.teams))
    [said] = running.teams.wait_for_messages(1)
    assert said.text == words.failed
    assert "Kari" not in caplog.text
    assert "RuntimeError" in caplog.text


def test_what_could_not_be_answered_may_be_said_again_at_once(running: Running) -> None:
    running.desk.is_served = False
    text = "En elev i klassen min blir plaget hver dag"
    for number in (1, 2):
        running.post(activity(running.teams, text=text))
        running.teams.wait_for_messages(number)
    assert len(running.desk.heard) == 2


def test_button_that_could_not_be_answered_can_be_pressed_again(running: Running) -> None:
    running.desk.replies = [QUESTION]
    running.post(activity(running.teams))
    [asked] = running.teams.wait_for_messages(1)
    value = {"payload": QUESTION["buttons"][0]["payload"]}
    running.desk.is_served = False
    running.post(press(running.teams, value, asked.id))
    running.teams.wait_for_messages(2)
    assert not [each for each in running.teams.posted if each.method == "PUT"]
    running.desk.is_served = True
    running.post(press(running.teams, value, asked.id))
    running.teams.wait_for(lambda: [each for each in running.teams.posted if each.method == "PUT"])
    assert len(running.desk.heard) == 3


def test_busy_teams_is_tried_again(running: Running) -> None:
    running.teams.failures = [(429, {"Retry-After": "0"}), (503, {})]
    running.post(activity(running.teams))
    assert [each.text for each in running.teams.wait_for_messages(1)] == ["Si fra til rektor."]


def test_card_that_teams_refuses_is_sent_as_text(running: Running) -> None:
    running.desk.replies = [QUESTION]
    running.teams.failures = [(413, {})]
    running.post(activity(running.teams))
    [said] = running.teams.wait_for_messages(1)
    assert not said.card
    assert "1. En elev" in said.text


def test_files_are_said_not_to_be_read(running: Running, words: Words) -> None:
    file = {
        "contentType": "application/vnd.microsoft.teams.file.download.info",
        "name": "liste.xlsx",
        "content": {},
    }
    running.post(activity(running.teams, attachments=[file]))
    assert [each.text for each in running.teams.wait_for_messages(2)] == ["Si fra til rektor.", words.files]
    running.post(
        activity(running.teams, text="", attachments=[{"contentType": "image/png", "contentUrl": "x"}])
    )
    assert running.teams.wait_for_messages(3)[2].text == words.files
    assert len(running.desk.heard) == 1


def test_empty_and_too_long_messages_get_a_sentence(running: Running, words: Words) -> None:
    running.post(activity(running.teams, text=" \u200b "))
    running.post(activity(running.teams, text="a" * 5000))
    said = {each.text for each in running.teams.wait_for_messages(2)}
    assert said == {words.empty, words.too_long.format(most=4000)}
    assert not running.desk.heard


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


def test_installation_is_welcomed_once_in_a_chat_and_never_in_a_group(running: Running, words: Words) -> None:
    bot = activity(running.teams)["recipient"]
    running.post(activity(running.teams, type="installationUpdate", action="add", text=None))
    running.post(activity(running.teams, type="conversationUpdate", membersAdded=[bot], text=None))
    team = {"id": "19:team@thread.tacv2", "conversationType": "channel", "tenantId": TENANT}
    running.post(
        activity(running.teams, type="conversationUpdate", membersAdded=[bot], text=None, conversation=team)
    )
    running.post(activity(running.teams))
    said = [each.text for each in running.teams.wait_for_messages(2)]
    assert sorted(said) == sorted([words.welcome, "Si fra til rektor."])


def test_nothing_of_what_is_said_is_logged(running: Running, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    running.post(activity(running.teams, text="Kari i 9A har det vondt"))
    running.teams.wait_for_messages(1)
    running.teams.failures = [(400, {})]
    running.post(activity(running.teams, text="Ola i 8B har det vondt"))
    running.post(activity(running.teams, text="Nå da"))
    running.teams.wait_for_messages(2)
    for secret in ("9A", "8B", "a:samtale", "29:bruker", USER, running.teams.token()[:40]):
        assert secret not in caplog.text
