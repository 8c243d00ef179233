"""What a kind of draft consists of, read from data/drafts: its parts in order, what is asked, and which § demands it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from actions.drafting.errors import FormError

Only = dict[str, list[str]]
"""Choices under which a part belongs to the draft: the choice's id → its values. `outcome` names the case's outcome."""


class _Piece(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Column(_Piece):
    """A column of a table, and the question that fills one cell; without `ask` it is filled in Word.

    `weeks` suggests a date so many school weeks from today; `choices` are the only answers where there are any.
    """

    id: str
    label: str
    ask: str = ""
    choices: dict[str, str] = {}
    date: bool = False
    weeks: int | None = None


class _Asked(_Piece):
    id: str
    label: str
    ask: str
    law: str | None = None
    """The provision that demands it: without an answer the draft is not complete."""
    hint: str = ""
    only: Only = {}


class TextPart(_Asked):
    """Running text. `told` takes what the user has told of the case; `facts` what was answered in the case."""

    kind: Literal["text"]
    told: bool = False


class ChoicePart(_Asked):
    """One of a few; `fact` is the case's fact with the same values, which answers it."""

    kind: Literal["choice"]
    choices: dict[str, str]
    fact: str | None = None


class DatePart(_Asked):
    """A day; `weeks` suggests one so many school weeks from today."""

    kind: Literal["date"]
    weeks: int | None = None


class RowsPart(_Asked):
    """A table: the first column's answer makes a row, the other columns are asked for each.

    `row` is what one row is called («Tiltak»), `more` asks for another, `preset` are rows that always stand there, whose
    first column is given. `empty` rows are left open for Word where nothing was said.
    """

    kind: Literal["rows"]
    row: str
    more: str = ""
    columns: list[Column] = Field(min_length=1)
    preset: list[str] = []
    empty: int = 0

    @model_validator(mode="after")
    def _asks_for_rows(self) -> RowsPart:
        if not self.preset and not self.more:
            raise ValueError("«more» mangler: hva skal boten spørre om når en rad er fylt ut?")
        return self


class _Fixed(_Piece):
    """Something that stands in the document as it is."""

    label: str = ""
    only: Only = {}


class NotePart(_Fixed):
    """A text of ours, such as a warning."""

    kind: Literal["note"]
    text: str


class ListPart(_Fixed):
    """Points: to tick off, to ask with room for the answer, or to remember."""

    kind: Literal["checklist", "questions", "points"]
    items: list[str] = Field(min_length=1)


class Blank(_Piece):
    """A line that the writer fills in in Word or the archive: names and what the bot must not know."""

    label: str
    hint: str = ""


class BlanksPart(_Fixed):
    """Lines for names and the like."""

    kind: Literal["blanks"]
    items: list[Blank] = Field(min_length=1)


class CasePart(_Fixed):
    """What the case already knows: its `facts`, or the `steps` that its decision asks for."""

    kind: Literal["facts", "steps"]


AskedPart = TextPart | ChoicePart | DatePart | RowsPart
FixedPart = NotePart | ListPart | BlanksPart | CasePart
Part = Annotated[AskedPart | FixedPart, Field(discriminator="kind")]


class Form(_Piece):
    """A kind of draft. `to`, `urgency` and `deliver` are said where they differ from the case's decision.

    A `letter` is sent as it is, so the writer is asked to take the box with the head out first. `template` names another
    Word file of data/templates than utkast.docx. A kind that can be asked for by name, without a case, says by which words
    (`asked_for`, at the start of what follows «lag en …») and in which procedure it belongs (`case`).
    """

    id: str
    title: str
    title_by_outcome: dict[str, str] = {}
    button: str
    intro: str
    to: str = ""
    urgency: str = ""
    deliver: str = ""
    archive: str = "{arkiv}"
    law: list[str] = []
    sources: list[str] = []
    parts: list[Part]
    signature: str = ""
    letter: bool = False
    template: str = "utkast"
    asked_for: re.Pattern[str] | None = None
    case: str = ""

    def asked(self, chosen: Mapping[str, str]) -> Iterator[AskedPart]:
        """Yield the parts that are asked for under these choices, in order."""
        for part in self.shown(chosen):
            if isinstance(part, AskedPart):
                yield part

    def shown(self, chosen: Mapping[str, str]) -> Iterator[Part]:
        """Yield the parts that belong to the draft under these choices, in order.

        Until a choice is made, the warnings that hang on it all stand there, and what would be asked does not.
        """
        for part in self.parts:
            open_choices = [name for name in part.only if name not in chosen]
            is_fitting = all(chosen[name] in values for name, values in part.only.items() if name in chosen)
            if is_fitting and not (open_choices and isinstance(part, AskedPart)):
                yield part

    def steers(self, part_id: str) -> bool:
        """Whether other parts come and go by this choice; it can be put off, but not skipped."""
        return any(part_id in part.only for part in self.parts)

    def part(self, part_id: str) -> AskedPart:
        """Return the asked part of that id. Raises KeyError where the form has none."""
        for part in self.parts:
            if isinstance(part, AskedPart) and part.id == part_id:
                return part
        raise KeyError(part_id)

    @model_validator(mode="after")
    def _ids_differ(self) -> Form:
        ids = [part.id for part in self.parts if isinstance(part, AskedPart)]
        if len(set(ids)) < len(ids):
            raise ValueError("to deler har samme id")
        if self.asked_for and not self.case:
            raise ValueError("«asked_for» trenger «case»: hvilken prosedyre hører utkastet til?")
        return self


def load_forms(folder: Path) -> Mapping[str, Form]:
    """Read every kind of draft. Raises FormError naming the file and the first thing that is wrong in it."""
    forms = {}
    for path in sorted(folder.glob("*.yml")):
        try:
            form = Form.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise FormError(f"{path.name}: utkastet kan ikke leses. Se etter innrykk og tegn.") from error
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            raise FormError(f"{path.name}: «{place}» er feil ({first['msg']}). Rett det.") from error
        if form.id != path.stem:
            raise FormError(f"{path.name}: id er «{form.id}», men skal være som filnavnet, «{path.stem}».")
        forms[form.id] = form
    return forms
