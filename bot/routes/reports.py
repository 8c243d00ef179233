"""The reports on the guides, for whoever owns one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from bot.access.dependencies import raadgiver
from bot.assembly import Services
from bot.insight.pages import PageRoute
from bot.pages import template
from bot.routes.reading import log_read
from knowledge.insight.reports import make, open_material
from knowledge.insight.words import load_report_texts
from knowledge.paths import Paths

router = APIRouter(
    prefix="/rapporter", route_class=PageRoute, dependencies=[Depends(raadgiver), Depends(log_read)]
)

_PAGE = "rapporter.html"

Kommune = Annotated[str | None, Query(max_length=64)]


@router.get("", include_in_schema=False)
def reports(request: Request) -> HTMLResponse:
    """The list of reports."""
    services: Services = request.app.state.services
    texts = load_report_texts(services.settings.data_dir)
    return HTMLResponse(
        template(services.settings.data_dir, _PAGE).render(site=texts.site, texts=texts.reports, report=None)
    )


@router.get("/{name}", include_in_schema=False)
def report(name: str, request: Request, kommune: Kommune = None) -> HTMLResponse:
    """One report, for a kommune or for all. 404 where there is no such report or kommune."""
    services: Services = request.app.state.services
    settings = services.settings
    material = open_material(Paths(settings.data_dir, settings.var_dir), services.rulebook)
    made = make(name, material, kommune)
    texts = load_report_texts(settings.data_dir)
    filled = template(settings.data_dir, _PAGE).render(
        site=texts.site,
        texts=texts.reports,
        report=made,
        place=kommune or "",
        kommuner=services.rulebook.municipalities.all() if texts.reports[name].by_kommune else (),
    )
    return HTMLResponse(filled)
