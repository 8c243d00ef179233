"""What can go wrong while setting up or running, each told to the user as a plain sentence."""


class RunError(Exception):
    """A problem told as it stands, in Norwegian, with what to do about it."""


class MissingInterpreterError(RunError):
    """No usable Python of the version asked for, and none could be fetched."""


class DiskFullError(RunError):
    """Too little room on the disk."""


class StepFailedError(RunError):
    """A command that a step ran ended with an error."""


class PortError(RunError):
    """A port can't be listened on."""


class NotHealthyError(RunError):
    """A server stopped, or didn't become healthy in time."""
