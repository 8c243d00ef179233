"""The guides' own command line, called with this machine's settings: it builds the index when something changed."""

import sys
from dataclasses import dataclass
from pathlib import Path

from bot.run.places import DATA, ROOT, VAR
from bot.run.steps import Progress, run_logged, step


@dataclass(frozen=True)
class GuidePlaces:
    """Where content and index lie, and which language model reads them (empty: the one that is shipped)."""

    var_dir: Path = VAR
    data_dir: Path = DATA
    embedding_model: str = ""

    def command(self, *arguments: str) -> list[str]:
        """Say how `python -m knowledge` is called for these places."""
        command = [sys.executable, "-m", "knowledge", "--var-dir", str(self.var_dir)]
        command += ["--data-dir", str(self.data_dir)]
        command += ["--model", self.embedding_model] if self.embedding_model else []
        return [*command, *arguments]


def ensure_index(places: GuidePlaces, root: Path = ROOT) -> None:
    """Bring the index up to date; the guides' own code knows whether anything changed.

    Raises StepFailedError where the build refuses a guide.
    """
    with step("Ser etter endringer i veilederne, og bygger søkeindeksen om det trengs") as progress:
        log = places.var_dir / "log" / "index.log"
        run_logged(places.command("index"), log, lambda line: _show(progress, line), cwd=root)


def _show(progress: Progress, line: str) -> None:
    progress.detail = line.partition(":")[0][:60]
