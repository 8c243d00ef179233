"""Where every request comes in: its address, who sends it and how often, before anything of it is read."""

from __future__ import annotations

from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.access.access import Access
from bot.access.addresses import is_forwarded, is_forwarded_from_elsewhere, is_loopback
from bot.access.doors import HERE_ONLY, is_counted, needs_user
from bot.access.errors import Reason, RefusedError
from bot.access.identity import Identity


class Entrance:
    """Lets a request in with its user, or answers why not. What isn't said to be open is closed."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with `state.user`, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        try:
            request.state.user = await self._admitted(request)
        except RefusedError as error:
            await self._access.answers.refused(request, error)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _admitted(self, request: Request) -> Identity:
        self._demand_own_address(request)
        path = request.url.path
        address = request.client.host if request.client else ""
        if is_counted(path) and not (self._access.login is None and is_loopback(address)):
            self._access.floods.count_address(address)
        user = await self._access.user(request, needs_user(path))
        if user.subject:
            self._access.floods.count_request(user.subject)
        return user

    def _demand_own_address(self, request: Request) -> None:
        if not self._access.hosts.has(request.headers.get("host", "")):
            raise RefusedError(Reason.WRONG_HOST)
        if self._access.login is None:
            if is_forwarded_from_elsewhere(request.headers):
                raise RefusedError(Reason.FORWARDED)
        elif request.url.path == HERE_ONLY and not _is_from_here(request):
            raise RefusedError(Reason.ONLY_HERE)


def _is_from_here(request: Request) -> bool:
    is_near = request.client is not None and is_loopback(request.client.host)
    return is_near and is_loopback(request.headers.get("host", "")) and not is_forwarded(request.headers)
