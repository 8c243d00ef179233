"""Keys come from a setting, or from a file that is made where one develops; never from thin air in production."""

import stat
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.store import StoreSettingError, load_cipher, new_key


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    return tmp_path / "var" / "utkast.key"


def test_keys_of_the_setting_are_used_and_no_file_is_made(key_file: Path) -> None:
    old, new = new_key(), new_key()
    sealed = load_cipher(old, key_file, is_production=True).seal(b"x")
    assert load_cipher(f" {new} , {old} ", key_file, is_production=True).open(sealed) == b"x"
    assert not load_cipher(f"{new},{old}", key_file, is_production=True).is_current(sealed)
    assert not key_file.exists()


def test_both_alphabets_of_base64_are_read(key_file: Path) -> None:
    key = "-_" * 21 + "A="
    plain = key.replace("-", "+").replace("_", "/")
    sealed = load_cipher(key, key_file, is_production=True).seal(b"x")
    assert load_cipher(plain, key_file, is_production=True).open(sealed) == b"x"


@pytest.mark.parametrize("keys", ["", "  "])
def test_production_without_a_key_does_not_start_and_says_how_to_make_one(keys: str, key_file: Path) -> None:
    with pytest.raises(StoreSettingError, match=r"HVANA_DRAFT_KEYS mangler.*python -m bot key"):
        load_cipher(keys, key_file, is_production=True)
    assert not key_file.exists()


@pytest.mark.parametrize("bad", ["kort", "æøå", "A" * 42, "A" * 44 + "AAAA", "A" * 43, "\x00", ""])
def test_a_key_that_is_none_is_named_by_number_and_never_quoted(bad: str, key_file: Path) -> None:
    good = new_key()
    with pytest.raises(StoreSettingError, match=r"Nøkkel 2 i HVANA_DRAFT_KEYS") as caught:
        load_cipher(f"{good},{bad}", key_file, is_production=True)
    told = "".join(traceback.format_exception(caught.value))
    assert good not in told
    assert not bad or f"{bad} " not in str(caught.value)


def test_development_makes_a_key_that_its_owner_alone_can_read(key_file: Path) -> None:
    sealed = load_cipher("", key_file, is_production=False).seal(b"x")
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert list(key_file.parent.iterdir()) == [key_file]
    assert load_cipher("", key_file, is_production=False).open(sealed) == b"x"


def test_two_that_start_together_end_up_with_one_key(key_file: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        ciphers = list(threads.map(lambda _: load_cipher("", key_file, is_production=False), range(8)))
    assert {ciphers[0].is_current(cipher.seal(b"x")) for cipher in ciphers} == {True}


def test_a_key_file_that_others_can_read_is_refused(key_file: Path) -> None:
    load_cipher("", key_file, is_production=False)
    key_file.chmod(0o640)
    with pytest.raises(StoreSettingError, match="chmod 600"):
        load_cipher("", key_file, is_production=False)


def test_an_empty_key_file_is_not_written_over(key_file: Path) -> None:
    key_file.parent.mkdir()
    key_file.touch(0o600)
    with pytest.raises(StoreSettingError, match=f"Nøkkel 1 i {key_file}"):
        load_cipher("", key_file, is_production=False)
    assert key_file.read_bytes() == b""


def test_a_key_file_that_can_not_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "var").touch()
    with pytest.raises(StoreSettingError, match="kan ikke lages"):
        load_cipher("", tmp_path / "var" / "utkast.key", is_production=False)
