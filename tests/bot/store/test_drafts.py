"""A draft is its owner's alone, comes back as it was written, and is gone when its time is up; on both databases."""

import string
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.bot.store.conftest import DAYS, START, Store

CONTENT: dict[str, Any] = {"hva": "Sitter alene i friminuttet.", "når": ["mandag", None], "antall": 3}
UNKNOWN = ["", "A" * 32, "../../etc/passwd", "..%2f..%2fsecret.key", "' OR 1=1 --", "%", "😀", "æ" * 32]
UNKNOWN += ["\0" * 32, "\ud800" * 32, "A" * 10_000, "a" * 31 + "\n"]
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def create(store: Store, owner: str = "eier", title: str = "Melding", **content: Any) -> str:
    return store.drafts.create(owner, "meldeskjema", title, content or CONTENT)


def test_a_draft_comes_back_as_it_was_written(store: Store) -> None:
    draft = store.drafts.fetch(create(store), "eier")
    assert draft is not None
    assert (draft.kind, draft.title, draft.content) == ("meldeskjema", "Melding", CONTENT)
    assert (draft.created, draft.changed, draft.expires) == (START, START, START + timedelta(days=DAYS))
    assert draft.expires.utcoffset() == timedelta(0)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(), content=st.dictionaries(st.text(), json_values, max_size=4))
@example(title="\0", content={"\0": "\ud800"})
@example(title="👩‍👧‍👦 שלום مرحبا \u202e", content={"fortelling": "æ😀 שלום مرحبا\u202e\u0301\n" * 700})
@example(title="x" * 10_000, content={"fortelling": "å" * 10_000})
def test_any_text_comes_back_as_it_was_written(store: Store, title: str, content: dict[str, Any]) -> None:
    draft = store.drafts.fetch(store.drafts.create("eier", "plan", title, content), "eier")
    assert draft is not None
    assert (draft.title, draft.content) == (title, content)


def test_what_json_can_not_hold_is_refused_and_nothing_is_stored(store: Store) -> None:
    for wrong in (float("nan"), object(), b"x"):
        with pytest.raises((TypeError, ValueError)):
            create(store, felt=wrong)
    assert store.sql("SELECT count(*) FROM drafts") == [(0,)]


def test_another_owner_sees_changes_and_deletes_nothing(store: Store) -> None:
    draft_id = create(store)
    for other in ("annen", "", "eier ", "EIER", "%", "' OR '1'='1"):
        assert store.drafts.fetch(draft_id, other) is None
        assert store.drafts.of_owner(other) == []
        assert store.drafts.expiring(other, within_days=DAYS) == []
        assert store.drafts.replace(draft_id, other, "Tatt", {}) is False
        assert store.drafts.delete(draft_id, other) is False
        assert store.drafts.delete_all(other) == 0
    draft = store.drafts.fetch(draft_id, "eier")
    assert draft is not None
    assert draft.title == "Melding"


@pytest.mark.parametrize("unknown", UNKNOWN)
def test_an_id_that_was_never_given_finds_nothing(store: Store, unknown: str) -> None:
    create(store)
    assert store.drafts.fetch(unknown, "eier") is None
    assert store.drafts.replace(unknown, "eier", "x", {}) is False
    assert store.drafts.delete(unknown, "eier") is False


def test_ids_are_long_differ_and_are_fit_for_an_address(sqlite_store: Store) -> None:
    ids = {create(sqlite_store) for _ in range(50)}
    assert len(ids) == 50
    assert {len(each) for each in ids} == {32}  # 192 random bits
    assert set("".join(ids)) <= set(string.ascii_letters + string.digits + "-_")


def test_a_replaced_draft_is_the_new_one_and_lives_on(store: Store) -> None:
    draft_id = create(store)
    store.clock.move(days=20)
    assert store.drafts.replace(draft_id, "eier", "Ny", {"hva": "Mer"}) is True
    store.clock.move(days=20)
    draft = store.drafts.fetch(draft_id, "eier")
    assert draft is not None
    assert (draft.title, draft.content, draft.kind) == ("Ny", {"hva": "Mer"}, "meldeskjema")
    assert (draft.created, draft.changed) == (START, START + timedelta(days=20))
    assert draft.expires == START + timedelta(days=20 + DAYS)


def test_the_list_has_the_last_changed_first_and_only_what_is_one_s_own(store: Store) -> None:
    first = create(store, title="Første")
    store.clock.move(hours=1)
    create(store, owner="annen", title="Ikke din")
    second = create(store, title="Andre")
    assert [(each.id, each.title) for each in store.drafts.of_owner("eier")] == [
        (second, "Andre"),
        (first, "Første"),
    ]
    store.clock.move(hours=1)
    store.drafts.replace(first, "eier", "Endret", {})
    assert [each.title for each in store.drafts.of_owner("eier")] == ["Endret", "Andre"]


def test_an_expired_draft_is_gone_on_the_second_also_before_it_is_deleted(store: Store) -> None:
    draft_id = create(store)
    store.clock.time = START + timedelta(days=DAYS, microseconds=-1)
    assert store.drafts.fetch(draft_id, "eier") is not None
    store.clock.time = START + timedelta(days=DAYS)
    assert store.drafts.fetch(draft_id, "eier") is None
    assert store.drafts.of_owner("eier") == []
    assert store.drafts.replace(draft_id, "eier", "Vekket", {}) is False
    assert store.sql("SELECT count(*) FROM drafts") == [(1,)]


def test_only_what_has_expired_is_deleted_whoever_owns_it(store: Store) -> None:
    create(store)
    create(store, owner="annen")
    store.clock.move(days=1)
    kept = create(store)
    store.clock.time = START + timedelta(days=DAYS)
    assert store.drafts.delete_expired(START + timedelta(days=DAYS, microseconds=-1)) == 0
    assert store.drafts.delete_expired(store.clock()) == 2
    assert store.sql("SELECT id FROM drafts") == [(kept,)]


def test_expiring_drafts_are_those_whose_end_is_near(store: Store) -> None:
    create(store, title="Gammel")
    store.clock.move(days=10)
    create(store, title="Ny")
    store.clock.time = START + timedelta(days=DAYS - 5)
    assert [each.title for each in store.drafts.expiring("eier", within_days=5)] == ["Gammel"]
    assert store.drafts.expiring("eier", within_days=4.9) == []
    assert len(store.drafts.expiring("eier", within_days=15)) == 2
    store.clock.time = START + timedelta(days=DAYS)
    assert store.drafts.expiring("eier", within_days=5) == []


def test_deleting_takes_one_and_deleting_all_takes_the_owner_s(store: Store) -> None:
    first, _, _ = create(store), create(store), create(store)
    others = create(store, owner="annen")
    assert store.drafts.delete(first, "eier") is True
    assert store.drafts.delete(first, "eier") is False
    assert store.drafts.fetch(first, "eier") is None
    assert store.drafts.delete_all("eier") == 2
    assert store.drafts.delete_all("eier") == 0
    assert store.drafts.fetch(others, "annen") is not None


def test_time_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(Exception, match="without a zone"):
        store.drafts.delete_expired(START.replace(tzinfo=None))


def test_a_shown_object_shows_nothing_of_what_was_written(sqlite_store: Store) -> None:
    draft = sqlite_store.drafts.fetch(create(sqlite_store, title="Kari"), "eier")
    assert "meldeskjema" in repr(draft)
    assert "Kari" not in repr(draft)
    assert "friminuttet" not in repr(draft)
