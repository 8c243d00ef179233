"""Whoever reads or alters the files gets nothing out of them, and what is deleted is gone from the disk."""

import logging
import sqlite3
import stat
from contextlib import closing

import pytest

from bot.store.database import sqlite_file
from tests.bot.store.conftest import DAYS, OTHER_KEY, START, Store

SECRET = "Hemmelighetsord"


def create(store: Store, owner: str = "eier") -> str:
    content = {"fortelling": [f"{SECRET} {number}" for number in range(400)], SECRET: SECRET}
    return store.drafts.create(owner, "synlig_art", SECRET, content)


def sealed(store: Store) -> list[bytes]:
    """Pieces of what is stored for all drafts, small enough to lie whole in a page of the file."""
    rows = store.sql("SELECT title, content FROM drafts")
    whole = [bytes(column) for row in rows for column in row]
    return [text[start : start + 24] for text in whole for start in range(0, len(text) - 24, 100)]


def test_what_was_written_is_nowhere_in_the_files(store: Store) -> None:
    draft_id = create(store)
    on_disk = store.on_disk()
    assert b"synlig_art" in on_disk
    assert draft_id.encode() in on_disk
    for encoding in ("utf-8", "utf-16-le"):
        assert SECRET[1:].encode(encoding) not in on_disk


@pytest.mark.parametrize("way", ["delete", "delete_all", "delete_expired", "replace"])
def test_what_is_deleted_is_gone_from_the_disk(sqlite_store: Store, way: str) -> None:
    store, path = sqlite_store, sqlite_file(sqlite_store.engine)
    with closing(sqlite3.connect(str(path))) as neighbour:  # keeps SQLite from emptying its log by itself
        neighbour.execute("SELECT count(*) FROM drafts").fetchall()
        draft_id, pieces = create(store), sealed(store)
        assert len(pieces) > 50
        assert all(piece in store.on_disk() for piece in pieces)
        if way == "delete":
            store.drafts.delete(draft_id, "eier")
        elif way == "delete_all":
            store.drafts.delete_all("eier")
        elif way == "replace":
            store.drafts.replace(draft_id, "eier", "", {})
            store.drafts.delete_expired(START)  # as each hour
        else:
            store.clock.move(days=DAYS)
            store.drafts.delete_expired(store.clock())
        on_disk = store.on_disk()
        assert [piece for piece in pieces if piece in on_disk] == []


def test_what_could_not_be_wiped_at_once_is_wiped_with_the_next_deletion(sqlite_store: Store) -> None:
    store = sqlite_store
    draft_id, pieces = create(store), sealed(store)
    with closing(sqlite3.connect(str(sqlite_file(store.engine)))) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM drafts").fetchall()
        assert store.drafts.delete(draft_id, "eier") is True
        assert pieces[0] in store.on_disk()
    store.drafts.delete_expired(START)
    assert pieces[0] not in store.on_disk()


def test_the_files_are_readable_by_their_owner_alone(sqlite_store: Store) -> None:
    path = sqlite_file(sqlite_store.engine)
    assert path is not None
    with closing(sqlite3.connect(path)) as neighbour:
        neighbour.execute("SELECT count(*) FROM drafts").fetchall()
        create(sqlite_store)
        modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in path.parent.glob("hvana.db*")}
    assert modes.pop("hvana.db.lock") is not None  # holds nothing
    assert modes == dict.fromkeys(["hvana.db", "hvana.db-wal", "hvana.db-shm"], 0o600)


def assert_unreadable(store: Store, draft_id: str, owner: str, log: pytest.LogCaptureFixture) -> None:
    log.clear()
    assert store.drafts.fetch(draft_id, owner) is None
    assert "1 draft(s) can't be unlocked" in log.text
    assert [word for word in (draft_id, owner, SECRET) if word in log.text] == []


def test_another_key_opens_nothing_and_takes_nothing_away(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    draft_id = create(store, owner="pseudonym-17")
    stranger = store.with_keys(OTHER_KEY)
    with caplog.at_level(logging.DEBUG):
        assert stranger.fetch(draft_id, "pseudonym-17") is None
        assert stranger.of_owner("pseudonym-17") == []
    assert caplog.text.count("1 draft(s) can't be unlocked") == 2
    assert "pseudonym-17" not in caplog.text
    assert store.drafts.fetch(draft_id, "pseudonym-17") is not None
    assert stranger.delete(draft_id, "pseudonym-17") is True


def test_a_row_given_to_another_owner_does_not_open(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    draft_id = create(store, owner="offer-1")
    store.sql("UPDATE drafts SET owner = ?", "tyv-99")
    assert_unreadable(store, draft_id, "tyv-99", caplog)
    assert store.drafts.of_owner("tyv-99") == []


@pytest.mark.parametrize("column", ["title", "content", "title, content"])
def test_what_is_copied_to_another_row_does_not_open(
    store: Store, caplog: pytest.LogCaptureFixture, column: str
) -> None:
    victim, thief = create(store, owner="offer-1"), create(store, owner="tyv-99")
    for each in column.split(", "):
        store.sql(
            f"UPDATE drafts SET {each} = (SELECT {each} FROM drafts WHERE id = ?) WHERE id = ?", victim, thief
        )
    assert_unreadable(store, thief, "tyv-99", caplog)


def test_title_and_content_of_one_draft_can_not_change_places(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    draft_id = create(store, owner="pseudonym-17")
    store.sql("UPDATE drafts SET title = content, content = title")
    assert_unreadable(store, draft_id, "pseudonym-17", caplog)


@pytest.mark.parametrize("place", [0, 4, 12, 30, -1])
def test_an_altered_byte_makes_a_draft_unreadable_and_no_other(
    store: Store, caplog: pytest.LogCaptureFixture, place: int
) -> None:
    draft_id, other = create(store, owner="pseudonym-17"), create(store, owner="annen")
    [(content,)] = store.sql("SELECT content FROM drafts WHERE id = ?", draft_id)
    altered = bytearray(content)
    altered[place] ^= 1
    store.sql("UPDATE drafts SET content = ? WHERE id = ?", bytes(altered), draft_id)
    assert_unreadable(store, draft_id, "pseudonym-17", caplog)
    assert store.drafts.fetch(other, "annen") is not None


@pytest.mark.parametrize("left", [b"", b"\x01", b"klartekst"])
def test_content_that_was_cut_or_put_in_by_hand_is_unreadable(
    store: Store, caplog: pytest.LogCaptureFixture, left: bytes
) -> None:
    draft_id = create(store, owner="pseudonym-17")
    store.sql("UPDATE drafts SET content = ?", left)
    assert_unreadable(store, draft_id, "pseudonym-17", caplog)
