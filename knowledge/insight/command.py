"""The command `report`: a report on the guides as text or JSON."""

from __future__ import annotations

import argparse
import json
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table as RichTable

from knowledge.insight.model import Report, Table
from knowledge.insight.reports import REPORTS, make, open_material
from knowledge.insight.words import load_report_texts
from knowledge.paths import Paths


def add_report_command(commands: Any) -> None:
    """Add `report` to the commands of an argument parser."""
    report = commands.add_parser("report", help=f"rapport om veilederne: {', '.join(REPORTS)}")
    report.add_argument("name", metavar="navn")
    report.add_argument("--kommune", help="bare veilederne som gjelder der")
    report.add_argument("--json", action="store_true", help="svar som JSON")
    report.set_defaults(run=_report)


def _report(chosen: argparse.Namespace, paths: Paths) -> int:
    made = make(chosen.name, open_material(paths), chosen.kommune)
    if chosen.json:
        print(json.dumps(made.as_json(), ensure_ascii=False, indent=2))
    else:
        _show(made, load_report_texts(paths.data_dir).site.nothing)
    return 0


def _show(report: Report, nothing: str) -> None:
    console = Console(highlight=False)
    for text in (report.title, report.intro, report.summary):
        console.print(escape(text), end="\n\n")
    for table in report.tables:
        console.print(_drawn(table) if table.rows else escape(f"{table.caption}: {nothing}"), end="\n\n")


def _drawn(table: Table) -> RichTable:
    drawn = RichTable(title=escape(table.caption), title_justify="left", show_lines=True)
    for column in table.columns:
        drawn.add_column(escape(column), overflow="fold")
    for row in table.rows:
        drawn.add_row(*map(escape, row))
    return drawn
