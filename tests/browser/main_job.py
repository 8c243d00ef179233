"""A teacher's whole job on the page, from the story to the document, step by step, whoever does it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from docx import Document
from playwright.sync_api import Locator, Page, Route, expect
from users import User

WEBHOOK = "**/webhooks/**"
ROOT = Path(__file__).resolve().parents[2]
SECONDS = 20_000
STORY = "en elev blir fryst ut i friminuttene"
QUESTION = "hva er skjerpet plikt?"
WHEN, WHERE = "i storefri hver dag denne uka", "ved gjerdet bak gymsalen"
MISSING = "Elevens egne ord og opplevelse"
UNANSWERABLE = "hva sier veilederen om skoleskyss?"
DANGER = "han puster ikke"
LONGER_THAN_TAKEN = "ord " * 1_500

Look = Callable[[str], object]


def words_of(maalform: str) -> dict[str, str]:
    """What the widget itself says in that language."""
    text = (ROOT / "data" / "widget" / f"{maalform}.yml").read_text(encoding="utf-8")
    words: dict[str, str] = yaml.safe_load(text)["words"]
    return words


def text_of(document: Path) -> str:
    """All words of a Word file."""
    opened = Document(str(document))
    cells = (cell.text for table in opened.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in opened.paragraphs), *cells])


@dataclass
class Job:
    """The steps, in their order; `look` is called with each state of the page that is worth a look."""

    user: User
    words: dict[str, str]
    look: Look

    @property
    def page(self) -> Page:
        return self.user.page

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def box(self) -> Locator:
        return self.page.get_by_role("textbox")

    def button(self, title: str) -> Locator:
        """The newest of that name in the conversation."""
        return self.log.get_by_role("button", name=title, exact=True).last

    def say(self, text: str) -> None:
        with self.turn():
            self.user.write(text)

    def press(self, title: str) -> None:
        with self.turn():
            self.user.press(self.button(title))

    @contextmanager
    def turn(self) -> Iterator[None]:
        """What is said, and its answer: these are read aloud, each once, and nothing that stood there before."""
        before = self._entries()
        self.page.evaluate("window.heard.length = 0")
        yield
        expect(self.page.locator(".send")).to_have_attribute("aria-disabled", "false", timeout=SECONDS)
        new = self._entries()[len(before) :]
        assert any(each["isBot"] for each in new), f"no answer: {self.log.inner_text()[-400:]}"
        heard = self.page.evaluate("window.heard.splice(0)")
        messages = [each for each in heard if each["text"] not in (self.words["typing"], self.words["slow"])]
        assert [each["entry"] for each in messages] == [each["id"] for each in new], f"read aloud: {messages}"

    def _entries(self) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = self.log.locator("[data-entry]").evaluate_all(
            "all => all.map((one) => ({ id: Number(one.dataset.entry), isBot: one.matches('.bot') }))"
        )
        return entries

    @contextmanager
    def _held_up(self) -> Iterator[None]:
        """What is sent meanwhile, reaches the server only at the end."""
        held: list[Route] = []

        def hold(route: Route) -> None:
            held.append(route)

        self.page.route(WEBHOOK, hold)
        yield
        for route in held:
            route.continue_()
        self.page.unroute(WEBHOOK)

    def ask_and_decide(self) -> None:
        self.look("empty")
        self.say(STORY)
        self.look("question")
        self.press("En annen elev")
        self.press("Nei")
        expect(self.log.get_by_role("heading", name="Meld fra til rektor snarest")).to_be_in_viewport()
        expect(self.log.locator(".decision").get_by_text("Elements").first).to_be_visible()
        self.look("decision")

    def read_the_source(self) -> None:
        """The decision's passage, and a passage of an answer with the sentence that answers marked."""
        decided = self.log.locator(".decision details.source").first
        self.user.press(decided.locator("summary"))
        expect(decided.get_by_text("All mistanke teller").first).to_be_visible()
        self.look("opened source")
        self.say(QUESTION)
        answer = self.log.locator(".bot").last
        expect(answer.locator(".passage mark")).to_contain_text("Plikten er strengere når det er en ansatt")
        source = answer.locator("details.source").filter(has=self.page.locator("mark")).first
        self.user.press(source.locator("summary"))
        expect(source.locator("mark")).to_be_visible()
        self.look("answer")

    def ask_why_and_change_an_answer(self) -> None:
        self.press("Hvorfor?")
        expect(self.log.get_by_text("Dette bygger på: All annen mistanke")).to_be_visible()
        self.press("Dine svar")
        self.look("dine svar")
        self.press("Endre: Om saken er alvorlig")
        self.press("Ja")
        expect(self.log.get_by_role("heading", name="Meld fra til rektor straks")).to_be_in_viewport()

    def draft(self) -> None:
        self.press("Lag meldeskjema")
        self.look("draft")
        self.say(WHEN)
        self.say(WHERE)
        self.press("Ferdig for nå")

    def see_what_is_missing(self) -> None:
        """Beside the conversation, or, where there is no room for it there, over it and back again."""
        bar = self.page.locator(".bar")
        if bar.is_visible():
            self.user.press(bar, then=self.page.locator("#draft-title"))
        panel = self.page.locator(".beside")
        expect(panel.locator(".chip")).to_have_text(self.words["incomplete"])
        expect(panel.locator(".missing li")).to_contain_text([MISSING])
        self.look("what is missing")
        back = panel.get_by_role("button", name=self.words["to_conversation"])
        if back.is_visible():
            self.user.press(back, then=bar)

    def fetch(self, folder: Path) -> None:
        """The Word file says what was told, and what is still missing."""
        link = self.page.get_by_role("link", name=self.words["download_draft"]).last
        with self.page.expect_download() as download:
            self.user.press(link)
        file = folder / "meldeskjema.docx"
        download.value.save_as(file)
        text = text_of(file)
        for expected in (STORY, WHEN, WHERE, MISSING):
            assert expected in text, f"«{expected}» is not in the document"

    def start_anew(self) -> None:
        restart = self.page.locator(".topbar").get_by_role("button", name=self.words["restart"])
        self.user.press(restart, then=self.box)
        expect(self.log.locator(".entry")).to_have_count(0)
        expect(self.page.get_by_text(self.words["restarted"])).to_be_visible()

    def meet_the_rest(self) -> None:
        """What the guides don't answer, danger, and a message that the server refuses."""
        with self.turn(), self._held_up():
            self.user.write(UNANSWERABLE)
            expect(self.page.get_by_text(self.words["typing"])).to_be_visible()
            self.look("waiting")
        expect(self.log.locator(".bot").last).to_contain_text(self.words["nearest"])
        self.look("abstention")
        self.say(DANGER)
        expect(self.page.get_by_role("alert").get_by_role("link", name="113")).to_be_visible()
        self.look("acute")
        self.user.write(LONGER_THAN_TAKEN)
        expect(self.log.locator(".problem")).to_be_visible()
        self.look("error")

    def finish(self, folder: Path) -> None:
        """From the decision to the document, and back to nothing said."""
        self.read_the_source()
        self.ask_why_and_change_an_answer()
        self.draft()
        self.see_what_is_missing()
        self.fetch(folder)
        self.start_anew()
