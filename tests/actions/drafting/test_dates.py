"""Days as people write them, read from Friday 20 November 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.drafting.dates import Dates
from actions.drafting.words import load_draft_words
from knowledge.school_year import in_words
from tests.actions.conftest import DATA

TODAY = date(2026, 11, 20)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.fixture(scope="module")
def dates() -> Dates:
    return Dates(load_draft_words(DATA / "utkast.yml").dates)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("16.12", date(2026, 12, 16)),
        ("16/12", date(2026, 12, 16)),
        ("16.12.2026", date(2026, 12, 16)),
        ("16.12.26", date(2026, 12, 16)),
        ("2026-12-16", date(2026, 12, 16)),
        ("16. desember", date(2026, 12, 16)),
        ("onsdag 16 desember kl. 12.10", date(2026, 12, 16)),
        ("16. Desember 2027", date(2027, 12, 16)),
        ("om tre uker", date(2026, 12, 11)),
        ("om 3 veker", date(2026, 12, 11)),
        ("om ei uke", date(2026, 11, 27)),
        ("etter fjorten dager", date(2026, 12, 4)),
        ("i dag", TODAY),
        ("i morgen", date(2026, 11, 21)),
        ("på mandag", date(2026, 11, 23)),
        ("fredag", date(2026, 11, 27)),
        ("fredag kl. 12.10", date(2026, 11, 27)),
        ("måndag", date(2026, 11, 23)),
        ("i uke 50", date(2026, 12, 7)),
        ("veke 2", date(2027, 1, 11)),
        ("10. januar", date(2027, 1, 10)),
        ("1. november", date(2026, 11, 1)),  # lately, and not next year
        ("29.2.2028", date(2028, 2, 29)),
    ],
)
def test_a_day_is_read(dates: Dates, said: str, day: date) -> None:
    assert dates.read(said, TODAY) == day


@pytest.mark.parametrize(
    "said",
    ["", "snarest", "31.2", "32. januar", "29.2.2027", "kl. 12.10", "klokka 9", "99/99", "uke 60", "om 99 år", "0.0",
     "2026-13-45", "٣٢.١٣", "²", "snart 😀", "om  uker", "9" * 5000],
)  # fmt: skip
def test_what_is_no_day_is_none(dates: Dates, said: str) -> None:
    assert dates.read(said, TODAY) is None


@given(day=DAYS, today=DAYS)
def test_a_day_in_our_own_words_is_the_same_day(dates: Dates, day: date, today: date) -> None:
    assert dates.read(in_words(day), today) == day
    assert dates.read(day.isoformat(), today) == day
    assert dates.read(f"{day.day}.{day.month}.{day.year}", today) == day


@given(day=DAYS, away=st.integers(-300, 60))
def test_a_day_without_a_year_lies_ahead_or_not_long_ago(dates: Dates, day: date, away: int) -> None:
    today = day + timedelta(days=away)  # in January, a meeting in December is the last one
    read = dates.read(f"{day.day}.{day.month}", today)
    assert read == day


@given(today=DAYS, weeks=st.integers(0, 99))
def test_so_many_weeks_ahead_is_the_same_weekday(dates: Dates, today: date, weeks: int) -> None:
    read = dates.read(f"om {weeks} uker", today)
    assert read == today + timedelta(weeks=weeks)


@given(text=st.text(max_size=80), today=DAYS)
def test_any_text_is_a_day_or_none(dates: Dates, text: str, today: date) -> None:
    assert isinstance(dates.read(text, today), date | None)
