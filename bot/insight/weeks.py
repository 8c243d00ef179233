"""ISO weeks as the counts have them: «2026-W14»."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")


def week_of(day: date) -> str:
    """The ISO week that a day lies in; its text sorts as time goes."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def last_weeks(today: date, count: int) -> tuple[str, ...]:
    """So many weeks, the oldest first, the one of today last."""
    return tuple(week_of(today - timedelta(weeks=back)) for back in reversed(range(count)))


def spoken(week: str) -> str:
    """A week as a reader sees it: «14, 2026»."""
    year, _, number = week.partition("-W")
    return f"{number}, {year}"
