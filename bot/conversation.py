"""The path of one message: made safe, freed of names, sent to Rasa, and answered whatever happens."""

from __future__ import annotations

import asyncio
import logging
import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from actions.drafting.buttons import INTENT, MAKE
from actions.message import Button
from bot.acute import Acute
from bot.buttons import Buttons
from bot.own_data import OwnData
from bot.privacy import DATA_DIR, People, Redacted, load_notice, load_people_memory
from bot.rasa_client import Rasa, RasaUnavailableError
from bot.safety_net import SafetyNet
from bot.secrets import SigningKey

logger = logging.getLogger(__name__)

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_REMEMBERED_SENDERS = 10_000
_ACUTE_PAYLOAD = "/akutt{}"

Replies = list[dict[str, Any]]


@dataclass(frozen=True)
class Incoming:
    """One message as a channel hands it in, with what the channel knows of the user."""

    sender: str
    message: str
    kommune: str
    rolle: str | None
    subject: str = ""
    """Who writes, as the login knows them; empty where nobody logs in."""


@dataclass(frozen=True)
class Outgoing:
    """The replies; `is_served` is False where the conversation could not answer and an honest sentence stands in."""

    replies: Replies
    is_served: bool


class Redact(Protocol):
    """Takes personal data out of a text; `people` are those met earlier in the conversation."""

    def __call__(self, text: str, people: People | None = None) -> Redacted:
        """The text with marks; the people in it are remembered in `people`."""


@dataclass(frozen=True)
class Safeguards:
    """What stands round the language model: names out, danger first, no pupil waved away, and one's own data."""

    redact: Redact
    acute: Acute
    safety_net: SafetyNet
    own_data: OwnData
    wished_draft: Callable[[str], str | None]
    """Which kind of draft a message asks for by name, if any."""


class Conversation:
    """Holds the conversation's outside together; one for the whole app."""

    def __init__(self, rasa: Rasa, safeguards: Safeguards, key: SigningKey) -> None:
        """Raises PrivacyDataError where the notice or the bounds of the memory can't be read."""
        self._rasa = rasa
        self._safe = safeguards
        self._key = key
        self._buttons = Buttons(key)
        self._people = load_people_memory(DATA_DIR)
        self._notice = load_notice(DATA_DIR)
        self._told: OrderedDict[str, None] = OrderedDict()

    async def answer(self, incoming: Incoming) -> Outgoing:
        """The replies to one message. Never raises for what Rasa does or fails to do."""
        sender = self.owner_of(incoming.sender)
        metadata = {"kommune": incoming.kommune, "rolle": incoming.rolle}
        payload = self._buttons.pressed(sender, incoming.message)
        if payload:
            return await self._served(incoming, sender, payload, metadata, is_acute=False)
        own = await asyncio.to_thread(self._safe.own_data.answer, clean(incoming.message), sender)
        if own:
            if own.is_forgotten:
                self._people.forget(sender)
            return Outgoing(
                [
                    {
                        "recipient_id": incoming.sender,
                        "text": own.text,
                        "custom": {"route": "control", **own.custom},
                    }
                ],
                is_served=True,
            )
        redacted = self._safe.redact(clean(incoming.message), self._people.of(sender))
        is_acute = self._safe.acute.is_acute(redacted.text)
        wished = None if is_acute else self._safe.wished_draft(redacted.text)
        text = _wish(wished) if wished else redacted.text
        outgoing = await self._served(incoming, sender, text, {**metadata, "akutt": is_acute}, is_acute)
        if redacted.findings and self._is_first_time(sender):
            notice = self._notice.told(redacted.findings)
            outgoing.replies.append({"recipient_id": incoming.sender, "text": notice})
        return outgoing

    def owner_of(self, sender: str) -> str:
        """What a sender is called inside: nothing of the id that a channel uses is stored."""
        return self._key.sign("sender", sender)

    async def _served(
        self, incoming: Incoming, sender: str, text: str, metadata: dict[str, Any], is_acute: bool
    ) -> Outgoing:
        try:
            replies = await self._rasa.send(sender, text, metadata)
            if is_acute and not _is_emergency(replies):
                # The words spoke of danger and the dialogue went elsewhere: the emergency decision comes first.
                replies = [*await self._rasa.send(sender, _ACUTE_PAYLOAD, metadata), *replies[:1]]
        except RasaUnavailableError as error:
            logger.error("Rasa did not answer: %s", error)
            return Outgoing(self._unavailable(incoming, is_acute), is_served=False)
        first = self._emergency_first(is_acute)
        offer = self._safe.safety_net.offer(text, replies)
        replies = [*replies, *([offer] if offer else [])]
        signed = [
            {**self._buttons.signed(sender, reply), "recipient_id": incoming.sender} for reply in replies
        ]
        return Outgoing([*self._addressed(incoming, first, signed), *signed], is_served=True)

    def _addressed(self, incoming: Incoming, texts: list[str], replies: Replies) -> Replies:
        """Texts of our own before the replies; the first message of all carries where the message went."""
        route = next(
            (reply["custom"]["route"] for reply in replies if "route" in reply.get("custom", {})), None
        )
        custom = {"acute": True, **({"route": route} if route else {})}
        return [{"recipient_id": incoming.sender, "text": text, "custom": custom} for text in texts]

    def _emergency_first(self, is_acute: bool) -> list[str]:
        return [self._safe.acute.message] if is_acute else []

    def _unavailable(self, incoming: Incoming, is_acute: bool) -> Replies:
        texts = [*self._emergency_first(is_acute), self._safe.acute.unavailable]
        return [{"recipient_id": incoming.sender, "text": text, "custom": {"acute": True}} for text in texts]

    def _is_first_time(self, sender: str) -> bool:
        """Whether this sender has not been told about names before (since the start)."""
        if sender in self._told:
            return False
        self._told[sender] = None
        if len(self._told) > _REMEMBERED_SENDERS:
            self._told.popitem(last=False)
        return True


def clean(message: str) -> str:
    """The message as plain text: no control or direction characters, and no slash that Rasa would obey."""
    return _CONTROL.sub(" ", message).strip().lstrip("/").strip()


def _wish(kind: str) -> str:
    """What the wish for a draft is to Rasa: a button of ours."""
    return Button("", INTENT, {"handling": MAKE, "verdi": kind}).payload


def _is_emergency(replies: Replies) -> bool:
    decision = replies[0].get("custom", {}).get("decision", {})
    return bool(decision.get("outcome") == "nodetat")
