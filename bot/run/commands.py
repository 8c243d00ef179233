"""The commands that `python -m bot.run` offers: serve, train, index, prepare, ingest, teams-app, bench, bench-scale."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence

from dotenv import dotenv_values
from pydantic import ValidationError

from bot.access.rules import demand_safe
from bot.run.errors import RunError
from bot.run.index import GuidePlaces, ensure_index
from bot.run.model import ensure_model
from bot.run.places import ROOT
from bot.run.serve import demand_ports, serve
from bot.run.servers import Addresses
from bot.settings import Settings


def _settings() -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        names = ", ".join(f"HVANA_{str(wrong['loc'][0]).upper()}" for wrong in error.errors())
        raise RunError(f"Disse innstillingene går ikke: {names}. Rett dem i miljøet eller i .env.") from error


def _guides(settings: Settings) -> GuidePlaces:
    return GuidePlaces(settings.var_dir.resolve(), settings.data_dir.resolve(), settings.embedding_model)


def _environment() -> Mapping[str, str]:
    """Read .env for Rasa too, which doesn't do it itself; a variable that is set goes first."""
    kept = {name: value for name, value in dotenv_values(ROOT / ".env").items() if value is not None}
    return {**kept, **os.environ}


def _train() -> None:
    print(f"Språkforståelsen er klar: {ensure_model(_settings().var_dir.resolve())}")


def _index() -> None:
    ensure_index(_guides(_settings()))


def _prepare() -> None:
    ensure_model(_settings().var_dir.resolve())
    _index()


def _serve() -> None:
    settings = _settings()
    at = Addresses(settings.host, settings.port, settings.rasa_port, settings.var_dir.resolve())
    demand_ports(at)
    demand_safe(settings)
    model = ensure_model(at.var_dir)
    ensure_index(_guides(settings))
    serve(at, model, _environment())


def _ingest(folder: str) -> None:
    """Take in guides; the guides' own command line says what came of it."""
    sys.exit(subprocess.call(_guides(_settings()).command("ingest", folder), cwd=ROOT))


def _teams_app() -> None:
    from bot.channels.teams.package import make_package

    print(f"Appen er laget: {make_package(_settings())}. Last den opp i Teams slik docs/teams.md sier.")


def _bench() -> None:
    # Here and not above: it loads the search, which the other commands needn't wait for.
    from bot.run.bench import bench

    bench()


def _bench_scale(sizes: Sequence[str]) -> None:
    from bot.run.scale import bench_scale
    from knowledge.paths import Paths

    settings = _settings()
    bench_scale([int(size) for size in sizes], Paths(settings.data_dir.resolve(), settings.var_dir.resolve()))


COMMANDS: dict[str, Callable[[], None]] = {
    "serve": _serve,
    "train": _train,
    "index": _index,
    "prepare": _prepare,
    "bench": _bench,
    "teams-app": _teams_app,
}


def run_command(arguments: list[str]) -> None:
    """Do what the command line names.

    Raises RunError where it names nothing known, and what the command raises.
    """
    match arguments:
        case ["ingest", folder] if folder:
            _ingest(folder)
        case ["ingest", *_]:
            raise RunError("Si hvor veilederne ligger: make ingest GUIDES=mappe")
        case ["bench-scale", *sizes] if all(size.isdigit() and int(size) for size in sizes):
            _bench_scale(sizes)
        case ["bench-scale", *_]:
            raise RunError("Si hvor mange avsnitt med hele tall: make bench-scale SIZES=100000")
        case [name] if name in COMMANDS:
            COMMANDS[name]()
        case _:
            raise RunError(
                f"Skriv én av disse etter python -m bot.run: {', '.join(COMMANDS)}, ingest MAPPE, bench-scale."
            )
