"""`make bench`: what a turn, a search and a long conversation cost on this machine, and the memory it takes."""

import secrets
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil  # type: ignore[import-untyped]

from bot.run.background import running_servers
from bot.run.ports import free_port
from knowledge.index.search import open_search
from knowledge.procedures.decide import decide
from knowledge.procedures.load import load_procedure

ROUNDS = 200
WARM_UP = 20
TURNS_PER_CONVERSATION = 10
PARALLEL = 4
LONG_CONVERSATION = 100
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
            print(f"{'':44}{'p50':>8}{'p95':>8}{'per s':>8}{f'per s ×{PARALLEL}':>10}")
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
        _memory()


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
    procedure = load_procedure(Path("data/procedures/melde_fra.yml"))
    _print("    avgjørelse alene", _timed(lambda _: decide(procedure, {}), ROUNDS))


def _timed(act: Callable[[int], object], rounds: int) -> list[float]:
    """Milliseconds for each round, the warm-up left out."""
    return [_milliseconds(lambda: act(number)) for number in range(rounds + WARM_UP)][WARM_UP:]  # noqa: B023


def _print(title: str, times: list[float], together: float | None = None) -> float:
    median, high = statistics.median(times), statistics.quantiles(times, n=20)[18]
    rate = f"{together:10.0f}" if together else ""
    print(f"{title:44}{median:8.2f}{high:8.2f}{1000 / statistics.mean(times):8.0f}{rate}")
    return median


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
