"""Take names and identifiers out of what people write, before anything reads or stores it."""

from bot.privacy.errors import PrivacyDataError, PrivacyError
from bot.privacy.findings import Finding, Kind, Redacted
from bot.privacy.memory import PeopleMemory, load_people_memory
from bot.privacy.notice import Notice, load_notice
from bot.privacy.people import People
from bot.privacy.redactor import DATA_DIR, Redactor, default_redactor, redact

__all__ = [
    "DATA_DIR",
    "Finding",
    "Kind",
    "Notice",
    "People",
    "PeopleMemory",
    "PrivacyDataError",
    "PrivacyError",
    "Redacted",
    "Redactor",
    "default_redactor",
    "load_notice",
    "load_people_memory",
    "redact",
]
