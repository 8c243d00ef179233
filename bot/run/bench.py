"""`make bench`: what a turn, a search and a long conversation cost on this machine, and the memory it takes."""

import os
import random
import secrets
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil  # type: ignore[import-untyped]

from bot.run.background import running_servers
from bot.run.bench_browser import print_first_answers
from bot.run.model import RASA_ENVIRONMENT, ensure_model
from bot.run.places import RASA_PYTHON, ROOT, VAR
from bot.run.ports import free_port
from knowledge.index.search import open_search
from knowledge.paths import Paths
from knowledge.procedures.counterfactuals import counterfactuals
from knowledge.procedures.decide import decide
from knowledge.procedures.model import Procedure, Question
from knowledge.rulebook import open_rulebook

ROUNDS = 200
WARM_UP = 20
TURNS_PER_CONVERSATION = 10
PARALLEL = 4
LONG_CONVERSATION = 100
WALKS = 300
GREETING = "hei"
QUESTION = "hva er skjerpet plikt?"
CASE = "en lærer dytta en elev"
QUESTIONS = (
    "hvem skal jeg melde fra til",
    "hvor raskt må møtet med foresatte holdes",
    "hva skal stå i tiltaksplanen",
    "hvor mange dager borte før rektor skal vite det?",
    "§ 12-5",
    "kan helsesykepleier si det videre",
)

Send = Callable[[str, str], None]


def bench() -> None:
    """Start both servers, measure, and print; times are milliseconds."""
    rasa_port, token = free_port(), secrets.token_urlsafe(16)
    began = time.monotonic()
    with running_servers(rasa_port=rasa_port, settings={"HVANA_RASA_TOKEN": token}) as url:
        print(f"Oppstart av begge: {time.monotonic() - began:.1f} s\n")
        with _rasa(rasa_port, token) as ask_rasa, _bot(url) as ask_bot:
            print(f"{'':52}{'p50':>8}{'p95':>8}{'per s':>8}{f'per s ×{PARALLEL}':>10}")
            bare, searched, decided = _turns(
                ("(a) svar fra Rasa uten handling", ask_rasa, GREETING),
                ("(b) hel tur gjennom boten med søk", ask_bot, QUESTION),
                ("(c) hel tur gjennom boten med avgjørelse", ask_bot, CASE),
            )
            _search_alone()
            _decide_alone()
            print(f"\n(b) er {searched / bare:.2f} × (a), (c) er {decided / bare:.2f} × (a) (median)")
            _long_conversation(ask_bot)
            _impatient_user(ask_bot)
        print_first_answers(url)
        _memory()
    _language_model()
    _proofs()


@contextmanager
def _rasa(port: int, token: str) -> Iterator[Send]:
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30, trust_env=False) as client:

        def send(sender: str, message: str) -> None:
            body = {"sender": sender, "message": message, "metadata": {}}
            headers = {"x-hvana-token": token}
            client.post("/webhooks/hvana/webhook", json=body, headers=headers).raise_for_status()

        yield send


@contextmanager
def _bot(url: str) -> Iterator[Send]:
    with httpx.Client(base_url=url, timeout=30, trust_env=False) as client:

        def send(sender: str, message: str) -> None:
            body = {"sender": sender, "message": message}
            client.post("/webhooks/rest/webhook", json=body).raise_for_status()

        yield send


def _turns(*kinds: tuple[str, Send, str]) -> list[float]:
    """Time turns of each kind by turns, so that a machine that drifts slows all alike; gives the medians."""
    prefix = secrets.token_hex(4)
    times: list[list[float]] = [[] for _ in kinds]
    for number in range(ROUNDS + WARM_UP):
        sender = f"{prefix}-{number // TURNS_PER_CONVERSATION}"
        for kind, (_, send, message) in enumerate(kinds):
            times[kind].append(_milliseconds(lambda: send(f"{sender}-{kind}", message)))  # noqa: B023
    rates = [_together(prefix, send, message) for _, send, message in kinds]
    return [_print(kinds[kind][0], times[kind][WARM_UP:], rates[kind]) for kind in range(len(kinds))]


def _together(prefix: str, send: Send, message: str) -> float:
    """Turns a second with several users at once."""
    with ThreadPoolExecutor(PARALLEL) as pool:
        began = time.perf_counter()
        list(pool.map(lambda number: send(f"{prefix}-{message}-{number}", message), range(ROUNDS)))
        return ROUNDS / (time.perf_counter() - began)


def _milliseconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def _search_alone() -> None:
    search = open_search()
    _print("(d) søk alene", _timed(lambda number: search.answer(QUESTIONS[number % len(QUESTIONS)]), ROUNDS))


