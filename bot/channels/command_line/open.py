"""A conversation opened from the command line: the bot, the screen, the words and the folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from actions.texts import load_texts
from bot.channels.command_line.client import BotClient, open_http
from bot.channels.command_line.documents import Documents
from bot.channels.command_line.screen import Screen, must_be_plain, open_screen
from bot.settings import Settings


@dataclass(frozen=True)
class Wanted:
    """What the command line says of a conversation."""

    url: str
    kommune: str
    rolle: str
    folder: Path
    is_plain: bool


@dataclass(frozen=True)
class Opened:
    """What a conversation needs."""

    bot: BotClient
    screen: Screen
    words: Mapping[str, str]
    documents: Documents


@contextmanager
def open_conversation(settings: Settings, wanted: Wanted) -> Iterator[Opened]:
    """The conversation, whose connection is closed after the block."""
    words = load_texts(settings.data_dir / "texts.yml").terminal
    metadata = {"kommune": wanted.kommune, "rolle": wanted.rolle}
    screen = open_screen(must_be_plain(wanted.is_plain, os.environ, sys.stdout), words)
    with open_http(wanted.url, settings.token.get_secret_value().strip()) as http:
        bot = BotClient(http, metadata)
        yield Opened(bot, screen, words, Documents(bot, wanted.folder, words))
