"""What of the counts may be shown: nothing under the least one, and nothing from which it can be found by subtraction.

A kommune's count of one way and outcome in a week is shown where it is large enough. A way as a whole is shown as the sum of
those, with the hidden ones where they are large enough together and don't give each other away. All kommuner together are the
sums of what is shown for each. So every difference between two numbers that are shown is itself none, or large enough.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.insight.counts import Turn

Place = tuple[str, str, str]
"""Route, procedure and outcome; the last two are empty for the route as a whole."""


@dataclass(frozen=True)
class Series:
    """One row: what it is of, and its count by week; a week that is missing has fewer than may be shown."""

    place: Place
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """The sum of what is shown, to sort by."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class Published:
    """The rows of routes and of outcomes, the largest first."""

    routes: tuple[Series, ...]
    outcomes: tuple[Series, ...]


def publish(counts: Mapping[Turn, int], least: int, kommune: str | None = None) -> Published:
    """What may be shown for one kommune, or for all."""
    routes: defaultdict[Place, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    outcomes: defaultdict[Place, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (place, week, route), turns in _by_route(counts).items():
        if kommune in (None, place):
            for where, count in _shown(route, turns, least):
                (outcomes if where[2] else routes)[where][week] += count
    return Published(_largest_first(routes), _largest_first(outcomes))


def _by_route(counts: Mapping[Turn, int]) -> dict[tuple[str, str, str], dict[Turn, int]]:
    groups: defaultdict[tuple[str, str, str], dict[Turn, int]] = defaultdict(dict)
    for turn, count in counts.items():
        groups[turn.kommune, turn.week, turn.route][turn] = count
    return groups


def _shown(route: str, turns: Mapping[Turn, int], least: int) -> Iterator[tuple[Place, int]]:
    """Yield what is shown of a kommune's week on one route: its outcomes, and the route as a whole."""
    large = {turn: count for turn, count in turns.items() if count >= least}
    whole = sum(large.values()) + _together([count for count in turns.values() if count < least], least)
    if whole:
        yield (route, "", ""), whole
    for turn, count in large.items():
        if turn.outcome:
            yield (route, turn.procedure, turn.outcome), count


def _together(hidden: Iterable[int], least: int) -> int:
    """The sum of hidden counts, or 0 where it is too small, or says that each is as large as a hidden one can be."""
    counts = list(hidden)
    total = sum(counts)
    return total if total >= least and min(counts) < least - 1 else 0


def _largest_first(rows: Mapping[Place, Mapping[str, int]]) -> tuple[Series, ...]:
    series = [Series(place, dict(counts)) for place, counts in rows.items()]
    return tuple(sorted(series, key=lambda each: (-each.total, each.place)))
