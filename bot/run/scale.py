"""`make bench-scale`: what search costs over the guides of a whole country, made up from the sentences of those that are here."""

import multiprocessing
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bot.run.recombine import recombined
from knowledge.embedding.model import Embedder, Vectors
from knowledge.guides.library import Guides
from knowledge.index.dense import Dense
from knowledge.index.evidence import Evidence
from knowledge.index.inherit import questions_of
from knowledge.index.loaded import Content, Index
from knowledge.index.marking import Marker
from knowledge.index.settings import Coarse, SearchSettings, load_settings
from knowledge.index.store import Opened
from knowledge.language import Analyser, Vocabulary
from knowledge.municipalities import NATIONAL
from knowledge.paths import Paths

SIZES = (100_000, 1_000_000)
QUESTIONS = 200
WARM_UP = 20
COMPARED = 50
_FIRST = 5
_SEED = 20
_AT_ONCE = 20_000  # texts embedded at once
_ALL = 10**12


@dataclass(frozen=True)
class Cost:
    """What an index of so many passages costs: seconds to build and open, bytes, and milliseconds for each question.

    `worked` is the part of the build that the processor worked on it; a busy machine makes the rest longer.
    `same` is how many of the first passages are those found when every word and every vector is read.
    """

    passages: int
    questions: int
    build: float
    worked: float
    build_memory: int
    disk: int
    opening: float
    memory: int
    times: tuple[float, ...]
    same: float


def bench_scale(sizes: Sequence[int], paths: Paths) -> None:
    """Measure each size and print it."""
    for size in sizes or SIZES:
        with tempfile.TemporaryDirectory(prefix="hvana-") as folder:
            _print(measured(size, paths, Path(folder)))


def measured(size: int, paths: Paths, folder: Path) -> Cost:
    """Build and ask an index of so many passages, each in a process of its own, whose memory is then its own."""
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, spawned, max_tasks_per_child=1) as processes:
        build, worked, build_memory = processes.submit(_build, size, paths, folder).result()
        disk = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        cost = processes.submit(_ask, paths, folder).result()
    return replace(cost, build=build, worked=worked, build_memory=build_memory, disk=disk)


def _build(size: int, paths: Paths, folder: Path) -> tuple[float, float, int]:
    settings, analyser, embedder = _tools(paths)
    guides = Guides.load(paths)
    passages = guides.passages()
    answered = questions_of(passages, guides, analyser, settings.inherit)
    content = recombined(Content(passages, answered, guides.outside()), size, random.Random(_SEED))
    began, worked = time.monotonic(), time.process_time()

    def done(step: str) -> None:
        print(f"  {time.monotonic() - began:6.0f} s  {step}", flush=True)

    Index.of(content, analyser, _in_parts(embedder), settings, done).save(folder)
    return time.monotonic() - began, time.process_time() - worked, _peak()


def _ask(paths: Paths, folder: Path) -> Cost:
    began = time.monotonic()
    index = Index.load(folder)
    opened = _opened(index, paths)
    engine, opening = opened.engine, time.monotonic() - began
    questions = _questions(Guides.load(paths), random.Random(_SEED))
    times = [_milliseconds(lambda: engine.answer(each, _FIRST, NATIONAL)) for each in questions]  # noqa: B023
    memory = _peak()
    return Cost(
        passages=len(index.passages),
        questions=len(index.questions),
        build=0.0,
        worked=0.0,
        build_memory=0,
        disk=0,
        opening=opening,
        memory=memory,
        times=tuple(times[WARM_UP:]),
        same=_same(opened, _opened(_exact(index), paths, _ALL), questions[:COMPARED]),
    )


def _tools(paths: Paths) -> tuple[SearchSettings, Analyser, Embedder]:
    settings = load_settings(paths.data_dir / "search.yml")
    return settings, Analyser(Vocabulary.load(paths), settings.build.gram), Embedder.load(paths.model)


def _opened(index: Index, paths: Paths, postings: int | None = None) -> Opened:
    settings, analyser, embedder = _tools(paths)
    settings = settings.model_copy(update={"postings": postings or settings.postings})
    marker = Marker(index, analyser, embedder, settings.marking)
    return Opened(index, Evidence(index, analyser, embedder, settings), marker, settings)


def _exact(index: Index) -> Index:
    """Return the same index, where every vector is compared."""
    coarse = Coarse(above=_ALL, again=1)
    return replace(
        index,
        meaning=Dense.build(index.meaning.all(), coarse),
        asked=Dense.build(index.asked.all(), coarse),
    )


def _same(found: Opened, exact: Opened, questions: Sequence[str]) -> float:
    """Return the share of the first passages that are found by both."""

    def first(opened: Opened, question: str) -> set[str]:
        return {hit.passage.id for hit in opened.engine.answer(question, _FIRST, NATIONAL).hits}

    return statistics.mean(len(first(found, each) & first(exact, each)) / _FIRST for each in questions)


def _questions(guides: Guides, chance: random.Random) -> list[str]:
    """Draw questions that staff ask; every other is written with a letter too few."""
    drawn = chance.sample(sorted(guides.every_question()), QUESTIONS + WARM_UP)
    return [_slip(each, chance) if number % 2 else each for number, each in enumerate(drawn)]


def _slip(question: str, chance: random.Random) -> str:
    at = chance.randrange(len(question))
    return question[:at] + question[at + 1 :]


def _in_parts(embedder: Embedder) -> Callable[[Sequence[str]], Vectors]:
    def embed(texts: Sequence[str]) -> Vectors:
        vectors = np.empty((len(texts), embedder.dimensions), dtype=np.float32)
        for begin in range(0, len(texts), _AT_ONCE):
            part = slice(begin, begin + _AT_ONCE)
            vectors[part] = embedder.encode(texts[part])
        return vectors

    return embed


def _milliseconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def _peak() -> int:
    """Return the most resident memory this process has had, in bytes, as Linux keeps it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) * 1024


def _print(cost: Cost) -> None:
    high = statistics.quantiles(cost.times, n=20)[18]
    for title, figure in (
        ("Avsnitt, og ulike spørsmål de svarer på", f"{cost.passages} og {cost.questions}"),
        (
            "Bygd på",
            f"{cost.build:.0f} s (prosessor {cost.worked:.0f} s), høyeste minne {cost.build_memory / 1e9:.1f} GB",
        ),
        ("På disk", f"{cost.disk / 1e9:.1f} GB"),
        ("Åpnet på", f"{cost.opening:.0f} s"),
        ("Minne, høyeste, under søk", f"{cost.memory / 1e9:.1f} GB"),
        (f"{len(cost.times)} spørsmål, p50 og p95", f"{statistics.median(cost.times):.1f} og {high:.1f} ms"),
        (f"Av de {_FIRST} første, de samme som når alt leses", f"{cost.same:.0%}"),
    ):
        print(f"{title:52}{figure}", flush=True)
