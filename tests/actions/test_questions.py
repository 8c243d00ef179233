"""A question that is not surely understood is put to the guides first; a story never ends in a mere answer from them."""

from types import SimpleNamespace
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.asking import Asking, load_asking
from actions.doubt import Doubt
from actions.outside import ActionOutside
from actions.texts import load_texts
from actions.understand import load_understanding
from knowledge.rulebook import Rulebook
from tests.actions.conftest import DATA, Chat, FoundNothing
from tests.support.stories import STORIES

QUESTIONS = (
    "får elevene gratis skoleskyss?",
    "får elevene frukt?",
    "hvor mange timer matte har 6. trinn",
    "har elevene rett til leksehjelp",
    "hvor lenge skal tiltaksplanen vare?",
    "kva for fag har dei i 8. klasse?",
    "er det lov med mobil i timen",
    "kem e med i ressursteamet",
)
HALF_A_REPORT = (("melde_fra", 0.32), ("spor_guide", 0.14), ("utenfor", 0.14))
MILD_READINGS = (
    HALF_A_REPORT,
    (("spor_guide", 0.34), ("svar", 0.3), ("melde_fra", 0.1)),
    (("hjelp", 0.2), ("spor_guide", 0.12)),
    (("utenfor", 0.34), ("takk", 0.3)),
)
REPORT = "Melde fra om at en elev ikke har det trygt og godt"


@pytest.fixture(scope="module")
def asking() -> Asking:
    return load_asking(DATA / "questions.yml")


def ways_on(chat: Chat) -> list[str]:
    """The procedures that can be gone on with."""
    offered = [button for message in chat.messages for button in message.buttons]
    return [each.title for each in offered if each.values.get("rute", "spor_guide") != "spor_guide"]


@pytest.mark.parametrize("text", QUESTIONS)
def test_what_asks_in_general_is_no_story(asking: Asking, text: str) -> None:
    assert asking.is_general(text)


@pytest.mark.parametrize("text", STORIES)
def test_what_tells_of_somebody_is_no_mere_question(asking: Asking, text: str) -> None:
    assert not asking.is_general(text)
    assert asking.may_be_about_a_pupil(text)


@pytest.mark.parametrize("text", QUESTIONS)
def test_an_unsure_question_is_searched_for_with_the_way_on_under_it(chat: Chat, text: str) -> None:
    chat.say("nlu_fallback", text, ranking=HALF_A_REPORT)
    assert [message.response for message in chat.messages] == ["utter_ikke_svar", "utter_eller_en_sak"]
    assert chat.messages[0].values["sokt"] == text
    assert ways_on(chat) == [REPORT]
    assert chat.press(REPORT).asks == "krenker"


@pytest.mark.parametrize("text", STORIES)
@pytest.mark.parametrize("ranking", MILD_READINGS)
def test_a_story_leads_on_however_mildly_it_was_read(
    chat: Chat, text: str, ranking: tuple[tuple[str, float], ...]
) -> None:
    chat.say("nlu_fallback", text, ranking=ranking)
    assert REPORT in ways_on(chat)
    assert chat.press(REPORT).asks == "krenker"
    assert chat.case is not None
    assert chat.case.told == (text,)


def test_a_question_about_no_pupil_gets_its_answer_alone(chat: Chat) -> None:
    chat.say("nlu_fallback", "hva koster kopimaskinen?", ranking=(("hjelp", 0.3), ("spor_guide", 0.2)))
    assert [message.response for message in chat.messages] == ["utter_ikke_svar"]


def test_yes_to_the_one_way_on_takes_it(chat: Chat) -> None:
    chat.say("nlu_fallback", "han tegner bare sverd", ranking=MILD_READINGS[2])
    assert chat.say("bekreft", "ja").asks == "krenker"


def test_the_way_on_still_holds_when_more_of_the_answer_is_shown(chat: Chat) -> None:
    chat.say("nlu_fallback", "får elevene frukt?", ranking=HALF_A_REPORT)
    way_on = chat.messages[1].buttons[0]
    chat.say("spor_guide", "/spor_guide{}", after_digression=True)
    assert chat.say(way_on.intent, way_on.payload, *way_on.values.items()).asks == "krenker"


def test_a_question_that_states_something_grave_is_asked_about_as_before(chat: Chat) -> None:
    ranking = (("spor_guide", 0.8), ("melde_fra", 0.1))
    chat.say("nlu_fallback", "hva om rektor plager elever?", ("krenker", "ledelse"), ranking=ranking)
    assert chat.messages[0].response == "utter_mente_du"


def test_what_may_be_going_on_now_is_done_and_not_searched_for(chat: Chat) -> None:
    ranking = (("spor_guide", 0.34), ("gripe_inn", 0.31))
    assert chat.say("nlu_fallback", "får elevene slåss?", ranking=ranking).decides == "grip_inn"


def test_danger_in_a_question_is_never_searched_for_first(chat: Chat) -> None:
    chat.say("melde_fra", "vil elevene dø?", acute=True, ranking=(("melde_fra", 0.5), ("spor_guide", 0.4)))
    assert chat.decides == "nodetat"


def test_a_question_about_a_case_is_answered_with_the_case_under_it(chat: Chat) -> None:
    ranking = (("meldeskjema", 0.54), ("spor_guide", 0.42))
    chat.say("meldeskjema", "hvem skal ha meldeskjemaet?", ranking=ranking)
    assert chat.messages[0].custom["route"] == "search"
    assert ways_on(chat) != []
    sure = (("meldeskjema", 0.9), ("spor_guide", 0.02))
    assert chat.say("meldeskjema", "kan jeg få et meldeskjema?", ranking=sure).asks == "krenker"


@pytest.mark.parametrize(
    ("text", "likely", "case", "responses"),
    [
        ("har elevene rett til leksehjelp?", 0.14, None, ["utter_ikke_svar", "utter_eller_en_sak"]),
        ("har elevene rett til leksehjelp?", 0.14, {"id": "a"}, ["utter_ikke_svar"]),
        ("hva koster leksehjelp?", 0.14, None, ["utter_ikke_svar"]),
        ("hvordan blir været i morgen?", 0.01, None, ["utter_utenfor"]),
        ("skriv et dikt om høsten", 0.3, None, ["utter_utenfor"]),
    ],
)
def test_what_was_read_as_outside_is_put_to_the_guides_where_it_may_be_theirs(
    rulebook: Rulebook, text: str, likely: float, case: object, responses: list[str]
) -> None:
    ranking: list[dict[str, Any]] = [
        {"name": "utenfor", "confidence": 0.43},
        {"name": "spor_guide", "confidence": likely},
    ]
    message = {"text": text, "intent": ranking[0], "intent_ranking": ranking}
    tracker = SimpleNamespace(
        latest_message=message, latest_action_name=None, sender_id="eier", get_slot=lambda _: case
    )
    dispatcher = CollectingDispatcher()
    doubt = Doubt(rulebook, load_texts(DATA / "texts.yml"))
    ActionOutside(load_understanding(DATA), FoundNothing(), doubt).run(dispatcher, tracker, {})
    assert [each["response"] for each in dispatcher.messages] == responses
