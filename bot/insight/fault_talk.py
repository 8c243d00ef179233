"""«Meld feil» in the conversation, in every channel: five causes to choose from, and a comment; nothing of it reaches Rasa."""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from bot.acute import Acute
from bot.buttons import Buttons
from bot.conversation import Incoming, Replies, clean
from bot.insight.about import About
from bot.insight.faults import Reported
from bot.insight.reporting import FaultDesk
from bot.insight.texts import FaultTexts
from bot.store.errors import StoreUnavailableError

_PAYLOAD = "/meld_feil"
_REMEMBERED = 10_000
_ROUTE = "control"


@dataclass
class _Talk:
    """What a conversation was last about, and the fault that is being reported of it. It lives in memory alone."""

    about: About = field(default_factory=About)
    comment: str = ""
    fault_id: str = ""


class FaultTalk:
    """Answers the wish to report a fault in the last answer, and the buttons that it offers."""

    def __init__(self, desk: FaultDesk, buttons: Buttons, acute: Acute, texts: FaultTexts) -> None:
        self._desk = desk
        self._buttons = buttons
        self._acute = acute
        self._texts = texts
        self._talks: OrderedDict[str, _Talk] = OrderedDict()

    def remember(self, owner: str, about: About) -> None:
        """Note what a conversation's newest answer was about; a thank-you or a greeting is no answer."""
        before = self._talks.pop(owner, _Talk())
        self._talks[owner] = _Talk(before.about if about.route == _ROUTE else about)
        if len(self._talks) > _REMEMBERED:
            self._talks.popitem(last=False)

    async def answer(self, owner: str, incoming: Incoming) -> Replies | None:
        """The replies where the message is about a fault, else None."""
        payload = self._buttons.pressed(owner, incoming.message)
        if payload is not None:
            return await self._chosen(owner, incoming, payload) if payload.startswith(_PAYLOAD) else None
        text = clean(incoming.message)
        if self._texts.start.fullmatch(text):
            return [self._ask(owner, incoming, "")]
        if match := self._texts.comment.fullmatch(text):
            return [
                *self._emergency(incoming, text),
                await self._commented(owner, incoming, match[1].strip()),
            ]
        return None

    def _ask(self, owner: str, incoming: Incoming, comment: str) -> dict[str, Any]:
        talk = self._talks.setdefault(owner, _Talk())
        talk.comment = comment
        asked = "ask_with_comment" if comment else "ask" if talk.about.route else "ask_without_answer"
        buttons = [
            {
                "title": title,
                "payload": f"{_PAYLOAD}{json.dumps({'arsak': cause, 'om': talk.about.as_json()})}",
            }
            for cause, title in self._texts.causes.items()
        ]
        return self._buttons.signed(owner, {**self._say(incoming, asked), "buttons": buttons})

    async def _chosen(self, owner: str, incoming: Incoming, payload: str) -> Replies:
        """Keep the fault; what it is about lies in the button, which may be pressed long after."""
        values = json.loads(payload.removeprefix(_PAYLOAD))
        talk = self._talks.setdefault(owner, _Talk())
        reported = Reported(incoming.kommune, values["arsak"], About.from_json(values["om"]), talk.comment)
        try:
            talk.fault_id = await asyncio.to_thread(self._desk.take, reported, owner)
        except StoreUnavailableError:
            return [self._say(incoming, "failed")]
        return [self._say(incoming, "thanks_with_comment" if talk.comment else "thanks")]

    async def _commented(self, owner: str, incoming: Incoming, comment: str) -> dict[str, Any]:
        """Add to the fault that was just reported; else ask what kind of fault it is."""
        if self._desk.is_too_long(comment):
            return self._say(incoming, "long")
        fault_id = self._talks.get(owner, _Talk()).fault_id
        try:
            is_added = await asyncio.to_thread(self._desk.add_comment, fault_id, comment)
        except StoreUnavailableError:
            return self._say(incoming, "failed")
        return self._say(incoming, "added") if is_added else self._ask(owner, incoming, comment)

    def _emergency(self, incoming: Incoming, text: str) -> Replies:
        if not self._acute.is_acute(text):
            return []
        said = self._say(incoming, "thanks")
        return [{**said, "text": self._acute.message, "custom": {"route": _ROUTE, "acute": True}}]

    def _say(self, incoming: Incoming, name: str) -> dict[str, Any]:
        text = self._texts.say[name].format(longest=self._texts.longest)
        return {"recipient_id": incoming.sender, "text": text, "custom": {"route": _ROUTE}}
