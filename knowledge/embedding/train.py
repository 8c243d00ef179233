"""Trains the shipped language model: `python -m knowledge.embedding.train --guides MAPPE … --norquad MAPPE --out MAPPE`."""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch

from knowledge.embedding.model import Embedder, tokenizer_trained_on
from knowledge.embedding.pairs import (
    NorQuad,
    Pair,
    Rewording,
    as_asked,
    common_words,
    pairs_of_guides,
    pairs_of_norquad,
    pairs_of_questions,
    pairs_of_topics,
    pairs_of_treebank,
    thinned,
)
from knowledge.errors import KnowledgeError
from knowledge.guides.ingest import ingest
from knowledge.guides.library import Guides
from knowledge.index.inherit import questions_of
from knowledge.index.settings import load_settings
from knowledge.language import Analyser, Vocabulary
from knowledge.paths import Paths

SETTINGS_FILE = "training.json"
_RISE = 0.1  # of the steps: so long the learning rate rises, before it falls


@dataclass(frozen=True)
class Recipe:
    """What decides the result besides the data; saved beside the model."""

    pieces: int = 12000
    longest_piece: int = 14
    dimensions: int = 192
    spread: float = 0.1
    epochs: int = 10
    batch: int = 384
    rate: float = 0.005
    scale: float = 20.0
    thinning: float = 0.3
    reworded: float = 0.7
    question_times: int = 3
    treebank: int = 6000
    held_out: float = 0.15
    seed: int = 7


@dataclass(frozen=True)
class Material:
    """What there is to learn from: pairs of the guides and their questions, and public text where it is there."""

    guides: Sequence[Pair]
    public: Sequence[Pair] = ()


def train(material: Material, vocabulary: Vocabulary, recipe: Recipe) -> Embedder:
    """Train a model from nothing; the same material and recipe give the same model."""
    rng = random.Random(recipe.seed)
    torch.manual_seed(recipe.seed)
    pairs = [*material.guides, *material.public]
    words = common_words(text for pair in pairs for text in (pair.text, pair.partner))
    embedder = Embedder.new(
        tokenizer_trained_on(words, recipe.pieces, recipe.longest_piece), recipe.dimensions, recipe.spread
    )
    _fit(embedder, pairs, vocabulary, recipe, rng)
    return embedder


def _fit(
    embedder: Embedder, pairs: list[Pair], vocabulary: Vocabulary, recipe: Recipe, rng: random.Random
) -> None:
    optimizer = torch.optim.Adam(embedder.weights(), lr=recipe.rate)
    steps = recipe.epochs * (len(pairs) // recipe.batch + 1)
    rise = max(_RISE, 2 / steps)  # of the steps; the scheduler fails where it is a single step
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, recipe.rate, total_steps=steps, pct_start=rise)
    loss_of, known, done = embedder.contrastive_loss(recipe.scale), Rewording.by(vocabulary), 0
    for _ in range(recipe.epochs):
        for batch in _batches(pairs, recipe.batch, rng):
            texts = [
                as_asked(pair.text, rng, known) if rng.random() < recipe.reworded else pair.text
                for pair in batch
            ]
            loss = loss_of(texts, [thinned(pair.partner, rng, recipe.thinning) for pair in batch])
            optimizer.zero_grad()
            torch.autograd.backward(loss)
            optimizer.step()
            done += 1
            if done < steps:
                schedule.step()


def _batches(pairs: list[Pair], size: int, rng: random.Random) -> Iterator[list[Pair]]:
    """Yield the pairs in random order; two with the same partner never meet, since each would be the other's wrong answer."""
    waiting = rng.sample(pairs, len(pairs))
    while len(waiting) > 1:
        batch: dict[str, Pair] = {}
        left = []
        for pair in waiting:
            if len(batch) < size and pair.partner not in batch:
                batch[pair.partner] = pair
            else:
                left.append(pair)
        yield list(batch.values())
        waiting = left


def measure(embedder: Embedder, norquad: NorQuad) -> dict[str, float]:
    """Measure how often the window that answers comes first, and among the first five, on documents not trained on."""
    windows = [(number, window) for number, each in norquad.windows.items() for window in each]
    vectors = embedder.encode([window for _, window in windows])
    first = five = asked = 0
    for question in norquad.questions:
        right = {
            index
            for index, (number, window) in enumerate(windows)
            if number == question.document and question.answer in window
        }
        if not right:
            continue
        nearest = np.argsort(-(vectors @ embedder.encode([question.text])[0]))[:5].tolist()
        asked, first, five = asked + 1, first + (nearest[0] in right), five + bool(right & set(nearest))
    return {
        "questions": asked,
        "windows": len(windows),
        "recall_at_1": round(first / max(1, asked), 3),
        "recall_at_5": round(five / max(1, asked), 3),
    }


def pairs_in(folder: Path, paths: Paths, recipe: Recipe) -> list[Pair]:
    """Read the pairs of a folder of guides, whose digests' questions lie in `paths`. Raises GuideError where one isn't there."""
    rng = random.Random(recipe.seed)
    with tempfile.TemporaryDirectory() as scratch:
        taken = Paths(data_dir=paths.data_dir, var_dir=Path(scratch))
        ingest(folder, taken)
        guides = Guides.load(taken)
        passages = guides.passages()
        settings = load_settings(paths.data_dir / "search.yml")
        analyser = Analyser(Vocabulary.load(paths), settings.build.gram)
        answered = questions_of(passages, guides, analyser, settings.inherit)
        return [
            *pairs_of_guides(passages),
            *pairs_of_questions(passages, answered, rng, recipe.question_times),
            *pairs_of_topics(guides.outside_topics(), rng, recipe.question_times),
        ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, measure and save, as the command line says."""
    parser = argparse.ArgumentParser(description="Tren språkmodellen som søket bruker.")
    parser.add_argument("--guides", type=Path, nargs="+", required=True, help="mapper med veiledere")
    parser.add_argument("--norquad", type=Path, help="mappen med NorQuAD")
    parser.add_argument("--norne", type=Path, help="mappen med NorNE")
    parser.add_argument("--out", type=Path, default=Paths().model, help="mappen modellen skrives til")
    chosen = parser.parse_args(arguments)
    try:
        _run(chosen.guides, chosen.norquad, chosen.norne, chosen.out)
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _run(guides: Sequence[Path], norquad: Path | None, norne: Path | None, out: Path) -> None:
    recipe, begun, paths = Recipe(), time.monotonic(), Paths()
    rng = random.Random(recipe.seed)
    kept, held = NorQuad.load(norquad).split(recipe.held_out, recipe.seed) if norquad else (None, None)
    own = [pair for folder in guides for pair in pairs_in(folder, paths, recipe)]
    public = [
        *(pairs_of_norquad(kept, rng) if kept else ()),
        *(pairs_of_treebank(norne, rng, recipe.treebank) if norne else ()),
    ]
    embedder = train(Material(own, public), Vocabulary.load(paths), recipe)
    embedder.save(out)
    result = {
        "recipe": asdict(recipe),
        "pairs": {"guides": len(own), "public": len(public)},
        "norquad_documents": len(kept.windows) if kept else 0,
        "held_out": measure(Embedder.load(out), held) if held else {},
        "seconds": round(time.monotonic() - begun),
    }
    (out / SETTINGS_FILE).write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    sys.exit(main())
