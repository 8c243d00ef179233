"""The chat in a terminal: the same content as on the page, in plain panels that also read well without colour."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from bot.channels.files import SavedFiles

QUIT = {"slutt", "exit", "quit", "avslutt"}
_SETS_A_FACT = "velg"
_LOOKS_OR_LEAVES = {"tilbake", "dine_svar", "hvorfor", "hva_endrer", "start_pa_nytt"}
_LEAVES_A_DRAFT = re.compile(r'"handling":\s*"(skip|done)"')


class TerminalChat:
    """One conversation in a terminal, with a running bot."""

    def __init__(
        self,
        client: httpx.Client,
        console: Console,
        words: Mapping[str, str],
        metadata: Mapping[str, str],
        downloads: Path,
    ) -> None:
        self._client = client
        self._console = console
        self._words = words
        self._metadata = metadata
        self._saved = SavedFiles(downloads)
        self._sender = f"terminal-{secrets.token_urlsafe(12)}"
        self._buttons: list[Mapping[str, str]] = []

    def run(self) -> None:
        """Talk until the user ends it."""
        self._console.print(Panel(self._words["welcome"], title="Hva nå?"))
        while True:
            try:
                line = self._console.input("\n[bold]Du:[/bold] ").strip()
            except (EOFError, KeyboardInterrupt):
                self._console.print()
                return
            if line.lower() in QUIT:
                return
            if line:
                self.say(line)

    def say(self, line: str) -> None:
        """Send one line, or the choice whose number it is, and show the answer."""
        try:
            response = self._client.post("/webhooks/rest/webhook", json=self._body(line))
            answer = response.json()
        except (httpx.HTTPError, ValueError):
            no_answer = self._words["no_answer"].format(url=self._client.base_url)
            self._console.print(Panel(no_answer, title=self._words["no_connection"]))
            return
        if isinstance(answer, dict):
            self._console.print(Panel(Text(str(answer.get("detail", self._words["refused"])))))
            return
        self._show_all(answer)

    def _body(self, line: str) -> dict[str, Any]:
        return {"sender": self._sender, "message": self._chosen(line), "metadata": self._metadata}

    def _chosen(self, line: str) -> str:
        """A number alone chooses a button; everything else is free text."""
        if line.isdigit() and 1 <= int(line) <= len(self._buttons):
            return self._buttons[int(line) - 1]["payload"]
        return line

    def _show_all(self, replies: Sequence[Mapping[str, Any]]) -> None:
        self._buttons = [button for reply in replies for button in reply.get("buttons", [])]
        for reply in replies:
            self._show(reply)
        numbered = enumerate(self._buttons, start=1)
        for place, (_, group) in enumerate(groupby(numbered, key=lambda each: _kind(each[1]))):
            lines = [f"  {number}. {button['title']}" for number, button in group]
            self._console.print("\n".join(["", *lines] if place else lines), markup=False, highlight=False)

    def _show(self, reply: Mapping[str, Any]) -> None:
        custom: Mapping[str, Any] = reply.get("custom", {})
        if custom.get("understood"):
            understood = f"{self._words['understood']}: {custom['understood']}"
            self._console.print(understood, markup=False, style="dim")
        title = self._words["important"] if custom.get("acute") else "Hva nå?"
        self._console.print(Panel(_emphasised(self._text(reply), custom), title=title, title_align="left"))
        if custom.get("answer", {}).get("abstained"):
            self._show_nearest(custom["answer"]["passages"])
        if "draft" in custom:
            self._download(custom["draft"])

    def _show_nearest(self, passages: Sequence[Mapping[str, Any]]) -> None:
        """What came nearest to an answer: a sentence of each passage, and where it stands."""
        for passage in passages:
            line = f"«{_bare(passage['marked'])}»\n– {passage['title']}: «{passage['section']}»"
            self._console.print(line, markup=False, highlight=False)

    def _text(self, reply: Mapping[str, Any]) -> str:
        """The words of the reply, with the address of a page or a calendar in full so that it can be opened from here."""
        text = str(reply.get("text", ""))
        custom = reply.get("custom", {})
        address = custom.get("decision", {}).get("calendar") or custom.get("page", {}).get("url")
        return text.replace(address, str(self._client.base_url.join(address))) if address else text

    def _download(self, draft: Mapping[str, Any]) -> None:
        """Save the document where the user is, and say how it stands and where it can be read on the screen."""
        path = self._saved.path_of(draft["id"], draft["kind"])
        try:
            document = self._client.get(str(draft["url"])).raise_for_status()
            self._saved.save(draft["id"], path, document.content)
            saved = self._words["saved"].format(path=path)
        except (httpx.HTTPError, OSError):
            saved = self._words["not_saved"].format(path=path)
        missing, blanks = len(draft["missing"]), len(draft["blanks"])
        lines = [
            saved,
            self._words["page"].format(address=self._client.base_url.join(str(draft["page"]))),
            self._words["incomplete"].format(count=missing) if missing else self._words["complete"],
            *([self._words["blanks"].format(count=blanks)] if blanks else []),
        ]
        self._console.print("\n".join(lines), markup=False, highlight=False, soft_wrap=True)


def _emphasised(text: str, custom: Mapping[str, Any]) -> Text:
    """The text with the sentence that answers set off, so that it is seen in colour and without."""
    passages = custom.get("answer", {}).get("passages", [])
    marked = _bare(passages[0]["marked"]) if passages else ""
    before, found, after = text.partition(f"«{marked}»")
    return Text.assemble(before, "▸ ", (marked, "bold underline"), after) if found else Text(text)


def _bare(sentence: str) -> str:
    """A marked sentence without the sign of the list that it stands in."""
    return sentence.lstrip("- ")


def _kind(button: Mapping[str, str]) -> str:
    """What a button is for: answers and grave facts, steps on the way, or looking at the case and leaving it."""
    intent, _, values = button["payload"].partition("{")
    if intent == f"/{_SETS_A_FACT}":
        return "fact"
    return "aside" if intent.lstrip("/") in _LOOKS_OR_LEAVES or _LEAVES_A_DRAFT.search(values) else "next"
