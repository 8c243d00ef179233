"""Drafts in the terminal: what is said of one, where its file lands, and whose file it may take the place of."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.channels.command_line.files import SavedFiles
from tests.bot.channels.command_line import scripted as support

SUMMARY = (
    "Utkastet er laget: Tiltaksplan.\nTil: Rektor\nIkke komplett. Loven krever også:\n– Elevens syn (§ 10-2)"
)


def draft(draft_id: str, missing: tuple[str, ...] = (), **changed: Any) -> dict[str, Any]:
    """A message with a draft."""
    card = {
        "id": draft_id,
        "kind": "tiltaksplan",
        "title": "Tiltaksplan",
        "url": f"/api/drafts/{draft_id}?key=owner.abc",
        "page": f"/utkast/{draft_id}?key=owner.abc",
        "complete": not missing,
        "filled": ["Problem: Eleven går alene"],
        "missing": list(missing),
        "blanks": ["Elevens navn", "Klasse eller gruppe"],
        **changed,
    }
    return {"text": SUMMARY, "custom": {"route": "tiltaksplan", "draft": card}}


@dataclass
class ScriptedBot:
    """Gives the next reply at each message, and the Word file as it then stands; None where it can't be fetched."""

    replies: list[dict[str, Any]] = field(default_factory=list)
    document: bytes | None = b"first"

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            return httpx.Response(200, json=[self.replies.pop(0)])
        if self.document is None:
            return httpx.Response(404, json={"detail": "Utkastet finnes ikke."})
        assert request.url.query == b"key=owner.abc"
        return httpx.Response(200, content=self.document)


@dataclass
class Terminal:
    """A terminal chat with a scripted bot behind it."""

    bot: ScriptedBot
    talk: support.Terminal

    def gets(self, reply: dict[str, Any], document: bytes | None) -> str:
        """Say something that is answered so; return what was then shown."""
        self.bot.replies.append(reply)
        self.bot.document = document
        before = len(self.talk.text)
        self.talk.chat.say("…")
        return self.talk.text[before:]

    @property
    def folder(self) -> Path:
        return self.talk.folder

    @property
    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.folder.iterdir()}


@pytest.fixture
def open_terminal(tmp_path: Path) -> Callable[[], Terminal]:
    def make() -> Terminal:
        bot = ScriptedBot()
        return Terminal(bot, support.terminal(support.client_of(bot), tmp_path, width=60))

    return make


@pytest.fixture
def terminal(open_terminal: Callable[[], Terminal]) -> Terminal:
    return open_terminal()


def test_a_draft_is_told_of_saved_and_can_be_read_on_the_screen(terminal: Terminal) -> None:
    said = terminal.gets(draft("d1", ("Elevens syn (§ 10-2)",)), b"first")
    assert "Elevens syn (§ 10-2)" in said
    assert terminal.files == {"tiltaksplan.docx": b"first"}
    assert f"Lagret som {terminal.folder / 'tiltaksplan.docx'}\n" in said
    # Whole on one line however narrow the window is, so that it can be followed.
    assert "http://bot.test:8000/utkast/d1?key=owner.abc\n" in said
    assert "Ikke komplett. Mangler etter loven: 1\n" in said
    assert "Felter du fyller inn selv i dokumentet: 2\n" in said
    assert "Det loven krever, er fylt ut." not in said


def test_a_draft_that_misses_nothing_is_said_to_be_complete(terminal: Terminal) -> None:
    said = terminal.gets(draft("d1", blanks=[]), b"first")
    assert "Det loven krever, er fylt ut.\n" in said
    assert "Mangler etter loven" not in said
    assert "fyller inn selv" not in said


def test_a_newer_edition_takes_the_place_of_its_own_file(terminal: Terminal) -> None:
    terminal.gets(draft("d1"), b"first")
    terminal.gets(draft("d2"), b"another")
    said = terminal.gets(draft("d1"), b"second")
    assert "tiltaksplan.docx\n" in said
    assert terminal.files == {"tiltaksplan.docx": b"second", "tiltaksplan-2.docx": b"another"}


def test_a_file_that_the_writer_has_filled_in_is_left_alone(terminal: Terminal) -> None:
    terminal.gets(draft("d1"), b"first")
    (terminal.folder / "tiltaksplan.docx").write_bytes(b"with the pupil's name")
    terminal.gets(draft("d1"), b"second")
    terminal.gets(draft("d1"), b"third")
    assert terminal.files == {"tiltaksplan.docx": b"with the pupil's name", "tiltaksplan-2.docx": b"third"}


def test_a_file_from_before_is_never_written_over(open_terminal: Callable[[], Terminal]) -> None:
    open_terminal().gets(draft("d1"), b"first")
    later = open_terminal()
    later.gets(draft("d1"), b"second")
    assert later.files == {"tiltaksplan.docx": b"first", "tiltaksplan-2.docx": b"second"}


def test_a_file_that_was_taken_away_is_saved_anew(terminal: Terminal) -> None:
    terminal.gets(draft("d1"), b"first")
    (terminal.folder / "tiltaksplan.docx").unlink()
    terminal.gets(draft("d1"), b"second")
    assert terminal.files == {"tiltaksplan.docx": b"second"}


def test_a_draft_that_cannot_be_fetched_is_said_and_leaves_the_earlier_file(terminal: Terminal) -> None:
    terminal.gets(draft("d1"), b"first")
    said = terminal.gets(draft("d1"), None)
    assert "kunne ikke lagres" in said
    assert "Lagret som" not in said
    assert "http://bot.test:8000/utkast/d1" in said
    assert terminal.files == {"tiltaksplan.docx": b"first"}


def test_a_kind_never_leads_out_of_the_folder(terminal: Terminal) -> None:
    terminal.gets(draft("d1", kind="../../plan"), b"first")
    assert terminal.files == {"plan.docx": b"first"}


def test_a_name_that_somebody_takes_meanwhile_is_theirs(tmp_path: Path) -> None:
    files = SavedFiles(tmp_path)
    path = files.path_of("d1", "tiltaksplan")
    path.write_bytes(b"theirs")
    with pytest.raises(OSError, match="exists"):
        files.save("d1", path, b"ours")
    assert path.read_bytes() == b"theirs"


def test_a_link_to_a_file_elsewhere_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (tmp_path / "tiltaksplan.docx").symlink_to(elsewhere)
    files = SavedFiles(tmp_path)
    with pytest.raises(OSError, match="exists"):
        files.save("d1", files.path_of("d1", "tiltaksplan"), b"ours")
    assert not elsewhere.exists()


def test_the_ways_past_a_drafts_question_stand_apart_from_the_answers(terminal: Terminal) -> None:
    offered = [
        {"title": title, "payload": f"/utkast{json.dumps({'sak': 'a', 'fra': 'd1', **values})}~x"}
        for title, values in (
            ("Eleven", {"handling": "svar", "verdi": "skip"}),
            ("Hele skolen", {"handling": "svar", "verdi": "skole"}),
            ("Hopp over", {"handling": "skip"}),
            ("Ferdig for nå", {"handling": "done"}),
        )
    ]
    said = terminal.gets({"text": "Hvem gjelder tiltaket?", "buttons": offered}, None)
    assert said.endswith("  1. Eleven\n  2. Hele skolen\n\n  3. Hopp over\n  4. Ferdig for nå\n")
