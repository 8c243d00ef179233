"""The errors of the package; their sentences are for whoever edits data/privacy."""

from __future__ import annotations


class PrivacyError(Exception):
    """Base of all errors here."""


class PrivacyDataError(PrivacyError):
    """A word list is missing, empty or not in its form; the sentence names the file and what to do."""
