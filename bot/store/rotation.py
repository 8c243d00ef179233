"""Lock every draft with the first key, so that an old one can be thrown away."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, select, update

from bot.store.cipher import Cipher
from bot.store.database import transaction, wipe
from bot.store.errors import UnreadableError
from bot.store.tables import DraftRow


@dataclass(frozen=True)
class Rotation:
    """How many drafts were locked anew, and how many no key opens."""

    done: int
    unreadable: int


def rotate_drafts(engine: Engine, cipher: Cipher) -> Rotation:
    """Lock anew what another key than the first has locked; safe while the bot runs, and to do again.

    Raises StoreUnavailableError; what was done by then stays done.
    """
    done = unreadable = 0
    with transaction(engine) as connection:
        ids = connection.execute(select(DraftRow.id)).scalars().all()
    for draft_id in ids:
        try:
            done += _rotate(engine, cipher, draft_id)
        except UnreadableError:
            unreadable += 1
    wipe(engine)
    return Rotation(done, unreadable)


def _rotate(engine: Engine, cipher: Cipher, draft_id: str) -> bool:
    """Rotate one draft; one that is changed or deleted meanwhile is left as it then is, with the first key."""
    query = select(DraftRow.owner, DraftRow.title, DraftRow.content).where(DraftRow.id == draft_id)
    with transaction(engine) as connection:
        row = connection.execute(query).one_or_none()
    if row is None or (cipher.is_current(row.title) and cipher.is_current(row.content)):
        return False
    title = cipher.rotate(row.title, draft_id, row.owner, "title")
    content = cipher.rotate(row.content, draft_id, row.owner, "content")
    change = update(DraftRow).where(DraftRow.id == draft_id, DraftRow.content == row.content)
    with transaction(engine) as connection:
        return connection.execute(change.values(title=title, content=content)).rowcount > 0
