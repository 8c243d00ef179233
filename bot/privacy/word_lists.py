"""Read the word lists in data/privacy and check their form."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeVar

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from bot.privacy.errors import PrivacyDataError
from bot.privacy.tokens import fold


def _folded(words: frozenset[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


Model = TypeVar("Model", bound=BaseModel)
Words = Annotated[frozenset[str], Field(min_length=1), AfterValidator(_folded)]


class NameWords(BaseModel):
    """First names that are words too (name_words.yml says what each list means)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    part_of_name_only: Words
    mostly_words: Words
    words_when_lower: Words
    seldom_words: Words
    short_names: Words
    surnames_when_lower: Words


class Rules(BaseModel):
    """The words that the rules for names and addresses lean on (rules.yml says what each list means)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    titles: Words
    people: Words
    pronouns: Words
    person_links: Words
    is_called: Words
    place_prepositions: Words
    person_verbs: Words
    state_verbs: Words
    particles: Words
    surname_endings: Words
    spellings: Annotated[tuple[str, ...], Field(min_length=1)]
    name_beginnings: Words
    name_endings: Words
    abbreviations: Words
    schools: Words
    school_short: Words
    units: Words
    street_endings: Words
    street_endings_weak: Words
    not_streets: Words
    common_endings: Words
    sentence_start_endings: Words
    word_after: dict[str, Words]
    born: Words
    born_between: Words
    born_after: Words
    months: Words
    accounts: Words
    account_endings: Words
    account_verbs: Words
    account_fillers: Words
    username_words: Words
    username_is: Words
    not_usernames: Words
    file_endings: Words
    placeholders: Words
    letter_heads: Words
    lower_initials: Words
    lives: Words
    phone_words: Words
    street_beginnings: Words
    things: Words
    place_tells: Words


Likelihood = Annotated[float, Field(gt=0, le=1)]


class Bounds(BaseModel):
    """How sure the name pipeline must be of a word that the rules leave in doubt (settings.yml)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    doubtful_capital: Likelihood
    doubtful_lower: Likelihood
    listed_capital: Likelihood
    listed_lower: Likelihood
    unknown_start: Likelihood
    unknown_inside: Likelihood
    unknown_lower: Likelihood
    place: Likelihood


class Memory(BaseModel):
    """How long, and of how many conversations, it is remembered who has which mark (settings.yml)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    hours: Annotated[float, Field(gt=0)]
    conversations: Annotated[int, Field(ge=1)]


class PrivacySettings(BaseModel):
    """The figures of the guard (settings.yml says what each means)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    bounds: Bounds
    memory: Memory


def read_words(path: Path) -> list[str]:
    """The words of a list: one or more a line, «#» begins a comment. Raises PrivacyDataError if it is empty."""
    lines = (line for line in _read(path).splitlines() if not line.startswith("#"))
    words = [word for line in lines for word in line.split()]
    if not words:
        raise PrivacyDataError(f"{path.name}: ordlista er tom. Legg inn minst ett ord.")
    return words


def read_rules(path: Path) -> Rules:
    """Rules from YAML. Raises PrivacyDataError where a list is missing, empty or misspelt."""
    return _parsed(path, Rules)


def read_settings(path: Path) -> PrivacySettings:
    """Figures from YAML. Raises PrivacyDataError where one is missing or out of bounds."""
    return _parsed(path, PrivacySettings)


def read_name_words(path: Path) -> NameWords:
    """Names that are words from YAML. Raises PrivacyDataError where a list is missing, empty or misspelt."""
    return _parsed(path, NameWords)


def _parsed(path: Path, model: type[Model]) -> Model:
    try:
        return model.model_validate(yaml.safe_load(_read(path)))
    except (yaml.YAMLError, ValidationError) as error:
        where = ""
        if isinstance(error, ValidationError):
            where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise PrivacyDataError(f"{path.name}: kan ikke leses. Rett lista «{where}».") from error


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        sentence = f"{path.name}: fila mangler eller er ikke UTF-8. Legg den i {path.parent}."
        raise PrivacyDataError(sentence) from error
