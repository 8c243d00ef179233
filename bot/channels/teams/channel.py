"""Takes in what Teams posts: acknowledged at once, heard once, and answered in its own time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any, Protocol
from weakref import WeakValueDictionary

from bot.channels.teams.activity import Activity
from bot.channels.teams.cards import CardContext, answered_card, title_of
from bot.channels.teams.gate import Gate
from bot.channels.teams.heard import Heard, Hearing
from bot.channels.teams.post import Post
from bot.channels.teams.pressed import INVOKE, ShownCards, payload_of
from bot.channels.teams.talk import Answer, Talk
from bot.channels.teams.text import text_of
from bot.channels.teams.words import Words

logger = logging.getLogger(__name__)

_MESSAGE_RESULT = "application/vnd.microsoft.activity.message"
_SECONDS_TO_FINISH = 3.0


class Outbox(Protocol):
    """Where the answers to one activity go."""

    async def typing(self) -> None:
        """Show that we are at it."""

    async def say(self, post: Post) -> str:
        """Send it; return its id."""

    async def edit(self, message_id: str, post: Post) -> None:
        """Put it in place of an earlier message."""


class Opener(Protocol):
    """Opens an outbox for an activity."""

    async def turn(self, activity: Activity, talk: Callable[[Any], Coroutine[Any, Any, None]]) -> None:
        """Let `talk` fill it."""


@dataclass(frozen=True)
class Received:
    """What Teams is told at once."""

    status: int = HTTPStatus.ACCEPTED
    body: dict[str, Any] | None = None


class TeamsChannel:
    """One for the whole app; what it remembers is in memory, so a restart forgets only which cards can be edited."""

    def __init__(self, gate: Gate, connector: Opener, talk: Talk, words: Words, cards: CardContext) -> None:
        self.gate = gate
        self._connector = connector
        self._talk = talk
        self._words = words
        self._cards = cards
        self._hearing = Hearing()
        self._shown = ShownCards()
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._tasks: set[asyncio.Task[None]] = set()

    def receive(self, activity: Activity) -> Received:
        """Start on the answer, and return what Teams is told meanwhile."""
        if activity.adds_bot:
            self._welcome(activity)
        elif activity.type == "message":
            self._hear(activity)
        elif activity.type == "invoke":
            return self._invoked(activity)
        return Received()

    async def close(self) -> None:
        """Let what is being answered come to an end, for some seconds."""
        if self._tasks:
            _, unfinished = await asyncio.wait(self._tasks, timeout=_SECONDS_TO_FINISH)
            for task in unfinished:
                task.cancel()

    def _welcome(self, activity: Activity) -> None:
        """Teams tells of an installation twice, in two ways."""
        if activity.is_personal and self._hearing.is_first(f"welcome {activity.conversation.id}"):
            self._start(self._greet(activity))

    def _invoked(self, activity: Activity) -> Received:
        if activity.name != INVOKE:
            return Received(HTTPStatus.NOT_IMPLEMENTED)
        self._hear(activity)
        told = {"statusCode": HTTPStatus.OK, "type": _MESSAGE_RESULT, "value": self._words.pressed}
        return Received(HTTPStatus.OK, told)

    def _hear(self, activity: Activity) -> None:
        text = text_of(activity)
        heard = self._hearing.hear(activity, text)
        if heard:
            self._start(self._answer(activity, text, heard))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _greet(self, activity: Activity) -> None:
        async def greet(outbox: Outbox) -> None:
            await outbox.say(Post(self._words.welcome))

        await self._tried(self._connector.turn(activity, greet))

    async def _answer(self, activity: Activity, text: str, heard: Heard) -> None:
        """One message of a user at a time, in the order in which they came."""
        person = f"{activity.conversation.id} {activity.from_.id}"
        async with self._turns.setdefault(person, asyncio.Lock()):
            told = await self._tried(
                self._connector.turn(activity, partial(self._say, activity, text, heard))
            )
        if not told or not heard.is_answered:
            self._hearing.forget(activity, heard)

    async def _tried(self, work: Coroutine[Any, Any, None]) -> bool:
        """Whether it went well; here is the last place where an error can be noted."""
        try:
            await work
        except Exception as error:
            # Kind and status only: the text may quote what was said.
            logger.error("Teams fikk ikke svar: %s %s", type(error).__name__, getattr(error, "status", ""))
            return False
        return True

    async def _say(self, activity: Activity, text: str, heard: Heard, outbox: Outbox) -> None:
        answering = asyncio.create_task(self._talk.answer(activity, text))
        try:
            await outbox.typing()
            answer = await self._waited(answering, outbox)
        finally:
            answering.cancel()
        heard.is_answered = True
        if answer.is_served:
            await self._show_choice(activity, outbox)
        else:
            self._hearing.forget(activity, heard)
        for post in answer.posts:
            message_id = await outbox.say(post)
            if post.card:
                self._shown.keep(activity.conversation.id, message_id, post.card)

    async def _waited(self, answering: asyncio.Task[Answer], outbox: Outbox) -> Answer:
        """The answer, with a word on the way where it takes long, and an honest sentence where it never comes."""
        words = self._words
        ready, _ = await asyncio.wait({answering}, timeout=words.patience_seconds)
        if not ready:
            await outbox.say(Post(words.patience))
        try:
            return await asyncio.wait_for(answering, words.most_seconds - words.patience_seconds)
        except TimeoutError:
            return Answer((Post(words.too_late),), is_served=False)
        except Exception as error:
            logger.error("Ingen svar til Teams: %s", type(error).__name__, exc_info=_without_values(error))
            return Answer((Post(words.failed),), is_served=False)

    async def _show_choice(self, activity: Activity, outbox: Outbox) -> None:
        """Let the card show what was chosen, and nothing to press; one that asks nothing stays."""
        payload = payload_of(activity)
        card = self._shown.take(activity.conversation.id, activity.reply_to_id or "") if payload else None
        title = title_of(dict(card), payload) if card else None
        answered = answered_card(dict(card), title, self._cards) if card and title else None
        if answered and title and activity.reply_to_id:
            await outbox.edit(activity.reply_to_id, Post(title, answered))


def _without_values(error: Exception) -> Exception:
    """The error with its trace and without its message, which may quote the user."""
    return RuntimeError(type(error).__name__).with_traceback(error.__traceback__)
