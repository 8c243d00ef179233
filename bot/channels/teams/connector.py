"""Writes in Teams, with Microsoft's SDK: the one file that knows it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Protocol

from aiohttp import ClientConnectorError, ClientError, ClientResponseError, ClientSession, ClientTimeout
from microsoft_agents.activity import Activity as SdkActivity
from microsoft_agents.activity import (
    ActivityTypes,
    Attachment,
    ChannelAccount,
    ChannelId,
    ConversationAccount,
    ResourceResponse,
)
from microsoft_agents.hosting.core import ChannelServiceClientFactoryBase, ClaimsIdentity, TurnContext
from microsoft_agents.hosting.core.connector import ConnectorClientBase, UserTokenClientBase
from microsoft_agents.hosting.core.connector.client import UserTokenClient
from microsoft_agents.hosting.core.connector.teams import TeamsConnectorClient
from microsoft_agents.hosting.fastapi import CloudAdapter
from typing_extensions import override

from bot.channels.teams.activity import Activity
from bot.channels.teams.post import Post

logger = logging.getLogger(__name__)

_CARD = "application/vnd.microsoft.card.adaptive"
_TOKEN_SERVICE = "https://api.botframework.com"
_TIMEOUT = ClientTimeout(total=10)
_AGAIN = frozenset({429, 502, 503, 504})
_WAITS = (0.5, 2.0)
_LONGEST_WAIT = 5.0
# The SDK's own log names conversations, and quotes what it can't read; ours says what an operator needs.
_SDK_LOG = "microsoft_agents"


class Tokens(Protocol):
    """Gives the token to write with."""

    async def get(self) -> str:
        """The token. Raises ReplyTokenError."""


class NoTokens:
    """For a client on this machine, which asks for none."""

    async def get(self) -> str:
        """Return no token."""
        return ""


class Outbox:
    """Where the answers to one activity go."""

    def __init__(self, context: TurnContext) -> None:
        self._context = context

    async def typing(self) -> None:
        """Show that we are at it; that it isn't shown is no harm."""
        try:
            await self._context.send_activity(SdkActivity(type=ActivityTypes.typing))
        except (ClientError, TimeoutError) as error:
            logger.warning("Skrivetegnet kom ikke fram: %s", _named(error))

    async def say(self, post: Post) -> str:
        """Send it; return its id. A card that Teams won't take is sent as text. Raises ClientError, TimeoutError."""
        try:
            sent = await _again(lambda: self._context.send_activity(_message(post)))
        except ClientResponseError as error:
            if post.card is None or error.status not in (400, 413):
                raise
            logger.error("Teams tok ikke imot kortet: %s", error.status)
            sent = await _again(lambda: self._context.send_activity(_message(Post(post.text))))
        return sent.id or ""

    async def edit(self, message_id: str, post: Post) -> None:
        """Put it in place of an earlier message; that it stays as it was is no harm."""
        message = _message(post)
        message.id = message_id
        try:
            await self._context.update_activity(message)
        except (ClientError, TimeoutError, ValueError) as error:
            logger.warning("Kortet ble ikke oppdatert: %s", _named(error))


Talk = Callable[[Outbox], Awaitable[None]]


class Connector:
    """Opens an outbox for an activity and lets a talk fill it."""

    def __init__(self, app_id: str, tokens: Tokens) -> None:
        self._adapter = CloudAdapter(channel_service_client_factory=_Clients(app_id, tokens))
        self._adapter.on_turn_error = _raised
        self._claims = {"aud": app_id, "appid": app_id}
        logging.getLogger(_SDK_LOG).setLevel(logging.CRITICAL)

    async def turn(self, activity: Activity, talk: Talk) -> None:
        """Let `talk` answer. Raises what it raises, and ReplyTokenError."""

        async def callback(context: TurnContext) -> None:
            await talk(Outbox(context))

        await self._adapter.process_activity(
            ClaimsIdentity(dict(self._claims)), _reference(activity), callback
        )


class _Clients(ChannelServiceClientFactoryBase):
    """Makes the SDK's clients with our token, a time limit, and the proxy that the machine uses."""

    def __init__(self, app_id: str, tokens: Tokens) -> None:
        self._app_id = app_id
        self._tokens = tokens

    @override
    async def create_connector_client(
        self,
        context: TurnContext | None,
        claims_identity: ClaimsIdentity,
        service_url: str,
        audience: str,
        scopes: list[str] | None = None,
        use_anonymous: bool = False,
    ) -> ConnectorClientBase:
        token = await self._tokens.get()
        session = ClientSession(f"{service_url.rstrip('/')}/", timeout=_TIMEOUT, trust_env=True)
        return TeamsConnectorClient(service_url, token, session=session)

    @override
    async def create_user_token_client(
        self, context: TurnContext, claims_identity: ClaimsIdentity, use_anonymous: bool = False
    ) -> UserTokenClientBase:
        return UserTokenClient(_TOKEN_SERVICE, "", app_id=self._app_id or "none")


def _reference(activity: Activity) -> SdkActivity:
    """What the SDK must know to answer, and nothing of what was said."""
    return SdkActivity(
        type=ActivityTypes.message,
        id=activity.id,
        channel_id=ChannelId(activity.channel_id),
        service_url=activity.service_url,
        from_property=ChannelAccount(id=activity.from_.id),
        recipient=ChannelAccount(id=activity.recipient.id),
        conversation=ConversationAccount(id=activity.conversation.id),
    )


def _message(post: Post) -> SdkActivity:
    if post.card is None:
        text_format = "markdown" if post.is_markdown else "plain"
        return SdkActivity(type=ActivityTypes.message, text=post.text, text_format=text_format)
    card = Attachment(content_type=_CARD, content=dict(post.card))
    return SdkActivity(type=ActivityTypes.message, summary=post.text, attachments=[card])


async def _again(send: Callable[[], Awaitable[ResourceResponse]]) -> ResourceResponse:
    """Send, and again where Teams says that it is busy or can't be reached; never where it may have got it."""
    for wait in _WAITS:
        try:
            return await send()
        except ClientResponseError as error:
            if error.status not in _AGAIN:
                raise
            await asyncio.sleep(min(_asked_to_wait(error) or wait, _LONGEST_WAIT))
        except ClientConnectorError:
            await asyncio.sleep(wait)
    return await send()


def _asked_to_wait(error: ClientResponseError) -> float:
    asked = (error.headers or {}).get("Retry-After", "")
    return float(asked) if asked.isdigit() else 0.0


async def _raised(_: TurnContext, error: Exception) -> None:
    """Instead of the SDK's own handler, which sends the error's text to the user."""
    raise error


def _named(error: BaseException) -> str:
    """What an error is called in the log; its text may quote what was sent."""
    status = getattr(error, "status", "")
    return f"{type(error).__name__} {status}".strip()
