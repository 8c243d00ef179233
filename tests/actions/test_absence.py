"""The absence stairs in dialogue: what is said is used, what follows is not asked, and each decision has its ways on."""

from collections.abc import Callable

from tests.actions.conftest import Chat

NOTIFIED = (("melding", "ja"), ("kontakt", "ja"), ("evaluert", "nei"))


def test_the_opening_is_used_and_never_asked_again(chat: Chat) -> None:
    chat.say("fravaer", "han har vært borte i ni dager, mor har sagt fra", ("melding", "ja"))
    assert chat.asks == "kontakt"
    assert chat.messages[0].custom["understood"] == (
        "Beskjed fra hjemmet: Ja · Fraværsdager dette halvåret: 9"
    )
    assert chat.press("Nei").decides == "kontakt_foresatte"


def test_a_denied_talk_is_never_read_as_held(chat: Chat) -> None:
    text = "har ikke snakket med mor ennå, hun har meldt fra at han er borte"
    chat.say("fravaer", text, ("kontakt", "ja"), ("melding", "ja"))
    assert chat.case is not None
    assert "kontakt" not in chat.case.facts
    assert chat.asks == "melding"  # a «not» that was not understood: rather ask than guess which it denies


def test_a_denial_that_is_understood_leaves_the_rest_standing(chat: Chat) -> None:
    text = "har ikke snakket med mor ennå, hun har meldt fra at han er borte"
    chat.say("fravaer", text, ("kontakt", "nei"), ("melding", "ja"))
    assert chat.case is not None
    assert chat.case.facts == {"kontakt": "nei", "melding": "ja"}


def test_days_are_answered_in_words_or_by_button(chat: Chat) -> None:
    chat.say("fravaer", "en elev er mye borte", ("melding", "ja"), ("kontakt", "ja"))
    assert chat.asks == "dager"
    assert [each.title for each in chat.messages[0].buttons][:3] == [
        "Færre enn 8",
        "8 eller flere",
        "Vet ikke",
    ]
    assert chat.say("svar", "elleve").asks == "bekymringsfullt"
    assert chat.say("avkreft", "nei").asks == "evaluert"
    assert chat.say("avkreft", "nei").decides == "rektor_og_hjem"
    assert chat.messages[0].custom["decision"]["notes"]


def test_the_threshold_is_the_kommunes(new_chat: Callable[..., Chat]) -> None:
    for kommune, outcome in (("sondre_land", "rektor_og_hjem"), ("raelingen", "folg_med")):
        chat = new_chat(kommune=kommune)
        chat.say("fravaer", "borte ni dager", *NOTIFIED, ("bekymringsfullt", "nei"))
        assert chat.decides == outcome, kommune


def test_a_later_stair_answers_the_earlier_ones(chat: Chat) -> None:
    chat.say(
        "fravaer", "tolv dager borte og planen er evaluert", ("evaluert", "ja"), ("bekymringsfullt", "ja")
    )
    assert chat.asks == "bedring"
    assert chat.press("Nei").asks == "henvist"
    assert chat.press("Nei").decides == "henvis_ppt"
    assert chat.messages[0].custom["decision"]["implied"]["kontakt"] == "ja"


def test_taking_back_an_early_stair_takes_the_later_ones_with_it(chat: Chat) -> None:
    chat.say("fravaer", "…", ("melding", "ja"), ("evaluert", "ja"), ("bedring", "ja"))
    assert chat.decides == "avslutt"
    chat.say("endre", "nei, vi har ikke snakket med hjemmet", ("kontakt", "nei"))
    assert chat.case is not None
    assert "evaluert" not in chat.case.facts
    assert chat.asks == "dager"


def test_neglect_is_pressed_and_taken_back(chat: Chat) -> None:
    chat.say("fravaer", "en elev er borte")
    assert chat.press("Nei").asks == "kontakt"
    assert chat.press("Nei").decides == "ring_hjem"
    assert chat.press("Mistanke om omsorgssvikt").decides == "meld_barnevern"
    first = chat.messages[0].custom["decision"]["steps"][0]["what"]
    assert "spør bare hvor eleven er" in first
    assert chat.press("Ingen slik mistanke likevel").decides == "ring_hjem"


def test_absence_leads_to_a_report_with_what_was_told(chat: Chat) -> None:
    chat.say("fravaer", "hun er borte og redd for de andre", ("melding", "nei"), ("kontakt", "nei"))
    assert chat.decides == "ring_hjem"
    assert chat.press("Eleven har det ikke trygt på skolen").asks == "krenker"
    assert chat.case is not None
    assert chat.case.told == ("hun er borte og redd for de andre",)
    assert set(chat.case.facts) == set()


def test_a_correction_of_the_days_decides_anew(chat: Chat) -> None:
    chat.say("fravaer", "borte tre dager", *NOTIFIED, ("bekymringsfullt", "nei"))
    assert chat.decides == "folg_med"
    assert chat.say("endre", "nei, det var tolv dager").decides == "rektor_og_hjem"


def test_an_answer_in_another_facts_words_answers_what_was_asked(chat: Chat) -> None:
    chat.say("fravaer", "…", ("evaluert", "ja"), ("bekymringsfullt", "ja"))
    assert chat.say("svar", "borte i elleve dager").asks == "bedring"
    assert chat.say("svar", "det har ikke hjulpet", ("virker", "nei")).asks == "henvist"


def test_an_answer_that_begins_with_yes_or_no_is_that(chat: Chat) -> None:
    chat.say("fravaer", "en elev er borte", ("melding", "ja"))
    assert chat.asks == "kontakt"
    assert chat.say("svar", "næi, æ har itj snakka me dæm").asks == "dager"


def test_a_yes_that_says_something_else_as_well_answers_only_that(chat: Chat) -> None:
    chat.say("fravaer", "en elev er borte ni dager")
    chat.say("svar", "ja, vi har snakket med begge", ("kontakt", "ja"))
    assert chat.case is not None
    assert "melding" not in chat.case.facts


def test_a_no_that_names_staff_answers_nothing_by_itself(chat: Chat) -> None:
    chat.say("melde_fra", "en elev plager en annen", ("krenker", "elev"))
    assert chat.asks == "alvorlig"
    assert chat.say("svar", "nei, det var vikaren visst").asks == "alvorlig"


def test_a_month_that_is_named_gives_that_months_tasks(new_chat: Callable[..., Chat]) -> None:
    chat = new_chat(kommune="steinkjer").say("arshjul", "hva skal vi gjøre i mars")
    decision = chat.messages[0].custom["decision"]
    assert decision["facts"] == {"maned": "mars"}
    assert decision["calendar"] == "/api/arshjul.ics?kommune=steinkjer"
    assert {step["when"] for step in decision["steps"]} >= {"Mars"}


def test_a_message_that_is_only_facts_opens_the_procedure_they_belong_to(
    new_chat: Callable[..., Chat],
) -> None:
    assert new_chat().say("svar", "borte i ni dager").asks == "melding"
    assert new_chat().say("svar", "en vikar lugga henne", ("krenker", "ansatt")).decides is not None
    assert new_chat().say("svar", "noe med en elev").asks == "krenker"
