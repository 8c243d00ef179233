"""The bot's web application: routes, limits and headers round the services."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from bot.assembly import Services, assemble
from bot.errors import install_error_handlers
from bot.limits import BodyLimit, SecurityHeaders
from bot.routes import actions, api, chat, procedures, reports, status
from bot.settings import ROOT, Settings


def create_app(settings: Settings | None = None, services: Services | None = None) -> FastAPI:
    """The application; settings come from the environment and services are assembled where none are given."""
    settings = settings or Settings()
    services = services or assemble(settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        await services.rasa.close()

    app = FastAPI(title="Hva nå?", version="0.1.0", docs_url=None, redoc_url=None, lifespan=lifespan)
    app.state.services = services
    install_error_handlers(app)
    app.add_middleware(BodyLimit, max_bytes=settings.max_body_bytes)
    app.add_middleware(SecurityHeaders)
    for routes in (chat.router, api.router, actions.router, procedures.router, reports.router, status.router):
        app.include_router(routes)
    app.mount("/web", StaticFiles(directory=ROOT / "bot" / "web"))
    return app
