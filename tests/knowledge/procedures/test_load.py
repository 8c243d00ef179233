"""A procedure file with a hole stops the start, and the error says where and why."""

from pathlib import Path

import pytest

from knowledge.errors import InvalidFactError, ProcedureError
from knowledge.procedures.decide import decide
from knowledge.procedures.load import load_procedure
from knowledge.procedures.model import Procedure

GOOD = """
id: liten
title: Liten prosedyre
facts:
  a: {label: A, question: "A?", why: fordi, options: {ja: Ja, nei: Nei}}
rows:
  - {id: "1", label: A gjelder, when: {a: ja}, outcome: x}
  - {id: "2", label: ellers, when: {}, outcome: y}
outcomes:
  x: {title: X, urgency: straks, recipients: [rektor], legal_basis: [opplaeringslova#12-4],
      steps: [{who: Du, what: Gjør x, when: Nå}], sources: [opplaeringslova#12-4]}
  y: {title: Y, urgency: ingen, recipients: [], legal_basis: [opplaeringslova#12-4],
      steps: [{who: Du, what: Gjør y, when: ""}], sources: [opplaeringslova#12-4]}
"""


def load(tmp_path: Path, text: str) -> Procedure:
    path = tmp_path / "liten.yml"
    path.write_text(text, encoding="utf-8")
    return load_procedure(path)


def test_a_whole_file_loads(tmp_path: Path) -> None:
    assert load(tmp_path, GOOD).outcomes["x"].steps[0].what == "Gjør x"


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
        (("urgency: straks", "urgency: fort"), "«fort» er ikke en frist"),
        (("steps: [{who: Du, what: Gjør x, when: Nå}]", "steps: []"), "«outcomes › x › steps» er tomt"),
        (("sources: [opplaeringslova#12-4]}\n  y", "sources: []}\n  y"), "«outcomes › x › sources» er tomt"),
        (("title: Liten prosedyre", "titel: Liten prosedyre"), "«title» mangler"),
        (("facts:", "facts: ["), "kan ikke leses"),
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


def test_unknown_facts_and_values_are_refused_in_words(melde_fra: Procedure) -> None:
    with pytest.raises(InvalidFactError, match="kjenner ikke «vaer»"):
        decide(melde_fra, {"vaer": "sol"})
    with pytest.raises(InvalidFactError, match="«kanskje» er ikke et mulig svar på «alvorlig»"):
        decide(melde_fra, {"alvorlig": "kanskje"})
