"""What a route asks for: the user, a user with a role, or that nobody writes too much."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from bot.access.access import Access
from bot.access.errors import Reason, RefusedError
from bot.access.identity import NOBODY, RAADGIVER, Identity


async def identity_of(request: Request) -> Identity:
    """The user that a request comes from, as the entrance found; nobody where it has not been asked."""
    user: Identity = getattr(request.state, "user", NOBODY)
    return user


async def raadgiver(user: Annotated[Identity, Depends(identity_of)]) -> Identity:
    """The user, who must have the role of the guides' owner. Raises RefusedError."""
    if not user.has(RAADGIVER):
        raise RefusedError(Reason.WRONG_ROLE if user.subject else Reason.LOG_IN)
    return user


async def count_turn(request: Request, user: Annotated[Identity, Depends(identity_of)]) -> None:
    """Count a message: by its user or, where nobody logs in, by its sender. Raises RefusedError where it is one too many."""
    access: Access = request.app.state.access
    access.floods.count_turn(user.subject or await _sender(request))


async def _sender(request: Request) -> str:
    try:
        body = await request.json()
    except ValueError:
        return ""  # which the route itself refuses
    return str(body.get("sender", "")) if isinstance(body, dict) else ""


User = Annotated[Identity, Depends(identity_of)]
Raadgiver = Annotated[Identity, Depends(raadgiver)]
