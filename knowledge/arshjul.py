"""The year wheel: what each month asks of a school, by kommune, and the same as a calendar file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import yaml
from icalendar import Calendar, Event
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.errors import ProcedureError
from knowledge.municipalities import NATIONAL

MONTHS = {
    "januar": 1, "februar": 2, "mars": 3, "april": 4, "mai": 5, "juni": 6,
    "juli": 7, "august": 8, "september": 9, "oktober": 10, "november": 11, "desember": 12,
}  # fmt: skip
_FIRST_MONTH = 8
_MOST_A_MONTH = 4
_WEEKEND = 5


class Task(BaseModel):
    """One thing that a month asks for, and the source that says so."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    month: int = Field(ge=1, le=12)
    title: str
    what: str
    who: str
    source: str


@dataclass(frozen=True)
class Arshjul:
    """All year wheels by kommune; where a kommune has none, what the law asks for holds."""

    wheels: Mapping[str, tuple[Task, ...]]

    def tasks(self, kommune: str) -> tuple[Task, ...]:
        """The tasks of a whole school year, August first."""
        wheel = self.wheels.get(kommune, self.wheels[NATIONAL])
        return tuple(sorted(wheel, key=lambda task: (task.month - _FIRST_MONTH) % 12))

    def of_month(self, kommune: str, month: str) -> tuple[Task, ...]:
        """The tasks of one month («november»)."""
        return tuple(task for task in self.tasks(kommune) if task.month == MONTHS[month])

    def sources(self) -> Iterable[tuple[str, str]]:
        """Each kommune and source that a task names, for checking."""
        return ((kommune, task.source) for kommune, wheel in self.wheels.items() for task in wheel)


def load_arshjul(folder: Path) -> Arshjul:
    """Read data/arshjul. Raises ProcedureError where a file is ill-formed or the national one is missing."""
    wheels = {}
    for path in sorted(folder.glob("*.yml")):
        try:
            content = yaml.safe_load(path.read_text(encoding="utf-8"))
            wheels[path.stem] = tuple(Task.model_validate(each) for each in content)
        except (yaml.YAMLError, ValidationError, TypeError) as error:
            raise ProcedureError(f"arshjul/{path.name}: årshjulet kan ikke leses. {error}") from error
        for month, number in MONTHS.items():
            if sum(task.month == number for task in wheels[path.stem]) > _MOST_A_MONTH:
                raise ProcedureError(f"arshjul/{path.name}: {month} har flere enn {_MOST_A_MONTH} oppgaver.")
    if NATIONAL not in wheels:
        raise ProcedureError(
            f"arshjul: «{NATIONAL}.yml» mangler; det gjelder der kommunen ikke har sitt eget."
        )
    return Arshjul(wheels)


def month_name(day: date) -> str:
    """The month of a day, as the facts call it."""
    return next(name for name, number in MONTHS.items() if number == day.month)


def as_calendar(tasks: Iterable[Task], kommune: str, title: str, today: date) -> bytes:
    """The tasks as an iCalendar file for the school year that `today` falls in: one whole-day entry each.

    An entry stands on the month's first weekday; its id stays the same, so that a new import replaces the old one.
    """
    start = today.year if today.month >= _FIRST_MONTH else today.year - 1
    calendar = Calendar()
    calendar.add("prodid", "-//Hva naa//Aarshjul//NO")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    for number, task in enumerate(tasks):
        day = _first_weekday(start if task.month >= _FIRST_MONTH else start + 1, task.month)
        event = Event()
        event.add("uid", f"{kommune}-{day:%Y-%m}-{number}@hva-naa")
        event.add("dtstamp", datetime(today.year, today.month, today.day, tzinfo=UTC))
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", task.title)
        event.add("description", f"{task.who}: {task.what}\nKilde: {task.source}")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _first_weekday(year: int, month: int) -> date:
    day = date(year, month, 1)
    return day + timedelta(days=(7 - day.weekday()) if day.weekday() >= _WEEKEND else 0)
