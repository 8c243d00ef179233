"""The case dialogue: what is asked, what is taken for granted, and what a correction changes."""

from collections.abc import Callable

from tests.actions.conftest import Chat


def test_two_questions_lead_to_a_decision(chat: Chat) -> None:
    assert chat.say("melde_fra", "en elev blir fryst ut").asks == "krenker"
    assert chat.press("En annen elev").asks == "alvorlig"
    assert chat.press("Nei").decides == "meld_rektor"


def test_what_the_opening_says_is_not_asked(chat: Chat) -> None:
    assert (
        chat.say("melde_fra", "en lærer dytta en elev", ("krenker", "ansatt")).decides
        == "meld_rektor_skjerpet"
    )


def test_an_unsure_mild_reading_is_asked_instead(chat: Chat) -> None:
    assert chat.say("melde_fra", "…", ("krenker", "elev", 0.6), ("alvorlig", "nei", 0.8)).asks == "krenker"


def test_another_pupil_is_not_taken_for_granted_where_staff_is_named(chat: Chat) -> None:
    assert (
        chat.say("melde_fra", "eleven sier at vikaren lugga ham", ("krenker", "elev", 0.99)).asks == "krenker"
    )


def test_the_only_pupil_named_is_not_taken_for_the_one_who_offends(chat: Chat) -> None:
    assert (
        chat.say("melde_fra", "en elev gruer seg, hun er redd", ("krenker", "elev", 0.99)).asks == "krenker"
    )


def test_two_readings_of_who_are_asked(chat: Chat) -> None:
    chat.say("melde_fra", "…", ("krenker", "elev", 0.95), ("krenker", "ansatt", 0.95))
    assert chat.asks == "krenker"


def test_of_two_readings_of_grave_the_graver_counts(chat: Chat) -> None:
    chat.say(
        "melde_fra", "en elev plager en annen", ("krenker", "elev"), ("alvorlig", "nei"), ("alvorlig", "ja")
    )
    assert chat.decides == "meld_rektor_straks"


def test_short_answers_are_understood(chat: Chat) -> None:
    chat.say("melde_fra")
    assert chat.say("nlu_fallback", "En annen elev.").asks == "alvorlig"
    assert chat.say("vet_ikke", "aner ikke").decides == "meld_rektor_straks"


def test_a_direct_answer_needs_less_certainty_than_something_said_in_passing(chat: Chat) -> None:
    assert chat.say("melde_fra", "jentene er slemme", ("krenker", "elev", 0.6)).asks == "krenker"
    assert chat.say("svar", "det er jentene i klassen", ("krenker", "elev", 0.6)).asks == "alvorlig"


def test_no_with_a_correction_does_not_answer_the_open_question(chat: Chat) -> None:
    chat.say("melde_fra", "en elev plager en annen", ("krenker", "elev"))
    assert chat.asks == "alvorlig"
    chat.say("avkreft", "nei, det var en vikar", ("krenker", "ansatt"))
    assert chat.decides == "meld_rektor_skjerpet"


def test_an_answer_nobody_understands_is_asked_again_with_buttons(chat: Chat) -> None:
    chat.say("melde_fra")
    chat.say("melde_fra", "blabla")
    assert chat.asks == "krenker"
    assert chat.messages[0].response == "utter_forsto_ikke_svaret"
    assert chat.messages[0].buttons


def test_a_question_in_the_middle_is_left_to_the_rules_and_the_case_waits(chat: Chat) -> None:
    chat.say("melde_fra")
    case = chat.case
    chat.say("spor_guide", "hva er skjerpet plikt?")
    assert chat.reply is not None
    assert chat.reply.messages is None
    assert chat.case == case
    assert chat.say("spor_guide", "…", after_digression=True).asks == "krenker"


def test_an_answer_that_tells_of_staff_offers_to_report_and_is_kept(chat: Chat) -> None:
    chat.say("fravaer", "en elev er mye borte")
    chat.say("svar", "ja, men han sier at læreren slår ham", ("melding", "ja"), ("krenker", "ansatt"))
    assert chat.asks == "kontakt"
    assert chat.case is not None
    assert chat.case.facts["melding"] == "ja"
    reporting = chat.press("Melde fra om at en elev ikke har det trygt og godt")
    assert reporting.decides == "meld_rektor_skjerpet"


def test_an_answer_that_reads_as_a_report_offers_to_report(chat: Chat) -> None:
    chat.say("fravaer", "en elev er mye borte")
    chat.say("melde_fra", "ja, de andre jentene plager henne", ("melding", "ja"))
    assert chat.asks == "kontakt"
    titles = [each.title for message in chat.messages for each in message.buttons]
    assert "Melde fra om at en elev ikke har det trygt og godt" in titles


def test_an_answer_that_tells_of_no_one_offers_nothing(chat: Chat) -> None:
    chat.say("fravaer", "en elev er mye borte")
    chat.say("svar", "ja, mor sendte melding i dag tidlig", ("melding", "ja"))
    titles = [each.title for message in chat.messages for each in message.buttons]
    assert "Melde fra om at en elev ikke har det trygt og godt" not in titles


def test_a_correction_after_the_decision_decides_anew(chat: Chat) -> None:
    chat.say("melde_fra", "en elev plager en annen", ("krenker", "elev"), ("alvorlig", "nei"))
    assert chat.decides == "meld_rektor"
    assert chat.say("endre", "jeg mente inspektøren", ("krenker", "ledelse")).decides == "meld_skoleeier"


def test_a_new_report_after_a_decision_starts_clean(chat: Chat) -> None:
    chat.say("melde_fra", "…", ("krenker", "ledelse"))
    first = chat.case
    assert chat.say("melde_fra", "en annen elev gruer seg").asks == "krenker"
    assert first is not None
    assert chat.case is not None
    assert chat.case.id != first.id
    assert chat.case.told == ("en annen elev gruer seg",)


