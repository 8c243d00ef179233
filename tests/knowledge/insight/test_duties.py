"""The duties of the guides stand beside the right step, or nowhere: read by hand, and never guessed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from knowledge.guides.ingest import ingest
from knowledge.guides.model import Guide
from knowledge.insight.judge import Duty, Judge
from knowledge.insight.model import Material
from knowledge.insight.readings import Read, Reading, Readings, load_readings
from knowledge.insight.reports import open_material
from knowledge.insight.steps import steps_in
from knowledge.municipalities import NATIONAL
from knowledge.paths import Paths

LEAST_PRECISION = 0.95
LEAST_FOUND = (
    0.6  # of the sentences written anew that a step covers: the rest is left unread, which is no error
)
JUDGED = yaml.safe_load((Path(__file__).parent / "plikter.yml").read_text(encoding="utf-8"))
READ_IN_FULL = ("bakas-skolemiljoplan", "sondre-land-fravaersrutine-2024", "steinkjer-veileder-2025")
UNHEARD_OF = "Den som har inspeksjon, skal ha på gul vest."
Judgement = tuple[str, str | None, str]  # the sentence, the outcome that covers it by hand, and the one found


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Material:
    return open_material(Paths(var_dir=tmp_path_factory.mktemp("var")))


@pytest.fixture(scope="module")
def judge(material: Material) -> Judge:
    return Judge(material)


@pytest.fixture(scope="module")
def duties(material: Material, judge: Judge) -> list[Duty]:
    return [duty for guide in material.guides.all() for duty in judge.duties(guide)]


def of(duties: list[Duty], source: str, begins: str) -> Duty:
    return next(each for each in duties if each.source == source and each.sentence.startswith(begins))


def readings(guide: Guide, paths: Paths) -> Iterator[tuple[str, Reading]]:
    read = load_readings(paths.data_dir / "duties", guide.info.id)
    by_section = read.digest if guide.origin == "digest" else read.original
    return ((anchor, reading) for anchor, each in by_section.items() for reading in each)


def assert_all_stand_in(guide: Guide, material: Material) -> None:
    """Every reading is the beginning of a sentence of its section."""
    texts = {section.anchor: section.text for section in guide.sections}
    for anchor, reading in readings(guide, material.paths):
        assert reading.says in texts[anchor], f"{guide.info.id}#{anchor}: {reading.says}"


def assert_right(judgements: list[Judgement]) -> None:
    """At least 95 of 100 are in the right outcome, and none in another procedure."""
    assert judgements
    for sentence, by, found in judgements:
        assert (by or "").partition("/")[0] == found.partition("/")[0], sentence
    right = sum(by == found for _, by, found in judgements)
    assert right / len(judgements) >= LEAST_PRECISION


def test_every_duty_of_the_digests_is_read(duties: list[Duty], judge: Judge) -> None:
    assert [duty for duty in duties if duty.judged != judge.rules.judged.read] == []


def test_every_reading_is_of_a_sentence_that_stands_there(material: Material) -> None:
    for guide in material.guides.all():
        assert_all_stand_in(guide, material)


def test_every_step_that_is_named_says_so_and_every_reason_is_known(material: Material, judge: Judge) -> None:
    for guide in material.guides.all():
        read = load_readings(material.paths.data_dir / "duties", guide.info.id)
        steps = steps_in(next(iter(guide.info.kommuner), NATIONAL), material.rulebook)
        for reading in (
            each for part in (read.digest, read.original) for rows in part.values() for each in rows
        ):
            assert not reading.by or reading.step_among(steps), f"{guide.info.id}: {reading.says}"
            assert not reading.outside or reading.outside in judge.rules.reasons


@pytest.mark.parametrize(
    ("source", "begins", "place", "step"),
    [
        ("steinkjer-veileder-2025#gripe-inn", "Alle ansatte har", "Gripe inn", "Stopp det som skjer"),
        ("bakas-skolemiljoplan#melde-fra", "En ansatt krenker", "straks – skjerpet plikt", "grunnløs"),
        ("sondre-land-fravaersrutine-2024#ppt", "Har tiltakene ikke", "Henvis til PPT", "Henvis eleven"),
        ("sondre-land-fravaersrutine-2024#tiltaksplan", "Den viser tydelig", "Følge opp fravær", "hvem gjør"),
        ("steinkjer-veileder-2025#arshjul-januar", "Eleven skal også", "Se hva årshjulet", "ta vare på"),
        (
            "steinkjer-veileder-2025#inspeksjon",
            "Har du inspeksjon, skal du: observere",
            "Melde fra",
            "godt synlig",
        ),
        ("steinkjer-veileder-2025#undersoke-medvirkning", "Hensynet til", "Undersøke", "best for eleven"),
        ("steinkjer-veileder-2025#samtale-mobber", "Hensikten er", "Lage tiltaksplan", "må slutte nå"),
        ("bakas-skolemiljoplan#sarbare-elever", "Alle ansatte skal være ekstra", "Melde fra", "er sårbar"),
        ("bakas-skolemiljoplan#forebygge", "Er en klasse utrygg, må", "Lage tiltaksplan", "ved like"),
        ("sondre-land-fravaersrutine-2024#overganger", "Si fra så tidlig", "Trinn 3", "Si tidlig fra"),
    ],
)
def test_a_duty_is_covered_by_the_step_that_says_it(
    duties: list[Duty], source: str, begins: str, place: str, step: str
) -> None:
    found = of(duties, source, begins).step
    assert found
    assert place in found.place
    assert all(word in found.text for word in step.split())


@pytest.mark.parametrize(
    "reading",
    [
        Reading(says=UNHEARD_OF),
        Reading(says=UNHEARD_OF, by="gripe_inn/grip_inn", step="Ta på den gule vesten"),
    ],
    ids=["no procedure has it", "the step no longer says so"],
)
def test_a_duty_that_no_step_says_is_not_covered(material: Material, judge: Judge, reading: Reading) -> None:
    guide, section = (
        material.guides.digest("steinkjer-veileder-2025"),
        material.guides.section("steinkjer-veileder-2025#inspeksjon"),
    )
    assert guide
    anew = replace(guide, sections=(replace(section, text=UNHEARD_OF),))
    (duty,) = judge.duties(anew, Readings([Read(section.source, UNHEARD_OF, frozenset(), reading)]))
    assert (duty.step, duty.reason) == (None, None)
    assert duty.judged == judge.rules.judged.read


def test_the_digests_have_no_duty_that_is_forgotten(duties: list[Duty]) -> None:
    assert [duty.sentence for duty in duties if not duty.step and not duty.reason] == []


@pytest.mark.parametrize(
    ("source", "begins", "reason"),
    [
        ("sondre-land-fravaersrutine-2024#registrering", "Foresatte skal melde", "foresatte"),
        ("laringsmiljosenteret-fagseminar-2018#unge-rektor", "Rektor skal snakke", "forslag"),
        ("raelingen-revisjon-2024#internkontroll", "Kommuneloven § 25-1", "kommune"),
        ("steinkjer-veileder-2025#arshjul-august", "Når skal rektor ha beskjed?", "sporsmal"),
    ],
)
def test_a_reason_is_that_of_the_sentence(
    duties: list[Duty], judge: Judge, source: str, begins: str, reason: str
) -> None:
    assert of(duties, source, begins).reason == judge.rules.reasons[reason]


def test_a_sentence_written_anew_is_bound_right_or_left_unread(material: Material, judge: Judge) -> None:
    judgements: list[Judgement] = []
    for row in JUDGED:
        guide, section = (
            material.guides.digest(row["at"].partition("#")[0]),
            material.guides.section(row["at"]),
        )
        assert guide
        anew = replace(guide, sections=(replace(section, text=row["says"]),))
        (duty,) = judge.duties(anew, judge.readings(guide))
        if duty.step:
            judgements.append((row["says"], row["by"], duty.step.outcome))
        assert not duty.reason or row["by"] == "utenfor", row["says"]
    assert_right(judgements)
    assert len(judgements) >= LEAST_FOUND * sum("/" in row["by"] for row in JUDGED)


@pytest.fixture(scope="module")
def originals(original_guides: Path, tmp_path_factory: pytest.TempPathFactory) -> Material:
    paths = Paths(var_dir=tmp_path_factory.mktemp("originaler"))
    ingest(original_guides, paths)
    return open_material(paths)


def test_the_originals_are_read_too(originals: Material) -> None:
    judge = Judge(originals)
    for guide in originals.guides.all():
        assert_all_stand_in(guide, originals)
        found = list(judge.duties(guide))
        assert all(duty.judged for duty in found), "each is judged"
        if guide.info.id in READ_IN_FULL:
            assert {duty.judged for duty in found} == {judge.rules.judged.read}


def test_an_original_that_no_one_has_read_is_bound_right_by_its_digest(originals: Material) -> None:
    judge = Judge(originals)
    judgements: list[Judgement] = []
    for name in READ_IN_FULL:
        guide = next(each for each in originals.guides.all() if each.info.id == name)
        digest = originals.guides.digest(name)
        assert digest
        read = {(duty.source, duty.sentence): duty for duty in judge.duties(guide)}
        for duty in judge.duties(guide, judge.readings(digest)):
            if duty.step:
                by_hand = read[duty.source, duty.sentence].step
                by = by_hand.outcome if by_hand else None
                judgements.append((duty.sentence, by, duty.step.outcome))
    assert_right(judgements)
