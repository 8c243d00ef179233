"""All that data/ says of drafts, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from actions.drafting.form import Form, load_forms
from actions.drafting.words import DraftWords, load_draft_words
from knowledge.school_year import SchoolYears, load_school_years


@dataclass(frozen=True)
class Drafting:
    """All that data/ says of drafts: their kinds, the words said of them, and the school's calendars."""

    forms: Mapping[str, Form]
    words: DraftWords
    years: SchoolYears


def load_drafting(data: Path) -> Drafting:
    """Read data/drafts, data/utkast.yml and data/skolerute. Raises FormError or ProcedureError."""
    return Drafting(
        load_forms(data / "drafts"),
        load_draft_words(data / "utkast.yml"),
        load_school_years(data / "skolerute"),
    )
