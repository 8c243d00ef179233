"""An answer shown message by message, and what is said where there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.channels.command_line.client import BotClient, RefusedError, Reply
from bot.channels.command_line.content import said
from bot.channels.command_line.screen import Screen

_UNAUTHORIZED = 401


def show_all(
    replies: Sequence[Reply],
    bot: BotClient,
    screen: Screen,
    of_draft: Callable[[Mapping[str, Any]], list[str]],
) -> None:
    """Show the messages of an answer, and of each draft the lines that `of_draft` gives."""
    for reply in replies:
        screen.show(said(reply, bot.address))
        draft = reply.get("custom", {}).get("draft")
        if draft:
            screen.tell(*of_draft(draft))


def no_answer(bot: BotClient, words: Mapping[str, str]) -> str:
    """That nothing came back, how the bot is started, and whom to ring where it is urgent."""
    return words["no_answer"].format(url=bot.address())


def refused(error: RefusedError, words: Mapping[str, str]) -> str:
    """The bot's own sentence, and how one logs in from here where it asks for that."""
    return f"{error} {words['token']}" if error.status == _UNAUTHORIZED else str(error)
