"""One at a time: the second waits for the first, and says so."""

import subprocess
import sys
from pathlib import Path

from bot.run.lock import alone
from bot.run.places import ROOT

SECOND = (
    "import sys; from pathlib import Path; from bot.run.lock import alone\n"
    "with alone(Path(sys.argv[1]), 'prøver'): print('inne')"
)


def test_second_set_up_waits_for_the_first_and_says_so(tmp_path: Path) -> None:
    lock = tmp_path / "ny" / "lock"
    with alone(lock, "prøver"):
        second = subprocess.Popen(
            [sys.executable, "-u", "-c", SECOND, str(lock)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert second.stdout is not None
        assert "Venter på en annen make, som prøver" in second.stdout.readline()
        assert second.poll() is None
    rest, _ = second.communicate(timeout=60)
    assert rest.splitlines()[-1] == "inne"
