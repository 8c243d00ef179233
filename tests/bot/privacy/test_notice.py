"""The notice counts what was removed, in words, and says nothing of what stood there."""

import shutil
from pathlib import Path

import pytest

from bot.privacy import DATA_DIR, PrivacyDataError, load_notice, redact


@pytest.mark.parametrize(
    ("message", "what"),
    [
        ("Ola er borte", "et navn"),
        ("Ola slo Kari, og Ola lo. Ring 412 34 567", "to navn og et telefonnummer"),
        ("Ola, 412 34 567, 412 34 568, bor i Storgata 5", "et navn, to telefonnumre og en adresse"),
        ("eleven er født 3.4.2014, og på snap heter han kongen_12", "en fødselsdato og et brukernavn"),
        ("skriv til k@example.no", "en e-postadresse"),
    ],
)
def test_notice_says_what_was_removed(message: str, what: str) -> None:
    sentence = load_notice(DATA_DIR).told(redact(message).findings)
    assert sentence.startswith(f"Jeg tok bort {what} før jeg leste og lagret meldingen. ")
    assert "verne eleven" in sentence


def test_many_people_are_counted_with_a_figure() -> None:
    people = ", ".join(f"Xanth{chr(97 + at)}o" for at in range(14))
    assert "14 navn" in load_notice(DATA_DIR).told(redact(f"Jeg så {people} i dag").findings)


@pytest.mark.parametrize("content", ["", "sentence: [", "sentence: hei", None])
def test_broken_notice_is_named(tmp_path: Path, content: str | None) -> None:
    folder = Path(shutil.copytree(DATA_DIR, tmp_path / "privacy"))
    if content is None:
        (folder / "notice.yml").unlink()
    else:
        (folder / "notice.yml").write_text(content, encoding="utf-8")
    with pytest.raises(PrivacyDataError, match=r"notice\.yml"):
        load_notice(folder)


def test_notice_without_a_kind_is_named(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DATA_DIR, tmp_path / "privacy"))
    path = folder / "notice.yml"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(line for line in lines if "brukernavn" not in line), encoding="utf-8")
    with pytest.raises(PrivacyDataError, match="brukernavn"):
        load_notice(folder)
