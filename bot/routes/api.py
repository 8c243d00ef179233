"""The JSON interface beside the chat: search, decide, the year wheel and the profiles to choose from."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from actions.present import question_json
from bot.api_answers import DecisionGiven, Found, Profiles, QuestionGiven, a_file
from bot.api_models import DecideRequest
from bot.assembly import Services
from knowledge.arshjul import as_calendar
from knowledge.procedures.model import Question

router = APIRouter(prefix="/api")

ROLE = "rolle"
_CALENDAR = "text/calendar"


@router.get("/search", response_model=list[Found])
async def search(
    request: Request,
    q: Annotated[str, Query(min_length=1, max_length=1000)],
    k: Annotated[int, Query(ge=1, le=20)] = 5,
    kommune: Annotated[str | None, Query(max_length=64)] = None,
) -> JSONResponse:
    """The passages that answer a question best, the best first."""
    services: Services = request.app.state.services
    profile = services.rulebook.municipalities.get(kommune or services.settings.kommune)
    hits = await run_in_threadpool(services.search.search, q, k, profile.id)
    return JSONResponse([hit.as_json() for hit in hits])


@router.post("/decide", response_model=DecisionGiven | QuestionGiven)
async def decide(body: DecideRequest, request: Request) -> JSONResponse:
    """The decision that the facts lead to, or the next question."""
    services: Services = request.app.state.services
    facts = dict(body.facts)
    kommune = facts.pop("kommune", None) or body.kommune or services.settings.kommune
    if services.rulebook.procedure(body.procedure, kommune).fact(ROLE) is None:
        facts.pop(ROLE, None)  # the role belongs to every conversation, but not every procedure asks for it
    result = services.rulebook.decide(body.procedure, facts, kommune)
    if isinstance(result, Question):
        return JSONResponse({"question": question_json(result)})
    return JSONResponse({"decision": services.presenter.json(result, kommune)})


@router.get("/arshjul.ics", response_class=Response, responses=a_file(_CALENDAR))
async def arshjul(request: Request, kommune: Annotated[str | None, Query(max_length=64)] = None) -> Response:
    """The kommune's year wheel as a calendar file."""
    services: Services = request.app.state.services
    profile = services.rulebook.municipalities.get(kommune or services.settings.kommune)
    title = f"{services.rulebook.procedure('arshjul').title} – {profile.title}"
    content = as_calendar(services.rulebook.year(profile.id), profile.id, title, date.today())
    headers = {"Content-Disposition": f'attachment; filename="arshjul-{profile.id}.ics"'}
    return Response(content, media_type=_CALENDAR, headers=headers)


@router.get("/profiles", response_model=Profiles)
async def profiles(request: Request) -> JSONResponse:
    """The kommuner and roles that a user may choose from."""
    rulebook = request.app.state.services.rulebook
    rolle = rulebook.procedure("melde_fra").fact("rolle")
    return JSONResponse(
        {
            "kommuner": [{"id": each.id, "title": each.title} for each in rulebook.municipalities.all()],
            "roller": [{"id": option.value, "title": option.title} for option in rolle.options],
        }
    )
