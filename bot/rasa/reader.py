"""Reads what a message is about and which facts it states: two kinds of logistic regression over words and letters.

A few thousand short sentences teach such a model more surely than a neural net, in seconds instead of many minutes.
A fact is read off the whole message, because «har ikke snakket med mor ennå» is not a word but what the words say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import joblib
import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix
from scipy.special import expit, softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, make_union

FILE = "reader.joblib"
NOT_SAID = "-"
NAME = "navn"
_TAKEN_OUT = re.compile(r"\[([\w-]+)\]")  # what the bot puts for names and numbers
_WORD = re.compile(r"\w+")
_BETWEEN_CLAUSES = re.compile(r"[.,;:!?–\n]+|\b(?:og|men|så|fordi|som)\b")
_SHORTEST_CLAUSE = 3
_EVEN_ODDS = 0.5
_NEVER = 2.0


@DefaultV1Recipe.register(
    [
        DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER,
        DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR,
    ],
    is_trainable=True,
)
class Reader(GraphComponent, IntentClassifier):
    """Finds the intent with a ranking, and each fact as an entity whose role is the value."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._spelling: dict[str, str] = {}
        self._intents: _Choice | None = None
        self._facts: dict[str, _Choice] = {}

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`intent_strength` and `fact_strength` are how closely the models follow the examples (C of the regression).

        A fact is handed on from the probability `least` (0–1); what is enough is decided in data/understanding.yml.
        Facts are read off each clause as well, which then counts a little less (`clause_weight`), but for those of
        `whole_only`: who offends shows only in the whole message. `not_passed_over` names intents that are too grave
        to be lost: `from` that probability on, or `in_clause` where one clause alone says it, the message counts as
        unsure, `unless` the likelier one is as grave. So it does where it is read as one of `mild` and yet states one
        of `grave_facts`.
        """
        return {
            "intent_strength": 20.0,
            "fact_strength": 20.0,
            "least": 0.25,
            "clause_weight": 0.85,
            "whole_only": ["krenker", "alvorlig", "fare", "rolle"],
            "not_passed_over": {},
            "mild": [],
            "grave_facts": {},
            "ranking": 5,
        }

    @staticmethod
    def required_packages() -> list[str]:
        """What must be installed."""
        return ["sklearn"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Reader:
        """An untrained reader."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Reader:
        """The reader as it was trained."""
        reader = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            reader._spelling, reader._intents, reader._facts = joblib.load(folder / FILE)
        return reader

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples and keep what was learnt with the model."""
        self.learn(training_data)
        with self._storage.write_to(self._resource) as folder:
            joblib.dump((self._spelling, self._intents, self._facts), folder / FILE, compress=3)
        return self._resource

    def learn(self, training_data: TrainingData) -> None:
        """Learn from the examples of data/nlu; its synonyms say which spelling another one is read as."""
        self._spelling = dict(training_data.entity_synonyms)
        examples = training_data.intent_examples
        texts = [self._plain(example.get(TEXT)) for example in examples]
        intents = [example.get(INTENT) for example in examples]
        self._intents = _Choice.learnt(
            _features(2), texts, intents, self._config["intent_strength"], is_even=True
        )
        marked = [stated(example) for example in examples]
        features = _features(3)
        for name in sorted({name for each in marked for name in each}):
            values = [each.get(name, NOT_SAID) for each in marked]
            self._facts[name] = _Choice.learnt(features, texts, values, self._config["fact_strength"])

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent, ranking and facts of each message that has a text."""
        for message in messages:
            text = message.get(TEXT)
            if text and self._intents:
                self._read(message, self._plain(text))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing in the pipeline builds on what is read here."""
        return training_data

    def _read(self, message: Message, plain: str) -> None:
        assert self._intents
        ranking = [
            {"name": name, "confidence": sure}
            for name, sure in self._intents.ranked(plain)[: self._config["ranking"]]
        ]
        found = list(self._stated_facts(plain, len(message.get(TEXT))))
        is_unsure = self._passes_over(ranking, plain) or self._waves_away(ranking, found)
        sure = 0.0 if is_unsure else ranking[0]["confidence"]
        message.set(INTENT, {**ranking[0], "confidence": sure}, add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)

    def _passes_over(self, ranking: list[dict[str, Any]], plain: str) -> bool:
        """Whether something graver than the likeliest intent is too likely to be left aside, in the whole or a clause."""
        assert self._intents
        likeliest, chances = ranking[0]["name"], {each["name"]: each["confidence"] for each in ranking}
        clauses = [dict(self._intents.ranked(clause)) for clause in _clauses(plain)]
        return any(
            likeliest != grave
            and likeliest not in limits["unless"]
            and (
                chances.get(grave, 0.0) >= limits["from"]
                or any(clause[grave] >= limits.get("in_clause", _NEVER) for clause in clauses)
            )
            for grave, limits in self._config["not_passed_over"].items()
        )

    def _waves_away(self, ranking: list[dict[str, Any]], found: list[dict[str, Any]]) -> bool:
        """Whether a message that states something grave was read as a question or as small talk."""
        grave = self._config["grave_facts"]
        return ranking[0]["name"] in self._config["mild"] and any(
            fact["role"] in grave.get(fact["entity"], ()) and fact["confidence_entity"] >= _EVEN_ODDS
            for fact in found
        )

    def _stated_facts(self, plain: str, length: int) -> Iterable[dict[str, Any]]:
        if not self._facts:
            return
        features = features_of(next(iter(self._facts.values())).features, [plain, *_clauses(plain)])
        for name, choice in self._facts.items():
            read = features[:1] if name in self._config["whole_only"] else features
            for value, sure in self._likeliest(choice, read).items():
                yield {
                    "entity": name,
                    "role": value,
                    "value": value,
                    "start": 0,
                    "end": length,
                    "confidence_entity": sure,
                    "confidence_role": sure,
                    "extractor": type(self).__name__,
                }

    def _likeliest(self, choice: _Choice, features: Any) -> dict[str, float]:
        """The values that the message or a clause of it states, each with its highest probability."""
        found: dict[str, float] = {}
        for place, answers in enumerate(choice.ranked_from(features)):
            value, sure = answers[0]
            weighed = sure * (self._config["clause_weight"] if place else 1.0)
            if value != NOT_SAID and weighed >= self._config["least"]:
                found[value] = max(found.get(value, 0.0), weighed)
        return found

    def _plain(self, text: str) -> str:
        """In small letters, each word in the spelling that the examples share, and a name as the examples have it."""
        bare = _TAKEN_OUT.sub(lambda found: NAME if found[1] == NAME else " ", text.lower())
        return _WORD.sub(lambda found: self._spelling.get(found[0], found[0]), bare)


class _Choice:
    """One question with several answers, answered from the text.

    The regression's weights are kept as they are multiplied: a message touches a hundred of their fifty thousand rows.
    """

    def __init__(self, features: FeatureUnion, model: LogisticRegression, is_even: bool) -> None:
        self.features = features
        self._answers = [str(each) for each in model.classes_]
        self._weights = np.ascontiguousarray(model.coef_.T, dtype=np.float32)
        self._offsets = model.intercept_
        self._is_even = is_even

    @classmethod
    def learnt(
        cls,
        features: FeatureUnion,
        texts: list[str],
        answers: list[str],
        strength: float,
        is_even: bool = False,
    ) -> _Choice:
        """Learn the answers; with `is_even` rare ones count as much as common ones."""
        if not hasattr(features.transformer_list[0][1], "vocabulary_"):
            features.fit(texts)
        model = LogisticRegression(
            C=strength,
            class_weight="balanced" if is_even else None,
            solver="lbfgs" if is_even else "liblinear",
            max_iter=100,
            random_state=0,
        )
        return cls(features, model.fit(features.transform(texts), answers), is_even)

    def ranked(self, text: str) -> list[tuple[str, float]]:
        """The answers with their probability (0–1), the likeliest first."""
        return self.ranked_from(features_of(self.features, [text]))[0]

    def ranked_from(self, features: csr_matrix) -> list[list[tuple[str, float]]]:
        """As `ranked`, for each of several texts whose features are known."""
        return [
            [(self._answers[place], float(sure[place])) for place in np.argsort(-sure)]
            for sure in self._probabilities(features @ self._weights + self._offsets)
        ]

    def _probabilities(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """As scikit-learn makes them: of all answers together, or of each against the rest."""
        if self._is_even:
            return np.asarray(softmax(scores, axis=1))
        each: NDArray[np.float64] = expit(scores)
        if each.shape[1] == 1:
            return np.hstack([1 - each, each])
        return np.asarray(each / each.sum(axis=1, keepdims=True))


def features_of(features: FeatureUnion, texts: list[str]) -> csr_matrix:
    """The features of some texts, as small as the weights they are multiplied with."""
    return features.transform(texts).astype(np.float32)


def _clauses(plain: str) -> list[str]:
    """The parts of a message that can say something on their own, where it has more than one."""
    parts = [part.strip() for part in _BETWEEN_CLAUSES.split(plain)]
    long = [part for part in parts if len(part.split()) >= _SHORTEST_CLAUSE]
    return long if len(long) > 1 else []


def _features(longest: int) -> FeatureUnion:
    """Words and signs in runs of up to `longest`, and runs of letters within words for endings and misspellings."""
    words = TfidfVectorizer(
        ngram_range=(1, longest), sublinear_tf=True, token_pattern=r"(?u)\b\w+\b|[^\w\s]", lowercase=False
    )
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, lowercase=False)
    return make_union(words, letters)


def stated(example: Message) -> Mapping[str, str]:
    """The facts that an example is marked with; one that is marked twice counts by its last value."""
    return {
        entity["entity"]: entity.get("role") or entity["value"]
        for entity in example.get(ENTITIES) or []
        if entity.get("role")
    }
