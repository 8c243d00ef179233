"""The path of one message: made safe, freed of names, sent to Rasa, and answered whatever happens."""

from __future__ import annotations

import asyncio
import logging
import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from actions.drafting.buttons import INTENT, MAKE
from actions.message import Button
from bot.access.ownership import conversation_name, owner_of
from bot.acute import Acute
from bot.buttons import Buttons
from bot.own_data import OwnData
from bot.privacy import DATA_DIR, People, Redacted, load_notice, load_people_memory
from bot.rasa_client import Rasa, RasaUnavailableError
from bot.safety_net import SafetyNet
from bot.secrets import SigningKey
from bot.shared import SharedPlace

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
    message_id: str = ""
    """The channel's own id of the message, by which one that is sent again is known; empty where it has none."""
    is_shared: bool = False
    """Whether others read along; then only the guides are asked, and no case is opened."""


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
        self._shared = SharedPlace(safeguards.safety_net.asking, safeguards.safety_net.private)
        self._told: OrderedDict[str, None] = OrderedDict()

    async def answer(self, incoming: Incoming) -> Outgoing:
        """The replies to one message. Never raises for what Rasa does or fails to do."""
        sender = self.owner_of(incoming)
        metadata = {"kommune": incoming.kommune, "rolle": incoming.rolle}
        payload = self._buttons.pressed(sender, incoming.message)
        if incoming.is_shared:
            return await self._before_others(incoming, sender, payload, metadata)
        if payload:
            return await self._served(incoming, sender, payload, metadata, is_acute=False)
        own = await asyncio.to_thread(self._safe.own_data.answer, clean(incoming.message), owner_of(sender))
        if own:
            if own.is_forgotten:
                self._people.forget(owner_of(sender))
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

    def offers(self, incoming: Incoming) -> bool:
        """Whether the message is a button that was offered to its sender."""
        return self._buttons.pressed(self.owner_of(incoming), incoming.message) is not None

    async def _before_others(
        self, incoming: Incoming, sender: str, pressed: str | None, metadata: dict[str, Any]
    ) -> Outgoing:
        """The guides' words to a question; danger is told whom to ring, and a story where to tell it."""
        redacted = self._safe.redact(clean(incoming.message))
        is_acute = self._safe.acute.is_acute(redacted.text)
        asks = None if is_acute else self._shared.payload(pressed, redacted)
        if asks is None:
            private = {"recipient_id": incoming.sender, "text": self._shared.private}
            replies = [{**private, "custom": {"route": "control"}}]
            first = self._addressed(incoming, self._emergency_first(is_acute), replies)
            return Outgoing([*first, *replies], is_served=True)
        outgoing = await self._served(incoming, sender, asks, metadata, is_acute=False)
        return replace(outgoing, replies=[self._shared.fit(reply) for reply in outgoing.replies])

    def owner_of(self, incoming: Incoming) -> str:
        """What a conversation is called inside: nothing of the ids that a channel and the login use is stored."""
        return conversation_name(self._key, incoming.subject, incoming.sender)

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
