"""Writes in the log what someone with access to the insight reads; where that can't be written, nothing is shown."""

from __future__ import annotations

from fastapi import Request

from bot.access.dependencies import Raadgiver
from bot.assembly import Services

_READ, _REPORT = "read", "report"
_REPORTS = "/rapporter"


def log_read(request: Request, user: Raadgiver) -> None:
    """Write who opens which page. Raises StoreUnavailableError."""
    services: Services = request.app.state.services
    if request.method == "GET":
        path = request.url.path
        act = _REPORT if path.startswith(_REPORTS) else _READ
        services.insight.acts.note(user.subject, act, path[:200])
