"""What is answered in Teams: alone with a user as on every channel, before others only from the guides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import quote

from bot.access.claims import entra_subject
from bot.access.errors import RefusedError
from bot.channels.teams.activity import Activity
from bot.channels.teams.cards import CardContext, card_of, fallback_of
from bot.channels.teams.post import Post
from bot.channels.teams.pressed import payload_of
from bot.channels.teams.tenants import Tenant
from bot.channels.teams.text import has_files
from bot.channels.teams.words import Words
from bot.conversation import Incoming, Outgoing, clean
from bot.secrets import SigningKey

_CHAT = "https://teams.microsoft.com/l/chat/0/0?users="


class Answering(Protocol):
    """What Teams needs of the reception."""

    async def answer(self, incoming: Incoming) -> Outgoing:
        """The replies to one message."""

    def offers(self, incoming: Incoming) -> bool:
        """Whether the message is a button that was offered to its sender."""


class Counting(Protocol):
    """Counts messages."""

    def count_turn(self, sender: str) -> None:
        """Count one of a user. Raises RefusedError where it is one too many in a minute."""


@dataclass(frozen=True)
class Answer:
    """What is to be sent, in order; `is_served` is False where the same may be said again at once."""

    posts: tuple[Post, ...]
    is_served: bool = True


@dataclass(frozen=True)
class Users:
    """Who the users are: those of each tenant, and those of any other, who come in only where nobody logs in."""

    tenants: Mapping[str, Tenant]
    others: Tenant
    key: SigningKey

    def incoming(self, activity: Activity, message: str) -> Incoming:
        """The message with what is known of its sender; nothing of Teams' own ids goes further."""
        known = self.tenants.get(activity.tenant)
        tenant = known or self.others
        person = (activity.from_.aad_object_id or "").lower()
        who = activity.from_.id if activity.is_personal else ""
        return Incoming(
            sender=self.key.sign("teams", activity.tenant, activity.conversation.id, who),
            message=message,
            kommune=tenant.kommune,
            rolle=tenant.rolle_of(person),
            subject=entra_subject(activity.tenant, person)
            if known and person and activity.is_personal
            else "",
            is_shared=not activity.is_personal,
        )


@dataclass(frozen=True)
class Talk:
    """Answers one message; one of at most `most` characters."""

    reception: Answering
    counting: Counting
    users: Users
    words: Words
    cards: CardContext
    most: int

    async def answer(self, activity: Activity, text: str) -> Answer:
        """The answer to what was written or pressed. Raises what the reception raises."""
        if activity.value is not None:
            return await self._to_press(activity)
        files = (Post(self.words.files),) if has_files(activity) else ()
        if not clean(text):
            return Answer(files or (Post(self.words.empty),))
        if len(text) > self.most:
            return Answer((Post(self.words.too_long.format(most=self.most)),))
        answer = await self._received(activity, text)
        return replace(answer, posts=(*answer.posts, *files))

    async def _to_press(self, activity: Activity) -> Answer:
        payload = payload_of(activity)
        if not self.reception.offers(self.users.incoming(activity, payload)):
            return Answer((Post(self.words.unknown_button),))
        return await self._received(activity, payload)

    async def _received(self, activity: Activity, message: str) -> Answer:
        incoming = self.users.incoming(activity, message)
        try:
            self.counting.count_turn(incoming.subject or incoming.sender)
        except RefusedError as error:
            return Answer((Post(self.words.too_many.format(seconds=error.seconds)),), is_served=False)
        outgoing = await self.reception.answer(incoming)
        posts = tuple(
            Post(fallback_of(reply, self.cards), card_of(reply, self.cards)) for reply in outgoing.replies
        )
        alone = () if activity.is_personal else (self._invitation(activity),)
        return Answer((*posts, *alone), outgoing.is_served)

    def _invitation(self, activity: Activity) -> Post:
        """Where pupils' cases belong: alone with the bot."""
        link = f"{_CHAT}{quote(activity.recipient.id, safe=':')}"
        return Post(self.words.group.format(link=link), is_markdown=True)
