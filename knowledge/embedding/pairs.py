"""Pairs of texts that belong together, taken from the guides and from NorQuAD, for training the language model."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import GuideError
from knowledge.guides.model import Passage
from knowledge.language import Vocabulary

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 4  # words; shorter sentences say too little to be matched
_HALF = 6  # words; the least that half a sentence of the treebank must hold
_WINDOW = 150  # words; about what a passage of a guide holds


@dataclass(frozen=True)
class Pair:
    """A text as someone might ask, and the text that answers."""

    text: str
    partner: str


@dataclass(frozen=True)
class Question:
    """A question of NorQuAD: the number of its document and the answer's words."""

    text: str
    document: int
    answer: str


@dataclass(frozen=True)
class NorQuad:
    """Documents in windows as long as a passage, and the questions put to them."""

    windows: Mapping[int, tuple[str, ...]]
    questions: tuple[Question, ...]

    @classmethod
    def load(cls, folder: Path) -> NorQuad:
        """Read validation.jsonl.gz. Raises GuideError where it can't be read."""
        path = folder / "validation.jsonl.gz"
        try:
            with gzip.open(path, "rt", encoding="utf-8") as file:
                rows = [json.loads(line) for line in file]
        except (OSError, ValueError) as error:
            raise GuideError(f"{path}: NorQuAD kan ikke leses herfra.") from error
        windows = {row["doc"]: tuple(_windows(row["text"])) for row in rows if "text" in row}
        questions = tuple(Question(row["q"], row["doc"], row["answer"]) for row in rows if "q" in row)
        return cls(windows, questions)

    def split(self, share: float, seed: int) -> tuple[NorQuad, NorQuad]:
        """Part the documents, each with its questions: to train on, and `share` of them held out."""
        documents = sorted(self.windows)
        random.Random(seed).shuffle(documents)
        held = set(documents[: round(len(documents) * share)])
        return self._only(set(documents) - held), self._only(held)

    def _only(self, documents: set[int]) -> NorQuad:
        return NorQuad(
            {number: windows for number, windows in self.windows.items() if number in documents},
            tuple(question for question in self.questions if question.document in documents),
        )


def pairs_of_guides(passages: Iterable[Passage]) -> Iterator[Pair]:
    """Yield heading and body, and each sentence with the rest of its passage."""
    for passage in passages:
        heading = " ".join(passage.headings[-1:])
        if heading:
            yield Pair(heading, passage.text)
            yield Pair(" ".join(passage.headings[-2:]), passage.text)
        for sentence, rest in _left_out(_sentences(passage.text)):
            yield Pair(sentence, f"{heading} {rest}")


def pairs_of_questions(
    passages: Sequence[Passage], answered: Sequence[Sequence[str]], rng: random.Random, times: int
) -> Iterator[Pair]:
    """Yield each question with the passage that answers, `times` over, and once with another question it answers."""
    for passage, questions in zip(passages, answered, strict=True):
        text = " ".join((*passage.headings[-2:], passage.text))
        for question in questions:
            for _ in range(times):
                yield Pair(question, text)
            others = [other for other in questions if other != question]
            if others:
                yield Pair(question, rng.choice(others))


def pairs_of_topics(topics: Iterable[Sequence[str]], rng: random.Random, times: int) -> Iterator[Pair]:
    """Yield each question that no guide answers, `times` over, with another about the same topic.

    So these come to lie by each other and away from the passages, which makes what no guide answers known as such.
    """
    for questions in topics:
        for question in questions:
            others = [other for other in questions if other != question]
            for other in rng.sample(others, min(times, len(others))):
                yield Pair(question, other)


