"""The days without school, and the date so many weeks ahead that is a school day, told with how it was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import yaml
from dateutil.easter import easter
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator

from knowledge.arshjul import MONTHS
from knowledge.errors import ProcedureError
from knowledge.municipalities import NATIONAL

_WEEKEND = 5
_LONGEST_BREAK = 120  # days; a calendar with no school day for longer is a mistake

MonthDay = tuple[int, int]


def _month_day(written: object) -> MonthDay:
    """Read «12-24» as (12, 24). Raises ValueError where it is no day of any year."""
    month, _, day = str(written).partition("-")
    found = date(2000, int(month), int(day))
    return found.month, found.day


Day = Annotated[MonthDay, BeforeValidator(_month_day)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Holiday(_Part):
    dag: Day
    navn: str


class _AfterEaster(_Part):
    dager: int
    navn: str


class _Break(_Part):
    """A break: an ISO week, from one day to another, or days from Easter Sunday."""

    navn: str
    uke: int | None = None
    fra: Day | None = None
    til: Day | None = None
    fra_paske: int | None = None
    til_paske: int | None = None

    @model_validator(mode="after")
    def _has_one_shape(self) -> _Break:
        shapes = [self.uke is not None, bool(self.fra and self.til)]
        shapes.append(self.fra_paske is not None and self.til_paske is not None)
        if sum(shapes) != 1:
            raise ValueError("skriv enten «uke», «fra» og «til», eller «fra_paske» og «til_paske»")
        return self

    def holds(self, day: date) -> bool:
        """Whether the day lies in the break; one that passes New Year is read across it."""
        if self.uke is not None:
            return day.isocalendar().week == self.uke
        if self.fra and self.til:
            now = (day.month, day.day)
            is_within_a_year = self.fra <= self.til
            return self.fra <= now <= self.til if is_within_a_year else now >= self.fra or now <= self.til
        assert self.fra_paske is not None
        assert self.til_paske is not None
        return self.fra_paske <= _from_easter(day) <= self.til_paske


class _File(_Part):
    fridager: list[_Holiday]
    etter_paske: list[_AfterEaster]
    ferier: list[_Break]


@dataclass(frozen=True)
class Due:
    """A school day, and how it was found, in words."""

    day: date
    how: str


class SchoolYear:
    """One kommune's calendar."""

    def __init__(self, days: _File) -> None:
        self._days = days

    def closed(self, day: date) -> str | None:
        """Why there is no school that day («helg», «påskeferie», «17. mai»), or None where there is."""
        if day.weekday() >= _WEEKEND:
            return "helg"
        named = [each.navn for each in self._days.fridager if each.dag == (day.month, day.day)]
        named += [each.navn for each in self._days.etter_paske if each.dager == _from_easter(day)]
        named += [each.navn for each in self._days.ferier if each.holds(day)]
        return named[0] if named else None

    def in_weeks(self, start: date, weeks: int) -> Due:
        """Return the day so many weeks after `start`, or the first school day after it. Raises ValueError for none at all."""
        counted = start + timedelta(weeks=weeks)
        how = f"{weeks} {'uke' if weeks == 1 else 'uker'} fra {in_words(start)}"
        why = self.closed(counted)
        if why is None:
            return Due(counted, how)
        ahead = (counted + timedelta(days=days) for days in range(1, _LONGEST_BREAK))
        first = next((day for day in ahead if self.closed(day) is None), None)
        if first is None:
            raise ValueError("skoleruta har ingen skoledag på fire måneder")
        return Due(first, f"{how} er {in_words(counted)} ({why}), så første skoledag etter")


def _from_easter(day: date) -> int:
    """How many days after Easter Sunday; negative before it."""
    days: int = (day - easter(day.year)).days
    return days


def in_words(day: date) -> str:
    """Write a day as «25. november 2026»."""
    return f"{day.day}. {list(MONTHS)[day.month - 1]} {day.year}"


class SchoolYears:
    """The calendars by kommune; a kommune without one has the national one."""

    def __init__(self, years: Mapping[str, SchoolYear]) -> None:
        self._years = years

    def of(self, kommune: str) -> SchoolYear:
        """Return the kommune's calendar."""
        return self._years.get(kommune, self._years[NATIONAL])


def load_school_years(folder: Path) -> SchoolYears:
    """Read data/skolerute. Raises ProcedureError where a file is ill-formed or the national one is missing."""
    years = {}
    for path in sorted(folder.glob("*.yml")):
        try:
            days = _File.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
            years[path.stem] = SchoolYear(days)
        except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
            raise ProcedureError(
                f"{path.name}: skoleruta er feil skrevet. Se etter datoer og navn."
            ) from error
    if NATIONAL not in years:
        raise ProcedureError(f"{folder.name}: «{NATIONAL}.yml» mangler. Hent den fra prosjektet.")
    return SchoolYears(years)
