"""What search knows of the language, read from data/: words to pass over, concepts, abbreviations, Nynorsk, dialects, laws."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from knowledge.errors import IndexUnavailableError
from knowledge.laws import load_laws
from knowledge.paths import Paths

# YAML reads 8 as a number, and «ja» or «on» may be read as true; a word is always text.
_Word = Annotated[str, BeforeValidator(lambda value: str(value).strip().lower())]


_Lists = TypeVar("_Lists", bound=BaseModel)


class _Concepts(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    concepts: dict[str, tuple[_Word, ...]] = {}
    abbreviations: dict[_Word, _Word] = {}


class _Dialect(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    words: dict[_Word, _Word] = {}


class _Nynorsk(_Dialect):
    parts: dict[_Word, _Word] = {}
    endings: dict[_Word, _Word] = {}


@dataclass(frozen=True)
class Vocabulary:
    """All lists at once; a repealed provision («9a-4») leads to its successor («12-4»).

    `nynorsk_words` also leads the spellings of dialects to Bokmål.
    """

    stopwords: frozenset[str]
    concepts: Mapping[str, tuple[str, ...]]
    abbreviations: Mapping[str, str]
    nynorsk_words: Mapping[str, str]
    nynorsk_parts: Mapping[str, str]
    nynorsk_endings: Mapping[str, str]
    successors: Mapping[str, str]
    numbers: Mapping[str, str]

    @classmethod
    def load(cls, paths: Paths) -> Vocabulary:
        """Read stopwords.txt, and the other lists where they exist. Raises IndexUnavailableError naming a broken one."""
        listed = paths.data_dir / "stopwords.txt"
        if not listed.is_file():
            raise IndexUnavailableError("data/stopwords.txt mangler. Hent den fram igjen.")
        lines = listed.read_text(encoding="utf-8").lower().split("\n")
        known = _read(paths.data_dir / "concepts.yml", _Concepts)
        nynorsk = _read(paths.data_dir / "nynorsk.yml", _Nynorsk)
        dialect = _read(paths.data_dir / "dialekt.yml", _Dialect)
        return cls(
            stopwords=frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#")),
            concepts=known.concepts,
            abbreviations=known.abbreviations,
            nynorsk_words={**dialect.words, **nynorsk.words},
            nynorsk_parts=nynorsk.parts,
            nynorsk_endings=nynorsk.endings,
            successors=_successors(paths.data_dir / "laws.yml"),
            numbers=_numbers(paths.data_dir / "numbers.yml"),
        )


def _read(path: Path, kind: type[_Lists]) -> _Lists:
    """Read a list; one that lacks is empty, so that a kommune may do without."""
    if not path.is_file():
        return kind()
    try:
        content: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        return kind.model_validate(content or {})
    except (OSError, yaml.YAMLError) as error:
        raise IndexUnavailableError(
            f"{path.name}: listen kan ikke leses. Se etter skrivefeil i den."
        ) from error
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise IndexUnavailableError(f"{path.name}: det som står ved «{place}», er feil. Rett det.") from error


def _successors(path: Path) -> dict[str, str]:
    """«9a-3» → «12-3», and of a chapter «9a» → «12»."""
    if not path.is_file():
        return {}
    return {
        re.sub(r"\s", "", old.lower()): new.rpartition("#")[2].lower()
        for old, new in load_laws(path).successors.items()
    }


def _numbers(path: Path) -> dict[str, str]:
    """«åtte» → «8»: the numbers of one word, from two on, since «en» and «null» mean more than numbers."""
    if not path.is_file():
        return {}
    ones = yaml.safe_load(path.read_text(encoding="utf-8")).get("ones", {})
    return {word: str(number) for word, number in ones.items() if number > 1 and " " not in word}
