"""The widget while the network, the server or the answer is away: nothing said is lost, and nothing is answered twice."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from conftest import Chat
from fake_bot import Running
from fastapi.responses import JSONResponse
from playwright.sync_api import BrowserContext, Page, Route, expect

pytestmark = pytest.mark.browser

NUMBERS = "ring 113 (ambulanse), 112 (politi) eller 110 (brann)"
QUESTION = "En elev blir fryst ut i friminuttene"
WEBHOOK = "**/webhooks/**"
SLOW_SECONDS, LIMIT_SECONDS, STALE_MINUTES, STATUS_MINUTES = 5, 20, 10, 5


def write(page: Page, text: str) -> None:
    """Write and send when the one before is no longer under way, without waiting for an answer."""
    page.get_by_role("textbox").fill(text)
    expect(page.get_by_role("button", name="Send", exact=True)).to_have_attribute("aria-disabled", "false")
    page.keyboard.press("Enter")


def said_and_answered(page: Page) -> list[str]:
    """The conversation as it is read, the user's and the bot's in their order."""
    texts = page.locator("#log :is(.bubble, .bot .text)").all_text_contents()
    return [text.removeprefix("Du: ") for text in texts]


def cut(page: Page, tried: list[dict[str, Any]]) -> None:
    """The server is out of reach for this page, which can itself be loaded; `tried` gets what the page would have sent."""

    def lose(route: Route) -> None:
        tried.append(json.loads(route.request.post_data or "{}"))
        route.abort("internetdisconnected")

    page.route(WEBHOOK, lose)


def mend(page: Page) -> None:
    page.unroute(WEBHOOK)
    page.evaluate("window.dispatchEvent(new Event('online'))")


def test_a_message_waits_for_the_network_and_is_then_answered_once(
    chat: Chat, context: BrowserContext, complaints_of_axe: Callable[..., str]
) -> None:
    context.set_offline(True)
    write(chat.page, "Dette må ikke bli borte")
    waiting = chat.page.locator(".problem")
    expect(waiting).to_contain_text("Venter på nett")
    expect(waiting).to_contain_text(NUMBERS)
    assert not complaints_of_axe(chat.page)
    assert chat.sent == []
    context.set_offline(False)
    expect(chat.page.locator(".bot")).to_contain_text("Jeg hørte: Dette må ikke bli borte")
    expect(waiting).to_have_count(0)
    assert chat.sent == ["Dette må ikke bli borte"]
    assert len(said_and_answered(chat.page)) == 2


def test_a_waiting_message_survives_a_reload_and_keeps_its_id(chat: Chat) -> None:
    tried: list[dict[str, Any]] = []
    cut(chat.page, tried)
    write(chat.page, "Hei")
    expect(chat.page.get_by_text("Venter på nett")).to_be_visible()
    chat.page.reload()
    expect(chat.page.get_by_text("Venter på nett")).to_be_visible()
    mend(chat.page)
    expect(chat.page.locator(".bot")).to_contain_text("Jeg hørte: Hei")
    ids = {body["metadata"]["message_id"] for body in (*tried, *chat.bot.received)}
    assert len(tried) >= 2
    assert len(ids) == 1
    assert len(ids.pop()) == 32


def test_an_answer_lost_on_its_way_is_asked_for_again_and_shown_once(chat: Chat) -> None:
    lost: list[Route] = []

    def lose_the_answer(route: Route) -> None:
        if not lost:
            lost.append(route)
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    chat.page.route(WEBHOOK, lose_the_answer)
    write(chat.page, "Hei")
    expect(chat.page.locator(".bot")).to_contain_text("Jeg hørte: Hei")
    first, second = chat.bot.received
    assert first == second
    assert said_and_answered(chat.page) == ["Hei", "Jeg hørte: Hei"]


def test_a_server_that_is_restarted_answers_by_itself(chat: Chat, context: BrowserContext) -> None:
    running = Running()
    with running as bot:
        page = context.new_page()
        page.goto(bot.url)
        running.stop()
        write(page, "Er du der?")
        expect(page.get_by_text("Venter på nett")).to_be_visible()
        running.start(running.port)
        expect(page.locator(".bot")).to_contain_text("Jeg hørte: Er du der?")
        assert [body["message"] for body in bot.received] == ["Er du der?"]
        page.close()


def test_a_waiting_message_can_be_edited_or_deleted(chat: Chat, context: BrowserContext) -> None:
    context.set_offline(True)
    box = chat.page.get_by_role("textbox")
    write(chat.page, "Første utkast")
    box.fill("skriver videre")
    chat.press("Endre")
    expect(box).to_have_value("Første utkast\nskriver videre")
    expect(box).to_be_focused()
    expect(chat.page.locator(".entry")).to_have_count(0)
    chat.page.keyboard.press("Enter")
    chat.press("Slett")
    expect(chat.page.locator(".entry")).to_have_count(0)
    expect(box).to_be_focused()
    context.set_offline(False)
    chat.say("Noe annet")
    assert chat.sent == ["Noe annet"]


def test_waiting_messages_are_sent_one_at_a_time_in_order(chat: Chat, context: BrowserContext) -> None:
    context.set_offline(True)
    for text in ("En", "To", "Tre"):
        write(chat.page, text)
        expect(chat.page.locator(".bubble").last).to_contain_text(text)
    expect(chat.page.get_by_text("Venter på nett")).to_have_count(1)
    queued = chat.page.locator(".problem.queued")
    expect(queued).to_have_text([re.compile("^Venter på meldingen over.*" + re.escape(NUMBERS))] * 2)
    context.set_offline(False)
    expect(chat.page.locator(".bot")).to_have_count(3)
    answered = ["En", "Jeg hørte: En", "To", "Jeg hørte: To", "Tre", "Jeg hørte: Tre"]
    assert said_and_answered(chat.page) == answered
    chat.page.reload()
    assert said_and_answered(chat.page) == answered
    assert chat.sent == ["En", "To", "Tre"]


def test_what_was_written_before_a_question_was_seen_is_not_taken_for_its_answer(
    chat: Chat, context: BrowserContext
) -> None:
    context.set_offline(True)
    write(chat.page, QUESTION)
    write(chat.page, "Ja, det gjør de")
    expect(chat.page.get_by_text("Venter på meldingen over.")).to_be_visible()
    context.set_offline(False)
    held = chat.page.locator(".problem", has_text="Denne er ikke sendt.")
    expect(held).to_contain_text(NUMBERS)
    assert chat.sent == [QUESTION]
    chat.press("Prøv igjen")
    expect(chat.page.get_by_text("Jeg hørte: Ja, det gjør de")).to_be_visible()


def test_another_choice_takes_the_place_of_the_one_that_waits(chat: Chat, context: BrowserContext) -> None:
    chat.say(QUESTION)
    context.set_offline(True)
    chat.press("En annen elev")
    expect(chat.page.get_by_text("Venter på nett")).to_be_visible()
    chat.press("En ansatt")
    expect(chat.page.locator(".bubble").last).to_contain_text("En ansatt")
    expect(chat.page.get_by_text("Venter på nett")).to_be_visible()
    context.set_offline(False)
    expect(chat.page.locator(".bot")).to_have_count(3)
    assert chat.sent == [QUESTION, "/svar{En ansatt}"]


def test_a_refused_message_keeps_its_id_when_it_is_tried_again(chat: Chat) -> None:
    chat.bot.failures.append(JSONResponse({"detail": "Tjenesten starter."}, 503))
    write(chat.page, "Hei")
    expect(chat.page.get_by_text("Tjenesten starter.")).to_be_visible()
    chat.press("Prøv igjen")
    expect(chat.page.locator(".bot")).to_have_count(1)
    first, second = chat.bot.received
    assert first["metadata"]["message_id"] == second["metadata"]["message_id"]


def test_a_reload_while_the_answer_is_on_its_way_gets_it_once(chat: Chat) -> None:
    chat.bot.gate.clear()
    write(chat.page, "Hei")
    expect(chat.page.get_by_text("Leter i loven og veilederne")).to_be_visible()
    chat.page.reload()
    chat.bot.gate.set()
    expect(chat.page.locator(".bot")).to_contain_text("Jeg hørte: Hei")
    expect(chat.page.get_by_text("Leter i loven og veilederne")).to_have_count(0)
    assert len({body["metadata"]["message_id"] for body in chat.bot.received}) == 1
    assert said_and_answered(chat.page) == ["Hei", "Jeg hørte: Hei"]


def test_a_slow_answer_is_said_to_be_slow_and_then_to_have_failed(chat: Chat) -> None:
    chat.page.clock.install()
    chat.page.reload()
    chat.bot.gate.clear()
    write(chat.page, "Hei")
    expect(chat.page.get_by_text("Leter i loven og veilederne")).to_be_visible()
    chat.page.clock.fast_forward(SLOW_SECONDS * 1000)
    expect(chat.page.get_by_text("Det tar lengre tid enn vanlig")).to_be_visible()
    expect(chat.page.locator(".problem")).to_have_count(0)
    chat.page.clock.fast_forward(LIMIT_SECONDS * 1000)
    problem = chat.page.locator(".problem")
    expect(problem).to_contain_text("Svaret kom ikke i tide")
    expect(problem).to_contain_text(NUMBERS)
    expect(chat.page.get_by_text("Det tar lengre tid enn vanlig")).to_have_count(0)
    chat.bot.gate.set()
    chat.press("Prøv igjen")
    expect(chat.page.locator(".bot")).to_contain_text("Jeg hørte: Hei")
    assert len({body["metadata"]["message_id"] for body in chat.bot.received}) == 1


def test_what_has_waited_too_long_is_not_sent_without_asking(chat: Chat) -> None:
    chat.page.clock.install()
    chat.page.reload()
    cut(chat.page, [])
    write(chat.page, "Hei")
    expect(chat.page.get_by_text("Venter på nett")).to_be_visible()
    chat.page.clock.fast_forward(STALE_MINUTES * 60_000)
    expect(chat.page.get_by_text("nå er det en stund siden")).to_be_visible()
    mend(chat.page)
    chat.press("Prøv igjen")
    expect(chat.page.locator(".bot")).to_contain_text("Jeg hørte: Hei")
    assert chat.sent == ["Hei"]


def test_two_tabs_keep_their_own_conversations(chat: Chat, context: BrowserContext) -> None:
    other = context.new_page()
    other.goto(chat.bot.url)
    tried: list[dict[str, Any]] = []
    cut(other, tried)
    write(other, "Venter i den andre")
    expect(other.get_by_text("Venter på nett")).to_be_visible()
    chat.say("Sagt i den første")
    chat.page.reload()
    expect(chat.page.locator(".bot")).to_have_count(1)
    assert chat.sent == ["Sagt i den første"]
    mend(other)
    expect(other.locator(".bot")).to_contain_text("Jeg hørte: Venter i den andre")
    assert said_and_answered(chat.page) == ["Sagt i den første", "Jeg hørte: Sagt i den første"]
    assert len({body["sender"] for body in chat.bot.received}) == 2


def test_an_attribute_that_changes_in_the_middle_loses_nothing(chat: Chat) -> None:
    chat.bot.gate.clear()
    write(chat.page, "Hei")
    expect(chat.page.get_by_text("Leter i loven og veilederne")).to_be_visible()
    chat.page.evaluate("document.querySelector('hva-na').setAttribute('maalform', 'nn')")
    chat.bot.gate.set()
    expect(chat.page.locator(".bot")).to_contain_text("Jeg hørte: Hei")
    chat.page.reload()
    assert said_and_answered(chat.page) == ["Hei", "Jeg hørte: Hei"]


def test_a_notice_is_read_aloud_once_and_stays_hidden_when_hidden(
    chat: Chat, complaints_of_axe: Callable[..., str]
) -> None:
    chat.bot.status = {"notice": {"id": "flytting", "text": "Boten flytter i natt."}, "closed": None}
    chat.page.reload()
    banner = chat.page.locator(".notices")
    expect(banner).to_contain_text("Boten flytter i natt.")
    expect(banner).to_have_attribute("role", "status")
    assert not complaints_of_axe(chat.page)
    chat.say("varsel")
    expect(chat.page.locator(".bot")).to_have_count(1)
    expect(chat.page.locator(".bot")).to_contain_text("Her er svaret.")
    chat.page.reload()
    expect(banner).to_contain_text("Boten flytter i natt.")
    assert banner.get_attribute("role") is None
    chat.press("Skjul")
    expect(banner).to_be_empty()
    expect(chat.page.get_by_role("textbox")).to_be_focused()
    chat.bot.status = {"notice": {"id": "ny", "text": "Ny veileder fra mandag."}, "closed": None}
    chat.page.reload()
    expect(banner).to_contain_text("Ny veileder fra mandag.")


def test_a_notice_that_is_not_in_a_banner_stands_in_the_answer(chat: Chat) -> None:
    chat.say("varsel")
    expect(chat.page.locator(".bot").last).to_contain_text("Boten flytter i natt.")


def test_a_closed_bot_says_so_and_can_still_be_told_of_danger(
    chat: Chat, complaints_of_axe: Callable[..., str]
) -> None:
    chat.bot.status = {"notice": None, "closed": {"text": "Vi retter en feil. Meld fra til rektor selv."}}
    chat.page.reload()
    closed = chat.page.locator(".banner.closed")
    expect(closed).to_contain_text("Stengt nå.")
    expect(closed.get_by_text("Meld fra til rektor selv.")).to_be_visible()
    assert not complaints_of_axe(chat.page)
    chat.say("Han puster ikke")
    expect(chat.page.get_by_role("alert")).to_contain_text("Ring 113 nå.")


def test_what_all_are_to_know_is_asked_for_at_opening_and_every_five_minutes(chat: Chat) -> None:
    chat.page.clock.install()
    chat.page.goto(f"{chat.bot.url}?visning=knapp")
    banner = chat.page.locator(".notices")
    chat.bot.status = {"notice": {"id": "en", "text": "Første melding."}, "closed": None}
    chat.press("Hva nå?")
    expect(banner).to_contain_text("Første melding.")
    chat.bot.status = {"notice": {"id": "to", "text": "Andre melding."}, "closed": None}
    chat.page.clock.fast_forward(STATUS_MINUTES * 60_000)
    expect(banner).to_contain_text("Andre melding.")


def test_a_copied_tab_begins_its_own_conversation(chat: Chat, context: BrowserContext) -> None:
    chat.say("Hei")
    kept = chat.page.evaluate("JSON.stringify(sessionStorage)")
    copy = context.new_page()
    copy.add_init_script(
        f"sessionStorage.length || Object.assign(sessionStorage, JSON.parse({json.dumps(kept)}))"
    )
    copy.goto(chat.bot.url)
    expect(copy.locator(".entry")).to_have_count(0)
    write(copy, "I kopien")
    expect(copy.locator(".bot")).to_have_count(1)
    chat.say("Videre")
    assert said_and_answered(chat.page) == ["Hei", "Jeg hørte: Hei", "Videre", "Jeg hørte: Videre"]
    first, other, again = chat.bot.received
    assert first["sender"] == again["sender"] != other["sender"]


def test_an_element_that_is_taken_out_and_put_in_again_goes_on(chat: Chat) -> None:
    chat.say("Hei")
    chat.page.evaluate(
        "() => { const old = document.querySelector('hva-na'); old.replaceWith(old.cloneNode()); }"
    )
    chat.say("Videre")
    assert said_and_answered(chat.page) == ["Hei", "Jeg hørte: Hei", "Videre", "Jeg hørte: Videre"]
    assert len({body["sender"] for body in chat.bot.received}) == 1


def test_a_page_that_the_back_button_brings_out_again_goes_on_where_the_tab_is(chat: Chat) -> None:
    chat.say("Hei")
    kept = chat.page.evaluate("sessionStorage['hva-na.conversation']")
    chat.page.evaluate("sessionStorage.clear()")
    chat.page.reload()
    expect(chat.page.locator(".entry")).to_have_count(0)
    chat.page.evaluate(
        "kept => { sessionStorage['hva-na.conversation'] = kept;"
        " window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })) }",
        kept,
    )
    assert said_and_answered(chat.page) == ["Hei", "Jeg hørte: Hei"]
