"""Small invented guides and one provision, and an index over them with the shipped language model."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.index.search import Search
from knowledge.index.store import IndexStore
from knowledge.paths import Paths
from tests.conftest import ROOT

FJORD = """---
id: fjord-skolemiljo
title: Skolemiljøplan for Fjord
owner: Fjord kommune
kommune: [fjord]
---
# Kapittel 12
## Melde fra (§ 12-4) {#melde-fra}
Alle som arbeider på skolen, skal si fra til rektor når de mistenker at en elev ikke har det trygt og godt.
## Skjerpet plikt (§ 12-5) {#skjerpet}
Er det en voksen på skolen som krenker eleven, skal rektor ha beskjed straks, og rektor sier fra til skoleeier.
## Nulltoleranse {#nulltoleranse}
Skolen godtar ikke vold, mobbing eller diskriminering, og arbeider jevnt for et godt miljø.
## Årshjul {#arshjul}
I august går vi gjennom planen med alle ansatte. I oktober holder vi elevsamtaler på hvert trinn.
"""

VIDDA = """---
id: vidda-fravaer
title: Fraværsrutine for Vidda
owner: Vidda kommune
kommune: [vidda]
law: "kap. 9 A (1998-loven, opphevet 1.8.2024)"
---
# Fravær
## Hver uke {#uke}
Kontaktlærer ser over fraværet. Har en elev vært borte i åtte dager, får rektor og hjemmet vite det.
## Samtalen {#samtale}
Kartleggingssamtalen holdes innen én uke. Kontaktlærer leder den, og helsesykepleier kan være med.
## Skolemiljø {#miljo}
Kommer fraværet av mobbing, gjelder aktivitetsplikten i § 9 A-4, og rektor skal ha beskjed om saken.
## Oppfølgingsplikten {#plikt}
Oppfølgingsplikten gjelder fra første dag en elev er borte.
"""

LAWS = """laws:
  opplaeringslova:
    title: Opplæringslova
    in_force: 2024-08-01
    provisions:
      "12-4": {title: Aktivitetsplikt, text: "Skolen skal undersøke snarest, sette inn tiltak og skrive en plan for dem."}
repealed:
  opplaeringslova_1998:
    title: Opplæringslova av 1998
    successors: {"9 A-4": opplaeringslova#12-4}
"""

COPIED = ("search.yml", "stopwords.txt", "concepts.yml", "nynorsk.yml", "dialekt.yml", "numbers.yml")


def make_paths(folder: Path) -> Paths:
    paths = Paths(folder / "data", folder / "var")
    paths.digests.mkdir(parents=True)
    for name in COPIED:
        shutil.copy(ROOT / "data" / name, paths.data_dir / name)
    (paths.data_dir / "embedding").symlink_to(ROOT / "data" / "embedding")
    (paths.data_dir / "laws.yml").write_text(LAWS, encoding="utf-8")
    (paths.digests / "fjord.md").write_text(FJORD, encoding="utf-8")
    (paths.digests / "vidda.md").write_text(VIDDA, encoding="utf-8")
    return paths


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return make_paths(tmp_path)


@pytest.fixture(scope="session")
def search(tmp_path_factory: pytest.TempPathFactory) -> Search:
    store = IndexStore(make_paths(tmp_path_factory.mktemp("index")))
    store.build()
    return Search(store)


@pytest.fixture
def first_anchor(search: Search) -> Callable[[str], str | None]:
    return lambda query: search.search(query)[0].passage.anchor
