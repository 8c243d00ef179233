"""The days without school, and the date that is suggested: always a school day, never before the counted day."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import ProcedureError
from knowledge.school_year import SchoolYear, in_words, load_school_years
from tests.conftest import ROOT

FOLDER = ROOT / "data" / "skolerute"
NATIONAL = load_school_years(FOLDER).of("nasjonal")
DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))


@given(start=DAYS, weeks=st.integers(0, 52))
def test_the_suggested_day_is_the_first_school_day_from_the_counted_one(start: date, weeks: int) -> None:
    counted = start + timedelta(weeks=weeks)
    due = NATIONAL.in_weeks(start, weeks)
    assert NATIONAL.closed(due.day) is None
    assert due.day >= counted
    between = (counted + timedelta(days=days) for days in range((due.day - counted).days))
    assert all(NATIONAL.closed(day) for day in between)


@given(start=DAYS, weeks=st.integers(0, 52))
def test_how_the_day_was_found_is_told(start: date, weeks: int) -> None:
    counted = start + timedelta(weeks=weeks)
    due = NATIONAL.in_weeks(start, weeks)
    assert f"fra {in_words(start)}" in due.how
    assert (in_words(counted) in due.how) or due.day == counted
    assert str(NATIONAL.closed(counted)) in due.how or due.day == counted


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 11, 20), None),
        (date(2026, 11, 21), "helg"),
        (date(2026, 11, 22), "helg"),
        (date(2027, 5, 17), "17. mai"),
        (date(2028, 5, 1), "1. mai"),
        (date(2026, 5, 14), "Kristi himmelfartsdag"),
        (date(2026, 5, 25), "andre pinsedag"),
        (date(2027, 3, 25), "påskeferie"),  # skjærtorsdag
        (date(2027, 3, 29), "påskeferie"),  # andre påskedag
        (date(2027, 3, 30), None),
        (date(2026, 12, 18), None),
        (date(2026, 12, 21), "juleferie"),
        (date(2026, 12, 31), "juleferie"),
        (date(2027, 1, 1), "første nyttårsdag"),
        (date(2027, 1, 4), None),
        (date(2026, 9, 28), "høstferie"),  # week 40
        (date(2026, 10, 5), None),
        (date(2027, 2, 22), "vinterferie"),  # week 8
        (date(2026, 7, 1), "sommerferie"),
        (date(2026, 8, 17), None),
    ],
)
def test_there_is_no_school_on_holidays_weekends_and_in_breaks(day: date, why: str | None) -> None:
    assert NATIONAL.closed(day) == why


@pytest.mark.parametrize(
    ("start", "weeks", "day", "said"),
    [
        (date(2026, 11, 20), 3, date(2026, 12, 11), "3 uker fra 20. november 2026"),
        (date(2026, 11, 20), 1, date(2026, 11, 27), "1 uke fra 20. november 2026"),
        (date(2026, 12, 4), 3, date(2027, 1, 4), "(første juledag), så første skoledag etter"),
        (date(2027, 4, 26), 3, date(2027, 5, 18), "(17. mai)"),
        (date(2026, 6, 5), 3, date(2026, 8, 17), "(sommerferie)"),
        (date(2026, 11, 21), 2, date(2026, 12, 7), "(helg)"),
    ],
)
def test_a_date_is_moved_out_of_a_break(start: date, weeks: int, day: date, said: str) -> None:
    due = NATIONAL.in_weeks(start, weeks)
    assert due.day == day
    assert said in due.how


def test_a_kommunes_own_calendar_counts_and_the_others_have_the_national_one(tmp_path: Path) -> None:
    text = (FOLDER / "nasjonal.yml").read_text(encoding="utf-8")
    (tmp_path / "nasjonal.yml").write_text(text, encoding="utf-8")
    own = text.replace("{navn: høstferie, uke: 40}", "{navn: potetferie, uke: 41}")
    (tmp_path / "steinkjer.yml").write_text(own, encoding="utf-8")
    years = load_school_years(tmp_path)
    assert years.of("steinkjer").closed(date(2026, 10, 5)) == "potetferie"
    assert years.of("steinkjer").closed(date(2026, 9, 28)) is None
    assert years.of("bakas").closed(date(2026, 9, 28)) == "høstferie"


def test_a_calendar_without_school_days_is_an_error_and_no_endless_search(tmp_path: Path) -> None:
    year = with_breaks(tmp_path, "{navn: alltid fri, fra: 01-01, til: 12-31}")
    with pytest.raises(ValueError, match="ingen skoledag"):
        year.in_weeks(date(2026, 11, 20), 3)


@pytest.mark.parametrize(
    "written",
    [
        "{navn: jul, fra: 12-21}",
        "{navn: jul, fra: 13-40, til: 01-02}",
        "{navn: jul, fra: 02-30, til: 03-01}",
        "{navn: jul, fra: 12, til: 13}",
        "{navn: jul, fra: jul, til: nyttår}",
        "{navn: jul, uke: 52, fra: 12-21, til: 01-02}",
        "{uke: 40}",
        "{navn: jul, uke: førti}",
        "{navn: jul, uker: 40}",
        "{navn: påske, fra_paske: -8}",
        "[",
    ],
)
def test_a_mistake_is_told_with_its_file(tmp_path: Path, written: str) -> None:
    with pytest.raises(ProcedureError, match=r"^nasjonal\.yml: skoleruta er feil skrevet"):
        with_breaks(tmp_path, written)


def test_a_missing_national_calendar_is_told(tmp_path: Path) -> None:
    with pytest.raises(ProcedureError, match=re.escape("«nasjonal.yml» mangler")):
        load_school_years(tmp_path)


def test_every_shipped_calendar_knows_the_public_holidays() -> None:
    for path in FOLDER.glob("*.yml"):
        year = load_school_years(FOLDER).of(path.stem)
        for day in (date(2029, 5, 17), date(2029, 5, 1), date(2029, 12, 25), date(2029, 1, 1)):
            assert year.closed(day), (path.stem, day)
        assert yaml.safe_load(path.read_text(encoding="utf-8"))["ferier"]


def with_breaks(folder: Path, written: str) -> SchoolYear:
    text = f"fridager: []\netter_paske: []\nferier:\n  - {written}\n"
    (folder / "nasjonal.yml").write_text(text, encoding="utf-8")
    return load_school_years(folder).of("nasjonal")
