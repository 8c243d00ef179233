"""Birth numbers made up for tests, with right control digits."""

from bot.privacy.identifiers import is_birth_number


def birth_number(first_six: str, serial: int = 1) -> str:
    """The first valid number with these six digits, counted from a serial number on."""
    for number in range(serial, 1000):
        for control in range(100):
            digits = f"{first_six}{number:03d}{control:02d}"
            if is_birth_number(digits):
                return digits
    raise AssertionError(f"no valid number begins with {first_six}")
