"""The questions that the digests' sections answer, as staff ask them: data/guides/sporsmal/GUIDE.yml."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from knowledge.errors import GuideError

OUTSIDE = "utenfor"
"""The name of the file with questions that no guide answers."""

Questions = Mapping[str, tuple[str, ...]]
_FILE = TypeAdapter(dict[str, tuple[str, ...]])


def load_questions(folder: Path) -> Questions:
    """Return the questions by source, `guide#anchor`; none where the folder lacks. Raises GuideError naming a broken file."""
    asked: dict[str, tuple[str, ...]] = {}
    for path in sorted(folder.glob("*.yml")):
        try:
            sections = _FILE.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")) or {})
        except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
            raise GuideError(
                f"{path.name}: spørsmålene kan ikke leses. Under hvert avsnittsnavn skal det stå en liste med tekster."
            ) from error
        asked |= {f"{path.stem}#{anchor}": questions for anchor, questions in sections.items()}
    return asked
