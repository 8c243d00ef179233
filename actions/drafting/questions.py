"""Ask for one thing of a draft, with its choices, the date that is suggested, and the way past it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from actions.drafting.buttons import INTENT, PLACE
from actions.drafting.document import Citation
from actions.drafting.form import ChoicePart, DatePart, Form, RowsPart
from actions.drafting.values import Place, Values, rows_of
from actions.drafting.words import DraftWords
from actions.message import Button, Message
from knowledge.school_year import Due, in_words


@dataclass(frozen=True)
class Asked:
    """What is asked: the kind of draft and the place, and what an answer may be.

    `choices` are its only answers where there are any; `weeks` lead to the day that is suggested.
    """

    kind: str
    place: Place
    text: str
    choices: Mapping[str, str] = field(default_factory=dict)
    is_date: bool = False
    weeks: int | None = None
    law: str | None = None
    hint: str = ""
    can_be_skipped: bool = True


def asked_at(form: Form, values: Values, place: Place) -> Asked:
    """Return what is asked at a place, «Tiltak 2: Hvem gjør det?» in a table."""
    part = form.part(place.part)
    asked = Asked(
        form.id,
        place,
        part.ask,
        choices=part.choices if isinstance(part, ChoicePart) else {},
        is_date=isinstance(part, DatePart),
        weeks=part.weeks if isinstance(part, DatePart) else None,
        law=part.law,
        hint=part.hint,
        can_be_skipped=not form.steers(part.id),
    )
    if not isinstance(part, RowsPart):
        return asked
    if place.row is None:
        return replace(asked, text=part.more if rows_of(values, part.id) else part.ask)
    column = next(each for each in part.columns if each.id == place.column)
    row = part.preset[place.row] if part.preset else f"{part.row} {place.row + 1}"
    return replace(
        asked,
        text=f"{row}: {column.ask or column.label}",
        choices=column.choices,
        is_date=column.date or column.weeks is not None,
        weeks=column.weeks,
        hint="",
    )


class Questions:
    """Puts the questions."""

    def __init__(self, words: DraftWords, citation: Citation) -> None:
        self._words = words
        self._citation = citation

    def message(self, asked: Asked, ids: Mapping[str, str], due: Due | None, before: str) -> Message:
        """Ask; `ids` name the case and the draft on the buttons, `due` is the suggested day, `before` is said first."""
        say, titles = self._words.say, self._words.buttons
        suggested = say["suggested"].format(date=in_words(due.day), how=due.how) if due else ""
        hint = f"({asked.hint})" if asked.hint else ""
        ids = {**ids, PLACE: asked.place.id}
        answers = dict(asked.choices)
        if due:
            answers[in_words(due.day)] = titles["use_date"].format(date=in_words(due.day))
        handlings = (["skip"] if asked.can_be_skipped else []) + ["done"]
        buttons = (
            *(
                Button(title, INTENT, {**ids, "handling": "svar", "verdi": value})
                for value, title in answers.items()
            ),
            *(Button(titles[each], INTENT, {**ids, "handling": each}) for each in handlings),
        )
        question = {
            "procedure": asked.kind,
            "fact": asked.place.id,
            "options": [{"value": value, "title": title} for value, title in answers.items()],
            "why": say["law"].format(law=self._citation(asked.law)) if asked.law else "",
        }
        text = "\n".join(each for each in (before, asked.text, hint, suggested) if each)
        return Message(text=text, buttons=buttons, custom={"route": asked.kind, "question": question})
