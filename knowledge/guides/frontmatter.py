"""What stands between «---» at the top of a guide, and in guides.yml: checked here, trusted elsewhere."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from knowledge.errors import GuideError
from knowledge.guides.model import GuideInfo

_FENCE = re.compile(r"\A---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)

# YAML reads 2025-08-08 as a date and 2024 as a number; a guide's date is text, as exact as its owner gave it.
_AsText = Annotated[
    str, BeforeValidator(lambda value: str(value) if isinstance(value, datetime.date | int) else value)
]


class Origin(BaseModel):
    """Which file an ingested copy was made from: where it lay, its SHA-256, and which version of the reading made it."""

    model_config = ConfigDict(frozen=True)

    folder: str
    file: str
    sha256: str
    reader: int


class Metadata(BaseModel):
    """What front matter and guides.yml may say of a guide; `file` stands only in guides.yml."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
    title: str = Field(min_length=1)
    owner: str = ""
    kommune: list[str] = []
    date: _AsText | None = None
    kind: str = "guide"
    law: str | None = None
    file: str | None = None
    pages: list[tuple[int, int]] = []
    source: Origin | None = None

    def info(self) -> GuideInfo:
        """Return the same as the rest of the package sees it."""
        return GuideInfo(self.id, self.title, self.owner, tuple(self.kommune), self.date, self.kind, self.law)


def check(content: Any, name: str) -> Metadata:
    """Check metadata. Raises GuideError naming the file and the first thing that is wrong."""
    try:
        return Metadata.model_validate(content)
    except ValidationError as error:
        wrong = error.errors()[0]
        place = ".".join(str(part) for part in wrong["loc"]) or "innholdet"
        raise GuideError(f"{name}: opplysningene om veilederen er feil ved «{place}». Rett dem.") from error


def split(text: str, name: str) -> tuple[Metadata, int]:
    """Return a guide's metadata, and where its own text begins. Raises GuideError for wrong front matter."""
    fence = _FENCE.match(text)
    if not fence:
        raise GuideError(
            f"{name}: filen mangler opplysninger om veilederen øverst, mellom to linjer med «---»."
        )
    return check(_yaml(fence[1], name), name), fence.end()


def listed(path: Path) -> list[Any]:
    """Return the entries of a guides.yml, not yet checked. Raises GuideError where it can't be read."""
    try:
        content = _yaml(path.read_text(encoding="utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise GuideError(f"{path.name}: filen kan ikke leses som UTF-8-tekst. Lagre den på nytt.") from error
    if not isinstance(content, list):
        raise GuideError(f"{path.name}: skal være en liste der hver veileder begynner med «- id:».")
    return content


def header(info: GuideInfo, pages: Sequence[tuple[int, int]] = (), source: Origin | None = None) -> str:
    """Return the front matter of a guide, as `split` reads it."""
    fields = {
        "id": info.id,
        "title": info.title,
        "owner": info.owner,
        "kommune": list(info.kommuner),
        "date": info.date,
        "kind": info.kind,
        "law": info.law,
        "source": source.model_dump() if source else None,
        "pages": [list(page) for page in pages] or None,
    }
    known = {key: value for key, value in fields.items() if value is not None}
    return f"---\n{yaml.safe_dump(known, allow_unicode=True, sort_keys=False, width=200, default_flow_style=None)}---\n"


def _yaml(text: str, name: str) -> Any:
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise GuideError(
            f"{name}: opplysningene er ikke gyldig YAML. Se etter manglende anførselstegn."
        ) from error
