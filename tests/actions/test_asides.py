"""Why, what would have changed it, my answers, one back, and the receipt: none of them changes the case by itself."""

from actions.texts import load_texts
from knowledge.rulebook import Rulebook
from tests.actions.conftest import Chat
from tests.conftest import ROOT


def buttons(chat: Chat) -> list[str]:
    return [button.title for message in chat.messages for button in message.buttons]


def test_one_back_asks_the_last_question_again(chat: Chat) -> None:
    chat.say("melde_fra", "en elev har det vondt")
    assert "Tilbake" not in buttons(chat)
    assert chat.press("En annen elev").asks == "alvorlig"
    assert chat.press("Tilbake").asks == "krenker"
    assert chat.case is not None
    assert chat.case.facts == {}
    assert chat.say("tilbake", "tilbake").messages[0].response == "utter_ikke_lenger_tilbake"


def test_one_back_after_a_decision_opens_it_again(chat: Chat) -> None:
    chat.say("melde_fra", "en elev har det vondt")
    chat.press("En annen elev")
    assert chat.press("Ja").decides == "meld_rektor_straks"
    assert chat.say("tilbake", "gå tilbake").asks == "alvorlig"
    assert chat.press("Nei").decides == "meld_rektor"


def test_my_answers_are_listed_and_each_can_be_changed(chat: Chat) -> None:
    chat.say("melde_fra", "…", ("krenker", "elev"), ("alvorlig", "nei"))
    chat.case = None
    chat.say("melde_fra", "en elev har det vondt")
    chat.press("En annen elev")
    chat.press("Nei")
    chat.press("Dine svar")
    assert buttons(chat) == ["Endre: Hvem som krenker", "Endre: Om saken er alvorlig"]
    assert "Hvem som krenker: En annen elev" in chat.messages[0].values["svar"]
    assert chat.press("Endre: Hvem som krenker").asks == "krenker"
    assert chat.press("En ansatt på skolen").decides == "meld_rektor_skjerpet"


def test_changing_one_answer_asks_only_what_now_matters(chat: Chat) -> None:
    chat.say("melde_fra", "en elev har det vondt")
    assert chat.press("En ansatt på skolen").decides == "meld_rektor_skjerpet"
    chat.press("Dine svar")
    chat.press("Endre: Hvem som krenker")
    assert chat.press("En annen elev").asks == "alvorlig"


def test_a_typed_wish_to_change_lists_the_answers(chat: Chat) -> None:
    chat.say("melde_fra", "en elev har det vondt")
    chat.press("En annen elev")
    assert chat.say("endre", "jeg vil rette noe").messages[0].response == "utter_dine_svar"


def test_nothing_noted_yet_is_said(chat: Chat) -> None:
    chat.say("melde_fra", "en elev har det vondt")
    assert chat.say("dine_svar", "hva har jeg svart").messages[0].response == "utter_ingen_svar_enna"


def test_what_would_change_it_names_true_changes(chat: Chat) -> None:
    chat.say("melde_fra", "en elev har det vondt")
    chat.press("En annen elev")
    chat.press("Nei")
    chat.press("Hva ville endret dette?")
    told = chat.messages[0].values["endringer"]
    assert "Om saken er alvorlig: Ja → Meld fra til rektor straks" in told
    assert "Hvem som krenker: En i skolens ledelse → Meld fra direkte til skoleeier straks" in told
    assert chat.case is not None
    assert chat.case.is_decided


def test_why_names_row_and_provision_and_gives_a_receipt(chat: Chat) -> None:
    chat.say("melde_fra", "en lærer lugga en elev", ("krenker", "ansatt"))
    chat.press("Hvorfor?")
    assert chat.messages[0].values["rad"] == "En som arbeider på skolen, krenker eleven"
    assert "§ 12-5" in chat.messages[0].values["hjemmel"]
    chat.press("Kvittering")
    receipt = chat.messages[0].custom["receipt"]
    assert (receipt["procedure"], receipt["row"], receipt["facts"]) == (
        "melde_fra",
        "6",
        {"krenker": "ansatt"},
    )
    assert receipt["sources"]["opplaeringslova#12-5"]
    assert "kl. 09:30" in chat.messages[0].values["tid"]


def test_why_in_the_middle_tells_why_and_asks_again(chat: Chat) -> None:
    chat.say("melde_fra", "en elev har det vondt")
    assert chat.say("hvorfor", "hvorfor spør du").asks == "krenker"
    assert "§ 12-5" in chat.messages[0].values["hvorfor"]


def test_without_a_case_there_is_nothing_to_look_at(chat: Chat) -> None:
    for intent in ("dine_svar", "tilbake", "hvorfor", "hva_endrer", "bekreft"):
        assert chat.say(intent, "…").messages[0].response == "utter_ingen_sak"
        assert chat.case is None


def test_every_recipient_and_document_of_a_procedure_has_its_words(rulebook: Rulebook) -> None:
    texts = load_texts(ROOT / "data" / "texts.yml")
    for procedure in rulebook.procedures():
        for outcome in procedure.outcomes.values():
            assert set(outcome.recipients) <= set(texts.recipients), (procedure.id, outcome.id)
            assert set(outcome.drafts) <= set(texts.drafts), (procedure.id, outcome.id)
