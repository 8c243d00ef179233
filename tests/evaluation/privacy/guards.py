"""The guards that are compared: rules and pipeline alone and together, and presidio-analyzer where it is installed."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from bot.privacy import DATA_DIR, Finding, Redacted, Redactor
from bot.privacy.lexicon import load_lexicon
from bot.privacy.person_reader import load_person_reader
from bot.privacy.pieces import cut
from tests.evaluation.privacy.figures import Guard

_SURE = 0.5
_LANGUAGE = "nb"


def guards() -> dict[str, Guard]:
    """Each guard by the name it has in the tables. The pipeline alone finds names only."""
    lexicon = load_lexicon(DATA_DIR)
    reader = load_person_reader(DATA_DIR, lexicon)

    def pipeline(text: str) -> Redacted:
        words = {piece.start: piece.start + len(piece.word) for piece in cut(text)}
        likelihoods = reader.likelihoods(text, words)
        sure = [start for start, share in likelihoods.items() if share >= _SURE and text[start].isalpha()]
        return Redacted(text, tuple(Finding("navn", start, words[start], "[navn]") for start in sure))

    found: dict[str, Guard] = {
        "reglene": Redactor(lexicon, None).redact,
        "navneleseren": pipeline,
        "begge": Redactor(lexicon, reader).redact,
    }
    if find_spec("presidio_analyzer") is not None:
        found["presidio"] = _presidio()
    return found


def _presidio() -> Guard:
    # Not among the project's libraries, so it has no types here.
    engine = import_module("presidio_analyzer").AnalyzerEngine()

    def guard(text: str) -> Redacted:
        results = engine.analyze(text=text, language=_LANGUAGE)
        spans = sorted((result.start, result.end) for result in results)
        return Redacted(text, tuple(Finding("navn", start, end, "[navn]") for start, end in spans))

    return guard
