"""The words of the insight and of reported faults, read from data/ and checked."""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

Words = dict[str, str]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Keep(_Strict):
    """How long each thing is kept."""

    weeks: int
    fault_days: int
    act_days: int
    question_days: int


class InsightTexts(_Strict):
    """All of data/innsikt.yml; each group of words is one page's, or names ids."""

    keep: Keep
    closed: str
    routes: Words
    outcomes: Words
    states: Words
    acts: Words
    site: Words
    overview: Words
    faults: Words
    weeks: Words
    notice: Words
    switch: Words
    log: Words


class FaultTexts(_Strict):
    """All of data/meld_feil.yml; `longest` is the most characters of a comment or a question."""

    start: re.Pattern[str]
    comment: re.Pattern[str]
    longest: int
    causes: Words
    say: Words


def load_insight_texts(data_dir: Path) -> InsightTexts:
    """Read data/innsikt.yml."""
    return InsightTexts.model_validate(_read(data_dir / "innsikt.yml"))


def load_fault_texts(data_dir: Path) -> FaultTexts:
    """Read data/meld_feil.yml; the patterns are about whole messages, whatever the case of their letters."""
    content = _read(data_dir / "meld_feil.yml")
    patterns = {name: re.compile(content[name], re.IGNORECASE | re.DOTALL) for name in ("start", "comment")}
    return FaultTexts.model_validate({**content, **patterns})


def _read(path: Path) -> dict[str, object]:
    content: dict[str, object] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content
