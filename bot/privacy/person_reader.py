"""Read a message with the name pipeline: how likely each word is to name a person. This file alone loads spaCy's pipeline."""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from bot.privacy.errors import PrivacyDataError
from bot.privacy.lexicon import Lexicon
from bot.privacy.pieces import Piece, cut, read_pieces

if TYPE_CHECKING:
    from spacy.language import Language

FOLDER = "ner"

_PERSON = "PER"
_PROBE = "Eleven Kari slo ei jente på skolen i går."
_PROBE_NAME = "Kari"
_CURE = "Hent mappa på nytt, eller tren navneleseren: python -m bot.privacy.train"


class PersonReader(Protocol):
    """Whatever can say how likely the words of a message are to be names."""

    def likelihoods(self, text: str, places: Collection[int]) -> dict[int, float]:
        """How likely each word that begins at one of these places names a person: 0 to 1, by its place."""


class PipelineReader:
    """The trained pipeline; one message at a time, from whichever thread."""

    def __init__(self, nlp: Language, lexicon: Lexicon) -> None:
        tagger = nlp.get_pipe("tagger")
        self._nlp = nlp
        self._model = tagger.model  # type: ignore[attr-defined]
        encode = nlp.config["components"]["tagger"]["model"]["tok2vec"]["encode"]
        self._reach = encode["depth"] * encode["window_size"]
        self._column = tagger.labels.index(_PERSON)  # type: ignore[attr-defined]
        self._lexicon = lexicon
        self._lock = Lock()
        for word in sorted(lexicon.common):
            # Known for good, so that they need not be learned anew in each message.
            for form in (word, word.capitalize()):
                _ = nlp.vocab[form]

    def likelihoods(self, text: str, places: Collection[int]) -> dict[int, float]:
        """See PersonReader. Only what the pipeline can see from these places is read; the answer is the same."""
        pieces = cut(text)
        windows = self._windows(pieces, frozenset(places))
        if not windows:
            return {}
        # The memory zone forgets the message's words at once: spaCy would else keep each it has ever met.
        with self._lock, self._nlp.memory_zone():
            docs = [read_pieces(self._nlp.vocab, window, self._lexicon) for window in windows]
            columns = [scores[:, self._column].tolist() for scores in self._model.predict(docs)]
        return {
            piece.start: score
            for window, column in zip(windows, columns, strict=True)
            for piece, score in zip(window, column, strict=True)
            if piece.start in places
        }

    def _windows(self, pieces: list[Piece], places: frozenset[int]) -> list[list[Piece]]:
        """The stretches that the pipeline must read to know these places, those that touch joined to one."""
        windows: list[tuple[int, int]] = []
        for at, piece in enumerate(pieces):
            if piece.start not in places:
                continue
            start, end = max(0, at - self._reach), at + self._reach + 1
            if windows and start <= windows[-1][1]:
                start = windows.pop()[0]
            windows.append((start, end))
        return [pieces[start:end] for start, end in windows]


def load_person_reader(folder: Path, lexicon: Lexicon) -> PipelineReader:
    """The pipeline in data/privacy/ner. Raises PrivacyDataError where it is missing or does not work."""
    import spacy

    path = folder / FOLDER
    try:
        nlp = spacy.load(path, exclude=["vocab", "tokenizer"])
        reader = PipelineReader(nlp, lexicon)
        places = [word.start() for word in re.finditer(r"\w+", _PROBE)]
        likelihoods = reader.likelihoods(_PROBE, places)
    except Exception as error:  # spaCy, thinc and msgpack each have their own errors for a broken file.
        raise PrivacyDataError(f"{path}: navneleseren mangler eller er ødelagt. {_CURE}") from error
    name = likelihoods[_PROBE.index(_PROBE_NAME)]
    others = [score for start, score in likelihoods.items() if start != _PROBE.index(_PROBE_NAME)]
    if not math.isfinite(sum(likelihoods.values())) or name <= max(others):
        raise PrivacyDataError(f"{path}: navneleseren kjenner ikke igjen et navn. {_CURE}")
    return reader
