"""The shape of a procedure file, checked by pydantic before anything is made of it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def _as_text(value: Any) -> Any:
    """YAML reads a bare «nei» as text but «no» and numbers otherwise; options are always text."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


Text = Annotated[str, BeforeValidator(_as_text), Field(min_length=1)]
When = dict[str, Any]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NumberFile(_Strict):
    """A whole number: which threshold of the kommune divides it, and the greatest one that makes sense."""

    threshold: Text
    most: int = Field(gt=0)


class FactFile(_Strict):
    """One fact as it stands in the file; of a number the first two options are below and from the threshold."""

    label: Text
    question: Text
    why: Text
    options: dict[str, Text]
    assumed: str | None = None
    button: str | None = None
    undo_button: str | None = None
    gravity: list[str] = []
    implies: dict[str, dict[str, str]] = {}
    number: NumberFile | None = None
    today: Literal["month"] | None = None


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


class GivenStepFile(StepFile):
    """A step that may stand only where a condition holds."""

    given: When = {}


class OutcomeFile(_Strict):
    """One outcome as it stands in the file."""

    title: Text
    urgency: str
    recipients: list[str]
    legal_basis: list[str] = Field(min_length=1)
    steps: list[GivenStepFile] = Field(min_length=1, max_length=5)
    document: Text
    sources: list[str] = Field(min_length=1)
    drafts: list[str] = []
    calendar: bool = False


class ExtraStepFile(_Strict):
    """A step that is added where its condition holds."""

    when: When
    step: StepFile
    first: bool = False
    urgency: str | None = None


class ProcedureFile(_Strict):
    """A whole procedure file."""

    id: Text
    title: Text
    facts: dict[str, FactFile] = {}
    rows: list[RowFile] = Field(min_length=1)
    outcomes: dict[str, OutcomeFile]
    extra_steps: list[ExtraStepFile] = []
    offers: dict[str, Text] = {}
    through: str | None = None
