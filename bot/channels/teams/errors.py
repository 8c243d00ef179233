"""What can be wrong with what Teams, or somebody who poses as Teams, sends, and with how Teams is set up."""

from __future__ import annotations

from bot.run.errors import RunError


class TeamsError(Exception):
    """Something about what was sent, or is to be sent."""


class TeamsSettingError(RunError):
    """A setting that the bot can't start with."""


class ActivityError(TeamsError):
    """What was sent is no activity that we can read; the message is for whoever sent it."""


class TokenError(TeamsError):
    """The token is missing, forged, old, or meant for another; why is for the log and holds nothing of the token."""


class KeysUnavailableError(TeamsError):
    """The published keys can't be had, so that nobody can be let in."""


class ReplyTokenError(TeamsError):
    """Entra ID gives the bot no token to answer with."""
