"""A message that Teams sends again is known again, and a person who says the same twice is heard twice."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.channels.teams.activity import Activity, read_activity
from bot.channels.teams.heard import Heard, Hearing
from bot.channels.teams.text import text_of
from tests.support.teams import Teams, activity

TEAMS = Teams(url="http://127.0.0.1:1")
STORY = "En elev i klassen min blir slått"


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def hearing(clock: Clock) -> Hearing:
    return Hearing(clock)


def message(**changes: Any) -> Activity:
    return read_activity(json.dumps(activity(TEAMS, **changes)).encode())


def say(hearing: Hearing, text: str, is_answered: bool = True, **changes: Any) -> Heard | None:
    said = message(text=text, **changes)
    heard = hearing.hear(said, text_of(said))
    if heard:
        heard.is_answered = is_answered
    return heard


def test_same_id_is_the_same_also_with_another_time(hearing: Hearing, clock: Clock) -> None:
    assert say(hearing, "ja", id="1", timestamp="2026-11-25T10:00:00Z")
    clock.now += 45
    assert say(hearing, "ja", id="1", timestamp="2026-11-25T10:00:45Z") is None


def test_short_answer_may_be_given_to_the_next_question(hearing: Hearing) -> None:
    for _ in range(3):
        assert say(hearing, "ja")


def test_short_answer_before_our_own_is_out_is_the_same(hearing: Hearing, clock: Clock) -> None:
    assert say(hearing, "ja", is_answered=False)
    clock.now += 15
    assert say(hearing, "ja") is None


@pytest.mark.parametrize("field", ["timestamp", "localTimestamp"])
def test_same_words_of_the_same_moment_are_the_same(hearing: Hearing, field: str) -> None:
    assert say(hearing, "ja", **{field: "2026-11-25T10:00:00.123Z"})
    assert say(hearing, "ja", **{field: "2026-11-25T10:00:00.123Z"}) is None


def test_sentence_again_is_the_same_while_nothing_else_is_said(hearing: Hearing, clock: Clock) -> None:
    for expected in (True, False, False, False):
        assert bool(say(hearing, STORY)) is expected
        clock.now += 15


def test_sentence_may_be_told_anew_after_something_else_or_a_minute(hearing: Hearing, clock: Clock) -> None:
    assert say(hearing, STORY)
    assert say(hearing, "avbryt")
    assert say(hearing, STORY)
    clock.now += 61
    assert say(hearing, STORY)


def test_others_and_other_conversations_are_heard_by_themselves(hearing: Hearing) -> None:
    assert say(hearing, STORY, is_answered=False)
    assert say(hearing, STORY, **{"from": {"id": "29:en-annen"}})
    assert say(hearing, STORY, conversation={"id": "a:annen", "conversationType": "personal"})


def test_same_press_on_the_same_card_is_the_same_for_a_minute(hearing: Hearing, clock: Clock) -> None:
    pressed = {"text": "", "value": {"payload": "/svar{}"}, "replyToId": "7"}
    assert say(hearing, **pressed)
    clock.now += 30
    assert say(hearing, **pressed) is None
    clock.now += 31
    assert say(hearing, **pressed)


def test_same_value_on_another_card_or_another_on_the_same_is_a_press_of_its_own(hearing: Hearing) -> None:
    value = {"payload": "/svar{}"}
    assert say(hearing, "", is_answered=False, value=value, replyToId="7")
    assert say(hearing, "", is_answered=False, value=value, replyToId="8")
    assert say(hearing, "", is_answered=False, value={"payload": "/annet{}"}, replyToId="7")


def test_what_is_forgotten_may_come_again(hearing: Hearing) -> None:
    first = message(text=STORY)
    heard = hearing.hear(first, STORY)
    assert heard
    hearing.forget(first, heard)
    assert say(hearing, STORY)


def test_words_themselves_are_not_kept(hearing: Hearing) -> None:
    say(hearing, "hemmelige ord i en setning")
    kept = [vars(each) for person in hearing._people.values() for each in person.heard]
    assert kept
    assert "hemmelige" not in str(kept) + str(hearing._seen)
