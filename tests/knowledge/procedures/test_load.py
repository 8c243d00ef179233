"""A procedure file with a hole stops the start, and the error says where and why."""

from pathlib import Path

import pytest

from knowledge.errors import InvalidFactError, ProcedureError
from knowledge.procedures.decide import decide
from knowledge.procedures.load import load_procedure, load_procedures
from knowledge.procedures.model import Procedure

GOOD = """
id: liten
title: Liten prosedyre
facts:
  a: {label: A, question: "A?", why: fordi, options: {ja: Ja, nei: Nei, vet_ikke: Vet ikke}}
rows:
  - {id: "1", label: A gjelder, when: {a: ja}, outcome: x}
  - {id: "2", label: ellers, when: {}, outcome: y}
outcomes:
  x: {title: X, urgency: straks, recipients: [rektor], legal_basis: [opplaeringslova#12-4],
      steps: [{who: Du, what: Gjør x, when: Nå}], document: Skriv x, sources: [opplaeringslova#12-4]}
  y: {title: Y, urgency: ingen, recipients: [], legal_basis: [opplaeringslova#12-4],
      steps: [{who: Du, what: Gjør y, when: ""}], document: Skriv y, sources: [opplaeringslova#12-4]}
"""


def load(tmp_path: Path, text: str) -> Procedure:
    path = tmp_path / "liten.yml"
    path.write_text(text, encoding="utf-8")
    return load_procedure(path)


def test_a_whole_file_loads(tmp_path: Path) -> None:
    assert load(tmp_path, GOOD).outcomes["x"].steps[0].step.what == "Gjør x"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("when: {a: ja}", "when: {b: ja}"), "ukjent faktum «b»"),
        (("when: {a: ja}", "when: {a: kanskje}"), "«kanskje» er ikke et svar på «a»"),
        (
            ("label: ellers, when: {}, outcome: y", "label: ellers, when: {a: ja}, outcome: y"),
            "ingen rad passer",
        ),
        (("label: A gjelder, when: {a: ja}", "label: A gjelder, when: {}"), "rad 2: raden kan aldri slå til"),
        (("outcome: y}", "outcome: z}"), "utfallet «z» finnes ikke"),
        (("outcome: x}", "outcome: x, then: {b: ja}}"), "rad 1, then: ukjent faktum «b»"),
        (("urgency: straks", "urgency: fort"), "«fort» er ikke en frist"),
        (("steps: [{who: Du, what: Gjør x, when: Nå}]", "steps: []"), "«outcomes › x › steps» er tomt"),
        (("sources: [opplaeringslova#12-4]}\n  y", "sources: []}\n  y"), "«outcomes › x › sources» er tomt"),
        (("title: Liten prosedyre", "titel: Liten prosedyre"), "«title» mangler"),
        (("facts:", "facts: ["), "kan ikke leses"),
        ((", vet_ikke: Vet ikke", ""), "faktum «a»: svaret «vet_ikke» mangler"),
        ((", document: Skriv x", ""), "«outcomes › x › document» mangler"),
        (("id: liten", "id: stor"), "«id» må være «liten»"),
        (("why: fordi", "why: fordi, implies: {ja: {b: ja}}"), "faktum «a»: kan ikke bety «b = ja»"),
        (("why: fordi", "why: fordi, implies: {kanskje: {a: ja}}"), "«kanskje» er ikke blant svarene"),
        (
            ("what: Gjør x, when: Nå", "what: Gjør x, when: Nå, given: {b: ja}"),
            "utfall «x»: ukjent faktum «b»",
        ),
    ],
)
def test_a_hole_is_refused_with_file_place_and_reason(
    tmp_path: Path, change: tuple[str, str], reason: str
) -> None:
    assert change[0] in GOOD
    with pytest.raises(ProcedureError) as error:
        load(tmp_path, GOOD.replace(*change, 1))
    assert "liten.yml" in str(error.value)
    assert reason in str(error.value)


TWO = """
  b: {label: B, question: "B?", why: fordi, options: {ja: Ja, nei: Nei, vet_ikke: Vet ikke}, implies: {ja: {a: ja, c: ja}}}
  c: {label: C, question: "C?", why: fordi, options: {ja: Ja, nei: Nei, vet_ikke: Vet ikke}, implies: {ja: {a: nei}}}
rows:"""


def test_facts_that_imply_two_answers_at_once_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ProcedureError, match="det følger både «a = ja» og «a = nei»"):
        load(tmp_path, GOOD.replace("\nrows:", TWO, 1))


def test_a_procedure_that_is_offered_must_exist(tmp_path: Path) -> None:
    (tmp_path / "liten.yml").write_text(GOOD + "offers: {fravaer: Følg opp fravær}\n", encoding="utf-8")
    with pytest.raises(ProcedureError, match=r"liten\.yml: prosedyren «fravaer» finnes ikke"):
        load_procedures(tmp_path)


def test_unknown_facts_and_values_are_refused_in_words(melde_fra: Procedure) -> None:
    with pytest.raises(InvalidFactError, match="kjenner ikke «vaer»"):
        decide(melde_fra, {"vaer": "sol"})
    with pytest.raises(InvalidFactError, match="«kanskje» er ikke et mulig svar på «alvorlig»"):
        decide(melde_fra, {"alvorlig": "kanskje"})
