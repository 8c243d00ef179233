"""Danger is noticed however staff write it, and ordinary trouble does not ring the bell."""

import pytest

from bot.acute import Acute, load_acute
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def acute() -> Acute:
    return load_acute(ROOT / "data" / "acute.yml")


DANGER = """
en elev sier hun vil ta livet sitt
ho seier ho ikkje vil leve lenger
han har skrevet at alt var bedre om han var død
jenta kutter seg på do
eg såg at ho hadde skore seg på armen
tatt masse piller
ho har teke tablettar
gutten står på taket
hun sitter på rekkverket og skal hoppe
en gutt har tatt fram kniv i garderoben
de har med pistol
truer med å drepe en medelev
han tar kvelertak på henne
får ikke puste
ho pustar ikkje
eleven er bevisstløs
medvitslaus elev i gymsalen
hun besvimte og svarer ikke når vi rister
en elev ligger helt stille på bakken
blør kraftig fra hodet
det er blod overalt
krampeanfall i klasserommet
det brenner i kjelleren
voldtekt i helga sier hun
må jeg ringe 113
DET ER AKUTT
akutt fare
selvmordstanker
hainn vil itj læv
dunker hodet hans mot veggen i gangen
tar strupetak på en mindre gutt
ein gut blør frå øyret
sparker ham i hodet mens han ligger
vi får ikke kontakt med henne, hun ligger helt stille
mor svarer ikke, og gutten har tatt en hel eske tabletter
""".strip().splitlines()

ORDINARY = """
en elev blir fryst ut i friminuttene
to gutter krangler om en ball
læreren svarer ikke på e-post
det er ikke akutt fare, men hun gruer seg
nei, ingen fare for liv og helse
hun er redd for gutta i tiende
hva er skjerpet plikt?
de kaller ham stygge ting på snap
hvor mange dager borte før rektor skal vite det
når har vi brannøvelse
hun klipper seg hver måned
eleven har vært borte i ni dager
hva gjør vi med mobbing i klassen
livet på skolen er vanskelig for ham
hun tar bussen alene
han har neseblod
hun har vondt i hodet og vil hjem
vi har ikke fått kontakt med hjemmet
eg får ikkje kontakt med heimen
får ikke kontakt med mor, hva gjør jeg
mor svarer ikke når jeg ringer
han svarer ikke på telefonen og er borte i dag
han bare ligger hjemme og spiller
ble kjørt i ambulanse i går og er innlagt
""".strip().splitlines()


@pytest.mark.parametrize("text", DANGER)
def test_danger_is_noticed(acute: Acute, text: str) -> None:
    assert acute.is_acute(text)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_trouble_is_not_danger(acute: Acute, text: str) -> None:
    assert not acute.is_acute(text)


def test_the_message_gives_all_three_numbers_in_its_first_lines(acute: Acute) -> None:
    first = "\n".join(acute.message.splitlines()[:2])
    assert all(number in first for number in ("113", "112", "110"))
