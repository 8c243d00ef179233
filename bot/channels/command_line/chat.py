"""The chat in a terminal: the same content as on the page, one line at a time."""

from __future__ import annotations

from collections.abc import Mapping

from bot.channels.command_line.client import Answer, BotClient, NoAnswerError, RefusedError, Reply
from bot.channels.command_line.content import Button, buttons, grouped
from bot.channels.command_line.documents import Documents
from bot.channels.command_line.screen import Screen
from bot.channels.command_line.showing import no_answer, refused, show_all

QUIT = {"slutt", "exit", "quit", "avslutt"}
HELP = {"hjelp", "help", "?"}


class TerminalChat:
    """One conversation with a running bot."""

    def __init__(
        self, bot: BotClient, screen: Screen, words: Mapping[str, str], documents: Documents
    ) -> None:
        self._bot = bot
        self._screen = screen
        self._words = words
        self._documents = documents
        self._buttons: list[Button] = []
        self._told = ""

    def run(self) -> None:
        """Talk until the user ends it."""
        self._screen.tell(self._words["welcome"], title=self._words["name"])
        self._tell_news()
        while True:
            try:
                line = self._screen.ask().strip()
            except (EOFError, KeyboardInterrupt):
                self._screen.tell("")
                return
            if line.lower() in QUIT:
                return
            if line:
                self.say(line)

    def say(self, line: str) -> None:
        """Send one line, or the choice whose number it is, and show the answer."""
        try:
            self._show(self._bot.ask(self._chosen(line)))
        except NoAnswerError:
            self._screen.tell(no_answer(self._bot, self._words), title=self._words["no_connection"])
        except RefusedError as error:
            self._screen.tell(refused(error, self._words))
        if line.lower() in HELP:
            self._screen.tell("", self._words["help"])

    def _tell_news(self) -> None:
        """What the bot says to everyone, before anything is asked."""
        status = self._bot.status()
        self._told = status.notice_id
        for text in filter(None, (status.notice, status.closed)):
            self._screen.tell(text, title=self._words["title_notice"])

    def _chosen(self, line: str) -> str:
        """A number alone chooses a button; everything else is free text."""
        if line.isdecimal() and 1 <= int(line) <= len(self._buttons):
            return self._buttons[int(line) - 1]["payload"]
        return line

    def _show(self, answer: Answer) -> None:
        replies = [reply for reply in answer.replies if not self._is_told(reply)]
        self._buttons = buttons(replies)
        show_all(replies, self._bot, self._screen, self._documents.saved)
        self._screen.choose(grouped(self._buttons), self._words["choices"])

    def _is_told(self, reply: Reply) -> bool:
        """Whether it is the notice that was shown before the conversation began."""
        return bool(self._told) and reply.get("custom", {}).get("notice") == self._told
