"""The bot's web application: routes, limits and headers round the services."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI

from bot.access.access import open_access
from bot.access.dependencies import count_turn
from bot.access.install import install_access
from bot.api_answers import PROBLEMS
from bot.assembly import Services, assemble
from bot.channels.teams.setup import add_teams
from bot.errors import install_error_handlers
from bot.insight.insight import delete_old_insight_hourly
from bot.limits import BodyLimit
from bot.routes import (
    accessibility,
    actions,
    api,
    chat,
    drafts,
    feil,
    innsikt,
    page,
    procedures,
    reports,
    status,
)
from bot.settings import Settings
from bot.store import delete_expired_hourly, delete_old_conversations_hourly


def create_app(settings: Settings | None = None, services: Services | None = None) -> FastAPI:
    """The application; settings come from the environment and services are assembled where none are given."""
    settings = settings or Settings()
    access = open_access(settings)
    services = services or assemble(settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        jobs = [
            asyncio.create_task(delete_expired_hourly(services.store)),
            asyncio.create_task(delete_old_conversations_hourly(services.said, settings.conversation_days)),
            asyncio.create_task(delete_old_insight_hourly(services.insight)),
        ]
        yield
        for job in jobs:
            job.cancel()
        if teams:
            await teams.close()
        await services.insight.counts.written()
        await services.rasa.close()

    app = FastAPI(
        title="Hva nå?",
        version="0.1.0",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        responses=PROBLEMS,
    )
    app.state.services = services
    install_error_handlers(app)
    app.add_middleware(BodyLimit, max_bytes=settings.max_body_bytes)
    install_access(app, settings, access)
    app.include_router(chat.router, dependencies=[Depends(count_turn)])
    for routes in (api, drafts, actions, feil, innsikt, procedures, reports, accessibility, page, status):
        app.include_router(routes.router)
    teams = add_teams(app, settings, services)
    app.mount("/web/pages", page.pages())
    return app
