"""The shape of a procedure file, checked by pydantic before anything is made of it."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def _as_text(value: Any) -> Any:
    """YAML reads a bare «nei» as text but «no» and numbers otherwise; options are always text."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


Text = Annotated[str, BeforeValidator(_as_text), Field(min_length=1)]
When = dict[str, Any]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FactFile(_Strict):
    """One fact as it stands in the file."""

    label: Text
    question: Text
    why: Text
    options: dict[str, Text]
    assumed: str | None = None
    button: str | None = None
    undo_button: str | None = None
    gravity: list[str] = []


class RowFile(_Strict):
    """One row as it stands in the file; `then` decides the same facts anew with these changes."""

    id: Text
    label: Text
    when: When
    outcome: str
    then: dict[str, str] | None = None


class StepFile(_Strict):
    """One step as it stands in the file."""

    who: Text
    what: Text
    when: str


class OutcomeFile(_Strict):
    """One outcome as it stands in the file."""

    title: Text
    urgency: str
    recipients: list[str]
    legal_basis: list[str] = Field(min_length=1)
    steps: list[StepFile] = Field(min_length=1, max_length=5)
    sources: list[str] = Field(min_length=1)
    drafts: list[str] = []


class ExtraStepFile(_Strict):
    """A step that is added where its condition holds."""

    when: When
    step: StepFile
    first: bool = False


class ProcedureFile(_Strict):
    """A whole procedure file."""

    id: Text
    title: Text
    facts: dict[str, FactFile]
    rows: list[RowFile] = Field(min_length=1)
    outcomes: dict[str, OutcomeFile]
    extra_steps: list[ExtraStepFile] = []
    offers: list[str] = []
