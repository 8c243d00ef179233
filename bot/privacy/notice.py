"""Say in a sentence what was taken out of a message: «to navn og et telefonnummer»."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from bot.privacy.errors import PrivacyDataError
from bot.privacy.findings import Finding, Kind


class _Words(BaseModel):
    """How one of a kind, and several, are called."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    one: str
    many: str


class _Texts(BaseModel):
    """What notice.yml holds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sentence: str
    why: str
    joint: str
    kinds: dict[Kind, _Words]
    counts: tuple[str, ...]


@dataclass(frozen=True)
class Notice:
    """Words the findings of a message, with the texts of data/privacy/notice.yml."""

    texts: _Texts

    def told(self, findings: Sequence[Finding]) -> str:
        """What was removed and why: each person once, and each of the rest. `findings` must not be empty."""
        people = {finding.mark for finding in findings if finding.kind == "navn"}
        counted = Counter(finding.kind for finding in findings)
        if people:
            counted["navn"] = len(people)
        named = [self._named(kind, counted[kind]) for kind in get_args(Kind) if counted[kind]]
        *firsts, last = named
        what = f"{', '.join(firsts)} {self.texts.joint} {last}" if firsts else last
        return f"{self.texts.sentence.format(what=what)} {self.texts.why}"

    def _named(self, kind: Kind, count: int) -> str:
        words = self.texts.kinds[kind]
        if count == 1:
            return words.one
        in_words = dict(enumerate(self.texts.counts, start=2))
        return words.many.format(count=in_words.get(count, str(count)))


def load_notice(folder: Path) -> Notice:
    """Read notice.yml. Raises PrivacyDataError where it is missing, lacks a kind or can't be read."""
    path = folder / "notice.yml"
    try:
        texts = _Texts.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise PrivacyDataError(f"{path.name}: kan ikke leses. Rett den, eller hent den på nytt.") from error
    missing = set(get_args(Kind)) - set(texts.kinds)
    if missing or "{what}" not in texts.sentence:
        raise PrivacyDataError(
            f"{path.name}: mangler {', '.join(sorted(missing)) or '{what}'}. Legg det inn."
        )
    return Notice(texts)
