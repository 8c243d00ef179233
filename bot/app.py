"""The bot's web application: routes, limits and headers round the services."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from bot.assembly import Services, assemble
from bot.errors import install_error_handlers
from bot.limits import BodyLimit, SecurityHeaders
from bot.routes import actions, api, chat, drafts, procedures, reports, status
from bot.settings import ROOT, Settings
from bot.store import delete_expired_hourly, delete_old_conversations_hourly


def create_app(settings: Settings | None = None, services: Services | None = None) -> FastAPI:
    """The application; settings come from the environment and services are assembled where none are given."""
    settings = settings or Settings()
    services = services or assemble(settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        jobs = [
            asyncio.create_task(delete_expired_hourly(services.store)),
            asyncio.create_task(delete_old_conversations_hourly(services.said, settings.conversation_days)),
        ]
        yield
        for job in jobs:
            job.cancel()
        await services.rasa.close()

    app = FastAPI(title="Hva nå?", version="0.1.0", docs_url=None, redoc_url=None, lifespan=lifespan)
    app.state.services = services
    install_error_handlers(app)
    app.add_middleware(BodyLimit, max_bytes=settings.max_body_bytes)
    app.add_middleware(SecurityHeaders)
    for routes in (chat, api, drafts, actions, procedures, reports, status):
        app.include_router(routes.router)
    app.mount("/web", StaticFiles(directory=ROOT / "bot" / "web"))
    return app
