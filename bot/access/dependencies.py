"""What a route asks for: the user, or a user with a role."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from bot.access.identity import ANYONE, Identity


async def identity_of(request: Request) -> Identity:
    """The user that a request comes from."""
    return ANYONE


async def raadgiver(user: Annotated[Identity, Depends(identity_of)]) -> Identity:
    """The user, who must have the role of the guides' owner."""
    return user


User = Annotated[Identity, Depends(identity_of)]
Raadgiver = Annotated[Identity, Depends(raadgiver)]
