"""The command line of the guides: take them in, index them, search them."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from rich.console import Console
from rich.progress import Progress as RichProgress

from knowledge.charts.pages import write_chart_pages
from knowledge.errors import KnowledgeError, ReceiptError
from knowledge.guides.ingest import IngestReport, Progress, ingest, withdraw
from knowledge.index.search import open_search
from knowledge.index.store import IndexStore
from knowledge.insight.command import add_report_command
from knowledge.municipalities import NATIONAL
from knowledge.paths import Paths
from knowledge.receipts import replay
from knowledge.rulebook import open_rulebook

_MISWRITTEN = "Kommandoen er ikke riktig skrevet. Se «python -m knowledge --help».\n"
_NO_ANSWER = "Dette svarer ikke veilederne på. Det nærmeste jeg fant:"
_CHARTS = Path(__file__).resolve().parent.parent / "docs" / "prosedyrer"
_NOTHING = "Jeg fant ingenting. Skriv spørsmålet med noen flere ord."


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say it as all other errors are said; argparse would say it in English."""
        self.exit(1, _MISWRITTEN)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; return 1, with one sentence on stderr, where it can't be done."""
    chosen = _parser().parse_args(arguments)
    try:
        return int(chosen.run(chosen, Paths(chosen.data_dir, chosen.var_dir)))
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    usual = Paths()
    parser = _Parser(prog="python -m knowledge", description="Veilederne: les inn, bygg indeks, søk.")
    environment = os.environ.get
    parser.add_argument(
        "--data-dir", type=Path, default=Path(environment("HVANA_DATA_DIR") or usual.data_dir)
    )
    parser.add_argument("--var-dir", type=Path, default=Path(environment("HVANA_VAR_DIR") or usual.var_dir))
    parser.add_argument("--model", default=environment("HVANA_EMBEDDING_MODEL") or None, help="språkmodell")
    commands = parser.add_subparsers(required=True, metavar="kommando")

    take_in = commands.add_parser(
        "ingest", help="les inn veiledere fra en mappe eller en fil, og bygg indeksen"
    )
    take_in.add_argument("path", type=Path)
    take_in.set_defaults(run=_ingest)

    take_out = commands.add_parser("withdraw", help="trekk tilbake en innlest veileder, og bygg indeksen")
    take_out.add_argument("guide")
    take_out.set_defaults(run=_withdraw)

    index = commands.add_parser("index", help="bygg søkeindeksen når noe er endret")
    index.add_argument("--force", action="store_true", help="bygg også når ingenting er endret")
    index.set_defaults(run=_index)

    search = commands.add_parser("search", help="søk i veilederne")
    search.add_argument("query")
    search.add_argument("--json", action="store_true", help="svar som JSON")
    search.add_argument("--k", type=int, default=5, help="antall avsnitt")
    search.add_argument("--kommune", default=NATIONAL, help="løft egne veiledere litt")
    search.set_defaults(run=_search)

    charts = commands.add_parser("charts", help="tegn prosedyrene på nytt i docs/prosedyrer")
    charts.add_argument("--to", type=Path, default=_CHARTS, help="en annen mappe")
    charts.set_defaults(run=_charts)

    again = commands.add_parser("replay", help="avgjør en kvittering på nytt, og se hva som er endret")
    again.add_argument("receipt", type=Path, help="kvitteringen som JSON-fil")
    again.set_defaults(run=_replay)

    add_report_command(commands)
    return parser


def _ingest(chosen: argparse.Namespace, paths: Paths) -> int:
    report = _with_progress(lambda tell: ingest(chosen.path, paths, tell))
    for info in report.taken:
        print(f"Leste inn «{info.title}» ({info.id})")
    for info in report.unchanged:
        print(f"Uendret: «{info.title}» ({info.id})")
    for guide_id in report.withdrawn:
        print(f"Trakk tilbake «{guide_id}», for filen er borte")
    for problem in [*report.notes, *report.problems]:
        print(problem, file=sys.stderr)
    if not (report.taken or report.unchanged or report.withdrawn):
        print("Ingen veiledere ble lest inn.", file=sys.stderr)
        return 1
    return _build(chosen, paths) if report.taken or report.withdrawn else _index_if_stale(chosen, paths)


def _with_progress(read: Callable[[Progress], IngestReport]) -> IngestReport:
    """Show a bar while files are read, where someone is there to see it."""
    with RichProgress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("Leser", total=None)
        return read(
            lambda name, number, total: bar.update(
                task, description=f"Leser {name}", completed=number - 1, total=total
            )
        )


def _withdraw(chosen: argparse.Namespace, paths: Paths) -> int:
    withdraw(chosen.guide, paths)
    print(f"Trakk tilbake «{chosen.guide}»")
    return _build(chosen, paths)


def _index(chosen: argparse.Namespace, paths: Paths) -> int:
    return _build(chosen, paths) if chosen.force else _index_if_stale(chosen, paths)


def _index_if_stale(chosen: argparse.Namespace, paths: Paths) -> int:
    if IndexStore(paths, chosen.model).is_stale():
        return _build(chosen, paths)
    print("Søkeindeksen er oppdatert.")
    return 0


def _build(chosen: argparse.Namespace, paths: Paths) -> int:
    """Build the index and tell each step with the seconds it took."""
    since = [time.monotonic()]

    def done(step: str) -> None:
        since.append(time.monotonic())
        print(f"{step}: {since[-1] - since[-2]:.1f} s", flush=True)

    IndexStore(paths, chosen.model).build(done)
    return 0


def _replay(chosen: argparse.Namespace, paths: Paths) -> int:
    """Decide a receipt anew, and tell what has changed since."""
    try:
        kept = json.loads(chosen.receipt.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReceiptError(f"Filen «{chosen.receipt}» kan ikke leses som en kvittering.") from error
    again = replay(open_rulebook(paths), kept)
    print(f"{again.decision.outcome.title} (rad {again.decision.row.id}: {again.decision.row.label})")
    print("\n".join(again.changes) or "Ingenting er endret siden kvitteringen ble laget.")
    return 0


def _search(chosen: argparse.Namespace, paths: Paths) -> int:
    answer = open_search(paths, chosen.model).answer(chosen.query, chosen.k, chosen.kommune)
    if chosen.json:
        print(json.dumps([hit.as_json() for hit in answer.hits], ensure_ascii=False, indent=2))
        return 0
    if answer.abstained:
        print(_NO_ANSWER if answer.hits else _NOTHING)
    for hit in answer.hits:
        passage = hit.passage
        page = f", side {passage.page}" if passage.page else ""
        print(
            f"\n{passage.title}\n{passage.section}{page}  ({hit.score:.2f})\n→ {hit.sentence}\n\n{passage.text}"
        )
    return 0


def _charts(chosen: argparse.Namespace, paths: Paths) -> int:
    print(f"Tegnet {write_chart_pages(paths, chosen.to)} prosedyrer i {chosen.to}")
    return 0


if __name__ == "__main__":
    signal.signal(
        signal.SIGPIPE, signal.SIG_DFL
    )  # «| head» has had enough: end, as other commands do, and say nothing
    sys.exit(main())
