"""Which addresses are open, and which have a lock of their own; every other one is for users who have logged in."""

from __future__ import annotations

_OPEN = {
    "/health",
    "/api/status",
    "/api/profiles",
    "/api/login",
    "/logg-inn",
    "/logg-inn/svar",
    "/logg-inn/vindu.js",
    "/logg-ut",
    "/widget.js",
    "/tilgjengelighet",
    "/prosedyrer",  # the law, which everybody may read
}
_OPEN_BELOW = ("/web/", "/prosedyrer/")
# Rasa's token, Teams' tokens, and the links of drafts, which their routes check.
_OWN_LOCK = {"/actions", "/api/messages", "/utkast"}
_OWN_LOCK_BELOW = ("/utkast/", "/api/drafts/")
_UNCOUNTED = {"/health", "/metrics", "/actions"}
_UNCOUNTED_BELOW = ("/web/",)

HERE_ONLY = "/metrics"
"""Only for this machine, where users log in."""


def needs_user(path: str) -> bool:
    """Whether one must have logged in."""
    is_open = path in _OPEN or path.startswith(_OPEN_BELOW) or path == HERE_ONLY
    return not (is_open or path in _OWN_LOCK or path.startswith(_OWN_LOCK_BELOW))


def is_counted(path: str) -> bool:
    """Whether a request counts against what one address may ask for."""
    return path not in _UNCOUNTED and not path.startswith(_UNCOUNTED_BELOW)
