"""Why somebody isn't let in, and what is wrong with the settings of that."""

from __future__ import annotations

from enum import StrEnum

from bot.run.errors import RunError


class AccessSettingError(RunError):
    """The settings would let in others than they should, or nobody; the message says what to do."""


class Reason(StrEnum):
    """Why a request is refused; data/innlogging.yml has a sentence for each."""

    LOG_IN = "log_in"
    NO_ROLE = "no_role"
    WRONG_ROLE = "wrong_role"
    PROVIDER_AWAY = "provider_away"
    LOGIN_FAILED = "login_failed"
    WRONG_ORIGIN = "wrong_origin"
    WRONG_HOST = "wrong_host"
    FORWARDED = "forwarded"
    ONLY_HERE = "only_here"
    LINK_EXPIRED = "link_expired"
    TOO_MANY_TURNS = "too_many_turns"
    TOO_MANY_REQUESTS = "too_many_requests"


STATUS = {
    Reason.LOG_IN: 401,
    Reason.NO_ROLE: 403,
    Reason.WRONG_ROLE: 403,
    Reason.PROVIDER_AWAY: 503,
    Reason.LOGIN_FAILED: 400,
    Reason.WRONG_ORIGIN: 403,
    Reason.WRONG_HOST: 400,
    Reason.FORWARDED: 403,
    Reason.ONLY_HERE: 403,
    Reason.LINK_EXPIRED: 410,
    Reason.TOO_MANY_TURNS: 429,
    Reason.TOO_MANY_REQUESTS: 429,
}


class RefusedError(Exception):
    """A request is not let in. `seconds` is how long to wait before it may be, where waiting helps."""

    def __init__(self, reason: Reason, seconds: int = 0) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.seconds = seconds
