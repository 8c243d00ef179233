"""Links that open what they were made for: whose it is, perhaps when the link was given, and a signature of ours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.access.errors import Reason, RefusedError
from bot.secrets import SigningKey

_APART = "."


@dataclass(frozen=True)
class Link:
    """Whose a link is, and when it was given, in whole minutes since 1970; None where links don't grow old."""

    owner: str
    given: int | None = None


class SignedLinks:
    """Makes and reads the keys of links. Where `minutes` is a figure, a link holds so long, and then only for its owner."""

    def __init__(self, key: SigningKey, minutes: int | None, now: Callable[[], float]) -> None:
        """`now` gives seconds since 1970."""
        self._key = key
        self._minutes = minutes
        self._now = now

    def key(self, use: str, about: str, owner: str, given: int | None = None) -> str:
        """The key of a link, given now unless it is said when."""
        if self._minutes is None:
            return _APART.join((owner, self._key.sign(use, about, owner)))
        minute = self._minute if given is None else given
        return _APART.join((owner, str(minute), self._key.sign(use, about, owner, str(minute))))

    def read(self, use: str, about: str, link_key: str, visitor: str = "") -> Link | None:
        """What a key says; None where we have not signed it for this. `visitor` is who has logged in, as an owner.

        Raises RefusedError where it is ours and too old for anybody but its owner.
        """
        named, _, signature = link_key.rpartition(_APART)
        owner, _, minute = named.partition(_APART) if self._minutes is not None else (named, "", "")
        parts = (use, about, owner, minute) if self._minutes is not None else (use, about, owner)
        if not owner or not self._key.is_signed(signature, *parts):
            return None
        if self._minutes is None:
            return Link(owner)
        if owner == visitor:
            return Link(owner, self._minute)
        if not 0 <= self._minute - int(minute) <= self._minutes:
            raise RefusedError(Reason.LINK_EXPIRED)
        return Link(owner, int(minute))

    @property
    def _minute(self) -> int:
        return int(self._now() // 60)