def test_a_button_of_an_earlier_case_changes_nothing(chat: Chat) -> None:
    chat.say("melde_fra", "en elev plager en annen", ("krenker", "elev"))
    old = next(each for each in chat.messages[0].buttons if each.title == "Nei")
    chat.case = None
    chat.say("melde_fra", "en ny sak")
    chat.say(old.intent, old.payload, *old.values.items())
    assert chat.messages[0].response == "utter_gammel_knapp"
    assert chat.case is not None
    assert chat.case.facts.get("alvorlig") is None


def test_danger_in_the_middle_decides_at_once(chat: Chat) -> None:
    chat.say("melde_fra")
    assert chat.say("nlu_fallback", "nå har han kniv", acute=True).decides == "nodetat"


def test_danger_is_taken_back_by_its_button(chat: Chat) -> None:
    chat.say("melde_fra", "…", ("krenker", "ansatt"))
    assert chat.press("Akutt fare").decides == "nodetat"
    assert chat.press("Ikke akutt likevel").decides == "meld_rektor_skjerpet"


def test_what_happens_now_gets_advice_without_a_question(chat: Chat) -> None:
    assert chat.say("gripe_inn", "de slåss nå").decides == "grip_inn"
    assert chat.press("Meld fra om dette").asks == "krenker"
    assert chat.case is not None
    assert chat.case.told == ("de slåss nå",)


def test_the_role_of_the_channel_counts_and_the_said_one_counts_more(new_chat: Callable[..., Chat]) -> None:
    rektor = new_chat(rolle="rektor").say("melde_fra", "…", ("krenker", "ansatt"))
    assert rektor.decides == "rektor_varsler_skoleeier"
    said = new_chat(rolle="ansatt").say("melde_fra", "…", ("krenker", "ansatt"), ("rolle", "rektor"))
    assert said.decides == "rektor_varsler_skoleeier"


def test_a_draft_wished_for_first_comes_with_the_decision(chat: Chat) -> None:
    assert chat.say("meldeskjema", "lag meldeskjema").asks == "krenker"
    chat.say("svar", "en vikar", ("krenker", "ansatt"))
    assert chat.decides == "meld_rektor_skjerpet"
    assert chat.messages[1].custom["draft"]["kind"] == "meldeskjema"
    assert len(chat.drafts.kept) == 1


def test_a_nurse_bound_by_secrecy_gets_no_draft(new_chat: Callable[..., Chat]) -> None:
    nurse = new_chat(rolle="helsesykepleier")
    nurse.say(
        "melde_fra",
        "…",
        ("krenker", "elev"),
        ("fra_behandling", "ja"),
        ("samtykke", "nei"),
        ("alvorlig", "ja"),
    )
    assert nurse.decides == "taushetsplikt"
    nurse.say("meldeskjema", "lag meldeskjema")
    assert nurse.messages[0].response == "utter_utkast_ikke_her"
    assert nurse.drafts.kept == {}


def test_sources_and_places_are_the_kommunes_own(new_chat: Callable[..., Chat]) -> None:
    for kommune, guide, words in (
        ("steinkjer", "steinkjer-veileder-2025", "Elements"),
        ("bakas", "bakas-skolemiljoplan", "Portalen"),
        ("nasjonal", "opplaeringslova", "skolens eget skjema"),
    ):
        story = "en elev plager en annen"
        chat = new_chat(kommune=kommune).say("melde_fra", story, ("krenker", "elev"), ("alvorlig", "nei"))
        decision = chat.messages[0].custom["decision"]
        assert decision["sources"][0]["guide"] == guide
        assert words in str(decision["steps"])


def test_a_decided_case_survives_the_slot(chat: Chat) -> None:
    from actions.case import Case

    chat.say("melde_fra", "en elev fryser ut en annen", ("krenker", "elev"))
    assert chat.case is not None
    assert Case.from_slot(chat.case.to_slot()) == chat.case


def test_a_named_kommune_counts_for_this_case_alone(chat: Chat) -> None:
    chat.say(
        "melde_fra",
        "vi i Steinkjer har en elev som plager en annen",
        ("krenker", "elev"),
        ("alvorlig", "nei"),
        ("kommune", "steinkjer"),
    )
    assert chat.messages[0].custom["decision"]["sources"][0]["guide"] == "steinkjer-veileder-2025"
    chat.say("melde_fra", "en elev plager en annen", ("krenker", "elev"), ("alvorlig", "nei"))
    assert chat.messages[0].custom["decision"]["sources"][0]["guide"] == "opplaeringslova"


def test_a_form_wished_for_after_intervening_belongs_to_the_report_that_follows(chat: Chat) -> None:
    chat.say("gripe_inn", "de slåss i gangen nå")
    assert chat.say("meldeskjema", "lag meldeskjema").asks == "krenker"
    chat.press("En annen elev")
    chat.press("Nei")
    assert chat.decides == "meld_rektor"
    assert chat.messages[1].custom["draft"]["kind"] == "meldeskjema"
    assert chat.case is not None
    assert chat.case.told == ("de slåss i gangen nå",)


def test_yes_after_intervening_leads_to_the_report(chat: Chat) -> None:
    chat.say("gripe_inn", "de slåss nå")
    assert chat.say("bekreft", "ja").asks == "krenker"


def test_a_story_told_with_the_wish_for_a_form_stands_in_the_form(chat: Chat) -> None:
    chat.say("meldeskjema", "lag melding om at vikaren lugga en elev", ("krenker", "ansatt"))
    assert chat.case is not None
    assert chat.case.told == ("lag melding om at vikaren lugga en elev",)
    assert len(chat.drafts.kept) == 1
