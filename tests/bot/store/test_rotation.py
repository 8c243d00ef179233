"""An old key can be thrown away once every draft is locked with the new one."""

import pytest
from sqlalchemy import Connection, event

from bot.store import Cipher, Rotation, rotate_drafts
from tests.bot.store.conftest import KEY, OTHER_KEY, Store

BOTH = Cipher([OTHER_KEY, KEY])


def test_after_rotation_the_old_key_is_needed_no_more(store: Store) -> None:
    ids = [store.drafts.create("eier", "plan", f"Tittel {number}", {"nr": number}) for number in range(3)]
    before = store.drafts.fetch(ids[0], "eier")
    assert rotate_drafts(store.engine, BOTH) == Rotation(done=3, unreadable=0)
    assert store.with_keys(OTHER_KEY).fetch(ids[0], "eier") == before
    assert len(store.with_keys(OTHER_KEY).of_owner("eier")) == 3
    assert store.drafts.fetch(ids[0], "eier") is None
    assert rotate_drafts(store.engine, BOTH) == Rotation(done=0, unreadable=0)


def test_a_draft_that_no_key_opens_is_counted_and_left(store: Store) -> None:
    store.drafts.create("eier", "plan", "", {})
    lost = store.with_keys(bytes(32)).create("eier", "plan", "", {})
    assert rotate_drafts(store.engine, BOTH) == Rotation(done=1, unreadable=1)
    assert store.with_keys(bytes(32)).fetch(lost, "eier") is not None


@pytest.mark.parametrize("is_deleted", [True, False])
def test_a_draft_that_is_changed_meanwhile_keeps_the_change(store: Store, is_deleted: bool) -> None:
    draft_id = store.drafts.create("eier", "plan", "Gammel", {})
    newer = store.with_keys(OTHER_KEY, KEY)

    def meanwhile(connection: Connection) -> None:
        transactions.append(connection)
        if len(transactions) == 3:  # after the ids and the draft were read, before it is written
            store.sql("UPDATE drafts SET content = ?", b"x")
            if is_deleted:
                store.sql("DELETE FROM drafts")

    transactions: list[Connection] = []
    event.listen(store.engine, "begin", meanwhile)
    assert rotate_drafts(store.engine, BOTH).done == 0
    assert newer.fetch(draft_id, "eier") is None
    contents = [bytes(content) for (content,) in store.sql("SELECT content FROM drafts")]
    assert contents == ([] if is_deleted else [b"x"])