def _decide_alone() -> None:
    """Every step of every way through the largest table, as a user who answers at random would take it."""
    rulebook = open_rulebook(Paths())
    procedure = max(rulebook.procedures(), key=lambda each: len(each.rows))
    ways = _ways(procedure, random.Random(1))
    print(f"    Største tabell: {procedure.id}, {len(procedure.rows)} rader, {len(ways)} ulike stillinger")
    for title, warm in (
        ("    neste spørsmål eller avgjørelse, første gang", False),
        ("    … og siden", True),
    ):
        times = []
        for facts in ways:
            if not warm:
                procedure.__dict__.pop("table", None)  # a table that has seen nothing yet
                _ = procedure.table
            times.append(_milliseconds(lambda: decide(procedure, facts)))  # noqa: B023
        _print_micro(title, times)
    whole = {**ways[-1], "bekymringsfullt": "nei", "melding": "ja", "kontakt": "nei", "dager": "9"}
    _print_micro("    hva ville endret dette", _timed(lambda _: counterfactuals(procedure, whole), ROUNDS))


def _ways(procedure: Procedure, chance: random.Random) -> list[dict[str, str]]:
    """Facts as they stand after each answer, in walks through the table where each answer is drawn by lot."""
    ways: dict[frozenset[tuple[str, str]], dict[str, str]] = {}
    for _ in range(WALKS):
        facts: dict[str, str] = {}
        result = decide(procedure, facts)
        while True:
            ways[frozenset(facts.items())] = dict(facts)
            if not isinstance(result, Question):
                break
            facts[result.fact.id] = chance.choice(result.fact.values)
            result = decide(procedure, facts)
    return list(ways.values())


def _language_model() -> None:
    """What understanding a message takes, without conversation, channel or action."""
    command = [
        str(RASA_PYTHON),
        "-m",
        "bot.rasa.parse_time",
        str(ensure_model(VAR)),
        *QUESTIONS,
        CASE,
        GREETING,
    ]
    env = {**os.environ, **RASA_ENVIRONMENT}
    run = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=300, check=True)
    median, high = run.stdout.rpartition("TIMES")[2].split()
    print(f"{'(e) språkforståelsen alene':52}{float(median):8.2f}{float(high):8.2f}")


def _proofs() -> None:
    """The proofs of all tables, as CI runs them."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/knowledge/procedures"]
    began = time.monotonic()
    subprocess.run(command, cwd=ROOT, capture_output=True, timeout=300, check=True)
    print(f"Bevisene for alle tabellene: {time.monotonic() - began:.1f} s")


def _timed(act: Callable[[int], object], rounds: int) -> list[float]:
    """Milliseconds for each round, the warm-up left out."""
    return [_milliseconds(lambda: act(number)) for number in range(rounds + WARM_UP)][WARM_UP:]  # noqa: B023


def _print(title: str, times: list[float], together: float | None = None) -> float:
    median, high = statistics.median(times), statistics.quantiles(times, n=20)[18]
    rate = f"{together:10.0f}" if together else ""
    print(f"{title:52}{median:8.2f}{high:8.2f}{1000 / statistics.mean(times):8.0f}{rate}")
    return median


def _print_micro(title: str, times: list[float]) -> None:
    """The same in millionths of a second."""
    median, high = statistics.median(times) * 1000, statistics.quantiles(times, n=20)[18] * 1000
    print(f"{title:52}{median:8.0f}{high:8.0f} µs")


def _long_conversation(send: Send) -> None:
    """The same user, turn after turn: it must not get slower."""
    sender = secrets.token_hex(8)
    times = [_milliseconds(lambda: send(sender, QUESTION)) for _ in range(LONG_CONVERSATION)]
    first, last = statistics.median(times[:10]), statistics.median(times[-10:])
    print(
        f"Lang samtale: tur 1–10 {first:.1f} ms, tur {LONG_CONVERSATION - 9}–{LONG_CONVERSATION} {last:.1f} ms"
    )


def _impatient_user(send: Send) -> None:
    """Four messages of one user at once."""
    sender = secrets.token_hex(8)
    send(sender, GREETING)
    with ThreadPoolExecutor(PARALLEL) as pool:
        began = time.perf_counter()
        list(pool.map(lambda _: send(sender, QUESTION), range(PARALLEL)))
    print(f"{PARALLEL} meldinger på én gang fra én bruker: {time.perf_counter() - began:.2f} s i alt")


def _memory() -> None:
    """The peak of each server's resident memory, as Linux keeps it."""
    for process in psutil.Process().children():
        name = "rasa" if "rasa" in process.cmdline() else "bot"
        status = Path(f"/proc/{process.pid}/status")
        if status.exists():
            peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
            print(f"Minne, høyeste: {name} {int(peak.split()[1]) / 1024:.0f} MB")
