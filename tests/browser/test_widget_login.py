"""The widget and a bot that asks who the user is: the words are kept, and the token goes to that bot alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import Chat
from fake_bot import FakeBot, Running
from fastapi.responses import JSONResponse
from playwright.sync_api import BrowserContext, Page, Request, expect

pytestmark = pytest.mark.browser

TOKEN = "et.token.til.prove"
FORGE = "window.opener.postMessage({ hvaNa: { token: 'falsk', expires: Date.now() } }, '*')"


def ask(page: Page, text: str) -> None:
    """Write and send, without waiting for an answer."""
    page.get_by_role("textbox").fill(text)
    page.keyboard.press("Enter")


def tokens_sent(page: Page) -> list[str | None]:
    """What stands in the header of each call from now on."""
    headers: list[str | None] = []

    def note(request: Request) -> None:
        if request.resource_type == "fetch":
            headers.append(request.headers.get("authorization"))

    page.on("request", note)
    return headers


def log_in(page: Page) -> None:
    with page.expect_popup() as popup:
        page.get_by_role("button", name="Logg inn", exact=True).click()
    if not popup.value.is_closed():
        popup.value.wait_for_event("close")


def test_the_message_is_kept_and_sent_after_the_login(
    chat: Chat, complaints_of_axe: Callable[..., str]
) -> None:
    chat.bot.token = TOKEN
    ask(chat.page, "Hei")
    problem = chat.page.locator(".problem")
    expect(problem).to_contain_text("Du må logge inn før jeg kan svare.")
    ask(chat.page, "Og en til")
    expect(chat.page.locator(".bubble")).to_have_count(2)
    expect(chat.page.get_by_role("button", name="Logg inn")).to_have_count(1)
    assert not complaints_of_axe(chat.page)
    log_in(chat.page)
    expect(chat.page.locator(".bot")).to_have_count(2)
    expect(problem).to_have_count(0)
    assert chat.sent == ["Hei", "Og en til"]
    headers = tokens_sent(chat.page)
    chat.page.reload()
    chat.say("Etter en ny lasting")
    assert set(headers) == {f"Bearer {TOKEN}"}


def test_a_token_that_has_ended_is_not_sent_and_the_user_logs_in_again(chat: Chat) -> None:
    chat.bot.token = TOKEN
    ask(chat.page, "Hei")
    log_in(chat.page)
    expect(chat.page.locator(".bot")).to_have_count(1)
    chat.page.evaluate(
        "() => { const kept = JSON.parse(sessionStorage['hva-na.token']);"
        " sessionStorage['hva-na.token'] = JSON.stringify({ ...kept, expires: 1 }); }"
    )
    headers = tokens_sent(chat.page)
    chat.page.reload()
    ask(chat.page, "Igjen")
    expect(chat.page.get_by_role("button", name="Logg inn")).to_be_visible()
    assert set(headers) == {None}


def test_only_the_window_that_was_opened_at_the_bot_can_give_a_token(
    chat: Chat, context: BrowserContext
) -> None:
    chat.bot.token = TOKEN
    context.route("**/logg-inn?*", lambda route: route.fulfill(body="Venter", content_type="text/html"))
    ask(chat.page, "Hei")
    with chat.page.expect_popup() as popup:
        chat.press("Logg inn")
    headers = tokens_sent(chat.page)
    # From the right origin but another window, and from the right window at another origin.
    chat.page.evaluate("window.postMessage({ hvaNa: { token: 'falsk', expires: 9e9 } }, '*')")
    with Running() as other:
        popup.value.goto(f"{other.url}health")
        popup.value.evaluate(FORGE)
    expect(chat.page.get_by_role("button", name="Logg inn")).to_be_visible()
    ask(chat.page, "Igjen")
    expect(chat.page.locator(".bubble")).to_have_count(2)
    assert chat.page.evaluate("sessionStorage['hva-na.token'] ?? null") is None
    assert set(headers) <= {None}


def test_a_window_that_the_browser_stops_is_explained(chat: Chat) -> None:
    chat.bot.token = TOKEN
    chat.page.evaluate("window.open = () => null")
    ask(chat.page, "Hei")
    chat.press("Logg inn")
    expect(chat.page.get_by_text("Nettleseren stoppet vinduet du skal logge inn i.")).to_be_visible()
    expect(chat.page.get_by_role("button", name="Logg inn")).to_be_enabled()


def test_the_host_page_may_give_the_token_itself(chat: Chat) -> None:
    chat.bot.token = TOKEN
    chat.page.evaluate("document.querySelector('hva-na').token = async () => 'feil'")
    ask(chat.page, "Hei")
    expect(chat.page.get_by_text("Jeg får ikke vite hvem du er")).to_be_visible()
    expect(chat.page.get_by_role("button", name="Logg inn")).to_have_count(0)
    chat.page.evaluate("token => { document.querySelector('hva-na').token = async () => token }", TOKEN)
    chat.press("Prøv igjen")
    expect(chat.page.locator(".bot")).to_contain_text("Jeg hørte: Hei")
    assert chat.page.evaluate("sessionStorage['hva-na.token'] ?? null") is None


def test_a_draft_is_fetched_with_the_token(chat: Chat) -> None:
    chat.bot.token = TOKEN
    ask(chat.page, "/svar{Lag utkast}")
    log_in(chat.page)
    link = chat.page.get_by_role("link", name="Last ned utkastet").first
    with chat.page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "tiltaksplan.docx"
    assert download.value.path().read_bytes() == b"PK fake"
    chat.bot.token = "et.annet.token"
    link.click()
    expect(chat.page.get_by_text("Du må logge inn før jeg kan svare.")).to_be_visible()


def test_a_page_on_another_site_gets_its_token_from_the_bots_own_login(
    chat: Chat, context: BrowserContext
) -> None:
    with Running() as bot:
        bot.token = TOKEN
        page = host_page(context, chat.bot, bot)
        ask(page, "Hei")
        log_in(page)
        expect(page.locator(".bot")).to_contain_text("Jeg hørte: Hei")
        # Another bot on the same page gets nothing of it.
        headers = tokens_sent(page)
        page.evaluate("url => document.querySelector('hva-na').setAttribute('server', url)", chat.bot.url)
        ask(page, "Til en annen")
        expect(page.get_by_text("Jeg hørte: Til en annen")).to_be_visible()
        assert set(headers) == {None}
        page.close()


def host_page(context: BrowserContext, host: FakeBot, bot: FakeBot) -> Page:
    """A page at `host` with the widget of `bot`."""
    page = context.new_page()
    page.goto(f"{host.url}annet-nettsted?server={bot.url}")
    return page


def test_a_user_who_is_held_back_is_told_when_to_try_again(chat: Chat) -> None:
    chat.bot.failures += [
        JSONResponse({"detail": "Det kom mange meldinger på kort tid."}, 429, {"Retry-After": "12"}),
        JSONResponse({"detail": "Vent 7 sekunder."}, 429, {"Retry-After": "7"}),
        JSONResponse({"detail": "Du har ikke tilgang. Spør rektor."}, 403),
    ]
    problem = chat.page.locator(".problem p")
    ask(chat.page, "Hei")
    expect(problem).to_have_text("Det kom mange meldinger på kort tid. Prøv igjen om 12 sekunder.")
    chat.press("Prøv igjen")
    expect(problem).to_have_text("Vent 7 sekunder.")
    chat.press("Prøv igjen")
    expect(problem).to_have_text("Du har ikke tilgang. Spør rektor.")
    chat.press("Prøv igjen")
    expect(chat.page.locator(".bot")).to_contain_text("Jeg hørte: Hei")
