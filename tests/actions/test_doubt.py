"""Not sure what is meant: the bot asks between two, acts where it is urgent, and else searches; the message waits."""

import pytest

from tests.actions.conftest import Chat

UNSURE = (("fravaer", 0.41), ("melde_fra", 0.38), ("svar", 0.1))


def buttons(chat: Chat) -> list[str]:
    return [button.title for message in chat.messages for button in message.buttons]


def test_between_two_the_user_chooses_and_what_was_said_is_used(chat: Chat) -> None:
    chat.say("nlu_fallback", "jente borte ni dager", ("melding", "ja"), ranking=UNSURE)
    assert chat.messages[0].response == "utter_mente_du"
    assert buttons(chat)[0] == "Følge opp fravær"
    assert chat.press("Følge opp fravær").asks == "kontakt"
    assert chat.case is not None
    assert chat.case.facts == {"melding": "ja", "dager": "9"}
    assert chat.case.told == ("jente borte ni dager",)


def test_one_likely_route_is_offered_beside_the_search(chat: Chat) -> None:
    chat.say("nlu_fallback", "han plan greia", ranking=(("tiltaksplan", 0.45), ("takk", 0.2)))
    assert buttons(chat)[1] == "Søk i veilederne"
    chat.press("Søk i veilederne")
    assert chat.messages[0].values["sokt"] == "han plan greia"


def test_what_may_be_going_on_now_is_never_asked_about_first(chat: Chat) -> None:
    ranking = (("melde_fra", 0.44), ("gripe_inn", 0.4))
    assert chat.say("nlu_fallback", "dem slåss", ranking=ranking).decides == "grip_inn"


def test_a_question_that_states_something_grave_may_be_a_report(chat: Chat) -> None:
    ranking = (("spor_guide", 0.85), ("melde_fra", 0.06))
    chat.say("nlu_fallback", "ka gjør æ når rektor plage ongan", ("krenker", "ledelse"), ranking=ranking)
    assert buttons(chat) == ["Melde fra om at en elev ikke har det trygt og godt", "Søk i veilederne"]
    chat.press("Melde fra om at en elev ikke har det trygt og godt")
    assert chat.decides == "meld_skoleeier"


def test_between_a_route_and_a_mere_answer_nobody_is_asked(chat: Chat) -> None:
    ranking = (("fravaer", 0.49), ("svar", 0.45))
    chat.say("nlu_fallback", "har holdt kartleggingssamtalen", ("kartlagt", "ja"), ranking=ranking)
    assert chat.asks == "dager"


def test_what_fits_nowhere_is_searched_for(chat: Chat) -> None:
    chat.say("nlu_fallback", "asdf", ranking=(("takk", 0.3), ("utenfor", 0.2)))
    assert chat.messages[0].response == "utter_ikke_svar"
    assert chat.case is None


def test_a_choice_that_waits_no_longer_does_nothing(chat: Chat) -> None:
    chat.say("nlu_fallback", "jente borte", ranking=UNSURE)
    choice = next(each for each in chat.messages[0].buttons)
    chat.say("hilsen", "hei")
    chat.reply = None
    chat.say(choice.intent, choice.payload, *choice.values.items())
    assert chat.messages[0].response == "utter_gammel_knapp"


def test_another_situation_in_the_middle_is_asked_about(chat: Chat) -> None:
    chat.say("fravaer", "en elev er borte")
    chat.say("klasseregler", "vi skal lage klasseregler")
    assert chat.messages[0].response == "utter_ny_sak"
    assert chat.press("Fortsett saken").asks == "melding"
    chat.say("klasseregler", "vi skal lage klasseregler")
    assert chat.press("Lage klasseregler sammen med elevene").decides is not None
    assert chat.case is not None
    assert chat.case.procedure == "klasseregler"


@pytest.mark.parametrize(("intent", "procedure"), [("bekreft", "klasseregler"), ("avkreft", "fravaer")])
def test_a_typed_yes_or_no_settles_whether_it_is_a_new_case(chat: Chat, intent: str, procedure: str) -> None:
    chat.say("fravaer", "en elev er borte")
    chat.say("klasseregler", "vi skal lage klasseregler")
    chat.say(intent, "…")
    assert chat.case is not None
    assert chat.case.procedure == procedure


def test_something_going_on_now_takes_over_at_once(chat: Chat) -> None:
    chat.say("fravaer", "en elev er borte")
    assert chat.say("gripe_inn", "de slåss i gangen nå").decides == "grip_inn"


def test_news_of_the_decided_case_moves_it_on(chat: Chat) -> None:
    known = (("melding", "ja"), ("kontakt", "ja"), ("bekymringsfullt", "ja"), ("kartlagt", "nei"))
    chat.say("fravaer", "en elev har vært borte tolv dager", *known)
    assert chat.decides == "kartleggingssamtale"
    chat.say("fravaer", "nå er kartleggingssamtalen holdt", ("kartlagt", "ja"), ("tiltak", "nei"))
    assert chat.messages[0].response == "utter_samme_sak"
    assert chat.press("Fortsett saken").decides == "tiltak"


def test_a_new_pupil_after_a_decision_is_a_new_case(chat: Chat) -> None:
    chat.say("fravaer", "en elev er borte", ("melding", "nei"), ("kontakt", "nei"))
    assert chat.say("fravaer", "en gutt er borte, mor har ringt", ("melding", "ja")).asks == "kontakt"


def test_hours_later_the_bot_asks_whether_it_is_the_same_case(chat: Chat) -> None:
    chat.say("fravaer", "en elev er borte", ("melding", "ja"))
    chat.clock.pass_hours(4)
    chat.say("svar", "ja, jeg har snakket med dem", ("kontakt", "ja"))
    assert buttons(chat) == ["Fortsett saken", "Begynn på noe nytt"]
    assert chat.press("Fortsett saken").asks == "dager"
    assert chat.case is not None
    assert chat.case.facts == {"melding": "ja", "kontakt": "ja"}


def test_hours_later_a_new_case_holds_nothing_of_the_old(chat: Chat) -> None:
    chat.say("fravaer", "en elev er borte", ("melding", "ja"))
    old = chat.case
    chat.clock.pass_hours(20)
    chat.say("fravaer", "en annen elev er borte")
    assert chat.press("Begynn på noe nytt").asks == "melding"
    assert chat.case is not None
    assert old is not None
    assert chat.case.id != old.id
    assert chat.case.facts == {}
    assert chat.case.told == ("en annen elev er borte",)


def test_within_the_hour_nobody_is_asked(chat: Chat) -> None:
    chat.say("fravaer", "en elev er borte", ("melding", "ja"))
    chat.clock.pass_hours(1)
    assert chat.say("avkreft", "nei").asks == "dager"


def test_danger_never_waits_for_a_question_about_the_case(chat: Chat) -> None:
    chat.say("fravaer", "en elev er borte")
    chat.clock.pass_hours(20)
    assert chat.say("fravaer", "hun sier hun vil dø", acute=True).decides == "nodetat"


def test_danger_in_a_case_that_does_not_ask_for_it_opens_a_report(chat: Chat) -> None:
    chat.say("evaluere", "vi skal evaluere planen")
    assert chat.say("akutt", "/akutt{}", acute=True).decides == "nodetat"
