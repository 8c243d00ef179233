"""What is counted: turns by route, and how many could not be answered."""

from __future__ import annotations

from prometheus_client import Counter

_TURNS = Counter("hvana_turns_total", "Messages answered, by where they went", ["route"])
_FAILURES = Counter(
    "hvana_unanswered_turns_total", "Messages that got the honest sentence instead of an answer"
)


def count_turn(route: str, is_served: bool) -> None:
    """Count one message."""
    if is_served:
        _TURNS.labels(route).inc()
    else:
        _FAILURES.inc()
