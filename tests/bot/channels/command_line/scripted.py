"""A terminal chat with a bot behind it that gives the replies it is told to."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console

from actions.texts import load_texts
from bot.channels.command_line.chat import TerminalChat
from bot.channels.command_line.client import BotClient
from bot.channels.command_line.documents import Documents
from bot.channels.command_line.screen import Drawn, Plain, Screen
from tests.conftest import ROOT

WORDS = load_texts(ROOT / "data" / "texts.yml").terminal
URL = "http://bot.test:8000"

Handler = Callable[[httpx.Request], httpx.Response]


@dataclass
class Scripted:
    """Answers every message with the same replies, and remembers what it was sent."""

    replies: list[dict[str, Any]]
    bodies: list[dict[str, Any]] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.bodies.append(json.loads(request.content))
        return httpx.Response(200, json=self.replies)

    @property
    def sent(self) -> list[str]:
        return [body["message"] for body in self.bodies]


@dataclass
class Terminal:
    """A chat and what it has shown."""

    chat: TerminalChat
    shown: io.StringIO
    folder: Path

    @property
    def text(self) -> str:
        return self.shown.getvalue()


def client_of(handler: Handler) -> BotClient:
    return BotClient(httpx.Client(base_url=URL, transport=httpx.MockTransport(handler)), {})


def terminal(bot: BotClient, folder: Path, is_plain: bool = False, width: int = 100) -> Terminal:
    shown = io.StringIO()
    screen: Screen = Plain(WORDS, shown) if is_plain else Drawn(WORDS, Console(file=shown, width=width))
    return Terminal(TerminalChat(bot, screen, WORDS, Documents(bot, folder, WORDS)), shown, folder)
