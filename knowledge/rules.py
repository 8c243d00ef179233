"""Everything that a non-programmer may edit in data/ and that decides: read, and held together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.arshjul import Arshjul, load_arshjul
from knowledge.laws import Laws, load_laws
from knowledge.municipalities import Municipalities, check_thresholds, load_municipalities
from knowledge.paths import Paths
from knowledge.procedures.load import load_procedures
from knowledge.procedures.model import Procedure


@dataclass(frozen=True)
class Rules:
    """Procedures, profiles, provisions and year wheels."""

    procedures: Mapping[str, Procedure]
    municipalities: Municipalities
    laws: Laws
    arshjul: Arshjul


def load_rules(paths: Paths) -> Rules:
    """Read them all. Raises ProcedureError where a file is ill-formed or a kommune loosens a rule."""
    data = paths.data_dir
    municipalities = load_municipalities(paths.municipalities)
    check_thresholds(municipalities)
    return Rules(
        load_procedures(data / "procedures"),
        municipalities,
        load_laws(data / "laws.yml"),
        load_arshjul(data / "arshjul"),
    )
