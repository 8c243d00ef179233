"""Knows a message that Teams sends again, without mistaking a second «ja» for the first."""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.channels.teams.activity import Activity

_SECONDS = 60.0
_SECONDS_BY_ID = 7_200.0
"""Longer than a token lives, so that what somebody caught on the way can't be played again."""
_MOST = 20_000
_LONGEST_ANSWER = 20
"""Characters; «ja», «vet ikke» and «ni dager» may be said twice in a row, a whole sentence is not."""


@dataclass
class Heard:
    """One message that was heard: when, by which mark its words are known again, and whether our answer has gone out."""

    at: float
    mark: bytes
    is_sentence: bool
    times: frozenset[str] = frozenset()
    is_answered: bool = False


@dataclass
class _Person:
    """The last messages of one user in one conversation, the newest last."""

    heard: list[Heard] = field(default_factory=list)


class Hearing:
    """Remembers for a minute what was heard, only to know it again; the words themselves are not kept.

    The same message again is: the same id; the same press on the same card; or the same text while our answer to it isn't
    out, from the same moment, or, where it is a sentence and no mere answer, with nothing else said since.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """`now` gives seconds."""
        self._now = now
        self._key = secrets.token_bytes(32)
        self._seen: OrderedDict[str, float] = OrderedDict()
        self._people: OrderedDict[str, _Person] = OrderedDict()

    def hear(self, activity: Activity, text: str) -> Heard | None:
        """What is to be answered, or None where it has been heard before. `text` is what was written."""
        now = self._now()
        is_known = self._is_seen(_by_id(activity), now, _SECONDS_BY_ID)
        is_pressed = activity.value is not None and self._is_seen(_by_press(activity), now, _SECONDS)
        person = self._person(_by_person(activity))
        person.heard = [each for each in person.heard if now - each.at < _SECONDS]
        heard = self._heard(activity, text, now)
        is_said = _is_copy(heard, person.heard)
        if is_known or is_pressed or is_said:
            return None
        person.heard.append(heard)
        return heard

    def forget(self, activity: Activity, heard: Heard) -> None:
        """Let the same be said again at once: we could not answer it."""
        self._seen.pop(_by_press(activity), None)
        person = self._person(_by_person(activity))
        person.heard = [each for each in person.heard if each is not heard]

    def is_first(self, key: str) -> bool:
        """Whether a thing that is done once in two hours is done for the first time."""
        return not self._is_seen(key, self._now(), _SECONDS_BY_ID)

    def _heard(self, activity: Activity, text: str, now: float) -> Heard:
        said = text or f"{_by_id(activity)} {_by_press(activity)}"
        mark = hashlib.blake2b(said.encode(), key=self._key).digest()
        times = frozenset(filter(None, (activity.timestamp, activity.local_timestamp)))
        return Heard(now, mark, len(text) > _LONGEST_ANSWER, times)

    def _is_seen(self, key: str, now: float, seconds: float) -> bool:
        """Whether the key was seen within the time; seen from now on."""
        if not key:
            return False
        before = self._seen.get(key)
        if before is not None and now - before < seconds:
            return True
        self._seen[key] = now
        self._seen.move_to_end(key)
        if len(self._seen) > _MOST:
            self._seen.popitem(last=False)
        return False

    def _person(self, key: str) -> _Person:
        person = self._people.setdefault(key, _Person())
        self._people.move_to_end(key)
        if len(self._people) > _MOST:
            self._people.popitem(last=False)
        return person


def _is_copy(heard: Heard, earlier: list[Heard]) -> bool:
    same = [each for each in earlier if each.mark == heard.mark]
    is_last = bool(same) and same[-1] is earlier[-1]
    is_unanswered = any(not each.is_answered for each in same)
    return is_unanswered or any(each.times & heard.times for each in same) or (is_last and heard.is_sentence)


def _by_id(activity: Activity) -> str:
    return f"id {activity.conversation.id} {activity.id}" if activity.id else ""


def _by_press(activity: Activity) -> str:
    pressed = json.dumps(activity.value, sort_keys=True, ensure_ascii=False)
    return f"press {_by_person(activity)} {activity.reply_to_id} {pressed}"


def _by_person(activity: Activity) -> str:
    return f"{activity.conversation.id} {activity.from_.id}"
