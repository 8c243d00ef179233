"""Chooses the figures of data/search.yml on the development set: `python -m tests.evaluation.retrieval.tune`.

Ranking, on the development set alone: the weights under which the passages that answer get most of a softmax over the
candidates. Abstention, on every set but the unseen one: a logistic regression on the signs and their products, most of
them left out by its penalty, and the threshold that keeps to the ceiling of answerable questions left unanswered, by
certainties predicted for questions that the curve was not fitted on. Prints what is to be written into data/search.yml.
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
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

from knowledge.index.engine import signs_of
from knowledge.index.evidence import WAYS
from knowledge.index.settings import SIGNS
from knowledge.index.store import IndexStore, Opened
from knowledge.municipalities import NATIONAL
from tests.evaluation.retrieval.places import places_of
from tests.evaluation.retrieval.questions import NEAR, answerable, unanswerable

_RANKED_ON = "development"
_JUDGED_ON = ("development", "held_out", "blind")  # and the closest misses; never the unseen set
_CEILING = 0.05  # of answerable questions may be left unanswered
_SPARSE = 0.3  # the smaller, the fewer products of signs are weighed
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
    signs: NDArray[np.float64]


def examples(opened: Opened, texts: Sequence[str], rights: Sequence[set[int]]) -> list[Example]:
    """Read what the index says of each question."""
    engine, found = opened.engine, []
    for text, right in zip(texts, rights, strict=True):
        table = opened.evidence.table(opened.evidence.read(text))
        order = np.argsort(-engine.scores(table, NATIONAL), kind="stable")
        signs = signs_of(table, order[: opened.settings.abstain.looked_at])
        found.append(Example(text, table.ways, np.isin(table.passages, list(right)), signs))
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
    rows: Sequence[Example], signs: NDArray[np.float64]
) -> tuple[dict[str, float], float, float]:
    """Return the curve's weights, its bias and the threshold; a question asked of two corpora is left out of both."""
    is_answerable = np.array([row.right.any() for row in rows])
    model = make_pipeline(
        PolynomialFeatures(2, include_bias=False),
        StandardScaler(),
        LogisticRegression(
            C=_SPARSE, l1_ratio=1, solver="liblinear", class_weight="balanced", max_iter=3000, random_state=0
        ),
    )
    certainty = cross_val_predict(
        model,
        signs,
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
    model.fit(signs, is_answerable)
    products, scaler, curve = (step for _, step in model.steps)
    weights = curve.coef_[0] / scaler.scale_
    bias = float(curve.intercept_[0] - weights @ scaler.mean_)
    names = [_name(each) for each in products.get_feature_names_out(SIGNS)]
    return {name: weight for name, weight in zip(names, weights, strict=True) if weight}, bias, threshold


def _name(product: str) -> str:
    """Write scikit-learn's name of a product as data/search.yml has it."""
    one, _, power = product.partition("^")
    return f"{one}*{one}" if power else product.replace(" ", "*")


def main() -> None:
    """Fit on the digests and, where a folder is named, on the originals too."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--originals", type=Path, help="mappen med de ekte veilederne")
    parser.add_argument("--model", help="en annen språkmodell enn den som følger med")
    chosen = parser.parse_args()
    ranked: list[Example] = []
    judged: list[Example] = []
    with tempfile.TemporaryDirectory() as folder:
        for paths in places_of(chosen.originals, Path(folder)):
            IndexStore(paths, chosen.model).build()
            opened = IndexStore(paths, chosen.model).load()
            ranked += _answered(opened, _RANKED_ON)
            for name in _JUDGED_ON:
                judged += _answered(opened, name)
            for name in (*_JUDGED_ON, NEAR):
                texts = [each.text for each in unanswerable(name)]
                judged += examples(opened, texts, [set()] * len(texts))
    weights = fit_ranking(ranked)
    scaled = weights * _HEAVIEST / weights.max()
    print("weights:", {way: round(float(weight), 2) for way, weight in zip(WAYS, scaled, strict=True)})
    curve, bias, threshold = fit_abstention(judged, np.array([row.signs for row in judged]))
    print("abstain:", {"threshold": round(threshold, 3), "bias": round(float(bias), 2)})
    print("  weights:", {name: round(float(weight), 2) for name, weight in curve.items()})


def _answered(opened: Opened, name: str) -> list[Example]:
    """Read what the index says of the questions of a set that the guides answer."""
    asked = answerable(name)
    rights = [
        {n for n, passage in enumerate(opened.index.passages) if each.is_answered_by(passage)}
        for each in asked
    ]
    return examples(opened, [each.text for each in asked], rights)


if __name__ == "__main__":
    main()
