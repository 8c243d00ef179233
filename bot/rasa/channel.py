"""The one door into Rasa: our own channel, for the bot alone; runs inside the Rasa server (Python 3.10)."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.rasa.history import FreshSessions
from bot.rasa.tuning import tune

logger = logging.getLogger(__name__)

TOKEN_HEADER = "x-hvana-token"


class WholeMessages(CollectingOutputChannel):
    """Collects each reply as one message; Rasa's own collector tears text, buttons and custom apart."""

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep what the bot's contract has of a reply."""
        parts = {key: message[key] for key in ("text", "buttons", "custom") if message.get(key)}
        self.messages.append({"recipient_id": recipient_id, **parts})


class HvaNaChannel(InputChannel):
    """Takes messages from the bot, which shares a token with us, and gives Rasa's replies back."""

    def __init__(self, token: str) -> None:
        self._token = token
        self._sessions = FreshSessions()

    @classmethod
    def name(cls) -> str:
        """The path of the channel: /webhooks/hvana/webhook."""
        return "hvana"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> HvaNaChannel:
        """Built by Rasa from credentials.yml. Raises ValueError where the shared token is missing."""
        token = (credentials or {}).get("token")
        if not token:
            raise ValueError("credentials.yml mangler «token»; start Rasa med «make run», som lager det.")
        return cls(token)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes of the channel."""
        tune()
        routes = Blueprint("hvana_channel")

        @routes.route("/", methods=["GET"])
        async def health(_: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @routes.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            if not hmac.compare_digest(request.headers.get(TOKEN_HEADER, ""), self._token):
                return response.json({"error": "ukjent avsender"}, status=403)
            return await self._answer(request, on_new_message)

        return routes

    async def _answer(
        self, request: Request, on_new_message: Callable[[UserMessage], Awaitable[Any]]
    ) -> HTTPResponse:
        body = request.json
        collector = WholeMessages()
        message = UserMessage(
            body["message"],
            collector,
            body["sender"],
            input_channel=self.name(),
            metadata=body.get("metadata"),
        )
        try:
            await on_new_message(message)
        except Exception as error:
            # The kind of fault and no more: the message must not reach the log.
            logger.error("Turn failed: %s", type(error).__name__)
            return response.json({"error": "samtalen stoppet"}, status=500)
        self._sessions.count_turn(request.app, body["sender"])
        return response.json(collector.messages)
