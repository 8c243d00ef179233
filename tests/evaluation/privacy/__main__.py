"""Measures the privacy guard, its parts alone and together: `python -m tests.evaluation.privacy`."""

from __future__ import annotations

import argparse
from typing import get_args

from bot.privacy import Kind
from tests.conftest import SHARED
from tests.evaluation.privacy.figures import Figures, Guard, measure
from tests.evaluation.privacy.guards import guards
from tests.evaluation.privacy.messages import SETS, Message, read_norne, read_set

_NORNE = SHARED / "data" / "norne"
_HEAD = ("vokter", *get_args(Kind), "uskyldige ord borte", "rene meldinger rørt", "p50 / p95 ms")


def main() -> None:
    """Print one table for each set, as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", help="development, blind og norne; alle når ingen er nevnt")
    chosen = parser.parse_args().sets or [*SETS, "norne"]
    tested = guards()
    for name in chosen:
        if name == "norne" and not _NORNE.is_dir():
            print(f"\nNorNE er ikke målt, for dataene ligger ikke i {_NORNE}.")
            continue
        messages = read_norne(_NORNE) if name == "norne" else read_set(name)
        _print(name, messages, tested)


def _print(name: str, messages: list[Message], tested: dict[str, Guard]) -> None:
    print(f"\n### {name} ({len(messages)} meldinger)\n")
    print("| " + " | ".join(_HEAD) + " |")
    print("|" + " --- |" * len(_HEAD))
    for guard_name, guard in tested.items():
        print("| " + " | ".join(_row(guard_name, measure(messages, guard))) + " |")


def _row(name: str, figures: Figures) -> list[str]:
    p50, p95 = figures.milliseconds
    return [
        name,
        *(_found(figures, kind) for kind in get_args(Kind)),
        f"{figures.lost} av {figures.words} ({figures.lost_share:.2%})",
        f"{figures.touched} av {figures.clean}",
        f"{p50:.1f} / {p95:.1f}",
    ]


def _found(figures: Figures, kind: Kind) -> str:
    """«95/100 (+2)»: wholly found of all, and those found partly; a dash where the set has none."""
    if not figures.marks[kind]:
        return "–"
    partly = f" (+{figures.partly[kind]})" if figures.partly[kind] else ""
    return f"{figures.whole[kind]}/{figures.marks[kind]}{partly} = {figures.recall(kind):.3f}"


if __name__ == "__main__":
    main()
