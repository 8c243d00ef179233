"""Read procedure files, and refuse one that does not hold: each error names the file, the place and the reason."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from knowledge.errors import ProcedureError
from knowledge.procedures.facts import UNSURE, Fact, Number, Option
from knowledge.procedures.model import ConditionalStep, ExtraStep, Outcome, Procedure, Step, Urgency
from knowledge.procedures.rows import Condition, Row
from knowledge.procedures.schema import FactFile, OutcomeFile, ProcedureFile, StepFile


def load_procedures(folder: Path) -> dict[str, Procedure]:
    """All procedures of a folder by id. Raises ProcedureError where one does not hold."""
    procedures = {path.stem: load_procedure(path) for path in sorted(folder.glob("*.yml"))}
    for procedure in procedures.values():
        for other in [*procedure.offers, *([procedure.through] if procedure.through else [])]:
            if other not in procedures:
                raise ProcedureError(f"{procedure.id}.yml: prosedyren «{other}» finnes ikke.")
    return procedures


def load_procedure(path: Path) -> Procedure:
    """One procedure. Raises ProcedureError where the file is unreadable, ill-formed or has a hole."""
    text = path.read_text(encoding="utf-8")
    try:
        content = ProcedureFile.model_validate(yaml.safe_load(text))
    except (yaml.YAMLError, ValidationError) as error:
        raise ProcedureError(f"{path.name}: filen kan ikke leses. {_first_reason(error)}") from error
    if content.id != path.stem:
        raise ProcedureError(f"{path.name}: «id» må være «{path.stem}», som filnavnet.")
    procedure = _build(content, path.name, hashlib.sha256(text.encode()).hexdigest()[:12])
    _check_facts(procedure, path.name)
    _check_rows(procedure, path.name)
    return procedure


_REASONS = {
    "missing": "mangler",
    "extra_forbidden": "er et ukjent felt",
    "too_short": "er tomt",
    "too_long": "har for mange",
    "string_too_short": "er tomt",
    "string_type": "må være tekst",
    "literal_error": "har en verdi som ikke finnes",
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
        outcomes={name: _outcome(name, each, known, file) for name, each in content.outcomes.items()},
        extra_steps=tuple(
            ExtraStep(
                _step(each.step),
                _condition(each.when, known, f"{file}, extra_steps"),
                each.first,
                _urgency(each.urgency or Urgency.INGEN, f"{file}, extra_steps"),
            )
            for each in content.extra_steps
        ),
        offers=content.offers,
        through=content.through,
        version=version,
        notes={},
    )


def _fact(name: str, content: FactFile, file: str) -> Fact:
    values = list(content.options)
    for value in [*content.gravity, *content.implies, *([content.assumed] if content.assumed else [])]:
        if value not in values:
            raise ProcedureError(
                f"{file}, faktum «{name}»: «{value}» er ikke blant svarene ({', '.join(values)})."
            )
    number = content.number
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
        implies=content.implies,
        number=Number(number.threshold, number.most, values[0], values[1]) if number else None,
        today=content.today,
    )


def _outcome(name: str, content: OutcomeFile, known: Mapping[str, Fact], file: str) -> Outcome:
    return Outcome(
        id=name,
        title=content.title,
        urgency=_urgency(content.urgency, f"{file}, utfall «{name}»"),
        recipients=tuple(content.recipients),
        legal_basis=tuple(content.legal_basis),
        steps=tuple(
            ConditionalStep(_step(step), _condition(step.given, known, f"{file}, utfall «{name}»"))
            for step in content.steps
        ),
        document=content.document,
        sources=tuple(content.sources),
        drafts=tuple(content.drafts),
        has_calendar=content.calendar,
    )


def _urgency(name: str, place: str) -> Urgency:
    try:
        return Urgency(name)
    except ValueError as error:
        raise ProcedureError(f"{place}: «{name}» er ikke en frist. Bruk {', '.join(Urgency)}.") from error


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
    unknown = values - set(known[name].values)  # a number is tested by its options, never by a figure
    if unknown:
        raise ProcedureError(f"{place}: «{sorted(unknown)[0]}» er ikke et svar på «{name}».")


def _check_facts(procedure: Procedure, file: str) -> None:
    """«Vet ikke» is always a legal answer, and what a fact implies must be an answer to another."""
    for fact in procedure.facts:
        if fact.is_asked and UNSURE not in fact.values:
            raise ProcedureError(f"{file}, faktum «{fact.id}»: svaret «{UNSURE}» mangler.")
        for name, value in _implied(fact):
            other = procedure.fact(name)
            if other is None or other is fact or value not in other.values:
                raise ProcedureError(f"{file}, faktum «{fact.id}»: kan ikke bety «{name} = {value}».")
        for value in fact.implies:
            _check_consequences(procedure, {fact.id: value}, file)


def _check_consequences(procedure: Procedure, said: dict[str, str], file: str) -> None:
    """Following what is implied, from one answer on, must never give the same fact two answers."""
    waiting = list(said.items())
    while waiting:
        name, value = waiting.pop()
        fact = procedure.fact(name)
        for other, effect in (fact.implies.get(value, {}) if fact else {}).items():
            if other not in said:
                said[other] = effect
                waiting.append((other, effect))
            elif said[other] != effect:
                raise ProcedureError(
                    f"{file}, faktum «{name}»: det følger både «{other} = {said[other]}» og «{other} = {effect}»."
                )


def _implied(fact: Fact) -> Iterator[tuple[str, str]]:
    return (pair for effects in fact.implies.values() for pair in effects.items())


def _check_rows(procedure: Procedure, file: str) -> None:
    """Each row names an outcome, each outcome is named, each row can fire, and some row always does."""
    for row in procedure.rows:
        if row.outcome not in procedure.outcomes:
            raise ProcedureError(f"{file}, rad {row.id}: utfallet «{row.outcome}» finnes ikke.")
        known = {fact.id: fact for fact in procedure.facts}
        for name, value in (row.then or {}).items():
            _check_values(name, frozenset([value]), known, f"{file}, rad {row.id}, then")
    unused = set(procedure.outcomes) - {row.outcome for row in procedure.rows}
    if unused:
        raise ProcedureError(f"{file}: utfallet «{sorted(unused)[0]}» brukes ikke av noen rad.")
    fired = set()
    for cell, fitting in procedure.table.cells():
        if fitting is None:
            raise ProcedureError(f"{file}: ingen rad passer når {_in_words(procedure.table.settled(cell))}.")
        fired.add(fitting.id)
    for row in procedure.rows:
        if row.id not in fired:
            raise ProcedureError(f"{file}, rad {row.id}: raden kan aldri slå til; en rad over tar alt.")


def _in_words(facts: Mapping[str, str]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in facts.items())
