"""How somebody who isn't let in is told: a sentence as JSON, a page in a browser, or the way to the login."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from bot.access.errors import STATUS, Reason, RefusedError
from bot.access.sessions import Session
from bot.access.words import AccessWords
from bot.pages import template

LOG_IN = "/logg-inn"
PRIVATE = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "unsafe-none",  # else the window that asked for a login could not be answered
}
_LOG_IN_AGAIN = (Reason.LOGIN_FAILED, Reason.LINK_EXPIRED, Reason.NO_ROLE, Reason.PROVIDER_AWAY)
_JSON_ONLY = ("/api/", "/webhooks/")
_OWN_PATH = re.compile(
    r"/(?:[^/\\\s\x00-\x1f][^\\\s\x00-\x1f]*)?"
)  # a browser takes // and /\ for another host


@dataclass(frozen=True)
class Answers:
    """Makes the answers; `prefix` is the path under which a proxy shows the bot, mostly empty."""

    words: AccessWords
    data_dir: Path
    prefix: str

    def refused(self, request: Request, error: RefusedError) -> Response:
        """The answer to a request that isn't let in."""
        if not _is_for_browser(request):
            return self._json(error)
        if error.reason is Reason.LOG_IN:
            here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            return RedirectResponse(self.login_url(here), status_code=303, headers=PRIVATE)
        again = request.query_params.get("til", request.url.path)
        way = self.login_url(again) if error.reason in _LOG_IN_AGAIN else None
        return self.page(request, self._sentence(error), way, STATUS[error.reason])

    def page(self, request: Request, text: str, login_url: str | None = None, status: int = 200) -> Response:
        """A page with one sentence."""
        content = template(self.data_dir, "innlogging.html").render(
            page=self.words.page, text=text, login_url=login_url, root=_root(request)
        )
        return HTMLResponse(content, status_code=status, headers=PRIVATE)

    def window(self, request: Request, session: Session, origin: str) -> Response:
        """The end of a login in a window of its own, which gives the page that opened it the token."""
        content = template(self.data_dir, "innlogging_vindu.html").render(
            page=self.words.page, session=session, origin=origin, root=_root(request)
        )
        return HTMLResponse(content, headers=PRIVATE)

    def login_url(self, here: str) -> str:
        """Where to log in to come back to a page of ours."""
        return f"{self.prefix}{LOG_IN}?{urlencode({'til': own_path(here)})}"

    def _json(self, error: RefusedError) -> Response:
        headers = {"Cache-Control": "no-store"}
        if error.reason is Reason.LOG_IN:
            headers["WWW-Authenticate"] = "Bearer"
        if error.seconds:
            headers["Retry-After"] = str(error.seconds)
        return JSONResponse({"detail": self._sentence(error)}, STATUS[error.reason], headers)

    def _sentence(self, error: RefusedError) -> str:
        return self.words.refused[error.reason].format(seconds=error.seconds)


def own_path(wanted: str) -> str:
    """The path to go on to, where it is one of ours; else the chat: nobody is sent to another's page from here."""
    is_ours = _OWN_PATH.fullmatch(wanted) and not wanted.startswith((LOG_IN, "/logg-ut"))
    return wanted if is_ours else "/"


def _is_for_browser(request: Request) -> bool:
    accepts = request.headers.get("accept", "")
    return request.method == "GET" and "text/html" in accepts and not request.url.path.startswith(_JSON_ONLY)


def _root(request: Request) -> str:
    """The way from a page to the top, so that its links also work where a proxy puts the bot under a path."""
    return "../" * (request.url.path.count("/") - 1)
