"""The pages under /innsikt in a browser: what axe finds, small screens, day and night, and the forms without JavaScript."""

from __future__ import annotations

import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect

from bot.insight.about import About
from bot.insight.counts import Turn
from bot.insight.faults import Reported
from bot.insight.weeks import OSLO
from bot.store.drafts import utc_now
from knowledge.rulebook import Rulebook
from tests.bot.insight_house import InsightHouse, open_insight_house

pytestmark = pytest.mark.browser

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
PAGES = ("", "/feil", "/uker?antall=26", "/uker?kommune=steinkjer", "/melding", "/bryter", "/logg")
COMMENT = "Fristen er gammel. Den er fire uker nå, ikke to."


@dataclass(frozen=True)
class Site:
    """The running pages, the house behind them, and the id of a fault."""

    url: str
    house: InsightHouse
    fault_id: str


@pytest.fixture(scope="module")
def site(rulebook: Rulebook, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    house = open_insight_house(rulebook, tmp_path_factory.mktemp("var"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(house.app, log_level="warning", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        fault_id = _filled(house)
        yield Site(f"http://127.0.0.1:{listening.getsockname()[1]}/innsikt", house, fault_id)
        server.should_exit = True
        thread.join(10)


def _filled(house: InsightHouse) -> str:
    """What a kommune may have after some months; returns the id of a fault."""
    turns: Counter[Turn] = Counter()
    for number, week in enumerate(house.insight.counts.weeks(26)):
        turns[Turn("steinkjer", week, "melde_fra", "melde_fra", "meld_rektor")] = 5 + 7 * number % 23
        turns[Turn("steinkjer", week, "melde_fra", "melde_fra", "meld_skoleeier")] = 1 + number % 9
        turns[Turn("steinkjer", week, "fravaer", "fravaer", "")] = 4 + number % 11
        turns[Turn("steinkjer", week, "search", "", "answered")] = 9 + 5 * number % 17
        turns[Turn("bakas", week, "search", "", "abstained")] = 2 + number % 7
        turns[Turn("bakas", week, "control", "", "")] = 3
    house.insight.counts.add(turns)
    about = About("melde_fra", "melde_fra", "", (("opplaeringslova", "§ 12-4 Aktivitetsplikten"),))
    fault_id = house.insight.faults.add(
        Reported("steinkjer", "outdated", about, COMMENT, "Hvor ofte evalueres planen?")
    )
    house.insight.faults.change(fault_id, "under_arbeid", "Sjekket mot veilederen.")
    house.insight.faults.add(Reported("bakas", "missing", About(), "", ""))
    return fault_id


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.set_default_timeout(10_000)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield opened
    context.close()
    assert not [each for each in complaints if "Failed to load resource" not in each]


def test_every_page_is_for_everyone_on_small_and_large_screens_by_day_and_by_night(
    page: Page, site: Site, complaints_of_axe: Callable[..., str]
) -> None:
    site.house.insight.board.post("Boten er nede onsdag.", utc_now(), utc_now().replace(year=2099))
    for address in (*PAGES, f"/feil/{site.fault_id}", "/feil/finnes-ikke"):
        page.goto(site.url + address)
        assert page.locator("script").count() == 0
        for width, scheme in ((360, "light"), (1280, "dark")):
            page.set_viewport_size({"width": width, "height": 740})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
            assert not complaints_of_axe(page, *TAGS), address
    for each in site.house.insight.board.read().notices:
        site.house.insight.board.take_down(each.id)


def test_forms_that_are_wrong_say_so_keep_what_was_written_and_are_for_everyone(
    page: Page, site: Site, complaints_of_axe: Callable[..., str]
) -> None:
    page.goto(f"{site.url}/melding")
    page.get_by_label("Tekst").fill("Boten er nede i helga.")
    page.get_by_label("Vises fra").fill("2026-12-05T08:00")
    page.get_by_label("Vises til").fill("2026-12-04T08:00")
    page.get_by_role("button", name="Legg ut meldingen").click()
    expect(page.get_by_role("alert")).to_contain_text("«Til» må være etter «fra».")
    expect(page.get_by_label("Tekst")).to_have_value("Boten er nede i helga.")
    expect(page.get_by_label("Vises fra")).to_have_value("2026-12-05T08:00")
    assert not complaints_of_axe(page, *TAGS)
    page.get_by_role("link", name="«Til» må være etter «fra».").click()
    expect(page.get_by_label("Vises til")).to_be_focused()
    assert not site.house.insight.board.read().notices


def test_the_owner_changes_a_fault_and_turns_the_switch_by_keyboard_alone(
    page: Page, site: Site, complaints_of_axe: Callable[..., str]
) -> None:
    page.goto(f"{site.url}/feil/{site.fault_id}")
    page.get_by_label("Rettet").focus()
    page.keyboard.press("Space")
    page.get_by_label("Kort om").focus()
    page.keyboard.type("Ny frist lagt inn.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Det er lagret.")
    expect(page.get_by_text("Ny frist lagt inn.")).to_be_visible()
    page.goto(f"{site.url}/bryter")
    page.get_by_label("Hvorfor er den stengt").fill("Fristene er under retting.")
    page.get_by_role("button", name="Steng boten").press("Enter")
    expect(page.get_by_text("Boten er stengt siden")).to_be_visible()
    assert not complaints_of_axe(page, *TAGS)
    page.goto(site.url)
    assert not complaints_of_axe(page, *TAGS)
    page.goto(f"{site.url}/bryter")
    page.get_by_role("button", name="Åpne boten").press("Enter")
    expect(page.get_by_text("Boten er åpen.")).to_be_visible()


def test_a_form_on_another_site_changes_nothing(browser: Browser, site: Site) -> None:
    context = browser.new_context()
    other = context.new_page()
    mark = site.house.insight.forms.token(site.house.user.subject)
    fields = "".join(
        f'<input name="{name}" value="{value}">' for name, value in (("token", mark), ("comment", "x"))
    )
    with other.expect_response(f"{site.url}/bryter") as response:
        other.set_content(f'<form method="post" action="{site.url}/bryter">{fields}</form>')
        other.evaluate("document.forms[0].submit()")
    assert response.value.status == 403
    assert site.house.insight.board.read().closing is None
    context.close()


def test_the_hour_is_norwegian(browser: Browser, site: Site) -> None:
    context = browser.new_context(timezone_id="America/New_York")
    opened = context.new_page()
    opened.goto(f"{site.url}/melding")
    opened.get_by_label("Tekst").fill("Prøve")
    opened.get_by_label("Vises fra").fill("2027-01-05T08:00")
    opened.get_by_label("Vises til").fill("2027-07-05T08:00")
    opened.get_by_role("button", name="Legg ut meldingen").click()
    expect(opened.get_by_text("5. januar 2027 kl. 08.00 – 5. juli 2027 kl. 08.00")).to_be_visible()
    (notice,) = site.house.insight.board.read().notices
    assert notice.begins.astimezone(OSLO).hour == 8
    assert (notice.begins.hour, notice.ends.hour) == (7, 6)
    opened.get_by_role("button", name="Ta bort").click()
    expect(opened.get_by_role("status")).to_be_visible()
    assert not site.house.insight.board.read().notices
    context.close()
