"""What can be wrong with a draft, in words for whoever edits data/ or writes to the bot."""

from __future__ import annotations


class FormError(Exception):
    """A file of data/drafts or data/templates does not hold."""


class DraftsUnavailableError(Exception):
    """Drafts can't be read or kept just now; the message says so to the user, and the next try may work."""
