"""What is locked opens only whole, in its own place, and with a key that we have."""

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.cipher import Cipher
from bot.store.errors import UnreadableError

OLD, NEW = secrets.token_bytes(32), secrets.token_bytes(32)
places = st.lists(st.text(), max_size=3)


@given(st.binary(max_size=200), places)
def test_what_is_locked_opens_in_its_place(plain: bytes, place: list[str]) -> None:
    assert Cipher([OLD]).open(Cipher([OLD]).seal(plain, *place), *place) == plain


@given(st.binary(max_size=50), places, places)
def test_what_is_locked_opens_in_no_other_place(plain: bytes, place: list[str], other: list[str]) -> None:
    if place != other:
        with pytest.raises(UnreadableError):
            Cipher([OLD]).open(Cipher([OLD]).seal(plain, *place), *other)


def test_two_places_that_read_the_same_when_joined_are_two() -> None:
    with pytest.raises(UnreadableError):
        Cipher([OLD]).open(Cipher([OLD]).seal(b"x", "ab", "c"), "a", "bc")


@given(st.data())
def test_one_altered_byte_anywhere_is_noticed(data: st.DataObject) -> None:
    sealed = bytearray(Cipher([OLD]).seal(b"en elev", "id", "eier"))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(UnreadableError):
        Cipher([OLD]).open(bytes(sealed), "id", "eier")


@given(st.integers(0, 200))
def test_what_is_cut_off_does_not_open(length: int) -> None:
    sealed = Cipher([OLD]).seal(b"en elev", "id")
    with pytest.raises(UnreadableError):
        Cipher([OLD]).open(sealed[: min(length, len(sealed) - 1)], "id")


@given(st.binary(max_size=100))
def test_what_we_never_locked_does_not_open(sealed: bytes) -> None:
    with pytest.raises(UnreadableError):
        Cipher([OLD]).open(sealed)


def test_the_same_text_never_looks_the_same() -> None:
    assert Cipher([OLD]).seal(b"x", "id") != Cipher([OLD]).seal(b"x", "id")


def test_the_first_key_locks_and_all_open() -> None:
    from_before = Cipher([OLD]).seal(b"x", "id")
    both = Cipher([NEW, OLD])
    assert both.open(from_before, "id") == b"x"
    assert Cipher([NEW]).open(both.seal(b"y", "id"), "id") == b"y"
    with pytest.raises(UnreadableError):
        Cipher([OLD]).open(both.seal(b"y", "id"), "id")


def test_rotated_text_needs_the_old_key_no_more() -> None:
    both = Cipher([NEW, OLD])
    from_before = Cipher([OLD]).seal(b"x", "id")
    rotated = both.rotate(from_before, "id")
    assert (both.is_current(from_before), both.is_current(rotated)) == (False, True)
    assert Cipher([NEW]).open(rotated, "id") == b"x"
    assert both.rotate(rotated, "id") == rotated
    with pytest.raises(UnreadableError):
        both.rotate(from_before, "another id")


def test_the_key_is_not_in_what_it_locked() -> None:
    sealed = Cipher([OLD]).seal(b"\0" * 100, "id")
    assert OLD[:4] not in sealed
