"""Chooses the figures of data/search.yml on the development set: `python -m tests.evaluation.retrieval.tune`.

Ranking: the weights under which the passages that answer get most of a softmax over the candidates. Abstention: a
logistic regression on what the best passages have, and the threshold that keeps to the ceiling of answerable questions
left unanswered, by certainties predicted for questions that the curve was not fitted on. Prints what is to be written
into data/search.yml.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from knowledge.index.engine import certain_ways
from knowledge.index.evidence import WAYS, Table
from knowledge.index.settings import Certain
from knowledge.index.store import IndexStore, Opened
from tests.evaluation.retrieval.places import places_of
from tests.evaluation.retrieval.questions import answerable, unanswerable

_CEILING = 0.03  # of answerable questions may be left unanswered on the development set
_PARTS = 10  # of the questions, each left out in turn
_STEPS = 400
_HEAVIEST = 1.8  # what the weightiest way counts, so that the lifts of data/search.yml keep their meaning
_PULL = 0.002  # towards weights of 0, so that a way without worth gets none


@dataclass(frozen=True)
class Example:
    """The candidates of one question, way by way, and which of them answer."""

    text: str
    ways: NDArray[np.float32]
    right: NDArray[np.bool_]
    against: tuple[float, ...]


def examples(opened: Opened, texts: Sequence[str], rights: Sequence[set[int]]) -> list[Example]:
    """Read what the index says of each question."""
    found = []
    for text, right in zip(texts, rights, strict=True):
        table = opened.evidence.table(opened.evidence.read(text))
        found.append(Example(text, table.ways, np.isin(table.passages, list(right)), table.against))
    return found


def fit_ranking(rows: Sequence[Example]) -> NDArray[np.float64]:
    """Return the weights, none below 0."""
    raw = torch.zeros(len(WAYS), requires_grad=True)
    optimizer = torch.optim.Adam([raw], lr=0.05)
    usable = [(torch.tensor(row.ways), torch.tensor(row.right)) for row in rows if row.right.any()]
    for _ in range(_STEPS):
        weights = torch.nn.functional.softplus(raw)
        loss = _PULL * weights.sum()
        for ways, right in usable:
            scores = ways @ weights
            loss = loss + (torch.logsumexp(scores, 0) - torch.logsumexp(scores[right], 0)) / len(usable)
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
    return torch.nn.functional.softplus(raw).detach().numpy().astype(np.float64)


def fit_abstention(
    rows: Sequence[Example], known: NDArray[np.float64]
) -> tuple[dict[str, float], float, float]:
    """Return the curve's weights, its bias and the threshold; a question asked of two corpora is left out of both."""
    is_answerable = np.array([row.right.any() for row in rows])
    spread = known.std(axis=0) + 1e-9
    model = LogisticRegression(class_weight="balanced", max_iter=2000)
    certainty = cross_val_predict(
        model,
        known / spread,
        is_answerable,
        groups=[row.text for row in rows],
        cv=GroupKFold(_PARTS),
        method="predict_proba",
    )[:, 1]
    threshold = float(np.quantile(certainty[is_answerable], _CEILING))
    silent = (certainty[~is_answerable] < threshold).mean()
    print(
        f"# kryssvalidert: {_CEILING:.0%} av de besvarbare og {silent:.1%} av de ubesvarbare får intet svar"
    )
    model.fit(known / spread, is_answerable)
    return (
        dict(zip(Certain.model_fields, model.coef_[0] / spread, strict=True)),
        model.intercept_[0],
        threshold,
    )


def main() -> None:
    """Fit on the digests and, where a folder is named, on the originals too."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--originals", type=Path, help="mappen med de ekte veilederne")
    parser.add_argument("--set", default="development")
    parser.add_argument("--model", help="en annen språkmodell enn den som følger med")
    chosen = parser.parse_args()
    asked, outside = answerable(chosen.set), unanswerable(chosen.set)
    inside_rows: list[Example] = []
    outside_rows: list[Example] = []
    with tempfile.TemporaryDirectory() as folder:
        for paths in places_of(chosen.originals, Path(folder)):
            IndexStore(paths, chosen.model).build()
            opened = IndexStore(paths, chosen.model).load()
            passages = opened.index.passages
            rights = [{n for n, p in enumerate(passages) if each.is_answered_by(p)} for each in asked]
            inside_rows += examples(opened, [each.text for each in asked], rights)
            outside_rows += examples(opened, [each.text for each in outside], [set()] * len(outside))
    weights = fit_ranking(inside_rows)
    scaled = weights * _HEAVIEST / weights.max()
    print("weights:", {way: round(float(weight), 2) for way, weight in zip(WAYS, scaled, strict=True)})
    rows = [row for row in [*inside_rows, *outside_rows] if len(row.ways)]
    known = np.array([_known(row, weights) for row in rows])
    curve, bias, threshold = fit_abstention(rows, known)
    print("abstain:", {"threshold": round(threshold, 3), "bias": round(float(bias), 2)})
    print("  weights:", {name: round(float(weight), 2) for name, weight in curve.items()})


def _known(row: Example, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    order = np.argsort(-(row.ways @ weights), kind="stable")
    looked_at = 3
    return certain_ways(Table(order, row.ways, row.against), order[:looked_at])


if __name__ == "__main__":
    main()
