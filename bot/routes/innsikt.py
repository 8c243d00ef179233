"""/innsikt: what the guides' owner reads, and the forms by which faults, the notice and the switch are changed."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool

from bot.access.dependencies import Raadgiver
from bot.access.identity import Identity
from bot.insight import pages
from bot.insight.checks import WishedNotice, closing_errors, state_errors, wished_notice
from bot.insight.forms import ExpiredFormError, fields_of
from bot.insight.names import Names
from bot.insight.pages import Filled, Page, PageRoute, insight_of, page, saved, services_of, told
from bot.insight.views import PERIODS, Views
from bot.routes.reading import log_read
from bot.store.drafts import utc_now
from knowledge.insight.words import load_report_texts

router = APIRouter(
    prefix="/innsikt", route_class=PageRoute, include_in_schema=False, dependencies=[Depends(log_read)]
)

_NOTHING = Filled()
Kommune = Annotated[str | None, Query(max_length=64)]


@router.get("")
def overview(request: Request) -> HTMLResponse:
    """The ways to everything, and what holds now."""
    return page(request, pages.OVERVIEW, _views(request).overview())


@router.get("/feil")
def faults(request: Request, tilstand: Annotated[str, Query(max_length=32)] = "") -> HTMLResponse:
    """The reported faults, in one state or in all."""
    return page(request, pages.FAULTS, _views(request).faults(tilstand))


@router.get("/feil/{fault_id}")
def fault(fault_id: str, request: Request, user: Raadgiver) -> HTMLResponse:
    """One fault, and the form to change its state. 404 where there is none."""
    return _fault_page(request, user, fault_id, _NOTHING)


@router.post("/feil/{fault_id}")
async def change_fault(fault_id: str, request: Request, user: Raadgiver) -> Response:
    """Give a fault another state, with a note."""
    form = await _form(request, user)
    return await run_in_threadpool(_change_fault, request, user, fault_id, form)


@router.get("/uker")
def weeks(request: Request, kommune: Kommune = None, antall: int = PERIODS[0]) -> HTMLResponse:
    """Counts by week, for a kommune or for all. 404 where there is no such kommune."""
    chosen = services_of(request).rulebook.municipalities.get(kommune).id if kommune else None
    count = antall if antall in PERIODS else PERIODS[0]
    return page(request, pages.WEEKS, _views(request).weeks(chosen, count))


@router.get("/melding")
def notice(request: Request, user: Raadgiver) -> HTMLResponse:
    """The notices, and the form for a new one."""
    return _board_page(request, user, pages.NOTICE, _NOTHING)


@router.post("/melding")
async def post_notice(request: Request, user: Raadgiver) -> Response:
    """Put up a notice."""
    form = await _form(request, user)
    return await run_in_threadpool(_post_notice, request, user, form)


@router.post("/melding/{notice_id}/fjern")
async def remove_notice(notice_id: str, request: Request, user: Raadgiver) -> Response:
    """Take a notice down."""
    form = await _form(request, user)
    return await run_in_threadpool(_remove_notice, request, user, notice_id, form)


@router.get("/bryter")
def switch(request: Request, user: Raadgiver) -> HTMLResponse:
    """Whether the bot is closed, and the form that changes it."""
    return _board_page(request, user, pages.SWITCH, _NOTHING)


@router.post("/bryter")
async def turn_switch(request: Request, user: Raadgiver) -> Response:
    """Close the bot, or open it."""
    form = await _form(request, user)
    return await run_in_threadpool(_turn_switch, request, user, form)


@router.get("/logg")
def log(request: Request) -> HTMLResponse:
    """Who has read and changed what."""
    return page(request, pages.LOG, _views(request).log())


def _change_fault(request: Request, user: Identity, fault_id: str, form: Filled) -> Response:
    insight = insight_of(request)
    errors = form.errors or state_errors(form.fields, insight.texts.faults, insight.texts.states)
    if errors:
        return _fault_page(request, user, fault_id, Filled(form.fields, errors))
    state = form.fields["state"]
    if not insight.faults.change(fault_id, state, form.fields.get("note", "")):
        return told(request, insight.texts.faults["no_such"], 404)
    insight.acts.note(user.subject, "state", f"{fault_id} {state}")
    return saved(fault_id)


def _post_notice(request: Request, user: Identity, form: Filled) -> Response:
    insight = insight_of(request)
    wished = form.errors or wished_notice(form.fields, insight.texts.notice, utc_now())
    if not isinstance(wished, WishedNotice):
        return _board_page(request, user, pages.NOTICE, Filled(form.fields, wished))
    notice_id = insight.board.post(wished.text, wished.begins, wished.ends)
    insight.acts.note(user.subject, "notice", notice_id)
    return saved("melding")


def _remove_notice(request: Request, user: Identity, notice_id: str, form: Filled) -> Response:
    if form.errors:
        return _board_page(request, user, pages.NOTICE, Filled({}, form.errors))
    insight_of(request).board.take_down(notice_id)
    insight_of(request).acts.note(user.subject, "notice_gone", notice_id[:32])
    return saved("../../melding")


def _turn_switch(request: Request, user: Identity, form: Filled) -> Response:
    insight, is_opening = insight_of(request), form.fields.get("act") == "open"
    errors = form.errors or ({} if is_opening else closing_errors(form.fields, insight.texts.switch))
    if errors:
        return _board_page(request, user, pages.SWITCH, Filled(form.fields, errors))
    if is_opening:
        insight.board.open()
    else:
        insight.board.close(form.fields["comment"])
    insight.acts.note(user.subject, "opened" if is_opening else "closed")
    return saved("bryter")


def _fault_page(request: Request, user: Identity, fault_id: str, form: Filled) -> HTMLResponse:
    insight = insight_of(request)
    found = insight.faults.get(fault_id)
    if found is None:
        return told(request, insight.texts.faults["no_such"], 404)
    content = {**_views(request).fault(found), **form.on_page(request, user.subject)}
    return page(request, pages.FAULT, content)


def _board_page(request: Request, user: Identity, which: Page, form: Filled) -> HTMLResponse:
    return page(request, which, {**_views(request).board(), **form.on_page(request, user.subject)})


async def _form(request: Request, user: Identity) -> Filled:
    """The form, with an error where it was open too long. Raises ForeignFormError."""
    insight = insight_of(request)
    fields = fields_of(await request.body(), request.headers.get("content-type", ""))
    try:
        insight.forms.check(user.subject, request.headers, fields)
    except ExpiredFormError:
        return Filled(fields, {"form": insight.texts.site["expired"]})
    return Filled(fields)


def _views(request: Request) -> Views:
    services = services_of(request)
    insight = services.insight
    drafts = {kind: form.title for kind, form in services.documents.drafting.forms.items()}
    few = load_report_texts(services.settings.data_dir).few
    names = Names(services.rulebook, insight.texts, drafts)
    return Views(insight, names, few, insight.fault_texts.causes)
