"""`python -m bot.run …`: what the Makefile calls once .venv exists."""

import signal
import sys

signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C while the imports below are read ends without a trace

from bot.run.commands import run_command  # noqa: E402
from bot.run.steps import tell  # noqa: E402


def main() -> int:
    """Do what the command line names, told in plain words; returns the exit code."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    return tell(lambda: run_command(sys.argv[1:]))


if __name__ == "__main__":
    sys.exit(main())
