"""Take names and identifiers out of what people write, before anything reads or stores it."""

from bot.privacy.errors import PrivacyDataError, PrivacyError
from bot.privacy.findings import Finding, Kind, Redacted
from bot.privacy.redactor import Redactor, default_redactor, redact

__all__ = [
    "Finding",
    "Kind",
    "PrivacyDataError",
    "PrivacyError",
    "Redacted",
    "Redactor",
    "default_redactor",
    "redact",
]
