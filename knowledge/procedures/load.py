"""Read procedure files, and refuse one that does not hold: each error names the file, the place and the reason."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from knowledge.errors import ProcedureError
from knowledge.procedures.model import (
    Condition,
    ExtraStep,
    Fact,
    Option,
    Outcome,
    Procedure,
    Row,
    Step,
    Urgency,
)
from knowledge.procedures.schema import FactFile, OutcomeFile, ProcedureFile, StepFile


def load_procedures(folder: Path) -> dict[str, Procedure]:
    """All procedures of a folder by id. Raises ProcedureError where one does not hold."""
    procedures = [load_procedure(path) for path in sorted(folder.glob("*.yml"))]
    return {procedure.id: procedure for procedure in procedures}


def load_procedure(path: Path) -> Procedure:
    """One procedure. Raises ProcedureError where the file is unreadable, ill-formed or has a hole."""
    text = path.read_text(encoding="utf-8")
    try:
        content = ProcedureFile.model_validate(yaml.safe_load(text))
    except (yaml.YAMLError, ValidationError) as error:
        raise ProcedureError(f"{path.name}: filen kan ikke leses. {_first_reason(error)}") from error
    procedure = _build(content, path.name, hashlib.sha256(text.encode()).hexdigest()[:12])
    _check_rows(procedure, path.name)
    return procedure


_REASONS = {
    "missing": "mangler",
    "extra_forbidden": "er et ukjent felt",
    "too_short": "er tomt",
    "too_long": "har for mange",
    "string_too_short": "er tomt",
    "string_type": "må være tekst",
}


def _first_reason(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        place = " › ".join(str(part) for part in first["loc"])
        return f"«{place}» {_REASONS.get(first['type'], first['msg'])}."
    return f"Sjekk innrykk og tegnsetting. {error}"


def _build(content: ProcedureFile, file: str, version: str) -> Procedure:
    facts = tuple(_fact(name, each, file) for name, each in content.facts.items())
    known = {fact.id: fact for fact in facts}
    return Procedure(
        id=content.id,
        title=content.title,
        facts=facts,
        rows=tuple(
            Row(
                row.id,
                row.label,
                _condition(row.when, known, f"{file}, rad {row.id}"),
                row.outcome,
                row.then,
            )
            for row in content.rows
        ),
        outcomes={name: _outcome(name, each, file) for name, each in content.outcomes.items()},
        extra_steps=tuple(
            ExtraStep(_step(each.step), _condition(each.when, known, f"{file}, extra_steps"), each.first)
            for each in content.extra_steps
        ),
        offers=tuple(content.offers),
        version=version,
    )


def _fact(name: str, content: FactFile, file: str) -> Fact:
    values = list(content.options)
    for value in [*content.gravity, *([content.assumed] if content.assumed else [])]:
        if value not in values:
            raise ProcedureError(
                f"{file}, faktum «{name}»: «{value}» er ikke blant svarene ({', '.join(values)})."
            )
    return Fact(
        id=name,
        label=content.label,
        question=content.question,
        why=content.why,
        options=tuple(Option(value, title) for value, title in content.options.items()),
        assumed=content.assumed,
        button=content.button,
        undo_button=content.undo_button,
        gravity=tuple(content.gravity),
    )


def _outcome(name: str, content: OutcomeFile, file: str) -> Outcome:
    try:
        urgency = Urgency(content.urgency)
    except ValueError as error:
        allowed = ", ".join(Urgency)
        raise ProcedureError(
            f"{file}, utfall «{name}»: «{content.urgency}» er ikke en frist. Bruk {allowed}."
        ) from error
    return Outcome(
        id=name,
        title=content.title,
        urgency=urgency,
        recipients=tuple(content.recipients),
        legal_basis=tuple(content.legal_basis),
        steps=tuple(_step(step) for step in content.steps),
        sources=tuple(content.sources),
        drafts=tuple(content.drafts),
    )


def _step(content: StepFile) -> Step:
    return Step(content.who, content.what, content.when)


def _condition(when: Mapping[str, Any], known: Mapping[str, Fact], place: str) -> Condition:
    tests = []
    for name, wanted in when.items():
        if name == "any":
            continue
        values = frozenset(wanted if isinstance(wanted, list) else [wanted])
        _check_values(name, values, known, place)
        tests.append((name, values))
    any_of = tuple(_condition(part, known, place) for part in when.get("any", []))
    return Condition(tuple(tests), any_of)


def _check_values(name: str, values: frozenset[str], known: Mapping[str, Fact], place: str) -> None:
    if name not in known:
        raise ProcedureError(f"{place}: ukjent faktum «{name}». Kjente: {', '.join(known)}.")
    unknown = values - set(known[name].values)
    if unknown:
        raise ProcedureError(f"{place}: «{sorted(unknown)[0]}» er ikke et svar på «{name}».")


def _check_rows(procedure: Procedure, file: str) -> None:
    """Each row names an outcome, each outcome is named, each row can fire, and some row always does."""
    for row in procedure.rows:
        if row.outcome not in procedure.outcomes:
            raise ProcedureError(f"{file}, rad {row.id}: utfallet «{row.outcome}» finnes ikke.")
    unused = set(procedure.outcomes) - {row.outcome for row in procedure.rows}
    if unused:
        raise ProcedureError(f"{file}: utfallet «{sorted(unused)[0]}» brukes ikke av noen rad.")
    fired = set()
    for facts in combinations(procedure.facts):
        fitting = next((row for row in procedure.rows if row.when.holds(facts)), None)
        if fitting is None:
            raise ProcedureError(f"{file}: ingen rad passer når {_in_words(facts)}.")
        fired.add(fitting.id)
    for row in procedure.rows:
        if row.id not in fired:
            raise ProcedureError(f"{file}, rad {row.id}: raden kan aldri slå til; en rad over tar alt.")


def combinations(facts: Iterable[Fact]) -> Iterable[dict[str, str]]:
    """Every combination of values of the facts."""
    listed = list(facts)
    for values in itertools.product(*(fact.values for fact in listed)):
        yield dict(zip((fact.id for fact in listed), values, strict=True))


def _in_words(facts: Mapping[str, str]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in facts.items())
