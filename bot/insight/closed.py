"""What every channel answers while the bot is closed: why, whom to tell, and the emergency numbers, first where danger is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.acute import Acute
from bot.conversation import Incoming, Outgoing, clean
from bot.insight.board import Closing
from bot.own_data import OwnData

ROUTE = "closed"
# The buttons that say so: of the safety net, and «Akutt fare» in a case.
_DANGER = re.compile(r'/akutt\{|/velg\{.*"faktum": ?"fare", ?"verdi": ?"ja"')


@dataclass(frozen=True)
class ClosedDoor:
    """Answers in the conversation's place; one's own drafts can still be fetched, and one's data deleted."""

    acute: Acute
    own_data: OwnData
    text: str

    def says(self, closing: Closing) -> str:
        """What is told to everybody."""
        return self.text.format(comment=closing.comment)

    def lets_in(self, incoming: Incoming) -> bool:
        """Whether the message is about the writer's own data, which is answered outside Rasa."""
        text, words = clean(incoming.message).lower(), self.own_data.words
        return bool(words.show.fullmatch(text) or words.delete.fullmatch(text))

    def answer(self, incoming: Incoming, closing: Closing) -> Outgoing:
        """The closing, after the emergency text where the message speaks of danger."""
        closed = {
            "recipient_id": incoming.sender,
            "text": self.says(closing),
            "custom": {"route": ROUTE},
        }
        if not self._is_danger(incoming.message):
            return Outgoing([closed], is_served=True)
        first = {**closed, "text": self.acute.message, "custom": {"route": ROUTE, "acute": True}}
        return Outgoing([first, closed], is_served=True)

    def _is_danger(self, message: str) -> bool:
        return _DANGER.match(message) is not None or self.acute.is_acute(clean(message))
