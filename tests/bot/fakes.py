"""What stands for drafts and conversations where a test is about something else."""

from dataclasses import dataclass, field

from actions.drafting.errors import DraftsUnavailableError
from bot.own_data import OwnData, load_own_data
from tests.conftest import ROOT


@dataclass
class FakeStore:
    """Remembers what was deleted; both a writer's drafts and what was said."""

    drafts: dict[str, int] = field(default_factory=dict)
    forgotten: list[str] = field(default_factory=list)
    is_away: bool = False

    def delete_all(self, owner: str) -> int:
        if self.is_away:
            raise DraftsUnavailableError("Utkastene er borte.")
        return self.drafts.pop(owner, 0)

    def list_url(self, owner: str) -> str:
        return f"/utkast?key={owner}.signert"

    def delete(self, sender: str) -> None:
        self.forgotten.append(sender)


def own_data(store: FakeStore | None = None) -> OwnData:
    store = store or FakeStore()
    return load_own_data(ROOT / "data" / "egne_data.yml", store, store)
