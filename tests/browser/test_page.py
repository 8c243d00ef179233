"""The chat page in a real browser: the whole job, and what happens when something fails."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from absence_script import (
    ANEW,
    ASIDES,
    CHANGES,
    DECISION,
    GRAVE,
    MY_ANSWERS,
    NEXT,
    NOTE,
    RECEIPT,
    SAVE,
    SOURCE_COUNT,
    STORY,
    WHY,
    YES,
)
from conftest import Chat
from fake_bot import HTML
from fastapi.responses import JSONResponse, PlainTextResponse
from playwright.sync_api import BrowserContext, expect

pytestmark = pytest.mark.browser

SITUATION = "En elev blir fryst ut i friminuttene"


def test_a_teacher_goes_from_situation_to_decision_and_draft(chat: Chat) -> None:
    chat.say(SITUATION)
    expect(chat.page.get_by_text("Slik forsto jeg deg: en elev holdes utenfor.")).to_be_visible()
    chat.press("En annen elev")
    chat.press("Ja")
    card = chat.page.locator(".decision")
    expect(card.get_by_role("heading", name="Si fra til rektor med en gang")).to_be_visible()
    expect(card.locator(".chip")).to_have_text("Straks")
    expect(card.locator("ol > li")).to_have_count(3)
    expect(card.locator("ol > li").first).to_have_text(
        "Du – Grip inn hvis det skjer igjen, og hold deg i nærheten. – Nå"
    )
    expect(card).to_contain_text("Opplæringslova § 12-4")
    passage = card.get_by_text("Alle som arbeider på skolen")
    expect(passage).to_be_hidden()
    card.get_by_text("Melde fra – Veileder for et inkluderende skolefellesskap, Steinkjer kommune").click()
    expect(passage).to_be_visible()
    chat.press("Lag utkast")
    expect(chat.page.get_by_text("Ikke komplett", exact=True)).to_be_visible()
    with chat.page.expect_download() as download:
        chat.page.get_by_role("link", name="Last ned utkastet").click()
    assert download.value.suggested_filename == "tiltaksplan.docx"
    assert chat.sent == [SITUATION, "/svar{En annen elev}", "/svar{Ja}", "/svar{Lag utkast}"]
    expect(chat.page.locator(".bubble")).to_have_text(
        [f"Du: {said}" for said in (SITUATION, "En annen elev", "Ja", "Lag utkast")]
    )


def test_the_card_replaces_the_plain_text(chat: Chat) -> None:
    chat.say("/svar{Ja}")
    expect(chat.page.get_by_text("1. Meld fra til rektor.")).to_have_count(0)
    expect(chat.page.get_by_text("Si fra til rektor med en gang")).to_have_count(1)


def test_a_question_says_why_it_is_asked(chat: Chat) -> None:
    chat.say(SITUATION)
    why = chat.page.get_by_text("Derfor spør jeg om krenker.")
    expect(why).to_be_hidden()
    chat.page.get_by_text("Hvorfor spør du?").click()
    expect(why).to_be_visible()


def test_choices_close_when_a_newer_answer_no_longer_offers_them(chat: Chat) -> None:
    chat.say(SITUATION)
    chat.press("En annen elev")
    expect(chat.page.get_by_role("button", name="Ja", exact=True)).to_be_enabled()
    first = chat.page.locator(".choices").first
    expect(first.get_by_role("button", name="En ansatt")).to_be_disabled()
    expect(first.get_by_role("button", name="En annen elev")).to_be_disabled()
    # Both answers offer these.
    expect(first.get_by_role("button", name="Vet ikke")).to_be_enabled()
    expect(first.get_by_role("button", name="Avbryt")).to_be_enabled()


def test_the_ways_back_stand_apart_from_the_answers(chat: Chat) -> None:
    chat.say(STORY)
    answers = chat.page.get_by_role("group", name="Svarvalg")
    back = chat.page.get_by_role("group", name="Gå tilbake eller endre")
    expect(answers.get_by_role("button")).to_have_text(["Ja", "Nei", "Vet ikke"])
    expect(back.get_by_role("button")).to_have_text(["Tilbake", "Endre"])
    expect(back.locator("button.quiet")).to_have_count(2)
    assert answers.bounding_box()["y"] < back.bounding_box()["y"]
    expect(chat.page.get_by_text("Slik forsto jeg deg: Beskjed fra hjemmet: Nei")).to_be_visible()


def test_the_buttons_of_a_decision_stand_in_groups_with_the_grave_ones_first(chat: Chat) -> None:
    chat.say(STORY)
    chat.press("Ja")
    groups = {
        name: chat.page.get_by_role("group", name=name)
        for name in ("Trykk hvis dette gjelder", "Gå videre", "Om svaret")
    }
    for group, titles in zip(groups.values(), (GRAVE, NEXT, list(ASIDES)), strict=True):
        expect(group.get_by_role("button")).to_have_text(titles)
    tops = [group.bounding_box()["y"] for group in groups.values()]
    assert tops == sorted(tops)


def test_no_button_of_a_decision_is_hidden_on_a_phone(chat: Chat) -> None:
    chat.page.set_viewport_size({"width": 360, "height": 740})
    chat.say(STORY)
    chat.press("Ja")
    for title in (*GRAVE, *NEXT, *ASIDES):
        button = chat.page.locator("#log").get_by_role("button", name=title, exact=True)
        button.scroll_into_view_if_needed()
        expect(button).to_be_in_viewport(ratio=1)
        assert button.bounding_box()["height"] >= 44
    heights = chat.page.locator(".row").last.bounding_box()["height"]
    assert heights < 150, "the side questions are a wall"


def test_a_decision_says_what_to_write_down_and_what_to_note(chat: Chat) -> None:
    chat.say(YES)
    card = chat.page.locator(".decision")
    expect(card.get_by_role("heading", name="Skriv ned")).to_be_visible()
    expect(card.locator(".document li")).to_have_text(DECISION["custom"]["decision"]["document"])
    expect(card.get_by_role("heading", name="Merk")).to_be_visible()
    expect(card.locator(".notes p")).to_have_text(NOTE)
    expect(card).to_contain_text("Rad 5 · regelversjon 9fa541086f56-66990503")


def test_the_sources_beyond_the_first_four_are_folded(chat: Chat) -> None:
    chat.say(YES)
    sources = chat.page.locator(".decision .source > summary")
    expect(sources).to_have_count(SOURCE_COUNT)
    expect(sources.filter(visible=True)).to_have_count(4)
    chat.page.get_by_text(f"Vis alle kildene ({SOURCE_COUNT})").click()
    expect(sources.filter(visible=True)).to_have_count(SOURCE_COUNT)
    sources.last.click()
    expect(chat.page.get_by_role("listitem").filter(has_text="spør om årsaken")).to_be_visible()


def test_a_few_sources_are_not_folded(chat: Chat) -> None:
    chat.say("/svar{Ja}")
    expect(chat.page.get_by_text("bakas-skolemiljoplan")).to_be_visible()
    expect(chat.page.get_by_text("Vis alle kildene")).to_have_count(0)


def test_the_calendar_is_a_file_and_the_chart_opens_beside_the_chat(
    chat: Chat, context: BrowserContext
) -> None:
    chat.say(YES)
    with chat.page.expect_download() as download:
        chat.page.get_by_role("link", name="Last ned årshjulet til kalenderen").click()
    assert download.value.suggested_filename == "arshjul-steinkjer.ics"
    with context.expect_page() as opened:
        chat.page.get_by_role("link", name="Se hele prosedyren som figur (åpnes i ny fane)").click()
    assert opened.value.url == f"{chat.bot.url}prosedyrer/fravaer?kommune=steinkjer"
    expect(opened.value.get_by_text("Figur: fravaer, steinkjer")).to_be_visible()
    expect(chat.page.locator(".decision")).to_be_visible()


def test_what_is_asked_about_a_decision_leaves_its_buttons_open(chat: Chat) -> None:
    chat.say(YES)
    for title in ("Hvorfor?", "Hva ville endret dette?", "Dine svar"):
        answers = chat.page.locator(".bot").count()
        chat.press(title)
        expect(chat.page.locator(".bot")).to_have_count(answers + 1)
        expect(chat.page.get_by_role("button", name="Akutt fare")).to_be_enabled()
    chat.page.reload()
    expect(chat.page.get_by_role("button", name="Akutt fare")).to_be_enabled()
    assert chat.sent == [YES, WHY, CHANGES, MY_ANSWERS]
    chat.say(STORY)
    expect(chat.page.get_by_role("button", name="Akutt fare")).to_be_disabled()


def test_a_case_that_is_left_closes_its_buttons(chat: Chat) -> None:
    chat.say(YES)
    chat.press("Start på nytt")
    expect(chat.page.get_by_text("Vi begynner på nytt. Hva har skjedd?")).to_be_visible()
    expect(chat.page.get_by_role("button", name="Akutt fare")).to_be_disabled()
    assert chat.sent == [YES, ANEW]


def test_each_answer_stands_beside_the_button_that_changes_it(chat: Chat) -> None:
    chat.say(MY_ANSWERS)
    answers = chat.page.locator(".changes > li")
    expect(answers).to_have_count(2)
    expect(answers.first).to_contain_text("Beskjed fra hjemmet: Nei")
    expect(answers.last.get_by_role("button", name="Endre: Fraværsdager")).to_be_visible()
    expect(chat.page.locator(".choices")).to_have_count(0)
    answers.last.get_by_role("button").click()
    expect(chat.page.locator(".bubble").last).to_have_text("Du: Endre: Fraværsdager")
    assert '"faktum": "dager"' in chat.sent[-1]


def test_lines_with_a_dash_are_a_list(chat: Chat) -> None:
    chat.say(CHANGES)
    expect(chat.page.get_by_text("Utfallet ville blitt et annet hvis:", exact=True)).to_be_visible()
    expect(chat.page.locator(".bot li")).to_have_text(
        ["Beskjed fra hjemmet: Ja → Følg med", "Akutt fare: Ja → Ring 113"]
    )


def test_a_receipt_can_be_kept_as_a_file_or_copied(
    chat: Chat, context: BrowserContext, tmp_path: Path
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    chat.say(SAVE)
    receipt = chat.page.locator(".receipt")
    expect(receipt.get_by_role("heading", name="Kvittering (2026-11-20 kl. 18:32:58)")).to_be_visible()
    expect(receipt.get_by_role("definition")).to_have_text(["Følge opp fravær", "Beskjed fra hjemmet: Nei"])
    with chat.page.expect_download() as download:
        chat.press("Last ned kvitteringen (.json)")
    assert download.value.suggested_filename == "kvittering-fravaer.json"
    download.value.save_as(tmp_path / "kvittering.json")
    assert json.loads((tmp_path / "kvittering.json").read_text(encoding="utf-8")) == RECEIPT
    chat.press("Kopier kvitteringen")
    expect(receipt.get_by_role("status")).to_have_text("Kvitteringen er kopiert.")
    assert json.loads(chat.page.evaluate("navigator.clipboard.readText()")) == RECEIPT


def test_a_receipt_that_cannot_be_copied_says_so(chat: Chat) -> None:
    chat.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('nei')); }")
    chat.say(SAVE)
    chat.press("Kopier kvitteringen")
    expect(chat.page.get_by_text("Kvitteringen kunne ikke kopieres. Last den ned i stedet.")).to_be_visible()


def test_the_first_passage_is_open_and_the_rest_are_folded(chat: Chat) -> None:
    chat.say("Hva er skjerpet plikt?")
    expect(chat.page.get_by_text("Avsnitt 1 forklarer")).to_be_visible()
    expect(chat.page.get_by_text("Del 1 – Veileder 1")).to_be_visible()
    expect(chat.page.get_by_text("Avsnitt 2 forklarer")).to_be_hidden()
    chat.page.get_by_text("Del 2 – Veileder 2").click()
    expect(chat.page.get_by_text("Avsnitt 2 forklarer")).to_be_visible()


def test_without_an_answer_the_nearest_passages_are_only_offered(chat: Chat) -> None:
    chat.say("Hva koster melka?")
    expect(chat.page.get_by_text("Det sier ikke veilederne noe om. Spør kontoret.")).to_be_visible()
    expect(chat.page.get_by_text("Det nærmeste jeg fant")).to_be_visible()
    expect(chat.page.get_by_text("Avsnitt 1 forklarer")).to_be_hidden()


def test_an_acute_message_is_an_alert_with_numbers_to_ring(chat: Chat) -> None:
    chat.say("Han puster ikke")
    alert = chat.page.get_by_role("alert")
    expect(alert).to_contain_text("Ring 113 nå.\nBli hos eleven.", use_inner_text=True)
    expect(alert.get_by_role("link", name="113 ambulanse")).to_have_attribute("href", "tel:113")


def test_enter_sends_and_shift_enter_makes_a_new_line(chat: Chat) -> None:
    box = chat.page.get_by_role("textbox")
    box.press_sequentially("Første linje")
    box.press("Shift+Enter")
    box.press_sequentially("andre linje")
    assert chat.sent == []
    box.press("Enter")
    expect(chat.page.locator(".bot")).to_have_count(1)
    assert chat.sent == ["Første linje\nandre linje"]
    expect(box).to_have_value("")
    expect(box).to_be_focused()


def test_the_choice_of_kommune_and_rolle_follows_every_message_and_is_remembered(chat: Chat) -> None:
    chat.say("Hei")
    assert chat.bot.received[-1]["metadata"].items() >= {"kommune": "nasjonal", "rolle": "ansatt"}.items()
    chat.page.get_by_label("Kommune").select_option(label="Søndre Land")
    chat.page.get_by_label("Rolle").select_option(label="Rektor")
    chat.page.reload()
    expect(chat.page.get_by_label("Kommune")).to_have_value("sondre_land")
    chat.say("Hei igjen")
    assert chat.bot.received[-1]["metadata"].items() >= {"kommune": "sondre_land", "rolle": "rektor"}.items()


def test_a_reload_keeps_the_conversation_the_sender_and_unsent_words(chat: Chat) -> None:
    chat.say(SITUATION)
    chat.page.get_by_role("textbox").fill("halvskrevet")
    chat.page.reload()
    expect(chat.page.get_by_text("Hvem står bak?")).to_be_visible()
    expect(chat.page.get_by_role("textbox")).to_have_value("halvskrevet")
    chat.press("En ansatt")
    expect(chat.page.locator(".bot")).to_have_count(3)
    senders = {body["sender"] for body in chat.bot.received}
    assert len(senders) == 1
    assert len(senders.pop()) >= 32


def test_starting_anew_is_a_new_sender_and_can_be_undone(chat: Chat) -> None:
    chat.say(SITUATION)
    chat.press("Start på nytt")
    expect(chat.page.locator(".entry")).to_have_count(0)
    chat.press("Angre")
    expect(chat.page.get_by_text("Hvem står bak?")).to_be_visible()
    chat.press("Start på nytt")
    chat.say("Hei")
    expect(chat.page.get_by_role("button", name="Angre")).to_have_count(0)
    assert chat.bot.received[0]["sender"] != chat.bot.received[-1]["sender"]


def test_a_choice_that_failed_can_be_pressed_again(chat: Chat) -> None:
    chat.say(SITUATION)
    chat.bot.failures.append(JSONResponse({"detail": "Tjenesten starter. Prøv igjen om litt."}, 503))
    chat.press("En annen elev")
    expect(chat.page.get_by_text("Tjenesten starter. Prøv igjen om litt.")).to_be_visible()
    expect(chat.page.get_by_role("button", name="En ansatt")).to_be_enabled()
    chat.press("Prøv igjen")
    expect(chat.page.get_by_text("Er det grovt, eller flere mot én?")).to_be_visible()
    assert chat.sent == [SITUATION, "/svar{En annen elev}", "/svar{En annen elev}"]


@pytest.mark.parametrize(
    ("failure", "sentence"),
    [
        (
            JSONResponse({"detail": "Meldingen er for lang. Del den i to."}, 422),
            "Meldingen er for lang. Del den i to.",
        ),
        (JSONResponse([{"text": "Ring 113 nå.", "custom": {"acute": True}}], 503), "Ring 113 nå."),
        (JSONResponse([]), "Noe gikk galt hos oss"),
        (PlainTextResponse("<h1>Traceback</h1>", 500), "Noe gikk galt hos oss"),
    ],
)
def test_a_refusal_shows_the_servers_sentence_or_an_honest_one(
    chat: Chat, failure: JSONResponse, sentence: str
) -> None:
    chat.bot.failures.append(failure)
    chat.page.get_by_role("textbox").fill("Hei")
    chat.page.keyboard.press("Enter")
    expect(chat.page.locator(".problem")).to_contain_text(sentence)
    expect(chat.page.locator(".problem")).not_to_contain_text("Traceback")
    expect(chat.page.locator(".bubble")).to_contain_text("Hei")
    expect(chat.page.get_by_role("button", name="Prøv igjen")).to_be_enabled()


def test_words_written_while_waiting_stay_in_the_box(chat: Chat) -> None:
    chat.bot.gate.clear()
    chat.page.get_by_role("textbox").fill("Første")
    chat.page.keyboard.press("Enter")
    chat.page.get_by_role("textbox").fill("Andre")
    chat.page.keyboard.press("Enter")
    expect(chat.page.get_by_role("textbox")).to_have_value("Andre")
    chat.bot.gate.set()
    expect(chat.page.locator(".bot")).to_have_count(1)
    chat.page.keyboard.press("Enter")
    expect(chat.page.locator(".bot")).to_have_count(2)
    assert chat.sent == ["Første", "Andre"]


def test_html_in_a_reply_or_a_question_is_only_text(chat: Chat) -> None:
    chat.say("html")
    chat.say(HTML)
    expect(chat.page.locator(".bot")).to_have_count(6)
    expect(chat.page.locator("#log :is(img, script, b, [onerror])")).to_have_count(0)
    expect(chat.page.locator("a[href^='javascript'], a[href*='example.org']")).to_have_count(0)
    expect(chat.page.get_by_role("link", name="som figur")).to_have_count(1)
    expect(chat.page.get_by_text("<b>fet</b>").first).to_be_visible()
    assert chat.page.evaluate("window.hacked") is None


def test_the_choice_of_kommune_survives_a_server_without_profiles(chat: Chat) -> None:
    chat.page.route("**/api/profiles", lambda route: route.fulfill(status=503, body="nei"))
    chat.page.get_by_label("Kommune").select_option("steinkjer")
    chat.page.reload()
    expect(chat.page.get_by_label("Kommune")).to_have_value("steinkjer")
    chat.page.evaluate("localStorage.clear()")
    chat.page.reload()
    expect(chat.page.get_by_text("Svarene følger loven så lenge.")).to_be_visible()
    chat.page.unroute("**/api/profiles")
    chat.press("Prøv igjen")
    expect(chat.page.get_by_label("Kommune").locator("option")).to_have_count(5)
