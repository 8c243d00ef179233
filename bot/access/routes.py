"""The pages of the login: the way in, the way back from the login service, and the way out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, RedirectResponse, Response

from bot.access import login_flow
from bot.access.access import LOGIN_SECONDS, Access, Login
from bot.access.answers import LOG_IN, PRIVATE, own_path
from bot.access.errors import Reason, RefusedError
from bot.access.sessions import Session

router = APIRouter()

_SCRIPT = Path(__file__).with_name("vindu.js")

Short = Annotated[str, Query(max_length=300)]
Long = Annotated[str, Query(max_length=4000)]


@router.get("/api/login")
async def login_needed(request: Request) -> dict[str, Any]:
    """Whether whoever asks must log in to use the chat, and where."""
    access: Access = request.app.state.access
    required = access.login is not None and not request.state.user.roles
    return {"required": required, "url": LOG_IN if access.login else None}


@router.get(LOG_IN, include_in_schema=False)
async def log_in(request: Request, til: Long = "/", vindu: Short = "", opphav: Short = "") -> Response:
    """Send the browser to the login service; `opphav` is the page that opened this as a window and wants the token."""
    access: Access = request.app.state.access
    to = own_path(til)
    if access.login is None:
        return RedirectResponse(access.answers.prefix + to, status_code=303)
    if vindu and not access.login.may_hold(opphav):
        raise RefusedError(Reason.WRONG_ORIGIN)
    begun = login_flow.begin(to, opphav if vindu else "")
    answer = RedirectResponse(await login_flow.address(access.login, begun), status_code=303, headers=PRIVATE)
    kept = login_flow.sealed(access.login, begun)
    _set_cookie(answer, access.login, begun.cookie, kept, LOGIN_SECONDS)
    return answer


@router.get(login_flow.CALLBACK, include_in_schema=False)
async def answered(request: Request, code: Long = "", state: Short = "") -> Response:
    """The browser comes back: begin a session and go on, or give the token to the page that asked for it."""
    access: Access = request.app.state.access
    login = access.login
    if login is None:
        raise RefusedError(Reason.LOGIN_FAILED)
    cookie = login_flow.cookie_of(state)
    try:
        begun, user = await login_flow.finish(login, request.cookies.get(cookie, ""), state, code)
    except RefusedError as error:
        # A token that doesn't hold must not send the browser round in a ring.
        reason = Reason.LOGIN_FAILED if error.reason is Reason.LOG_IN else error.reason
        raise RefusedError(reason) from None
    if not user.roles:
        raise RefusedError(Reason.NO_ROLE)
    session = login.sessions.begun(user)
    answer = _onwards(request, access, begun, session)
    _set_cookie(answer, login, login.cookie, session.token, login.sessions.seconds)
    answer.delete_cookie(cookie, path="/", secure=login.is_https, httponly=True, samesite="lax")
    return answer


@router.get("/logg-inn/vindu.js", include_in_schema=False)
async def window_script() -> FileResponse:
    """The script of the window's last page."""
    return FileResponse(_SCRIPT, media_type="text/javascript")


@router.get("/logg-ut", include_in_schema=False)
async def log_out(request: Request) -> Response:
    """End the session of this browser."""
    access: Access = request.app.state.access
    words = access.answers.words.page
    if access.login is None:
        return access.answers.page(request, words.nothing_to_log_in_to)
    answer = access.answers.page(request, words.logged_out, access.answers.login_url("/"))
    answer.delete_cookie(
        access.login.cookie, path="/", secure=access.login.is_https, httponly=True, samesite="lax"
    )
    return answer


def _onwards(request: Request, access: Access, begun: login_flow.Begun, session: Session) -> Response:
    if begun.origin:
        return access.answers.window(request, session, begun.origin)
    return RedirectResponse(access.answers.prefix + begun.to, status_code=303, headers=PRIVATE)


def _set_cookie(answer: Response, login: Login, name: str, value: str, seconds: int) -> None:
    answer.set_cookie(
        name, value, max_age=seconds, path="/", secure=login.is_https, httponly=True, samesite="lax"
    )
