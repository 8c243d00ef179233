"""What all tests share: the shipped rules, read once."""

import os
from pathlib import Path

import pytest

from knowledge.procedures.load import load_procedures
from knowledge.procedures.model import Procedure

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def procedures() -> dict[str, Procedure]:
    return load_procedures(ROOT / "data" / "procedures")


@pytest.fixture(scope="session")
def melde_fra(procedures: dict[str, Procedure]) -> Procedure:
    return procedures["melde_fra"]


@pytest.fixture(scope="session")
def original_guides() -> Path:
    """The folder of the real guides, which only developers have."""
    folder = SHARED / "guides"
    if not folder.is_dir():
        reason = f"De ekte veilederne ligger ikke i {folder}; denne prøven trenger dem."
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return folder
