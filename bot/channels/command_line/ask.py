"""One question from the command line: the answer is shown, and how it went is told by the exit code."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from bot.channels.command_line.client import Answer, BotClient, NoAnswerError, RefusedError, Reply
from bot.channels.command_line.content import buttons, makes_a_draft
from bot.channels.command_line.documents import Documents
from bot.channels.command_line.screen import Screen
from bot.channels.command_line.showing import no_answer, refused, show_all


class Ended(IntEnum):
    """How it went, as the shell is told. 2 is argparse's own, for a command line that makes no sense."""

    ANSWERED = 0
    NOT_FOUND = 1
    """The guides have no sure answer, or it is nothing that the bot is for."""
    REFUSED = 3
    NO_ANSWER = 4


@dataclass(frozen=True)
class Question:
    """What is asked, and what is to come of it."""

    text: str
    as_json: bool = False
    makes_draft: bool = False
    """Whether the document that the answer asks for is made and saved as well."""
    saves: bool = False
    """Whether a draft that comes of it is saved."""


class AskOnce:
    """Asks the running bot one question."""

    def __init__(
        self, bot: BotClient, screen: Screen, words: Mapping[str, str], documents: Documents
    ) -> None:
        self._bot = bot
        self._screen = screen
        self._words = words
        self._documents = documents

    def ask(self, question: Question) -> Ended:
        """Ask, show the answer on standard output and every trouble on standard error."""
        try:
            answer = self._bot.ask(question.text)
            drafts = self._drafts(answer) if question.makes_draft else ()
        except NoAnswerError:
            print(no_answer(self._bot, self._words), file=sys.stderr)
            return Ended.NO_ANSWER
        except RefusedError as error:
            print(refused(error, self._words), file=sys.stderr)
            return Ended.REFUSED
        replies = (*answer.replies, *drafts)
        if question.as_json:
            print(_json(replies))
        else:
            self._show(replies, question)
        if question.makes_draft and not drafts:
            print(self._words["no_draft"], file=sys.stderr)
        return _ended(answer)

    def _drafts(self, answer: Answer) -> tuple[Reply, ...]:
        """The drafts that the answer's first button for one makes; none where it has no such button."""
        makes = next((each for each in buttons(answer.replies) if makes_a_draft(each)), None)
        made = self._bot.ask(makes["payload"]).replies if makes else ()
        return tuple(reply for reply in made if "draft" in reply.get("custom", {}))

    def _show(self, replies: Sequence[Reply], question: Question) -> None:
        saves = question.saves or question.makes_draft
        of_draft = self._documents.saved if saves else self._documents.told
        show_all(replies, self._bot, self._screen, of_draft)
        options = _options(replies)
        if options:
            self._screen.choose([options], self._words["options"])
            self._screen.tell("", self._words["go_on"])


def _options(replies: Sequence[Reply]) -> list[str]:
    """The answers to the question that is asked back, numbered."""
    asked = [each["custom"]["question"] for each in replies if "question" in each.get("custom", {})]
    options = asked[0].get("options", []) if asked else []
    return [f"{number}. {each['title']}" for number, each in enumerate(options, start=1)]


def _json(replies: Sequence[Reply]) -> str:
    is_unicode = (sys.stdout.encoding or "").lower().startswith("utf")
    return json.dumps(replies, ensure_ascii=not is_unicode, indent=2)


def _ended(answer: Answer) -> Ended:
    if not answer.is_served:
        return Ended.NO_ANSWER
    cards = [reply.get("custom", {}) for reply in answer.replies]
    is_outside = any(card.get("route") == "out_of_scope" for card in cards)
    has_none = any(card.get("answer", {}).get("abstained") for card in cards)
    return Ended.NOT_FOUND if is_outside or has_none else Ended.ANSWERED
