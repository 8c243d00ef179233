"""Puts the entrance in front of the application."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.responses import Response
from starlette.middleware.cors import CORSMiddleware

from bot.access import routes
from bot.access.access import Access
from bot.access.entrance import Entrance
from bot.access.errors import RefusedError
from bot.limits import SecurityHeaders
from bot.settings import Settings

_SECONDS_TO_REMEMBER = 600


def install_access(app: FastAPI, settings: Settings, access: Access) -> None:
    """Let nobody past who shouldn't be."""
    app.state.access = access

    async def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, RefusedError)
        return access.answers.refused(request, error)

    app.add_exception_handler(RefusedError, refused)
    app.include_router(routes.router)
    # The last one added is the outermost: what is refused, too, gets the headers.
    app.add_middleware(Entrance, access=access)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=settings.origins,
        allow_methods=["GET", "POST"],
        allow_headers=["Authorization", "Content-Type"],
        expose_headers=["Retry-After", "Content-Disposition"],
        max_age=_SECONDS_TO_REMEMBER,
    )
    is_https = settings.production and settings.public_url.startswith("https:")
    app.add_middleware(SecurityHeaders, origins=settings.origins, is_https=is_https)
