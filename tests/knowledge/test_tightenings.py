"""What the shipped kommuner ask for beyond the national rules: said there, and nowhere else."""

import pytest

from knowledge.municipalities import NATIONAL
from knowledge.procedures.model import Outcome
from knowledge.rulebook import Rulebook


def outcome_at(rulebook: Rulebook, place: str, kommune: str) -> Outcome:
    procedure, _, outcome = place.partition("/")
    return rulebook.procedure(procedure, kommune).outcomes[outcome]


def said(rulebook: Rulebook, place: str, kommune: str) -> str:
    return " ".join(each.step.what for each in outcome_at(rulebook, place, kommune).steps)


@pytest.mark.parametrize(
    ("kommune", "place", "words", "source"),
    [
        ("steinkjer", "tiltaksplan/lag_tiltaksplan", "med dem som mobber, én om gangen", "samtale-mobber"),
        ("steinkjer", "tiltaksplan/lag_tiltaksplan", "til én elev om gangen", "samtale-foresatte-mobber"),
        ("steinkjer", "tiltaksplan/lag_tiltaksplan", "reaksjon etter skolereglene", "reaksjoner"),
        ("steinkjer", "melde_fra/meld_rektor", "godt synlig", "inspeksjon"),
        ("steinkjer", "melde_fra/rektor_undersoker", "elevmappa til hver av dem", "dokumentere"),
        ("bakas", "melde_fra/meld_rektor", "ekstra godt med når eleven er sårbar", "sarbare-elever"),
        ("bakas", "tiltaksplan/lag_tiltaksplan", "Er hele klassen utrygg", "forebygge"),
        ("raelingen", "tiltaksplan/lag_tiltaksplan", "Støtter lærerne", "laringsmiljo"),
    ],
)
def test_a_kommune_s_own_requirement_is_said_there_with_its_source_and_nowhere_else(
    rulebook: Rulebook, kommune: str, place: str, words: str, source: str
) -> None:
    assert words in said(rulebook, place, kommune)
    sources = outcome_at(rulebook, place, kommune).sources
    assert source in {each.partition("#")[2] for each in sources}
    for other in rulebook.municipalities.all():
        if other.id != kommune:
            assert words not in said(rulebook, place, other.id)


def test_the_pupil_who_was_hurt_is_heard_before_anyone_speaks_with_those_who_bully(
    rulebook: Rulebook,
) -> None:
    steps = outcome_at(rulebook, "tiltaksplan/lag_tiltaksplan", "steinkjer").steps
    (talk,) = (each.step for each in steps if "dem som mobber" in each.step.what)
    assert "når eleven som er utsatt, er hørt" in talk.when


def test_a_plan_keeps_other_pupils_out_in_every_kommune(rulebook: Rulebook) -> None:
    for kommune in rulebook.municipalities.all():
        outcome = outcome_at(rulebook, "tiltaksplan/lag_tiltaksplan", kommune.id)
        assert "ikke navn og ikke noe sensitivt om dem" in outcome.document, kommune.id


def test_parents_are_never_invited_without_the_warning_of_violence_at_home(rulebook: Rulebook) -> None:
    outcome = outcome_at(rulebook, "undersoke/undersok", NATIONAL)
    (invites,) = (each.step.what for each in outcome.steps if "inviterer dere de foresatte" in each.step.what)
    assert "spør dere barnevernet eller politiet først. Ellers inviterer" in invites
