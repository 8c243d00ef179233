"""Where the set-up finds and puts things."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / "var"
DATA = ROOT / "data"
BOT_PYTHON = ROOT / ".venv" / "bin" / "python"
RASA_PYTHON = ROOT / ".venv-rasa" / "bin" / "python"
RASA_REQUIREMENTS = ROOT / "bot" / "rasa" / "requirements.txt"

TRACKER_DB = "samtaler.db"
"""The file in var/ where Rasa keeps the conversations."""
