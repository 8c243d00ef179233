"""The procedures as charts, for whoever must read and approve them."""

from __future__ import annotations

import base64
import hashlib
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from bot.api_answers import a_file
from bot.assembly import Services
from bot.pages import template
from knowledge.charts.describe import describe
from knowledge.charts.svg import STYLE, svg
from knowledge.charts.words import load_chart_words
from knowledge.municipalities import Municipality

router = APIRouter(prefix="/prosedyrer")

SVG = "image/svg+xml"

_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
_CHART_HEADERS = {"content-security-policy": f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'"}
"""A chart may use the one style that it holds, and nothing else."""

Kommune = Annotated[str | None, Query(max_length=64)]


@router.get("", include_in_schema=False)
async def procedures(request: Request, kommune: Kommune = None) -> HTMLResponse:
    """The list of procedures, with a chart of each as it is in the kommune."""
    services: Services = request.app.state.services
    place = _place(services, kommune)
    made = template(services.settings.data_dir, "prosedyrer.html").render(
        words=load_chart_words(services.settings.data_dir).site,
        place=place,
        kommuner=services.rulebook.municipalities.all(),
        procedures=sorted(services.rulebook.procedures(place.id), key=lambda each: each.title.casefold()),
    )
    return HTMLResponse(made)


@router.get("/{procedure_id}", response_class=Response, responses=a_file(SVG))
async def chart(procedure_id: str, request: Request, kommune: Kommune = None) -> Response:
    """The chart of a procedure as it is in a kommune. 404 where there is no such procedure or kommune."""
    services: Services = request.app.state.services
    place = _place(services, kommune)
    procedure = services.rulebook.procedure(procedure_id, place.id)
    words = load_chart_words(services.settings.data_dir)
    drawing = svg(describe(procedure, words, services.rulebook.citation, place.title))
    return Response(drawing, media_type=SVG, headers=_CHART_HEADERS)


def _place(services: Services, kommune: str | None) -> Municipality:
    return services.rulebook.municipalities.get(kommune or services.settings.kommune)