def pairs_of_treebank(folder: Path, rng: random.Random, most: int) -> Iterator[Pair]:
    """Yield halves of the longer sentences of NorNE (Bokmål and Nynorsk), at most `most` of each file."""
    for path in sorted(folder.glob("*-train.tsv.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            sentences = [
                [line.split("\t")[0] for line in block.split("\n") if line and not line.startswith("#")]
                for block in file.read().split("\n\n")
            ]
        long = [words for words in sentences if len(words) >= 2 * _HALF]
        for words in rng.sample(long, min(most, len(long))):
            yield Pair(" ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :]))


def pairs_of_norquad(norquad: NorQuad, rng: random.Random) -> Iterator[Pair]:
    """Yield each question, thrice, with the window that answers, and some sentences with the rest of their window."""
    for windows in norquad.windows.values():
        for window in windows:
            left_out = list(_left_out(_sentences(window)))
            for sentence, rest in rng.sample(left_out, min(3, len(left_out))):
                yield Pair(sentence, rest)
    for question in norquad.questions:
        answering = [window for window in norquad.windows[question.document] if question.answer in window]
        for _ in range(3 if answering else 0):
            yield Pair(question.text, answering[0])


@dataclass(frozen=True)
class Rewording:
    """What a text is reworded with: words to leave out, other words for the same, and a word's spellings elsewhere."""

    stopwords: frozenset[str]
    synonyms: Mapping[str, Sequence[str]]
    spellings: Mapping[str, Sequence[str]]

    @classmethod
    def by(cls, vocabulary: Vocabulary) -> Rewording:
        """Take the words from the lists that search has, so that the model learns what they say."""
        return cls(vocabulary.stopwords, _synonyms(vocabulary), _spellings(vocabulary))


def as_asked(text: str, rng: random.Random, known: Rewording) -> str:
    """Reword a text as a hurried reader might: fewer words, in another order, other words or spellings, a slip."""
    words = _WORD.findall(text.lower())
    if rng.random() < 0.5:
        words = [word for word in words if word not in known.stopwords] or words
    if len(words) > 3 and rng.random() < 0.5:
        words = rng.sample(words, max(2, int(len(words) * rng.uniform(0.5, 0.9))))
    words = [_other(word, rng, known.synonyms, 0.3) for word in words]
    words = [_other(word, rng, known.spellings, 0.1) for word in words]
    if words and rng.random() < 0.15:
        at = rng.randrange(len(words))
        words[at] = _misspelt(words[at], rng)
    return " ".join(words)


def _other(word: str, rng: random.Random, others: Mapping[str, Sequence[str]], share: float) -> str:
    return rng.choice(others[word]) if word in others and rng.random() < share else word


def _spellings(vocabulary: Vocabulary) -> dict[str, list[str]]:
    """Return, for each word of Bokmål that the lists name, how it is written in Nynorsk and in dialect."""
    others: dict[str, list[str]] = {}
    for other, word in vocabulary.nynorsk_words.items():
        others.setdefault(word, []).append(other)
    return others


def _synonyms(vocabulary: Vocabulary) -> dict[str, list[str]]:
    """Return, for each word that a concept names, the other words and phrases for the same."""
    others: dict[str, list[str]] = {}
    for members in vocabulary.concepts.values():
        for member in members:
            if " " not in member:
                others.setdefault(member, []).extend(other for other in members if other != member)
    return {word: each for word, each in others.items() if each}


def _misspelt(word: str, rng: random.Random) -> str:
    """Leave a letter out, double one, or let two change places."""
    if len(word) < 5:
        return word
    at = rng.randrange(1, len(word) - 1)
    kind = rng.randrange(3)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at] + word[at:]
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def thinned(text: str, rng: random.Random, share: float) -> str:
    """Leave out a share of the words, so that no single one decides."""
    kept = [word for word in text.split() if rng.random() >= share]
    return " ".join(kept) or text


def common_words(texts: Iterable[str]) -> list[str]:
    """Every word that somewhere begins with a small letter, as often as it occurs: names stay out of the vocabulary."""
    words = [word for text in texts for word in _WORD.findall(text)]
    small = {word for word in words if not word[0].isupper()}
    return [word.lower() for word in words if word.lower() in small]


def _windows(text: str) -> Iterator[str]:
    window: list[str] = []
    for sentence in _SENTENCE.split(text):
        if window and sum(len(each.split()) for each in [*window, sentence]) > _WINDOW:
            yield " ".join(window)
            window = []
        window.append(sentence)
    yield " ".join(window)


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in _SENTENCE.split(text) if len(sentence.split()) >= _SHORTEST]


def _left_out(sentences: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each sentence and the others."""
    for index, sentence in enumerate(sentences if len(sentences) > 1 else []):
        yield sentence, " ".join(sentences[:index] + sentences[index + 1 :])
